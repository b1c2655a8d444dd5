import numpy as np
import tensorflow as tf
tf.keras.utils.set_random_seed(2)
data = np.random.RandomState(0).rand(30, 4).astype("float32") * [1, 10, 100, 5]
norm = tf.keras.layers.Normalization(axis=-1); norm.adapt(np.array(data))
print(norm.mean.numpy(), norm(data[:1]).numpy())
m = tf.keras.Sequential([norm, tf.keras.layers.Dense(units=5, kernel_regularizer=tf.keras.regularizers.L1(0.01), activation="relu"), tf.keras.layers.Dense(1)])
m.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=0.1), loss="mean_absolute_error")
h = m.fit(data, data.sum(1), epochs=2, verbose=0, validation_split=0.2).history
print(h, m.evaluate(data, data.sum(1), verbose=0))
