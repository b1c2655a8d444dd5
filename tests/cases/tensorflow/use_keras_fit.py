import numpy as np
import tensorflow as tf
tf.keras.utils.set_random_seed(5)
rng = np.random.RandomState(0)
x = rng.randn(50, 3).astype("float32"); y = (x @ [[1.0], [-2.0], [0.5]] + 0.3)
model = tf.keras.Sequential([tf.keras.layers.Dense(4, activation="tanh"), tf.keras.layers.Dense(1)])
model.compile(optimizer=tf.keras.optimizers.Adam(0.05), loss="mse", metrics=["mae"])
h = model.fit(x, y, epochs=3, batch_size=16, verbose=0)
hist = h.history
print(hist)
ev = model.evaluate(x, y, verbose=0); pr = model.predict(x[:3], verbose=0); ws = model.get_weights()
print(ev, pr)
h2 = model.fit(x, y, epochs=2, validation_split=0.2, verbose=0, shuffle=False)
hist2 = h2.history
print(hist2, h2.epoch)
c = (y[:, 0] > 0).astype("int32")
clf = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(2, activation="softmax", kernel_regularizer="l2")])
clf.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
h3 = clf.fit(x, c, epochs=2, verbose=0, validation_data=(x[:10], c[:10]), sample_weight=np.linspace(0, 1, 50))
hist3 = h3.history
print(hist3, clf.evaluate(x, c, verbose=0, return_dict=True))
ds = tf.data.Dataset.from_tensor_slices((x, c)).shuffle(20, seed=1).batch(8)
b = tf.keras.Sequential([tf.keras.layers.Dense(1, activation="sigmoid")])
b.compile(tf.keras.optimizers.RMSprop(0.01), tf.keras.losses.BinaryCrossentropy(), metrics=["accuracy", tf.keras.metrics.AUC(name="auc")])
hist4 = b.fit(ds, epochs=2, verbose=0).history
print(hist4)
print(b.train_on_batch(x[:4], c[:4]), b.test_on_batch(x[:4], c[:4]), b.predict_on_batch(x[:2]))
class Stop(tf.keras.callbacks.Callback):
  def on_epoch_end(self, epoch, logs=None):
    if epoch == 1: self.model.stop_training = True
hist5 = model.fit(x, y, epochs=5, verbose=0, callbacks=[Stop()]).history
print(len(hist5["loss"]))
model.summary()
