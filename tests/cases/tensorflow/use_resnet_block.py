import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, regularizers, Model, Input
tf.keras.utils.set_random_seed(12)
def block(x, f, stride=1):
  y = layers.Conv2D(f, 3, strides=stride, padding="same", use_bias=False, kernel_initializer="he_normal", kernel_regularizer=regularizers.l2(1e-3))(x)
  y = layers.BatchNormalization()(y); y = layers.ReLU()(y)
  y = layers.Conv2D(f, 3, padding="same", use_bias=False)(y); y = layers.BatchNormalization()(y)
  if stride != 1 or x.shape[-1] != f: x = layers.Conv2D(f, 1, strides=stride)(x)
  return layers.Activation("relu")(layers.add([x, y]))
inp = Input(shape=(8, 8, 2)); x = block(inp, 2); x = block(x, 4, 2)
out = layers.Dense(2)(layers.GlobalAveragePooling2D()(x))
m = Model(inp, out, name="resnet"); m.summary()
rng = np.random.RandomState(0); X = rng.randn(4, 8, 8, 2).astype("float32"); Y = np.array([0, 1, 1, 0])
with tf.GradientTape() as t:
  logits = m(X, training=True)
  loss = tf.reduce_mean(tf.keras.losses.sparse_categorical_crossentropy(Y, logits, from_logits=True)) + tf.add_n(m.losses)
g = t.gradient(loss, m.trainable_variables)
print(loss, len(m.losses), [float(tf.norm(v)) for v in g if len(v.shape) == 4])
mv = m.layers[2].moving_mean.numpy(); y2 = m(X, training=False)
print(mv, y2)
