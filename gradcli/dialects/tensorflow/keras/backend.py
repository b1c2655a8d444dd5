"""tf.keras.backend: functions of Keras's own spelling on tensors."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..ops import creation, entropies, neural, random, reductions
from ..ops.cumulative import cumprod, l2_normalize
from ..ops.elementary import log, pow
from ..ops.gathering import gather
from ..ops.logic import clip_by_value
from ..ops.padding import stop_gradient, where
from ..ops.products import matmul, tensordot
from ..ops.shaping import concat, expand_dims, repeat, reshape, reverse, squeeze, tile, transpose
from ..ops.sorting import in_top_k
from ..programs.graph_gradients import gradients
from ..tensors import NAMES, Variable, as_dtype, cast, constant, convert, rows, shape
from ..tensors.nest import mapped
from .activations import ACTIVATIONS
from .config import epsilon, floatx
from .losses import categorical_crossentropy, sparse_categorical_crossentropy
from .masks import of_logits

SAME = (
    "square sqrt abs exp maximum minimum sin cos sign round equal not_equal greater greater_equal less less_equal "
    "cumsum foldl foldr map_fn ones_like zeros_like sigmoid tanh shape tile cast stack name_scope"
)  # spelled and called as tf's
NAMES.update({f"keras.backend.{name}": NAMES[name] for name in SAME.split()})


def reduced(whole: Any, truth: bool = False) -> Any:
    """A reduction; truths are counted as floats, or all else as truths."""

    def call(x: Any, axis: Any, keepdims: Any) -> Any:
        return whole(cast(x, "bool" if truth else floatx()) if truth or x.dtype.is_bool else x, axis, keepdims)

    return call


def binary_crossentropy(target: Any, output: Any, from_logits: bool = False) -> Any:
    """The cross entropy of each probability, or of its logit; not averaged."""
    t, p = convert(target), convert(output)
    if from_logits:
        return entropies.sigmoid_cross_entropy_with_logits(t, p)
    e = epsilon()
    p = clip_by_value(p, e, 1.0 - e)
    return -(t * log(p + e) + (1 - t) * log(1 - p + e))


def batch_dot(x: Any, y: Any, axes: Any = None) -> Any:
    """The product of each pair of a batch along one axis of each. ValueError for other pairs of shapes."""
    x, y = convert(x), convert(y)
    if x.ndim < 2 or y.ndim < 2:
        raise ValueError(f"Cannot do batch_dot on inputs with rank < 2: tf.shapes {x.shape} and {y.shape}.")
    both = [x.ndim - 1, y.ndim - (1 if y.ndim == 2 else 2)] if axes is None else axes
    a, b = (both, both) if isinstance(both, int) else both
    a, b = a % x.ndim, b % y.ndim
    if shape(x)[a] != shape(y)[b]:
        raise ValueError(f"Cannot do batch_dot on inputs with tf.shapes {x.shape} and {y.shape} with axes={[a, b]}.")
    rest_x, rest_y = ([n for n in range(1, t.ndim) if n != axis] for t, axis in ((x, a), (y, b)))
    left = reshape(transpose(x, [0, *rest_x, a]), [shape(x)[0], -1, shape(x)[a]])
    right = reshape(transpose(y, [0, b, *rest_y]), [shape(y)[0], shape(y)[b], -1])
    lengths = [shape(x)[n] for n in rest_x] + [shape(y)[n] for n in rest_y]
    return reshape(matmul(left, right), [shape(x)[0], *(lengths or [1])])


def switch(pick: Any, then: Any, otherwise: Any) -> Any:
    """One of two values, or of two functions' values; of a vector of conditions, row by row."""
    if not pick.ndim:
        found = then if pick else otherwise
        return found() if callable(found) else found
    one, other = (convert(e() if callable(e) else e) for e in (then, otherwise))
    return where(reshape(pick, shape(pick) + (1,) * (one.ndim - pick.ndim)), one, other)


def made(make: Any) -> Any:
    """A new Variable of a tensor of the default float."""
    return lambda size, dtype: Variable(make(size, dtype=dtype or floatx()))


def of_numpy() -> int:
    """A seed that was not given is NumPy's."""
    return np.random.randint(10**7)


def drawn(draw: Any) -> Any:
    """Random numbers of the default float."""

    def call(shape: Any, *about: Any) -> Any:
        *how, dtype, seed = about
        return draw(shape, *how, dtype or floatx(), of_numpy() if seed is None else seed)

    return call


