"""NumPy by name: which function means which op of ours, and which of its arguments are data.

A row names functions of NumPy's, what runs in their place, and the parameters that are data (`*`: all). What runs has
NumPy's own parameters. A name without a row leaves the trace, and that is told.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.trace import plain
from ...core.vocabulary import FUNCTIONS
from ...ops import arithmetic, branches, layout
from . import (
    calculus,
    choosing,
    creation,
    factorisations,
    fourier,
    joining,
    permuting,
    polynomials,
    products,
    quantiles,
    reductions,
    statistics,
)

# questions: answered from the values, with no derivative to lose
ASKS = frozenset(
    (
        "isclose allclose array_equal array_equiv isnan isinf isfinite isneginf isposinf iscomplex isreal "
        "isscalar iterable shape ndim size argmax argmin argsort nanargmax nanargmin argwhere nonzero flatnonzero "
        "count_nonzero any all searchsorted digitize lexsort argpartition array_str array_repr array2string "
        "format_float_positional format_float_scientific result_type can_cast common_type min_scalar_type iscomplexobj "
        "isrealobj isfortran isin linalg.matrix_rank zeros_like empty_like ones_like signbit "
        "may_share_memory shares_memory indices ndindex diag_indices_from tril_indices_from triu_indices_from "
        "unravel_index unique_counts unique_inverse unique_all bitwise_count logical_and logical_or logical_xor "
        "logical_not equal not_equal less less_equal greater greater_equal "
        "gcd lcm packbits einsum_path ndenumerate ix_ broadcast_shapes testing.assert_allclose "
        "testing.assert_almost_equal testing.assert_array_almost_equal testing.assert_array_equal testing.assert_equal"
    ).split()
)

# ops that NumPy has under the same name, or under an alias of ours: run on arrays they are NumPy's own functions
ELEMENTWISE = (
    "sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh exp exp2 expm1 log log2 log10 log1p sqrt "
    "cbrt square reciprocal absolute negative positive deg2rad rad2deg add subtract multiply divide power hypot "
    "arctan2 maximum minimum fmax fmin mod fmod copysign logaddexp logaddexp2 heaviside floor_divide "
    "bitwise_and bitwise_or bitwise_xor left_shift right_shift invert"
)
SAME = dict(
    pair.split(":") for pair in (
        "abs:absolute fabs:absolute asin:arcsin acos:arccos atan:arctan asinh:arcsinh acosh:arccosh atanh:arctanh "
        "atan2:arctan2 pow:power float_power:power true_divide:divide remainder:mod degrees:rad2deg radians:deg2rad "
        "bitwise_invert:invert bitwise_not:invert bitwise_left_shift:left_shift bitwise_right_shift:right_shift"
    ).split()
)  # fmt: skip

# what only moves elements about: NumPy runs it on their numbers
MOVERS = """
    tile A; repeat a; roll a; flip m; fliplr m; flipud m; rot90 m; rollaxis a; moveaxis a; take a; take_along_axis arr;
    compress a; extract arr; diag v; diagflat v; diagonal a; linalg.diagonal x; tril m; triu m; insert arr values;
    delete arr; append arr values; resize a; split ary; array_split ary; hsplit ary; vsplit ary; dsplit ary; unstack x;
    dstack tup; block arrays; choose choices; broadcast_arrays *; atleast_3d *; fft.fftshift x; fft.ifftshift x;
    permute_dims a; asfortranarray a; column_stack tup; r_ key; c_ key
