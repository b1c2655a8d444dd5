import tensorflow as tf
@tf.custom_gradient
def log1pexp(x):
    e = tf.exp(x)
    def grad(upstream):
        return upstream * (1 - 1 / (1 + e))
    return tf.math.log(1 + e), grad
x = tf.constant(100.)
with tf.GradientTape() as tape:
    tape.watch(x); y = log1pexp(x)
print(y, tape.gradient(y, x))
@tf.custom_gradient
def clip_gradients(y):
    def backward(dy): return tf.clip_by_norm(dy, 0.5)
    return y, backward
v = tf.Variable(2.0)
with tf.GradientTape() as t: out = clip_gradients(v * v)
print(t.gradient(out, v))
@tf.custom_gradient
def grad_reverse(x, lam):
    def custom_grad(dy): return -lam * dy, None
    return tf.identity(x), custom_grad
with tf.GradientTape() as t:
    r = grad_reverse(v * 3., tf.constant(0.7))
print(t.gradient(r, v))
# straight through
@tf.custom_gradient
def ste(x):
    return tf.sign(x), lambda dy: tf.where(tf.abs(x) <= 1, dy, tf.zeros_like(dy))
w = tf.Variable([-2., -.5, 0., .5, 2.])
with tf.GradientTape() as t: b = ste(w)
print(b, t.gradient(b, w, output_gradients=tf.range(1., 6.)))
# variables in custom gradient
W = tf.Variable([[1., 2.], [3., 4.]], name='W')
@tf.custom_gradient
def lin(x):
    y = x @ W
    def grad(dy, variables=None):
        print("variables:", [q.name for q in variables])
        return dy @ tf.transpose(W), [10. * tf.transpose(x) @ dy]
    return y, grad
xx = tf.Variable([[1., 1.]])
with tf.GradientTape() as t: y = lin(xx)
print(t.gradient(y, [xx, W]))
# nested second order
@tf.custom_gradient
def cube(x):
    @tf.custom_gradient
    def first(x):
        def second(d): return 6. * x * d
        return 3. * x**2, second
    def grad(dy): return dy * first(x)
    return x**3, grad
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1: y = cube(v)
    g = t1.gradient(y, v)
print(g, t2.gradient(g, v))
@tf.custom_gradient
def two(a, b):
    def grad(da, db): return da * 2., db * 3.
    return (a + 1., b + 1.), grad
a, b_ = tf.Variable(1.), tf.Variable(2.)
with tf.GradientTape() as t:
    p, q = two(a, b_); s = p * q
print(t.gradient(s, [a, b_]))
rc = tf.recompute_grad(lambda z: tf.sin(z) * z)
with tf.GradientTape() as t: y = rc(a)
print(t.gradient(y, a))
sg = tf.grad_pass_through(tf.round)
with tf.GradientTape() as t: y = sg(a * 1.3) ** 2
print(y, t.gradient(y, a))
with tf.GradientTape() as t: y = a * tf.stop_gradient(a)
print(t.gradient(y, a))
@tf.custom_gradient
def bad(x):
    return x * 2, lambda dy: (dy, dy)
try:
    with tf.GradientTape() as t: y = bad(a)
    print(t.gradient(y, a))
except ValueError as e: print('ValueError', e)
@tf.function
def f(x):
    return log1pexp(x) + ste(x)
with tf.GradientTape() as t: y = f(a)
print(y.numpy(), t.gradient(y, a).numpy())
