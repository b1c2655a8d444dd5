import numpy as np
import tensorflow as tf
tf.keras.utils.set_random_seed(3)
L = tf.keras.layers
model = tf.keras.Sequential([L.Embedding(6, 4, mask_zero=True), L.LSTM(3, return_sequences=True), L.GlobalAveragePooling1D(), L.Dense(1)])
x = tf.constant([[1, 2, 3, 0], [4, 5, 0, 0]])
with tf.GradientTape() as t:
  y = model(x); loss = tf.reduce_mean(y ** 2)
g = t.gradient(loss, model.trainable_variables)
print(y, [tf.convert_to_tensor(a).numpy().sum() for a in g])
emb = model.layers[0]
print(emb.compute_mask(x))
m2 = tf.keras.Sequential([L.Masking(0.0), L.GRU(3)])
z = np.random.RandomState(1).randn(2, 3, 2).astype("float32"); z[0, 2] = 0.0; z[1, 1:] = 0.0
y2 = m2(z)
print(y2)
