import tensorflow as tf
tf.keras.utils.set_random_seed(0)
model = tf.keras.Sequential([tf.keras.layers.Input((1,)), tf.keras.layers.Dense(8, activation="tanh"), tf.keras.layers.Dense(8, activation="tanh"), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.Adam(0.01)
x = tf.reshape(tf.linspace(0.0, 1.0, 11), [-1, 1])
for it in range(10):
  with tf.GradientTape() as tape:
    with tf.GradientTape() as t2:
      t2.watch(x)
      u = model(x)
    du = t2.gradient(u, x)
    loss = tf.reduce_mean((du + u) ** 2) + tf.reduce_mean((model(tf.zeros([1, 1])) - 1.0) ** 2)
  g = tape.gradient(loss, model.trainable_variables)
  opt.apply_gradients(zip(g, model.trainable_variables))
print(float(loss)); ws = model.get_weights()
print([w.shape for w in ws], ws[1])
model.summary()
