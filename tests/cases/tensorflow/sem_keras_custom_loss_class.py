import tensorflow as tf
class WeightedMSE(tf.keras.losses.Loss):
  def __init__(self, w=2.0, **kwargs):
    super().__init__(**kwargs)
    self.w = w
  def call(self, y_true, y_pred):
    return tf.reduce_mean(self.w * tf.square(y_true - y_pred), axis=-1)
p = tf.Variable([[.1, .2], [.3, .4]])
with tf.GradientTape() as t:
  l = WeightedMSE(3.0, name='wmse')(tf.ones([2, 2]), p)
print(l, t.gradient(l, p))
