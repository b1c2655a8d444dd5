import tensorflow as tf
tf.random.set_seed(7)


def draw():
    return tf.random.normal([])


@tf.function
def f(x):
    a = draw()
    if x > 0.0:
        b = draw() + draw()
    else:
        c = draw()
        b = draw() - c
    return a, b, draw()


for x in (1.0, -1.0, 1.0):
    print([float(v) for v in f(tf.constant(x))])
tf.random.set_seed(7)


@tf.function
def g(x):
    b = tf.cond(x > 0.0, lambda: draw(), lambda: draw() * 2.0)
    return b, draw(), draw() if x > 0.0 else -draw(), draw()


for x in (1.0, -1.0, 1.0):
    print([float(v) for v in g(tf.constant(x))])
tf.random.set_seed(7)


@tf.function
def h(n):
    s = draw()
    for i in tf.range(n):
        if i % 2 == 0:
            s += draw()
        s += draw()
    if s > 100.0:
        return s
    return s + draw()


for n in (2, 3, 2):
    print(float(h(tf.constant(n))))
tf.random.set_seed(7)


@tf.function
def k(x):
    while tf.abs(x) < 5.0:
        x += draw()
        if x > 2.0:
            x += tf.random.uniform([])
        else:
            x -= tf.random.uniform([], seed=3)
    return x, draw()


for x in (1.0, -1.0):
    print([float(v) for v in k(tf.constant(x))])
tf.random.set_seed(7)


@tf.function
def m(i):
    a = tf.switch_case(i, [lambda: draw(), lambda: draw() * 3.0])
    b = tf.case([(i > 0, lambda: draw()), (i > -1, lambda: draw() * 2.0)], default=draw)
    return a, b, draw()


for i in (0, 1):
    print([float(v) for v in m(tf.constant(i))])
tf.random.set_seed(7)


@tf.function
def deep(x):
    if x > 0.0:
        y = draw()
        if y > 0.0:
            y += draw()
        else:
            y -= draw()
        y += draw()
    else:
        y = draw()
    return y, draw()


for x in (1.0, -1.0, 1.0):
    print([float(v) for v in deep(tf.constant(x))])
