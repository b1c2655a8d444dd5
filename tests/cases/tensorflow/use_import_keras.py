import keras
from keras import layers, ops
import tensorflow as tf
import keras.losses
keras.utils.set_random_seed(1)
inp = keras.Input((3,)); x = layers.Dense(4, activation="relu")(inp); x = ops.concatenate([x, ops.sin(inp)], axis=-1); out = ops.mean(x * 2, axis=-1, keepdims=True)
m = keras.Model(inp, out)
class L(keras.layers.Layer):
  def build(self, s): self.w = self.add_weight(shape=(s[-1], 2), initializer="random_normal", trainable=True)
  def call(self, x): return ops.matmul(x, self.w)
a = tf.constant([[1.0, 2.0, 3.0]])
l = L()
with tf.GradientTape() as t:
  y = ops.sum(m(a)) + ops.sum(ops.square(l(a))) + keras.losses.mean_squared_error(ops.ones((1, 2)), l(a))[0] if hasattr(keras.losses, "mean_squared_error") else ops.sum(m(a)) + ops.sum(ops.square(l(a)))
g = t.gradient(y, m.trainable_weights + l.trainable_weights)
print(y, [ops.shape(v) for v in g], m.output_shape, [o.name for o in m.layers])
print(ops.softmax(a), ops.norm(a), ops.max(a), ops.take(a, [1], axis=1), ops.where(a > 1.5, a, 0.0), ops.clip(a, 1.5, 2.5), ops.arange(3), ops.one_hot([0, 2], 3), ops.logsumexp(a, axis=1))
