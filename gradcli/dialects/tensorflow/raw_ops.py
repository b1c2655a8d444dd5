"""tf.raw_ops: kernels by their own names, which are those of functions under others."""

from __future__ import annotations

import inspect
from typing import Any

from .names import NAMES, known, named, snake

KERNELS = dict(pair.split(":") for pair in (
    "mul:multiply sub:subtract neg:negative div:divide real_div:divide add_v2:add sum:reduce_sum mean:reduce_mean "
    "prod:reduce_prod arg_max:argmax arg_min:argmin mat_mul:matmul batch_mat_mul:matmul conv2_d:conv2d conv3_d:conv3d "
    "avg_pool3_d:avg_pool3d div_no_nan:divide_no_nan floor_div:floordiv floor_mod:floormod matrix_determinant:det "
    "matrix_inverse:inv matrix_solve:solve pack:stack unpack:unstack select:where split_v:split complex_abs:abs "
    "tensor_scatter_update:tensor_scatter_nd_update tensor_scatter_add:tensor_scatter_nd_add lin_space:linspace "
    "random_uniform:uniform random_standard_normal:normal matrix_diag:diag matrix_diag_part:diag_part "
    "matrix_band_part:band_part"
).split())  # fmt: skip
RAW_WORDS = {  # a kernel's word, and the function's where it has another
    "input": "input_tensor tensor value x a image", "keep_dims": "keepdims", "dim": "axis", "dimension": "axis",
    "x": "a input value", "t": "x", "e": "y", "filter": "filters", "DstT": "dtype", "concat_dim": "axis",
    "tensor": "input value", "split_dim": "axis", "num_split": "num_or_size_splits",
    "size_splits": "num_or_size_splits", "output_shape": "shape", "value": "input",
}  # fmt: skip


def raw(kernel: str) -> Any:
    """A kernel by its own name, called by keywords; None where it is not offered."""
    name = snake(kernel.removesuffix("V2").removesuffix("V3"))
    name = KERNELS.get(name, name)
    homes = ("", "math.", "nn.", "linalg.", "reduce_", "image.", "signal.", "math.reduce_", "random.")
    found = next((known(home + name) for home in homes if home + name in NAMES), None)
    if found is None:
        return None
    words = inspect.signature(found).parameters

    def word(w: str) -> str:
        return w if w in words else next((other for other in RAW_WORDS.get(w, "").split() if other in words), w)

    def call(**given: Any) -> Any:
        return found(**{word(w): v for w, v in given.items()})

    return named(call, kernel, found.__doc__ or "")
