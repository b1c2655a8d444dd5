import tensorflow as tf


def t(f, *a):
    try:
        print(f(*a).numpy())
    except Exception as e:
        print(
            type(e).__name__, "|", " ".join(str(e).split("Error: ")[-1].split())[:100]
        )


x = tf.constant([1.0, 2.0])


@tf.function
def a(x):
    s = 0
    for i, r in enumerate(x):
        s += r
    return s


t(a, x)


@tf.function
def b(x):
    s = 0.0
    for i, r in enumerate(x):
        s += r
    return s


t(b, x)


@tf.function
def c(x):
    s = 0
    for r, q in zip(x, x):
        s += r * q
    return s


t(c, x)


@tf.function
def e(x):
    s = 0.0
    for r in [x, x]:
        s += tf.reduce_sum(r)
    return s


t(e, x)


@tf.function
def f(x):
    s = 0
    for r in tf.unstack(x):
        s += r
    return s


t(f, x)


@tf.function
def g(x):
    s = 0
    for k, r in enumerate(tf.unstack(x)):
        s += r * k
    return s


t(g, x)


@tf.function
def h(x):
    s = 0
    for r in map(lambda v: v * 2.0, x):
        s += r
    return s


t(h, x)


@tf.function
def i(x):
    if tf.reduce_any(x > 1.0) and x[0] > 0.0:
        return x[0]
    return x[1]


t(i, x)


@tf.function
def j(x):
    return tf.reduce_max(x) if not tf.reduce_any(x > 5.0) else x[0]


t(j, x)


@tf.function
def k(x):
    y = x[0]
    while not y > 5.0:
        y = y * 2.0
    return y


t(k, x)


@tf.function
def l(x):
    total = tf.constant(0.0)
    for _ in range(3):
        if total > 1.0:
            total = total + 1.0
        else:
            total = total + x[1]
    return total


t(l, x)


@tf.function(autograph=False)
def m(x):
    return tf.cond(x[0] > 0.0, lambda: x[0], lambda: x[1])


t(m, x)


@tf.function(autograph=False)
def n(x):
    return tf.while_loop(
        lambda k, v: v < 9.0, lambda k, v: (k + 1, v * 2.0), [0, x[0]]
    )[1]


t(n, x)
