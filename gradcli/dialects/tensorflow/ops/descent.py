"""One step of each optimizer, for both generations of them (`legacy`, `keras.optimizers`).

A rule is called with the optimizer, whose settings it reads, the gradient `g`, `of` (a function of the gradient), the
Variable's value `x`, the rate, and what is remembered of the Variable, None where it is not kept. It returns what all
of these become.
"""

from __future__ import annotations

from typing import Any

from ..tensors import cast, convert
from .elementary import abs_, maximum, minimum, pow, sign, sqrt, square
from .logic import clip_by_value
from .reductions import reduce_mean, reduce_sum
from .shaping import expand_dims


def sgd(o: Any, g: Any, of: Any, x: Any, rate: Any, m: Any = None) -> tuple[Any, ...]:
    """Gradient descent, with Keras's momentum if there is one: the running step."""
    step = g * rate
    if m is None:
        return x - step, None
    share = cast(o.momentum, x.dtype)  # held in float32
    m = m * share - step
    return x + (m * share - step if o.nesterov else m), m


def momentum(o: Any, g: Any, of: Any, x: Any, rate: Any, m: Any) -> tuple[Any, ...]:
    """Gradient descent with TensorFlow 1's momentum: the running gradient."""
    share = o.momentum() if callable(o.momentum) else o.momentum
    m = m * share + g
    return x - (g * rate + m * share * rate if o.nesterov else m * rate), m


def moments(o: Any, g: Any, of: Any, m: Any, s: Any) -> tuple[Any, Any]:
    """The running gradient and the running square."""
    first, second = (o.precise(b, g) for b in (o.beta_1, o.beta_2))
    return m + (g - m) * (1 - first), s + (of(square) - s) * (1 - second)


def adam(o: Any, g: Any, of: Any, x: Any, rate: Any, m: Any, s: Any, top: Any = None) -> tuple[Any, ...]:
    """Kingma and Ba (2014); `top`: the largest running square so far."""
    m, s = moments(o, g, of, m, s)
    alpha = rate * sqrt(1 - o.raised(o.beta_2, x)) / (1 - o.raised(o.beta_1, x))
    top = None if top is None else maximum(top, s)
    return x - m * alpha / (sqrt(s if top is None else top) + o.epsilon), m, s, top


def nadam(o: Any, g: Any, of: Any, x: Any, rate: Any, m: Any, s: Any) -> tuple[Any, ...]:
    """Adam with Nesterov's momentum (Dozat 2016)."""
    m, s = moments(o, g, of, m, s)
    now, after, done = o.ahead(x), o.ahead(x, 1), convert(o.product.held, x.dtype)
    ahead = after * m / (1 - done * after) + (1 - now) * g / (1 - done)
    return x - ahead * rate / (sqrt(s / (1 - o.raised(o.beta_2, x))) + o.epsilon), m, s


def adamax(o: Any, g: Any, of: Any, x: Any, rate: Any, m: Any, u: Any) -> tuple[Any, ...]:
    """Adam by the largest gradient."""
    m, u = m + (g - m) * (1 - o.beta_1), maximum(o.beta_2 * u, of(abs_))
    return x - rate * m / ((1 - o.raised(o.beta_1, x)) * (u + o.epsilon)), m, u


def rmsprop(o: Any, g: Any, of: Any, x: Any, rate: Any, s: Any, m: Any, mean: Any) -> tuple[Any, ...]:
    """Steps over the root of the running mean of squares; `m`: the running step, `mean`: the running gradient."""
    s = o.rho * s + (1 - o.rho) * of(square)
    mean = None if mean is None else o.rho * mean + (1 - o.rho) * g
    move = rate * g / sqrt((s - square(mean) if o.centered else s) + o.epsilon)
    m = None if m is None else o.momentum * m + move
    return x - (move if m is None else m), s, m, mean


def adagrad(o: Any, g: Any, of: Any, x: Any, rate: Any, s: Any) -> tuple[Any, ...]:
    """Steps over the root of the sum of squares (Duchi et al. 2011)."""
    s = s + of(square)
    return x - rate * g / sqrt(s + o.epsilon), s


