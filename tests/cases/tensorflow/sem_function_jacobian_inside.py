import tensorflow as tf
@tf.function
def hess(x):
  with tf.GradientTape() as t2:
    t2.watch(x)
    with tf.GradientTape() as t1:
      t1.watch(x)
      y = tf.reduce_sum(x ** 3) * x[0]
    g = t1.gradient(y, x)
  return y, g, t2.jacobian(g, x)
y, g, h = hess(tf.constant([1.0, 2.0, -1.0]))
print(y); print(g); print(h)
@tf.function(jit_compile=False, reduce_retracing=True, autograph=True)
def vjp(x, v):
  with tf.GradientTape() as t:
    t.watch(x)
    y = tf.sin(x) * x
  return t.gradient(y, x, output_gradients=v)
print(vjp(tf.constant([1., 2.]), tf.constant([.5, 2.])))
