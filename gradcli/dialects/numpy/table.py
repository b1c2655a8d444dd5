"""NumPy by name: which function means which op of ours, and which of its arguments are data.

A row names functions of NumPy's, what runs in their place, a function or an op of ours by its name, and the parameters
that are data (`*`: all). What runs has those of NumPy's parameters that it reads, under NumPy's names. A name without a
row leaves the trace, and that is told.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np

from ...core.trace import plain
from ...core.vocabulary import ours
from ...ops import arithmetic, branches, layout, linalg, matrix_functions
from ...ops import products as arrays
from ...ops.joining import stack
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
from .factorisations import eigen, half, real_matrix
from .fourier import OPPOSITE, PLANE, several
from .ties import is_integer

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

# what only moves elements about: NumPy runs it on their numbers
MOVERS = """
    tile A; repeat a; roll a; flip m; fliplr m; flipud m; rot90 m; rollaxis a; moveaxis a; take a; take_along_axis arr;
    compress a; extract arr; diag v; diagflat v; diagonal a; linalg.diagonal x; tril m; triu m; insert arr values;
    delete arr; append arr values; resize a; split ary; array_split ary; hsplit ary; vsplit ary; dsplit ary; unstack x;
    dstack tup; block arrays; choose choices; broadcast_arrays *; atleast_3d *; fft.fftshift x; fft.ifftshift x;
    permute_dims a; asfortranarray a; column_stack tup; r_ key; c_ key;
    lib.stride_tricks.sliding_window_view x; meshgrid *
