import tensorflow as tf
@tf.function
def square(x):
  return x * x
@tf.function
def loss(w, b, x):
  return tf.reduce_mean((w * x + b) ** 2)
@tf.function(input_signature=[tf.TensorSpec(shape=[None], dtype=tf.float32)])
def total(x):
  return tf.reduce_sum(x)
class Model(tf.Module):
  def __init__(self):
    super().__init__()
    self.w = tf.Variable(2.0)
  @tf.function
  def __call__(self, x):
    return self.w * x
w, b = tf.Variable(1.0), tf.Variable(0.5)
m = Model()
with tf.GradientTape(persistent=True) as t:
  y = square(w)
  l = loss(w, b, tf.constant([1.0, 2.0]))
  z = m(tf.constant(3.0))
  s = total(tf.stack([w, b]))
gy = t.gradient(y, w)
gl = t.gradient(l, [w, b])
gz = t.gradient(z, m.trainable_variables)
gs = t.gradient(s, [w, b])
wrapped = tf.function(lambda x: x + 1.0)(tf.constant(1.0))
print(gy, gl, gz, gs, wrapped)
