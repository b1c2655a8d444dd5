import tensorflow as tf
@tf.custom_gradient
def log1pexp(x):
  e = tf.exp(x)
  def grad(upstream): return upstream * (1 - 1 / (1 + e))
  return tf.math.log(1 + e), grad
def grad_log1pexp(x):
  with tf.GradientTape() as tape:
    tape.watch(x)
    value = log1pexp(x)
  return tape.gradient(value, x)
print(grad_log1pexp(tf.constant(0.)).numpy(), grad_log1pexp(tf.constant(100.)).numpy())
@tf.custom_gradient
def bar(x, y):
  def grad(upstream): return upstream * y, upstream * x
  return x * y, grad
x = tf.Variable(2.0); y = tf.Variable(3.0)
with tf.GradientTape(persistent=True) as t: z = bar(x, y)
print(t.gradient(z, x), t.gradient(z, y), bar.__name__)
w = tf.Variable(5.0)
@tf.custom_gradient
def uses_var(x):
  def grad(dy, variables=None):
    return dy * w, [dy * x for _ in variables]
  return x * w, grad
with tf.GradientTape() as t: z = uses_var(x) * 2.0
print(t.gradient(z, [x, w]))
class Op:
  def __init__(self, s): self.s = s
  @tf.custom_gradient
  def __call__(self, x):
    def grad(dy): return None, dy * self.s
    return x * self.s, grad
with tf.GradientTape() as t: z = tf.custom_gradient(lambda a: (a * 3.0, lambda dy: dy * 10.0))(x)
print(t.gradient(z, x))
f = tf.custom_gradient(f=lambda a: (tf.sign(a), lambda dy: dy * tf.cast(tf.abs(a) <= 1, a.dtype)))
u = tf.constant([-2., -.5, .5, 2.])
with tf.GradientTape() as t:
  t.watch(u)
  b = tf.reduce_sum(f(u) * [1., 2., 3., 4.])
print(t.gradient(b, u))
@tf.custom_gradient
def kw(x, *, scale=2.0):
  return x * scale, lambda dy: dy * scale
with tf.GradientTape() as t: z = kw(x, scale=4.0)
print(t.gradient(z, x))
@tf.custom_gradient
def multi(x):
  a, b = x * 2.0, x * 3.0
  def grad(da, db): return da * 100.0 + db * 1.0
  return [a, b], grad
with tf.GradientTape(persistent=True) as t: a, b = multi(x)
print(t.gradient(a, x), t.gradient(b, x), t.gradient([a, b], x))
@tf.custom_gradient
def ints(x, n):
  return x * tf.cast(n, tf.float32), lambda dy: (dy * 9.0, None)
with tf.GradientTape() as t: z = ints(x, 3)
print(t.gradient(z, x))
@tf.function
def g(x):
  return log1pexp(x) * 2.0
with tf.GradientTape() as t: z = g(x)
print(t.gradient(z, x))
