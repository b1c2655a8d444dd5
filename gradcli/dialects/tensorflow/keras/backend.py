"""tf.keras.backend: functions of Keras's own spelling on tensors."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import entropies, neural, normalisation
from ..casting import cast
from ..convert import constant, convert
from ..elementary import divide, exp, log, minimum, pow
from ..logic import clip_by_value
from ..names import NAMES
from ..operands import shape
from ..reductions import reduce_max, reduce_sum
from ..shaping import concat, expand_dims, reshape, reverse, squeeze, transpose
from ..variable import Variable
from .config import epsilon, floatx
from .losses import categorical_crossentropy, sparse_categorical_crossentropy


def reduction(name: str, truth: bool = False) -> Any:
    """A reduction of Keras's spelling."""
    whole = NAMES[name]

    def call(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
        x = convert(x)
        x = cast(x, "bool") if truth else cast(x, floatx()) if x.dtype.name == "bool" else x
        return whole(x, axis, keepdims)

    return call


def flatten(x: Any) -> Any:
    """x as one row."""
    return reshape(x, [-1])


def batch_flatten(x: Any) -> Any:
    """Each element of a batch as one row."""
    x = convert(x)
    return reshape(x, [-1, int(np.prod(shape(x)[1:]))])


def binary_crossentropy(target: Any, output: Any, from_logits: bool = False) -> Any:
    """The cross entropy of each probability, or of its logit; not averaged."""
    t, p = convert(target), convert(output)
    if from_logits:
        return entropies.sigmoid_cross_entropy_with_logits(t, p)
    e = epsilon()
    p = clip_by_value(p, e, 1.0 - e)
    return -(t * log(p + e) + (1 - t) * log(1 - p + e))


def dot(x: Any, y: Any) -> Any:
    """The matrix product: the last axis of x with the last but one of y."""
    x, y = convert(x), convert(y)
    if x.ndim <= 2 and y.ndim <= 2:
        return NAMES["matmul"](x, y)
    return NAMES["tensordot"](x, y, [[x.ndim - 1], [y.ndim - 2]])


def batch_dot(x: Any, y: Any, axes: Any = None) -> Any:
    """The product of each pair of a batch along one axis of each. ValueError for other pairs of shapes."""
    x, y = convert(x), convert(y)
    if x.ndim < 2 or y.ndim < 2:
        raise ValueError(
            f"Cannot do batch_dot on inputs with rank < 2. Received inputs with tf.shapes {x.shape} and {y.shape}."
        )
    both = [x.ndim - 1, y.ndim - (1 if y.ndim == 2 else 2)] if axes is None else axes
    a, b = (both, both) if isinstance(both, int) else both
    a, b = a % x.ndim, b % y.ndim
    if shape(x)[a] != shape(y)[b]:
        raise ValueError(
            f"Cannot do batch_dot on inputs with tf.shapes {x.shape} and {y.shape} with axes={[a, b]}. "
            f"x.shape[{a}] != y.shape[{b}] ({shape(x)[a]} != {shape(y)[b]})."
        )
    rest_x, rest_y = ([n for n in range(1, t.ndim) if n != axis] for t, axis in ((x, a), (y, b)))
    left = reshape(transpose(x, [0, *rest_x, a]), [shape(x)[0], -1, shape(x)[a]])
    right = reshape(transpose(y, [0, b, *rest_y]), [shape(y)[0], shape(y)[b], -1])
    lengths = [shape(x)[n] for n in rest_x] + [shape(y)[n] for n in rest_y]
    return reshape(NAMES["matmul"](left, right), [shape(x)[0], *(lengths or [1])])


def relu(x: Any, alpha: float = 0.0, max_value: Any = None, threshold: float = 0.0) -> Any:
    """max(x, 0); alpha is the slope below, max_value a bound above, and nothing counts up to the threshold."""
    x = convert(x)
    if not threshold and max_value is None:
        return neural.leaky_relu(x, alpha) if alpha else neural.relu(x)
    y = x * cast(x > threshold, x.dtype) if threshold else neural.relu(x)
    y = y if max_value is None else minimum(y, max_value)
    return y - alpha * neural.relu(threshold - x) if alpha else y


def elu(x: Any, alpha: float = 1.0) -> Any:
    """x above 0, alpha * (exp(x) - 1) below."""
    y = NAMES["nn.elu"](x)
    return y if alpha == 1 else NAMES["where"](convert(x) > 0, y, alpha * y)


def hard_sigmoid(x: Any) -> Any:
    """0.2 x + 0.5 between 0 and 1."""
    return clip_by_value(convert(x) * 0.2 + 0.5, 0.0, 1.0)


def softmax(x: Any, axis: Any = -1) -> Any:
    """Shares along an axis. ValueError for a vector."""
    x = convert(x)
    if x.ndim <= 1:
        raise ValueError(f"Cannot apply softmax to a tensor that is 1D. Received input: {x}")
    if isinstance(axis, int):
        return neural.softmax(x, axis)
    top = exp(x - reduce_max(x, axis, True))
    return divide(top, reduce_sum(top, axis, True))


def switch(condition: Any, then_expression: Any, else_expression: Any) -> Any:
    """One of two values, or of two functions' values; of a vector of conditions, row by row."""
    pick = convert(condition)
    if not pick.ndim:
        found = then_expression if pick else else_expression
        return found() if callable(found) else found
    one, other = (convert(e() if callable(e) else e) for e in (then_expression, else_expression))
    pick = reshape(pick, shape(pick) + (1,) * (one.ndim - pick.ndim))
    return NAMES["where"](pick, one, other)


def variable(value: Any, dtype: Any = None, name: Any = None, constraint: Any = None) -> Variable:
    """A new Variable of the default float."""
    return Variable(value, dtype=dtype or floatx(), name=name, constraint=constraint)


def get_value(x: Any) -> Any:
    """x as NumPy."""
    return x.numpy() if hasattr(x, "numpy") else x


def set_value(x: Any, value: Any) -> None:
    """A new value for a Variable."""
    x.assign(np.asarray(value, x.dtype.as_numpy_dtype))


def repeat(x: Any, n: int) -> Any:
    """Each row n times, along a new second axis."""
    return NAMES["tile"](expand_dims(x, 1), [1, n, 1])


def moving_average_update(x: Any, value: Any, momentum: float) -> Any:
    """Move a Variable towards a value."""
    return x.assign_sub((x - cast(convert(value), x.dtype)) * (1 - momentum))


def drawn(name: str) -> Any:
    """Random numbers of the default float."""
    draw = NAMES[f"random.{name}"]
    return lambda shape, *about, dtype=None, seed=None, **more: draw(
        shape, *about, dtype=dtype or floatx(), seed=seed, **more
    )


def arange(start: Any, stop: Any = None, step: Any = 1, dtype: Any = "int32") -> Any:
    """Numbers in a row."""
    found = NAMES["range"](max(start, 0)) if stop is None else NAMES["range"](start, stop, step)
    return cast(found, dtype)


SAME = (
    "square sqrt abs exp maximum minimum sin cos sign round equal not_equal greater greater_equal less less_equal "
    "cumsum foldl foldr map_fn ones_like zeros_like sigmoid tanh shape tile cast stack name_scope"
)  # spelled and called as tf's
BACKEND: dict[str, Any] = {
    **{name: NAMES[name] for name in SAME.split()},
    **{name: reduction(f"reduce_{name}") for name in ("mean", "sum", "max", "min", "prod")},
    "std": reduction("math.reduce_std"), "var": reduction("math.reduce_variance"),
    "any": reduction("reduce_any", True), "all": reduction("reduce_all", True), "log": log,
    "pow": lambda x, a: pow(x, a), "softplus": neural.softplus, "softsign": NAMES["nn.softsign"],
    "clip": lambda x, min_value, max_value: clip_by_value(x, min_value, max_value),
    "argmax": lambda x, axis=-1: NAMES["argmax"](x, axis), "argmin": lambda x, axis=-1: NAMES["argmin"](x, axis),
    "concatenate": lambda tensors, axis=-1: concat(tensors, axis % max(convert(tensors[0]).ndim, 1)),
    "cumprod": NAMES["math.cumprod"], "transpose": lambda x: transpose(x),
    "reshape": lambda x, shape: reshape(x, shape),
    "permute_dimensions": lambda x, pattern: transpose(x, pattern), "squeeze": lambda x, axis: squeeze(x, [axis]),
    "expand_dims": lambda x, axis=-1: expand_dims(x, axis), "gather": lambda reference, indices: NAMES["gather"](
        reference, indices), "reverse": lambda x, axes: reverse(x, [axes] if isinstance(axes, int) else axes),
    "repeat_elements": lambda x, rep, axis: NAMES["repeat"](x, rep, axis), "repeat": repeat,
    "l2_normalize": lambda x, axis=None: NAMES["math.l2_normalize"](x, axis),
    "one_hot": lambda indices, num_classes: NAMES["one_hot"](indices, num_classes, axis=-1),
    "stop_gradient": lambda variables: [NAMES["stop_gradient"](v) for v in variables] if isinstance(
        variables, list | tuple) else NAMES["stop_gradient"](variables),
    "constant": lambda value, dtype=None, shape=None, name=None: constant(value, dtype or floatx(), shape),
    "zeros": lambda shape, dtype=None, name=None: variable(NAMES["zeros"](shape, dtype or floatx()), dtype, name),
    "ones": lambda shape, dtype=None, name=None: variable(NAMES["ones"](shape, dtype or floatx()), dtype, name),
    "eye": lambda size, dtype=None, name=None: variable(NAMES["eye"](size, dtype=dtype or floatx()), dtype, name),
    "cast_to_floatx": lambda x: cast(x, floatx()) if hasattr(x, "at") else np.asarray(x, floatx()),
    "int_shape": lambda x: tuple(x.shape.as_list()), "ndim": lambda x: x.shape.rank, "dtype": lambda x: x.dtype.name,
    "count_params": lambda x: int(np.prod(x.shape.as_list())), "eval": get_value, "arange": arange,
    "bias_add": lambda x, bias, data_format=None: normalisation.bias_add(x, bias),
    "dropout": lambda x, level, noise_shape=None, seed=None: NAMES["nn.dropout"](x, level, noise_shape, seed),
    "in_top_k": lambda predictions, targets, k: NAMES["math.in_top_k"](targets, predictions, k),
    "update": lambda x, new_x: x.assign(new_x), "update_add": lambda x, increment: x.assign_add(increment),
    "update_sub": lambda x, decrement: x.assign_sub(decrement), "gradients": lambda loss, variables: NAMES[
        "gradients"](loss, variables),
    "categorical_crossentropy": lambda target, output, from_logits=False, axis=-1: categorical_crossentropy(
        target, output, from_logits, 0.0, axis),
    "sparse_categorical_crossentropy": lambda target, output, from_logits=False, axis=-1,
    ignore_class=None: sparse_categorical_crossentropy(target, output, from_logits, ignore_class, axis),
    **{f"random_{name}": drawn(name) for name in ("normal", "uniform")},
    "truncated_normal": drawn("truncated_normal"),
}  # fmt: skip
for _function in (
    flatten, batch_flatten, binary_crossentropy, dot, batch_dot, relu, elu, hard_sigmoid, softmax, switch, variable,
    get_value, set_value, moving_average_update,
):  # fmt: skip
    BACKEND[_function.__name__] = _function
for _name, _function in BACKEND.items():
    NAMES[f"keras.backend.{_name}"] = _function
