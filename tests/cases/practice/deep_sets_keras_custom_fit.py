"""compile with custom loss classes, several outputs, class weights, LambdaCallback, metrics of one's own, tf.data windows, predict, evaluate, early stopping."""
import numpy as np, tensorflow as tf
from tensorflow import keras
keras.utils.set_random_seed(9)
class Pinball(keras.losses.Loss):
    def __init__(self, q=0.9, **k): super().__init__(**k); self.q = q
    def call(self, y, p): e = y - p; return tf.reduce_mean(tf.maximum(self.q * e, (self.q - 1) * e), -1)
class MAPE90(keras.metrics.Metric):
    def __init__(self, name="cover", **k): super().__init__(name=name, **k); self.hit = self.add_weight(name="hit", initializer="zeros"); self.n = self.add_weight(name="n", initializer="zeros")
    def update_state(self, y, p, sample_weight=None): self.hit.assign_add(tf.reduce_sum(tf.cast(y <= p, tf.float32))); self.n.assign_add(tf.cast(tf.size(y), tf.float32))
    def result(self): return self.hit / self.n
series = np.sin(np.arange(40) / 3).astype("float32") + np.random.default_rng(0).normal(0, .1, 40).astype("float32")
ds = tf.data.Dataset.from_tensor_slices(series).window(6, shift=1, drop_remainder=True).flat_map(lambda w: w.batch(6)).map(lambda w: (w[:5, None], {"q": w[5:], "up": tf.cast(w[5:] > w[4], tf.float32)})).shuffle(50, seed=3).batch(8).prefetch(1)
i = keras.Input((5, 1)); h = keras.layers.GRU(4, name="g")(i); h = keras.layers.LayerNormalization()(h)
m = keras.Model(i, {"q": keras.layers.Dense(1, name="qq")(h), "up": keras.layers.Dense(1, "sigmoid", name="uu")(h)})
m.compile(keras.optimizers.Adam(0.02), loss={"q": Pinball(0.8), "up": keras.losses.BinaryCrossentropy(label_smoothing=0.1)}, loss_weights={"q": 2.0, "up": 0.5}, metrics={"q": [MAPE90()], "up": ["accuracy", keras.metrics.AUC(num_thresholds=20, name="auc")]})
log = []
cb = [keras.callbacks.LambdaCallback(on_epoch_end=lambda e, logs: log.append(round(logs["loss"], 4))), keras.callbacks.ReduceLROnPlateau("loss", factor=0.5, patience=0, min_delta=0.05)]
h = m.fit(ds, epochs=4, verbose=0, callbacks=cb)
print(log, {k: np.round(v, 4).tolist() for k, v in sorted(h.history.items())})
print({k: round(float(v), 4) for k, v in m.evaluate(ds, verbose=0, return_dict=True).items()})
X = np.stack([series[k:k + 5, None] for k in range(3)]); p = m.predict(X, verbose=0); print({k: v.round(4).ravel().tolist() for k, v in p.items()})
with tf.GradientTape() as t: x = tf.convert_to_tensor(X); t.watch(x); q = m(x)["q"]
print(t.gradient(q, x)[0].numpy().round(5).ravel().tolist(), [l.name for l in m.layers], float(m.optimizer.learning_rate))
c = keras.Sequential([keras.layers.Dense(3, "softmax")]); c.compile("rmsprop", "sparse_categorical_crossentropy", metrics=["acc"]); Xc = np.random.default_rng(1).normal(size=(15, 2)).astype("float32"); yc = (Xc[:, 0] > 0).astype(int) + (Xc[:, 1] > 1)
hc = c.fit(Xc, yc, epochs=3, batch_size=4, class_weight={0: 1.0, 1: 2.0, 2: 5.0}, validation_split=0.2, verbose=0); print({k: np.round(v, 4).tolist() for k, v in hc.history.items()})
print(c.train_on_batch(Xc[:4], yc[:4]), np.round(c.test_on_batch(Xc, yc), 5), c.predict_on_batch(Xc[:1]).round(4))