OVER = "x:any axis=None keepdims=False"
TABLE: tuple[tuple[str, str, Any], ...] = (
    ("mean", OVER, reduced(reductions.reduce_mean)), ("sum", OVER, reduced(reductions.reduce_sum)),
    ("max", OVER, reduced(reductions.reduce_max)), ("min", OVER, reduced(reductions.reduce_min)),
    ("prod", OVER, reduced(reductions.reduce_prod)), ("std", OVER, reduced(reductions.reduce_std)),
    ("var", OVER, reduced(reductions.reduce_variance)), ("any", OVER, reduced(reductions.reduce_any, True)),
    ("all", OVER, reduced(reductions.reduce_all, True)), ("log", "x", log), ("pow", "x a", pow),
    ("softplus", "x", neural.softplus), ("softsign", "x", neural.softsign),("elu", "x alpha=1.0", ACTIVATIONS["elu"]),
    ("relu", "x:any alpha=0.0 max_value=None threshold=0.0", lambda x, *about: ACTIVATIONS["relu"](x, *about)),
    ("softmax", "x:any axis=-1", of_logits(neural.softmax)),
    ("hard_sigmoid", "x:any", lambda x: clip_by_value(x * 0.2 + 0.5, 0.0, 1.0)),
    ("clip", "x min_value max_value", clip_by_value), ("cumprod", "x axis=0", cumprod),
    ("argmax", "x axis=-1", reductions.argmax), ("argmin", "x axis=-1", reductions.argmin),
    ("flatten", "x", lambda x: reshape(x, [-1])), ("reshape", "x shape", reshape), ("transpose", "x", transpose),
    ("batch_flatten", "x:any", lambda x: reshape(x, [-1, int(np.prod(shape(x)[1:]))])),
    ("permute_dimensions", "x pattern", transpose), ("expand_dims", "x axis=-1", expand_dims),
    ("squeeze", "x axis", lambda x, axis: squeeze(x, [axis])), ("gather", "reference indices", gather),
    ("concatenate", "tensors axis=-1", lambda xs, axis: concat(xs, axis % max(convert(xs[0]).ndim, 1))),
    ("reverse", "x axes", lambda x, axes: reverse(x, [axes] if isinstance(axes, int) else axes)),
    ("repeat_elements", "x rep axis", repeat), ("repeat", "x n", lambda x, n: tile(expand_dims(x, 1), [1, n, 1])),
    ("l2_normalize", "x axis=None", l2_normalize),
    ("dot", "x:any y:any", lambda x, y: matmul(x, y) if x.ndim <= 2 and y.ndim <= 2 else tensordot(
        x, y, [[x.ndim - 1], [y.ndim - 2]])),
    ("batch_dot", "x y axes=None", batch_dot),
    ("one_hot", "indices num_classes", lambda at, n: creation.one_hot(at, n, axis=-1)),
    ("stop_gradient", "variables", lambda xs: mapped(stop_gradient, xs)),
    ("in_top_k", "predictions targets k", lambda p, t, k: in_top_k(t, p, k)),
    ("binary_crossentropy", "target output from_logits=False", binary_crossentropy),
    ("categorical_crossentropy", "target output from_logits=False axis=-1",
     lambda t, p, logits, axis: categorical_crossentropy(t, p, logits, 0.0, axis)),
    ("sparse_categorical_crossentropy", "target output from_logits=False axis=-1 ignore_class=None",
     lambda t, p, logits, axis, ignored: sparse_categorical_crossentropy(t, p, logits, ignored, axis)),
    ("constant", "value dtype=None shape=None name", lambda v, dtype, size: constant(v, dtype or floatx(), size)),
    ("zeros", "shape dtype=None name", made(creation.zeros)), ("ones", "shape dtype=None name", made(creation.ones)),
    ("eye", "size dtype=None name", made(creation.eye)),
    ("arange", "start stop=None step=1 dtype='int32'", lambda start, stop, step, dtype: cast(creation.range(
        *((max(start, 0),) if stop is None else (start, stop, step))), dtype)),
    ("variable", "value dtype=None name:. constraint=None", lambda v, dtype, name, constraint: Variable(
        v, dtype=dtype or floatx(), name=name, constraint=constraint)),
    ("cast_to_floatx", "x", lambda x: cast(x, floatx()) if hasattr(x, "at") else np.asarray(x, floatx())),
    ("int_shape", "x", lambda x: tuple(x.shape.as_list())), ("ndim", "x", lambda x: x.shape.rank),
    ("dtype", "x", lambda x: as_dtype(x.dtype).name), ("count_params", "x", lambda x: int(np.prod(x.shape.as_list()))),
    ("eval", "x", lambda x: x.numpy() if hasattr(x, "numpy") else x),
    ("get_value", "x", lambda x: x.numpy() if hasattr(x, "numpy") else x),
    ("set_value", "x value", lambda x, value: x.assign(
        np.asarray(value, as_dtype(x.dtype).as_numpy_dtype), read_value=False)),
    ("switch", "condition:any then_expression else_expression", switch),
    ("bias_add", "x bias data_format=None:-", neural.bias_add),
    ("dropout", "x level noise_shape=None seed=None", lambda x, rate, size, seed: neural.dropout(
        x, rate, size, of_numpy() if seed is None else seed)),
    ("update", "x new_x", lambda x, new: x.assign(new)), ("update_add", "x increment", lambda x, by: x.assign_add(by)),
    ("update_sub", "x decrement", lambda x, by: x.assign_sub(by)), ("gradients", "loss variables", gradients),
    ("moving_average_update", "x value momentum", lambda x, value, momentum: x.assign_sub(
        (x - cast(value, x.dtype)) * (1 - momentum))),
    ("random_normal", "shape mean=0.0 stddev=1.0 dtype=None seed=None", drawn(random.normal)),
    ("truncated_normal", "shape mean=0.0 stddev=1.0 dtype=None seed=None", drawn(random.truncated_normal)),
    ("random_uniform", "shape minval=0.0 maxval=1.0 dtype=None seed=None", drawn(random.uniform)),
)  # fmt: skip
__getattr__ = rows(__name__, *((f"keras.backend.{name}", "", signature, body) for name, signature, body in TABLE))
