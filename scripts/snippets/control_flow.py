# Loops and conditions are Python's own: the tape records what really ran.
import tensorflow as tf

tf.enable_eager_execution()


def f(x, y):
    output = 1.0
    for i in range(y):
        if i > 1 and i < 5:
            output = tf.multiply(output, x)
    return output


def grad(x, y):
    with tf.GradientTape() as t:
        t.watch(x)
        out = f(x, y)
    return t.gradient(out, x)


x = tf.convert_to_tensor(2.0)

assert grad(x, 6).numpy() == 12.0  # f is x^3
assert grad(x, 5).numpy() == 12.0  # x^3
assert grad(x, 4).numpy() == 4.0  # x^2
