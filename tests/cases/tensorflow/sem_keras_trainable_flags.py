"""A frozen layer's weights leave trainable_variables; tapes go on watching them, as TensorFlow's Variables inside were made."""
import tensorflow as tf

layers = tf.keras.layers


def count(model):
    return len(model.trainable_variables), len(model.non_trainable_variables)


model = tf.keras.Sequential([layers.Dense(2, trainable=False), layers.Dense(1)])
model.build((None, 3))
print(count(model), model.layers[0].trainable)
inputs = tf.keras.Input((3,))
print(count(tf.keras.Model(inputs, layers.Dense(2, trainable=False)(inputs))))
model = tf.keras.Sequential([layers.Embedding(3, 2, trainable=False), layers.BatchNormalization(), layers.Dense(1)])
model(tf.constant([[1]]))
print(count(model))
model = tf.keras.Sequential([layers.LSTM(2), layers.Dense(1)])
model.layers[0].trainable = False
model.build((None, 3, 1))
print(count(model))
model.layers[0].trainable = True
print(count(model))
model.trainable = False
print(count(model), [v.trainable for v in model.weights])

dense = layers.Dense(1, kernel_initializer="ones", trainable=False)
dense.build((None, 2))
norm = layers.BatchNormalization()
norm.build((None, 1))
norm.trainable = False
with tf.GradientTape() as tape:
    y = tf.reduce_sum(norm(dense(tf.ones((1, 2))), training=True) ** 2)
print(tape.gradient(y, [dense.kernel, dense.bias, norm.gamma, norm.moving_mean]), len(tape.watched_variables()))


class Own(layers.Layer):
    def build(self, shape):
        self.w = self.add_weight((shape[-1],), "ones", name="w")
        self.fixed = self.add_weight((shape[-1],), "ones", trainable=False, name="fixed")

    def call(self, x):
        return x * self.w + self.fixed


own = Own(trainable=False)
with tf.GradientTape() as tape:
    y = tf.reduce_sum(own(tf.ones((1, 2))))
print(tape.gradient(y, own.weights), count(own))
own.trainable = True
own.fixed.trainable = True
print(count(own), [v.trainable for v in own.weights])
with tf.GradientTape() as tape:
    y = tf.reduce_sum(own(tf.ones((1, 2))))
print(tape.gradient(y, own.weights))
optimizer = tf.keras.optimizers.SGD(0.5)
optimizer.apply_gradients([(tf.ones(2), own.w)])
print(own.w.numpy())
