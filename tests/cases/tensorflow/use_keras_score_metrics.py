import numpy as np
import tensorflow as tf

M = tf.keras.metrics
rng = np.random.default_rng(3)
y = (rng.random((12, 3)) > 0.5).astype("float32")
p = rng.random((12, 3)).astype("float32")
w = rng.random(12).astype("float32")
for average in (None, "micro", "macro", "weighted"):
    for threshold in (None, 0.4):
        for m in (M.F1Score(average=average, threshold=threshold),):
            m.update_state(y[:6], p[:6])
            m.update_state(y[6:], p[6:], sample_weight=w[6:])
            print(m.name, average, threshold, m.result().numpy(), m.result().dtype, [v.name for v in m.variables][:1])
for how in (None, "uniform_average", "variance_weighted_average"):
    for k in (0, 2):
        m = M.R2Score(class_aggregation=how, num_regressors=k)
        m.update_state(y[:6], p[:6])
        m.update_state(y[6:], p[6:], sample_weight=w[6:])
        print(m.name, how, k, m.result().numpy())
m.reset_state()
m.update_state(y, p)
print(m.result().numpy())
a, b = rng.integers(0, 3, 20), rng.integers(0, 3, 20)
one = np.eye(3)[a].astype("float32")
scores = rng.random((20, 3)).astype("float32")
for m in (M.IoU(3, [0, 2]), M.IoU(3, [1], ignore_class=2), M.MeanIoU(3)):
    m.update_state(a, b)
    m.update_state(a[:5], b[:5])
    print(m.name, m.result().numpy(), m.total_cm.dtype, np.asarray(m.total_cm).tolist())
m = M.MeanIoU(3, dtype="float32")
m.update_state(a, b, sample_weight=np.linspace(0, 1, 20))
print(m.result().numpy())
for m in (M.BinaryIoU([0, 1], 0.3), M.BinaryIoU([1]), M.BinaryIoU()):
    print(m.name, m(y, p).numpy())
try:
    M.F1Score()(y[:, 0], p[:, 0])
except ValueError as e:
    print(str(e)[:60])
model = tf.keras.Sequential([tf.keras.layers.Dense(3, activation="sigmoid", kernel_initializer=tf.keras.initializers.GlorotUniform(3))])
model.compile("sgd", "mse", metrics=[M.F1Score(average="macro"), M.R2Score(), "binary_accuracy"])
print({k: np.round(v, 4).tolist() for k, v in model.fit(p, y, epochs=2, verbose=0).history.items()})
