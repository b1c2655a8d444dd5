import tensorflow as tf
@tf.function
def f(x):
  tf.print("executing", x)
  return x ** 2
x = tf.Variable(3.0)
with tf.GradientTape() as t:
  y = f(x)
print(t.gradient(y, x))
@tf.function
def counter(n):
  i = tf.constant(0)
  s = tf.constant(0.0)
  while i < n:
    s += tf.cast(i, tf.float32)
    i += 1
  return s
print(counter(tf.constant(5)))
@tf.function(input_signature=[tf.TensorSpec(shape=[None], dtype=tf.float32)])
def g(v):
  return tf.reduce_sum(v ** 3)
v = tf.constant([1., 2.])
with tf.GradientTape() as t:
  t.watch(v)
  y = g(v)
print(t.gradient(y, v))
try:
  g(tf.constant([[1., 2.], [3., 4.]]))
except Exception as e:
  print(type(e).__name__)
print(f.get_concrete_function(tf.TensorSpec([], tf.float32))(tf.constant(2.0)))
