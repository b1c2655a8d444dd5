import numpy as np
import tensorflow as tf
from tensorflow import keras

print(keras.utils.pad_sequences([[1, 2, 3], [4, 5], []]))
print(tf.keras.preprocessing.sequence.pad_sequences([[1, 2, 3], [4]], maxlen=2, padding="post", truncating="post", dtype="float32", value=-1.0))
print(keras.utils.pad_sequences([[1, 2, 3], [4]], maxlen=2))
print(keras.utils.to_categorical([0, 2], 3))


@keras.utils.register_keras_serializable(package="my")
class Scale(keras.layers.Layer):
    def build(self, shape):
        self.s = self.add_weight(shape=(shape[-1],), initializer="ones", name="s")

    def call(self, x):
        return x * self.s


class Err(keras.Loss):
    def call(self, y_true, y_pred):
        return tf.abs(y_true - y_pred)


class Count(keras.Metric):
    def __init__(self, **kw):
        super().__init__(name="count", **kw)
        self.n = self.add_variable(shape=(), initializer="zeros", name="n")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.n.assign_add(tf.cast(tf.size(y_true), tf.float32))

    def result(self):
        return self.n


layer, loss, count = Scale(), Err(), Count()
with tf.GradientTape() as t:
    out = layer(tf.constant([[1.0, -2.0]]))
    l = loss(tf.constant([[0.5, 0.5]]), out)
g = t.gradient(l, layer.trainable_weights)
count.update_state([1, 2, 3], None)
print(l.numpy(), g[0].numpy(), float(count.result()), isinstance(keras.optimizers.Adam(), keras.Optimizer))
