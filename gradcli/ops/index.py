"""Which family defines a name: these modules are imported when one of their names is first asked for.

A test holds the table to what the modules define.
"""

from __future__ import annotations

from ..core.vocabulary import ALIASES, FUNCTIONS

FAMILIES = {
    "products": "cross dot kron matmul outer tensordot",
    "extremes": "clip max min ptp sort",
    "cumulative": "cumprod cumsum diff prod",
    "log_sums": "logaddexp logaddexp2",
    "reductions": "log_softmax logsumexp mean median norm norm1 norm2 norm3 norminf softmax std var",
    "complex": "angle cexp clog complex conj imag real",
    "matrix": "det inv solve",
    "linalg": "cholesky eigvals eigvalsh tril triu",
    "svd_qr": "svdvals",
    "matrix_functions": "expm logabsdet logdet lstsq matrix_power pinv sqrtm triangular_solve vander",
    "special": "beta betaln binom digamma factorial gamma lgamma poch polygamma",
    "incomplete": "igamma igammac lambertw lambertw_branch zeta",
    "removable_singularities": "sinc spence",
    "trig_pi": "cospi fresnelc fresnels sinpi",
    "normal": "dawsn erfcinv erfcx erfinv log_ndtr ndtr ndtri normcdf norminv normpdf",
    "bessel": "besseli besselj besselk bessely e1 ei expint i0 i0e i1 i1e j0 j1 k0 k0e k1 k1e y0 y1",
    "reciprocals": "arccot arccoth arccsc arccsch arcsec arcsech cot coth csc csch sec",
    "hypergeometric": "betainc ellipe ellipk hyp0f1 hyp1f1 hyp2f1 sphericalbessel sphericalbessely",
    "integrals": "Chi Ci Shi Si airyai airyaiprime airybi airybiprime dilog erfi polylog",
    "polynomials": "chebyshev chebyshevu hermite laguerre legendre polyval",
    "samples": "corrcoef cov interp percentile quantile",
    "activations": "Heaviside elu entr gelu hard_sigmoid heaviside kl_div leaky_relu log_sigmoid logb logit mish"
    " nthroot relu6 selu silu softsign xlog1py",
}
OTHER_NAMES = {
    "cumulative": "product",
    "products": "inner vdot",
    "reductions": "average norm_inf reduce_logsumexp",
    "extremes": "amax amin clamp",
    "matrix_functions": "slogdet1 solve_triangular",
    "special": "binomial comb gammaln lbeta loggamma pochhammer psi rf",
    "incomplete": "LambertW gammainc gammaincc",
    "complex": "conjugate",
    "normal": "dawson normppf",
    "bessel": "bessel_i0 bessel_i0e bessel_i1 bessel_i1e bessel_j0 bessel_j1 bessel_k0 bessel_k0e bessel_k1 bessel_k1e"
    " bessel_y0 bessel_y1 exp1 expi expn iv jn jv kn kv yn yv",
    "reciprocals": "acot acoth acsc acsch actg arccosec arcctg asec asech cosec cosech cotan cotg ctg cth",
    "hypergeometric": "ibeta kummer spherical_jn spherical_yn sphericaljn sphericalyn",
    "integrals": "Ai Bi Li Li2 airy chi ci coshint cosint shi si sinhint sinint",
    "polynomials": "ChebyshevT ChebyshevU HermiteH LaguerreL LegendreP chebyshevt chebyt chebyu hermiteh laguerrel"
    " legendrep",
    "activations": "logsigmoid root step surd swish unitstep",
}

for table, families in ((FUNCTIONS, FAMILIES), (ALIASES, OTHER_NAMES)):
    for module, names in families.items():
        table.later.update(dict.fromkeys(names.split(), f"gradcli.ops.{module}"))
