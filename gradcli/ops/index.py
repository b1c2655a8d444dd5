"""Which family defines a name: these modules are imported when one of their names is first asked for.

A test holds the table to what the modules define.
"""

from __future__ import annotations

from ..core.op import ALIASES, FUNCTIONS

FAMILIES = {
    "products": "cross dot kron matmul outer tensordot",
    "reductions": "clip cumprod cumsum diff log_softmax logsumexp max mean median min norm norm1 norm2 norm3 norminf"
    " prod ptp softmax sort std var",
    "matrix": "det inv solve",
    "linalg": "cholesky eigvals eigvalsh logabsdet logdet svdvals tril triu",
    "matrix_functions": "expm lstsq matrix_power pinv sqrtm triangular_solve vander",
}
OTHER_NAMES = {
    "products": "inner vdot",
    "reductions": "amax amin average clamp norm_inf reduce_logsumexp",
    "linalg": "slogdet1",
    "matrix_functions": "solve_triangular",
}

for table, families in ((FUNCTIONS, FAMILIES), (ALIASES, OTHER_NAMES)):
    for module, names in families.items():
        table.later.update(dict.fromkeys(names.split(), f"gradcli.ops.{module}"))