"""
Rows = list[tuple[str, "Callable[..., Any] | str", str]]
# what NumPy itself runs, or calls the script's functions
OWN: Rows = [
    ("sum", reductions.sum_, "a initial"),
    ("prod", reductions.prod, "a initial"),
    ("max amax", reductions.max_, "a initial"),
    ("min amin", reductions.min_, "a initial"),
    ("mean", reductions.mean, "a"),
    ("var", reductions.var, "a mean"),
    ("std", reductions.std, "a mean"),
    ("cumsum", reductions.running("cumsum"), "a"),
    ("cumprod", reductions.running("cumprod"), "a"),
    ("dot", products.dot, "a b"),
    ("matmul linalg.matmul", lambda a, b: ours.matmul(a, b), "a b"),
    ("linalg.inv", lambda a: ours.inv(a), "a"),
    ("linalg.det", lambda a: ours.det(a), "a"),
    ("linalg.solve", lambda a, b: ours.solve(a, b), "a b"),
    ("where", choosing.where, "condition *"),
    ("clip", choosing.clip, "a a_min a_max min max"),
    ("select", choosing.select, ""),
    ("nan_to_num", choosing.nan_to_num, ""),
    ("real", calculus.part("real"), "val"),
    ("imag", calculus.part("imag"), "val"),
    ("conj conjugate", calculus.part("conj"), "val"),
    ("floor", choosing.kept_whole(branches.floor), "x"),
    ("ceil", choosing.kept_whole(branches.ceil), "x"),
    ("trunc fix", choosing.kept_whole(branches.trunc), "x"),
    ("rint", branches.rint, "x"),
    ("reciprocal", choosing.reciprocal, "x"),
    ("sign", choosing.kept_whole(branches.sign), "x"),
    ("round around", lambda a, decimals=0: choosing.kept_whole(choosing.rounded(int(decimals)))(a), "a"),
    ("concatenate concat", joining.concatenate, ""),
    ("stack", lambda arrays, axis=0: stack(joining.each(arrays), axis), ""),
    ("vstack", lambda tup: joining.concatenate([joining.at_least(p, 2) for p in joining.each(tup)]), ""),
    ("hstack", joining.hstack, ""),
    ("reshape", joining.reshape, "a"),
    ("ravel", joining.ravel, "a"),
    ("transpose", lambda a, axes=None: layout.transpose(a, axes), "a"),
    ("swapaxes", lambda a, axis1, axis2: layout.swapaxes(a, axis1, axis2), "a"),
    ("squeeze", lambda a, axis=None: layout.squeeze(a, axis), "a"),
    ("expand_dims", joining.expand_dims, "a"),
    ("atleast_1d", joining.atleast(1), "*"),
    ("atleast_2d", joining.atleast(2), "*"),
    ("broadcast_to", lambda array, shape: layout.broadcast_to(array, shape), "array"),
    ("sort", permuting.sort, "a"),
    ("array copy", creation.array_maker(True), ""),
    ("asarray asanyarray ascontiguousarray asarray_chkfinite", creation.array_maker(None), ""),
    ("require", lambda a, dtype=None, requirements=None: creation.array_maker(None)(a, dtype), ""),
    ("astype", lambda x, dtype, copy=True: creation.astype(x, dtype, copy=copy), "x"),
    ("full", creation.full, "fill_value"),
    ("full_like", creation.full_like, "fill_value"),
    ("piecewise", choosing.piecewise, ""),
    ("apply_along_axis", choosing.apply_along_axis, ""),
    ("apply_over_axes", choosing.apply_over_axes, ""),
]  # fmt: skip
# what is written in several ops: NumPy is asked too, and its answer decides
COMPARED: Rows = [
    *[(f"nan{name}", reductions.without_nans(name, getattr(reductions, called)), "a initial") for name, called in (
        ("sum", "sum_"), ("prod", "prod"), ("max", "max_"), ("min", "min_"), ("mean", "mean"), ("var", "var"),
        ("std", "std"))],
    ("median", quantiles.median(False), "a"),
    ("nanmedian", quantiles.median(True), "a"),
    ("quantile", quantiles.quantile(1.0), "a q"),
    ("percentile", quantiles.quantile(100.0), "a q"),
    ("nanquantile", quantiles.quantile(1.0, nans=True), "a q"),
    ("nanpercentile", quantiles.quantile(100.0, nans=True), "a q"),
    ("ptp", lambda a, axis=None, keepdims=False:
     reductions.max_(a, axis, keepdims=keepdims) - reductions.min_(a, axis, keepdims=keepdims), "a"),
    ("average", reductions.average, "a weights"),
    ("nancumsum", reductions.running("cumsum", 0.0), "a"),
    ("nancumprod", reductions.running("cumprod", 1.0), "a"),
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
    ("modf", lambda x: (x - (y := branches.trunc(x)), y), "x"),
    ("frexp", calculus.frexp, "x"),
    ("ldexp", lambda x1, x2: x1 * np.ldexp(1.0, np.asarray(plain(x2)).astype(int)), "x1 x2"),
    ("divmod", lambda x1, x2: (branches.floor_divide(x1, x2), branches.mod(x1, x2)), "x1 x2"),
    ("angle", lambda z, deg=False: ours.angle(z) * (180.0 / np.pi if deg else 1.0), "z"),
    ("real_if_close", lambda a, tol=100:
     a if np.iscomplexobj(np.real_if_close(plain(a), tol)) else ours.real(a), "a"),
    ("i0", "i0", "*"),
    ("sinc", "sinc", "*"),
    ("inner", products.inner, "a b"),
    ("outer linalg.outer", lambda a, b: ours.outer(a, b), "a b"),
    ("vdot", lambda a, b: arrays.dot(ours.conj(layout.reshape(a, (-1,))), layout.reshape(b, (-1,))), "a b"),
    ("vecdot linalg.vecdot", lambda x1, x2, axis=-1, keepdims=False:
     layout.total(ours.conj(x1) * x2, axis, keepdims), "x1 x2"),
    ("matvec", lambda x1, x2: layout.squeeze(arrays.matmul(x1, layout.expand_dims(x2, -1)), -1), "x1 x2"),
    ("vecmat", lambda x1, x2:
     layout.squeeze(arrays.matmul(layout.expand_dims(ours.conj(x1), -2), x2), -2), "x1 x2"),
    ("tensordot linalg.tensordot", lambda a, b, axes=2: ours.tensordot(a, b, axes), "a b"),
    ("kron", "kron", "*"),
    ("cross linalg.cross", products.cross, "a b"),
    ("einsum", products.einsum, "*"),
    ("trace", products.trace, "a"),
    ("linalg.trace", lambda x, offset=0: products.trace(x, offset, -2, -1), "x"),
    ("matrix_transpose linalg.matrix_transpose", linalg.turned, "x"),
    ("linalg.norm", factorisations.norm, "x"),
    ("linalg.vector_norm", factorisations.vector_norm, "x"),
    ("linalg.matrix_norm", lambda x, keepdims=False, ord="fro": factorisations.norm(x, ord, (-2, -1), keepdims), "x"),
    ("linalg.cond", factorisations.cond, "x"),
    ("linalg.slogdet", lambda a: matrix_functions.slogdet(real_matrix(a)), "a"),
    ("linalg.pinv", lambda a, hermitian=False: matrix_functions.pinv((half if hermitian else real_matrix)(a)), "a"),
    ("linalg.lstsq", factorisations.lstsq, "a b"),
    ("linalg.cholesky", factorisations.cholesky, "a"),
    ("linalg.qr", factorisations.qr, "a"),
    ("linalg.svd", factorisations.svd, "a"),
    ("linalg.svdvals", lambda x: ours.svdvals(real_matrix(x)), "x"),
    ("linalg.eig", factorisations.eig, "a"),
    ("linalg.eigvals", lambda a: eigen(a)[0], "a"),
    ("linalg.eigh", factorisations.eigh, "a"),
    ("linalg.eigvalsh", lambda a, UPLO="L": factorisations.eigh(a, UPLO)[0], "a"),
    ("linalg.matrix_power", factorisations.matrix_power, "a"),
    ("linalg.multi_dot", lambda arrays_: reduce(arrays.dot, joining.each(arrays_)), ""),
    ("linalg.tensorsolve", factorisations.tensorsolve, "a b"),
    ("linalg.tensorinv", factorisations.tensorinv, "a"),
    ("fft.fft", fourier.fft, "a"),
    ("fft.ifft", fourier.ifft, "a"),
    ("fft.rfft", fourier.rfft, "a"),
    ("fft.irfft", fourier.irfft, "a"),
    ("fft.hfft", lambda a, n=None, axis=-1, norm=None: fourier.irfft(ours.conj(a), n, axis, OPPOSITE[norm]), "a"),
    ("fft.ihfft", lambda a, n=None, axis=-1, norm=None: ours.conj(fourier.rfft(a, n, axis, OPPOSITE[norm])), "a"),
    ("fft.fftn", several(fourier.fft), "a"),
    ("fft.ifftn", several(fourier.ifft), "a"),
    ("fft.fft2", several(fourier.fft, default=PLANE), "a"),
    ("fft.ifft2", several(fourier.ifft, default=PLANE), "a"),
    ("fft.rfftn", several(fourier.fft, fourier.rfft), "a"),
    ("fft.rfft2", several(fourier.fft, fourier.rfft, PLANE), "a"),
    ("fft.irfftn", several(fourier.ifft, fourier.irfft), "a"),
    ("fft.irfft2", several(fourier.ifft, fourier.irfft, PLANE), "a"),
    ("fft.fftfreq", lambda n, d=1.0: np.fft.fftfreq(plain(n)) / d, ""),
    ("fft.rfftfreq", lambda n, d=1.0: np.fft.rfftfreq(plain(n)) / d, ""),
    ("cov", statistics.cov, "m y aweights"),
    ("corrcoef", statistics.corrcoef, "x y"),
    ("bincount", statistics.bincount, "x weights"),
    ("histogram", statistics.histogram, "a bins weights"),
    ("histogram2d", statistics.histogram2d, "x y weights"),
    ("histogramdd", statistics.histogramdd, "sample weights"),
    ("polyval", polynomials.polyval, "p x"),
    ("polynomial.polynomial.polyval", lambda x, c: polynomials.polyval(ours.flip(c, 0), x), "x c"),
    ("polyder", polynomials.polyder, "p"),
    ("polyint", polynomials.polyint, "p k"),
    ("polyadd", polynomials.polyadd, "a1 a2"),
    ("polysub", lambda a1, a2: polynomials.polyadd(a1, -a2), "a1 a2"),
    ("polymul", lambda a1, a2: calculus.convolve(a1, a2), "a1 a2"),
    ("polydiv", polynomials.polydiv, "u v"),
    ("poly", polynomials.poly, "seq_of_zeros"),
    ("roots", polynomials.roots, "p"),
    ("polyfit", polynomials.polyfit, "x y w"),
    ("pad", permuting.pad, ""),
    ("partition", permuting.partition, "a"),
    ("unique", permuting.unique, "ar"),
    ("unique_values", lambda x: permuting.unique(x), "x"),
    ("trim_zeros", permuting.trim_zeros, "filt"),
    ("linspace", creation.linspace, "start stop"),
    ("logspace", creation.logspace, "start stop base"),
    ("geomspace", creation.geomspace, "start stop"),
    ("arange", creation.arange, ""),
    ("vander", creation.vander, "x"),
]  # fmt: skip
CALLING = frozenset(("piecewise", "apply_along_axis", "apply_over_axes"))  # they call functions of the script's
VIEWS = frozenset(
    (
        "reshape ravel transpose swapaxes moveaxis rollaxis squeeze expand_dims atleast_1d atleast_2d atleast_3d "
        "diagonal linalg.diagonal flip fliplr flipud rot90 einsum split array_split hsplit vsplit dsplit unstack "
        "matrix_transpose permute_dims broadcast_to real imag view"
    ).split()
)  # what they return may share the memory of their argument
TRACKED_VIEWS = VIEWS | frozenset(
    (
        "diag linalg.matrix_transpose astype real_if_close broadcast_arrays lib.stride_tricks.sliding_window_view "
        "lib.stride_tricks.as_strided asfortranarray ascontiguousarray asarray asanyarray asarray_chkfinite array "
        "require meshgrid frombuffer from_dlpack"
    ).split()
)  # as may that of an array that a script writes into
LOCKING = frozenset(
    "broadcast_to diagonal linalg.diagonal diag lib.stride_tricks.sliding_window_view".split()
)  # views to read
PAIRS = {"add": arithmetic.add, "multiply": arithmetic.multiply, "subtract": arithmetic.subtract,
         "maximum": branches.maximum, "minimum": branches.minimum, "divide": arithmetic.divide,
         "logaddexp": ours.logaddexp}  # fmt: skip


METHODS: dict[str, Any] = {
    "astype": creation.astype, "tolist": creation.tolist, "item": creation.item, "view": creation.view,
    "copy": lambda x, order=None: type(x)(x.value, x.at),
    "reshape": lambda x, *to, order="C", copy=None: joining.reshape(x, to[0] if len(to) == 1 else to, order),
    "transpose": lambda x, *axes: layout.transpose(x, (axes[0] if len(axes) == 1 else axes) if axes else None),
    "flatten": lambda x, order="C": creation.copied(joining.ravel(x, order)),
    "conj": calculus.part("conj"), "conjugate": calculus.part("conj"),
    "is_integer": is_integer,
}  # fmt: skip
PROPERTIES: dict[str, Any] = {
    "T": layout.transpose, "mT": linalg.turned, "real": calculus.part("real"),
    "imag": calculus.part("imag"), "flat": permuting.Flat, "size": lambda x: int(np.prod(x.shape)),
    "dtype": lambda x: np.asarray(x.value).dtype, "itemsize": lambda x: np.asarray(x.value).itemsize,
}  # fmt: skip
