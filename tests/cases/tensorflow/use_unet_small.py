import numpy as np
import tensorflow as tf
L = tf.keras.layers
tf.keras.utils.set_random_seed(5)
i = L.Input((8, 8, 1)); c1 = L.Conv2D(2, 3, activation="relu", padding="same")(i); p1 = L.MaxPooling2D(2)(c1); c2 = L.Conv2D(3, 3, activation="relu", padding="same")(p1); d = L.Dropout(0.2, seed=1)(c2)
u = L.Conv2DTranspose(2, 2, strides=2, padding="same")(d); m = L.concatenate([u, c1]); o = L.Conv2D(1, 1, activation="sigmoid")(m)
net = tf.keras.Model(inputs=[i], outputs=[o])
X = np.random.RandomState(0).rand(3, 8, 8, 1).astype("float32"); Y = (X > 0.5).astype("float32")
def dice(y, p): return 1 - (2 * tf.reduce_sum(y * p) + 1) / (tf.reduce_sum(y) + tf.reduce_sum(p) + 1)
net.compile(optimizer=tf.keras.optimizers.SGD(0.1, momentum=0.9), loss=dice, metrics=[tf.keras.metrics.MeanIoU(num_classes=2)] if False else ["mse"])
h = net.fit(X, Y, epochs=3, batch_size=2, verbose=0).history
print(h)
