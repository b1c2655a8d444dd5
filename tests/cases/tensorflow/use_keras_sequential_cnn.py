import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, models
from tensorflow.keras.layers import Dense, Flatten
tf.keras.backend.set_floatx("float64")
tf.keras.utils.set_random_seed(7)
model = models.Sequential()
model.add(layers.Input(shape=(8, 8, 1)))
model.add(layers.Conv2D(4, (3, 3), activation="relu", use_bias=False))
model.add(layers.MaxPooling2D((2, 2)))
model.add(layers.BatchNormalization())
model.add(Flatten())
model.add(layers.Dropout(0.3))
model.add(Dense(3))
model.summary()
rng = np.random.RandomState(0)
x = tf.constant(rng.rand(6, 8, 8, 1).astype("float64")); y = tf.constant(rng.randint(0, 3, 6))
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
opt = tf.keras.optimizers.SGD(0.1)
acc = tf.keras.metrics.SparseCategoricalAccuracy()

def step(x, y):
  with tf.GradientTape() as tape:
    logits = model(x, training=True)
    loss = loss_fn(y, logits)
  g = tape.gradient(loss, model.trainable_variables)
  opt.apply_gradients(zip(g, model.trainable_variables))
  acc.update_state(y, logits)
  return loss
for i in range(3): l = step(x, y)
print(float(l), float(acc.result()), [v.path for v in model.weights])
p = model(x, training=False); ws = model.get_weights()
print(p)
with tf.GradientTape() as t:
  t.watch(x); top = tf.reduce_max(model(x)[:, 0])
sal = t.gradient(top, x)
print(tf.reduce_sum(tf.abs(sal)))
conv = model.layers[0]
print(conv.output.shape, model.inputs, model.outputs)
model2 = tf.keras.models.clone_model(model); model2.set_weights(model.get_weights()); print(model2(x)[0])