def adadelta(o: Any, g: Any, of: Any, x: Any, rate: Any, s: Any, d: Any) -> tuple[Any, ...]:
    """Steps in the units of the steps before (Zeiler 2012)."""
    s = o.rho * s + (1.0 - o.rho) * of(square)
    unit = sqrt(d + o.epsilon) / sqrt(s + o.epsilon)
    return x - rate * unit * g, s, o.rho * d + (1.0 - o.rho) * square(unit) * of(square)


def lamb(o: Any, g: Any, of: Any, x: Any, rate: Any, m: Any, s: Any) -> tuple[Any, ...]:
    """Adam with steps in the length of what moves (You et al. 2019)."""
    m, s = moments(o, g, of, m, s)
    step = m / (1 - o.raised(o.beta_1, x)) / (sqrt(s / (1 - o.raised(o.beta_2, x))) + o.epsilon)
    own, length = (sqrt(reduce_sum(square(v))) for v in (x, step))
    return x - (own / length if own and length else 1.0) * rate * step, m, s


def lion(o: Any, g: Any, of: Any, x: Any, rate: Any, m: Any) -> tuple[Any, ...]:
    """Steps by signs (Chen et al. 2023)."""
    return x - rate * sign(m * o.beta_1 + g * (1 - o.beta_1)), m * o.beta_2 + g * (1 - o.beta_2)


def adafactor(o: Any, g: Any, of: Any, x: Any, rate: Any, r: Any, c: Any, s: Any) -> tuple[Any, ...]:
    """Steps by squares that are kept as rows and columns (Shazeer and Stern 2018)."""
    step = cast(o.iterations, x.dtype) + 1.0
    rho = minimum(rate, 1.0 / sqrt(step))
    alpha = maximum(cast(o.epsilon_2, x.dtype), sqrt(reduce_mean(square(x)))) * rho
    squares, share = square(g) + o.epsilon_1, 1.0 - pow(step, o.beta_2_decay)
    if x.ndim >= 2:
        r = share * r + (1.0 - share) * reduce_mean(squares, -1)
        c = share * c + (1.0 - share) * reduce_mean(squares, -2)
        s = expand_dims(r / reduce_mean(r, -1, True), -1) * expand_dims(c, -2)
    else:
        s = share * s + (1.0 - share) * squares
    unit = g / sqrt(s)
    unit = unit / maximum(1.0, sqrt(reduce_mean(square(unit))) / o.clip_threshold)
    return x - alpha * unit, r, c, s


def ftrl(o: Any, g: Any, of: Any, x: Any, rate: Any, s: Any, linear: Any) -> tuple[Any, ...]:
    """Follow the regularized leader (McMahan et al. 2013)."""
    power, l1, l2 = -o.learning_rate_power, o.l1_regularization_strength, o.l2_regularization_strength
    new = s + of(square)
    pull = g + 2.0 * o.l2_shrinkage_regularization_strength * x
    linear = linear + pull - (pow(new, power) - pow(s, power)) / rate * x
    quadratic = pow(new, power) / rate + 2.0 * (l2 + (o.beta or 0.0) / (2.0 * rate))
    return (clip_by_value(linear, -l1, l1) - linear) / quadratic, new, linear


def proximal(o: Any, g: Any, of: Any, x: Any, rate: Any, s: Any = None) -> tuple[Any, ...]:
    """A step, and what the penalties make of where it leads (Duchi and Singer 2009); `s`: the sum of squares."""
    if s is not None:
        s = s + of(square)
        rate = rate / sqrt(s)
    y = x - rate * g
    least = maximum(abs_(y) - rate * o.l1_regularization_strength, convert(0, x.dtype))
    return sign(y) * least / (1.0 + rate * o.l2_regularization_strength), s


def ready(o: Any) -> None:
    """Hold numbers as the generation holds them."""
    for word in o.settings:
        if isinstance(value := getattr(o, word), float):
            setattr(o, word, o.held(value))


def made(base: type, title: str, settings: str, rule: Any, slots: Any) -> Any:
    """A class of optimizers: what it is made with (first the rate), its rule, all that it may remember."""
    words = [word.partition(":")[2] or word.partition(":")[0].partition("=")[0] for word in settings.split()]
    about = {
        "_settings": settings,
        "settings": tuple(words[1:]),
        "ready": vars(base).get("ready", ready),
        "slots": slots,
    }
    return type(title, (base,), {**about, "rule": staticmethod(rule), "__doc__": rule.__doc__})
