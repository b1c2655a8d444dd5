import tensorflow as tf
y = tf.constant([[1.0, 0.0], [0.0, 1.0]]); p = tf.Variable([[0.8, 0.2], [0.4, 0.6]])
with tf.GradientTape(persistent=True) as t:
  mse = tf.reduce_mean(tf.square(y - p))
  mae = tf.keras.losses.MeanAbsoluteError()(y, p)
  mse_o = tf.keras.losses.MeanSquaredError()(y, p)
  cce = tf.keras.losses.CategoricalCrossentropy()(y, p)
  bce = tf.keras.losses.BinaryCrossentropy()(y, p)
  scce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)(tf.constant([0, 1]), p)
grads = [t.gradient(l, p) for l in (mse, mae, mse_o, cce, bce, scce)]
print([float(l) for l in (mse, mae, mse_o, cce, bce, scce)], grads)
