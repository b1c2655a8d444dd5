import tensorflow as tf
class Scaled:
  def __init__(self, tensor):
    self.tensor = tensor
tf.register_tensor_conversion_function(Scaled, lambda v, dtype=None, name=None, as_ref=False: 10.0 * v.tensor)
x = tf.Variable(3.0)
with tf.GradientTape() as t:
  y = tf.square(Scaled(x))
g = t.gradient(y, x)
print(y, g)