"""
ROWS: list[tuple[str, Callable[..., Any], str]] = [
    ("sum", reductions.sum_, "a initial"),
    ("prod", reductions.prod, "a initial"),
    ("max amax", reductions.max_, "a initial"),
    ("min amin", reductions.min_, "a initial"),
    ("mean", reductions.mean, "a"),
    ("var", reductions.var, "a mean"),
    ("std", reductions.std, "a mean"),
    ("nansum", reductions.without_nans("sum", reductions.sum_), "a initial"),
    ("nanprod", reductions.without_nans("prod", reductions.prod), "a initial"),
    ("nanmax", reductions.without_nans("max", reductions.max_), "a"),
    ("nanmin", reductions.without_nans("min", reductions.min_), "a"),
    ("nanmean", reductions.without_nans("mean", reductions.mean), "a"),
    ("nanvar", reductions.without_nans("var", reductions.var), "a"),
    ("nanstd", reductions.without_nans("std", reductions.std), "a"),
    ("median", quantiles.median, "a"),
    ("nanmedian", quantiles.nanmedian, "a"),
    ("quantile", quantiles.quantile(1.0), "a q"),
    ("percentile", quantiles.quantile(100.0), "a q"),
    ("nanquantile", quantiles.quantile(1.0, nans=True), "a q"),
    ("nanpercentile", quantiles.quantile(100.0, nans=True), "a q"),
    ("ptp", reductions.ptp, "a"),
    ("average", reductions.average, "a weights"),
    ("cumsum", reductions.running("cumsum"), "a"),
    ("cumprod", reductions.running("cumprod"), "a"),
    ("nancumsum", reductions.running_without_nans("cumsum", 0.0), "a"),
    ("nancumprod", reductions.running_without_nans("cumprod", 1.0), "a"),
    ("cumulative_sum", reductions.cumulative("cumsum", 0.0), "x"),
    ("cumulative_prod", reductions.cumulative("cumprod", 1.0), "x"),
    ("diff", calculus.diff, "a prepend append"),
    ("ediff1d", calculus.ediff1d, "ary to_end to_begin"),
    ("gradient", calculus.gradient, "f *"),
    ("trapezoid trapz", calculus.trapezoid, "y x"),
    ("interp", calculus.interp, "x xp fp"),
    ("convolve", calculus.convolve, "a v"),
    ("correlate", calculus.correlate, "a v"),
    ("unwrap", calculus.unwrap, "p"),
    ("modf", calculus.modf, "x"),
    ("frexp", calculus.frexp, "x"),
    ("ldexp", calculus.ldexp, "x1 x2"),
    ("divmod", lambda x1, x2, /: (branches.floor_divide(x1, x2), branches.mod(x1, x2)), "x1 x2"),
    ("angle", calculus.angle, "z"),
    ("real", calculus.part("real"), "val"),
    ("imag", calculus.part("imag"), "val"),
    ("conj conjugate", calculus.part("conj"), "val"),
    ("real_if_close", calculus.real_if_close, "a"),
    ("i0", lambda x: FUNCTIONS["i0"].call(x), "x"),
    ("sinc", lambda x: FUNCTIONS["sinc"].call(x), "x"),
    ("floor", choosing.kept_whole(branches.floor), "x"),
    ("ceil", choosing.kept_whole(branches.ceil), "x"),
    ("trunc fix", choosing.kept_whole(branches.trunc), "x"),
    ("rint", branches.rint, "x"),
    ("sign", choosing.kept_whole(branches.sign), "x"),
    ("round around", choosing.round_, "a"),
    ("clip", choosing.clip, "a a_min a_max min max"),
    ("where", choosing.where, "condition *"),
    ("select", choosing.select, ""),
    ("nan_to_num", choosing.nan_to_num, ""),
    ("dot", products.dot, "a b"),
    ("inner", products.inner, "a b"),
    ("outer linalg.outer", lambda a, b, out=None: FUNCTIONS["outer"].call(a, b), "a b"),
    ("vdot", products.vdot, "a b"),
    ("vecdot linalg.vecdot", products.vecdot, "x1 x2"),
    ("matvec", products.matvec, "x1 x2"),
    ("vecmat", products.vecmat, "x1 x2"),
    ("matmul linalg.matmul", lambda x1, x2, /: FUNCTIONS["matmul"].call(x1, x2), "x1 x2"),
    ("tensordot linalg.tensordot", lambda a, b, axes=2: FUNCTIONS["tensordot"].call(a, b, axes), "a b"),
    ("kron", FUNCTIONS["kron"].call, "a b"),
    ("cross linalg.cross", products.cross, "a b"),
    ("einsum", products.einsum, "*"),
    ("trace", products.trace, "a"),
    ("linalg.trace", lambda x, /, *, offset=0: products.trace(x, offset, -2, -1), "x"),
    ("matrix_transpose linalg.matrix_transpose", products.matrix_transpose, "x"),
    ("linalg.norm", factorisations.norm, "x"),
    ("linalg.vector_norm", factorisations.vector_norm, "x"),
    ("linalg.matrix_norm", factorisations.matrix_norm, "x"),
    ("linalg.cond", factorisations.cond, "x"),
    ("linalg.inv", lambda a: FUNCTIONS["inv"].call(a), "a"),
    ("linalg.det", lambda a: FUNCTIONS["det"].call(a), "a"),
    ("linalg.slogdet", factorisations.slogdet, "a"),
    ("linalg.solve", lambda a, b: FUNCTIONS["solve"].call(a, b), "a b"),
    ("linalg.pinv", factorisations.pinv, "a"),
    ("linalg.lstsq", factorisations.lstsq, "a b"),
    ("linalg.cholesky", factorisations.cholesky, "a"),
    ("linalg.qr", factorisations.qr, "a"),
    ("linalg.svd", factorisations.svd, "a"),
    ("linalg.svdvals", factorisations.svdvals, "x"),
    ("linalg.eig", factorisations.eig, "a"),
    ("linalg.eigvals", factorisations.eigvals, "a"),
    ("linalg.eigh", factorisations.eigh, "a"),
    ("linalg.eigvalsh", factorisations.eigvalsh, "a"),
    ("linalg.matrix_power", factorisations.matrix_power, "a"),
    ("linalg.multi_dot", lambda arrays, *, out=None: products.multi_dot(joining.each(arrays)), ""),
    ("linalg.tensorsolve", factorisations.tensorsolve, "a b"),
    ("linalg.tensorinv", factorisations.tensorinv, "a"),
    ("fft.fft", fourier.one(False), "a"),
    ("fft.ifft", fourier.one(True), "a"),
    ("fft.rfft", fourier.rfft, "a"),
    ("fft.irfft", fourier.irfft, "a"),
    ("fft.hfft", fourier.hfft, "a"),
    ("fft.ihfft", fourier.ihfft, "a"),
    ("fft.fftn", fourier.several(False, None), "a"),
    ("fft.ifftn", fourier.several(True, None), "a"),
    ("fft.fft2", fourier.several(False, (-2, -1)), "a"),
    ("fft.ifft2", fourier.several(True, (-2, -1)), "a"),
    ("fft.rfftn", fourier.several_real(None), "a"),
    ("fft.rfft2", fourier.several_real((-2, -1)), "a"),
    ("fft.irfftn", fourier.several_back(None), "a"),
    ("fft.irfft2", fourier.several_back((-2, -1)), "a"),
    ("fft.fftfreq", fourier.fftfreq, ""),
    ("fft.rfftfreq", fourier.rfftfreq, ""),
    ("cov", statistics.cov, "m y aweights"),
    ("corrcoef", statistics.corrcoef, "x y"),
    ("bincount", statistics.bincount, "x weights"),
    ("histogram", statistics.histogram, "a bins weights"),
    ("histogram2d", statistics.histogram2d, "x y weights"),
    ("histogramdd", statistics.histogramdd, "sample weights"),
    ("polyval", polynomials.polyval, "p x"),
    (
        "polynomial.polynomial.polyval",
        lambda x, c, tensor=True: polynomials.polyval(FUNCTIONS["flip"].call(c, 0), x),
        "x c",
    ),
    ("polyder", polynomials.polyder, "p"),
    ("polyint", polynomials.polyint, "p k"),
    ("polyadd", polynomials.polyadd, "a1 a2"),
    ("polysub", polynomials.polysub, "a1 a2"),
    ("polymul", polynomials.polymul, "a1 a2"),
    ("polydiv", polynomials.polydiv, "u v"),
    ("poly", polynomials.poly, "seq_of_zeros"),
    ("roots", polynomials.roots, "p"),
    ("polyfit", polynomials.polyfit, "x y w"),
    ("concatenate concat", joining.concatenate, ""),
    ("stack", joining.stack, ""),
    ("vstack", joining.vstack, ""),
    ("hstack", joining.hstack, ""),
    ("reshape", joining.reshape, "a"),
    ("ravel", joining.ravel, "a"),
    ("transpose", lambda a, axes=None: layout.transpose(a, axes), "a"),
    ("swapaxes", lambda a, axis1, axis2: layout.swapaxes(a, axis1, axis2), "a"),
    ("squeeze", lambda a, axis=None: layout.squeeze(a, axis), "a"),
    ("expand_dims", joining.expand_dims, "a"),
    ("atleast_1d", joining.atleast(1), "*"),
    ("atleast_2d", joining.atleast(2), "*"),
    ("broadcast_to", lambda array, shape, subok=False: layout.broadcast_to(array, shape), "array"),
    ("meshgrid", creation.meshgrid, "*"),
    ("pad", permuting.pad, ""),
    ("sort", permuting.sort, "a"),
    ("partition", permuting.partition, "a"),
    ("unique", permuting.unique, "ar"),
    ("unique_values", lambda x: permuting.unique(x), "x"),
    ("trim_zeros", permuting.trim_zeros, "filt"),
    ("array copy", creation.array_maker(True), ""),
    ("asarray asanyarray ascontiguousarray asarray_chkfinite", creation.array_maker(None), ""),
    ("require", lambda a, dtype=None, requirements=None: creation.array_maker(None)(a, dtype), ""),
    ("astype", lambda x, dtype, /, *, copy=True, device=None: creation.astype(x, dtype, copy=copy), "x"),
    ("full", creation.full, "fill_value"),
    ("full_like", creation.full_like, "fill_value"),
    ("linspace", creation.linspace, "start stop"),
    ("logspace", creation.logspace, "start stop base"),
    ("geomspace", creation.geomspace, "start stop"),
    ("arange", creation.arange, ""),
    ("vander", creation.vander, "x"),
    ("piecewise", choosing.piecewise, ""),
    ("apply_along_axis", choosing.apply_along_axis, ""),
    ("apply_over_axes", choosing.apply_over_axes, ""),
]
CALLING = frozenset(("piecewise", "apply_along_axis", "apply_over_axes"))  # they call functions of the script's
# ops under NumPy's own functions, and what would call the script's functions twice: not compared with NumPy's answer
UNCHECKED = CALLING | frozenset(
    (
        "sum prod max amax min amin mean var std cumsum cumprod dot matmul linalg.matmul where clip concatenate concat "
        "stack vstack hstack reshape ravel transpose swapaxes squeeze expand_dims atleast_1d atleast_2d broadcast_to "
        "array copy asarray asanyarray ascontiguousarray asarray_chkfinite astype full full_like linalg.inv linalg.det "
        "linalg.solve real imag conj conjugate nan_to_num select sort floor ceil trunc fix rint sign round around "
        "add.reduce multiply.reduce maximum.reduce minimum.reduce add.outer multiply.outer"
    ).split()
)
VIEWS = frozenset(
    (
        "reshape ravel transpose swapaxes moveaxis rollaxis squeeze expand_dims atleast_1d atleast_2d atleast_3d "
        "diagonal linalg.diagonal flip fliplr flipud rot90 einsum split array_split hsplit vsplit dsplit unstack "
        "matrix_transpose permute_dims broadcast_to"
    ).split()
)  # what they return may share the memory of their argument
PAIRS = {"add": arithmetic.add, "multiply": arithmetic.multiply, "subtract": arithmetic.subtract,
         "maximum": branches.maximum, "minimum": branches.minimum, "divide": arithmetic.divide,
         "logaddexp": FUNCTIONS["logaddexp"].call}  # fmt: skip


METHODS: dict[str, Any] = {
    "astype": creation.astype, "tolist": creation.tolist, "item": creation.item, "view": creation.view,
    "copy": lambda x, order=None: type(x)(x.value, x.at),
    "reshape": lambda x, *to, order="C", copy=None: joining.reshape(x, to[0] if len(to) == 1 else to, order),
    "transpose": lambda x, *axes: layout.transpose(x, (axes[0] if len(axes) == 1 else axes) if axes else None),
    "flatten": lambda x, order="C": creation.copied(joining.ravel(x, order)),
    "conj": calculus.part("conj"), "conjugate": calculus.part("conj"),
    "is_integer": lambda x: float(plain(x)).is_integer(),
}  # fmt: skip
PROPERTIES: dict[str, Any] = {
    "T": layout.transpose, "mT": products.matrix_transpose, "real": calculus.part("real"),
    "imag": calculus.part("imag"), "flat": permuting.Flat, "size": lambda x: int(np.prod(x.shape)),
    "dtype": lambda x: np.asarray(x.value).dtype, "itemsize": lambda x: np.asarray(x.value).itemsize,
}  # fmt: skip
