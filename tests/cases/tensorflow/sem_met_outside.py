# Kinds that programs met: each with a sibling or two.
import numpy as np
import tensorflow as tf

L, ones = tf.keras.layers, {"kernel_initializer": "ones"}
table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(["a", "b"], [0.5, 2.0]), -1.0)
scale = tf.Variable(3.0)
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(table.lookup(tf.constant([["a", "z"], ["b", "a"]])) * scale)
print(loss.numpy(), tape.gradient(loss, scale).numpy(), table[tf.constant("b")].numpy(), table.size().numpy())
for about in ({}, {"axis": -1}, {"axis": -1, "minlength": 4}, {"axis": -1, "binary_output": True}, {"axis": -1, "weights": [[1.0, 2.0], [3.0, 4.0]]}):
    print(tf.math.bincount([[1, 1], [0, 2]], **about).numpy().tolist())
w, x = tf.Variable([[0.1234567, 1.2345], [2.3456, 0.777]]), tf.constant([[1.111, 2.222], [3.333, 0.4444]])
for dtype in (tf.bfloat16, tf.float16):
    with tf.GradientTape(persistent=True) as tape:
        y = tf.reduce_sum(tf.cast(tf.cast(w, dtype) * tf.cast(x, dtype), tf.float32) * 1.2345678)
        z = tf.reduce_sum(tf.cast(tf.cast(w, dtype), tf.float32) ** 3)
    print(tape.gradient(y, w).numpy(), tape.gradient(z, w).numpy())
whole = tf.ones([1, 3], tf.int32)
print(L.Dense(2, **ones)(whole).numpy(), L.EinsumDense("ab,bc->ac", 2, **ones)(whole).numpy(), L.BatchNormalization()(whole).numpy())
print(L.LSTM(2, recurrent_initializer="ones", **ones)(whole[:, None]).numpy(), L.Dense(1, **ones)(tf.constant([[True, False]])).numpy())
masked = L.Masking()(tf.constant([[[1.0, 2.0], [0.5, 1.0], [0.0, 0.0]]]))
for cells in ([L.LSTMCell, L.GRUCell], [L.SimpleRNNCell, L.LSTMCell], [L.GRUCell, L.GRUCell]):
    made = [cell(n, recurrent_initializer="ones", **ones) for n, cell in enumerate(cells, 2)]
    print(L.RNN(made)(masked).numpy())


class Tied(L.Layer):
    def __init__(self, dense):
        super().__init__()
        self.dense = dense

    def call(self, x):
        return tf.matmul(x, self.dense.kernel, transpose_b=True)


def built():
    dense = L.Dense(2, activity_regularizer=tf.keras.regularizers.L1(0.1), **ones)
    start = tf.keras.Input((3,))
    model = tf.keras.Model(start, {"late": Tied(dense)(dense(start)), "early": L.Dense(1, **ones)(start)})
    model.compile(tf.keras.optimizers.SGD(0.01), {"late": "mse", "early": "mae"}, metrics={"late": [tf.keras.metrics.MeanAbsoluteError(name="zz")]})
    return model


X = np.arange(12, dtype="f").reshape(4, 3) / 10
model = built()
print(model(X)["early"].numpy().ravel(), len(model.losses), model.output_shape)
data = (X, {"late": X, "early": X[:, :1]})
history = model.fit(*data, epochs=2, batch_size=2, verbose=0, shuffle=False, validation_data=data).history
print({name: np.round(v, 5).tolist() for name, v in history.items()})
for about in ({"baseline": 1e-4}, {"baseline": 10.0}, {"min_delta": 0.5}, {}):
    stop = tf.keras.callbacks.EarlyStopping(monitor="loss", patience=2, restore_best_weights=True, **about)
    small = tf.keras.Sequential([L.Dense(1, **ones)])
    small.compile("sgd", "mse")
    history = small.fit(X, X[:, :1], epochs=6, verbose=0, shuffle=False, callbacks=[stop])
    print(len(history.epoch), round(float(stop.best), 4), stop.best_epoch, stop.stopped_epoch, small.get_weights()[0].ravel())
log = []


@tf.function
def branch(x):
    if x > 0:
        log.append("above")
    else:
        log.append("below")
    return x


print(branch(tf.constant(1.0)).numpy(), branch(tf.constant(-1.0)).numpy(), log)
print(tf.linalg.diag([1.0, 2.0], k=1, padding_value=5.0).numpy().tolist(), tf.linalg.diag([[0.0, 2.0], [3.0, 4.0]], k=(0, 1)).numpy().tolist())
score = tf.keras.metrics.FBetaScore(beta=2.0, threshold=0.5)
score.update_state([[1.0, 1.0], [1.0, 0.0]], [[0.2, 0.6], [0.6, 0.7]])
print(score.result().numpy())
print(tf.keras.utils.unpack_x_y_sample_weight((1, 2)), tf.keras.losses.get({"class_name": "Huber", "config": {"delta": 0.3}})([1.0], [2.0]).numpy())


@tf.numpy_function(Tout=[tf.float32, tf.int32])
def env_step(a):
    return np.float32(a) * 2, np.array(1, np.int32)


@tf.py_function(Tout=tf.float32)
def cube(x):
    return x**3


with tf.GradientTape() as tape:
    cubed = cube(scale)
print(tf.function(lambda a: env_step(a))(tf.constant(3)), cubed.numpy(), tape.gradient(cubed, scale).numpy(), env_step.__name__)


class Halved(tf.keras.optimizers.SGD):
    def apply_gradients(self, grads_and_vars):
        return super().apply_gradients([(g / 2, v) for g, v in grads_and_vars])


small = tf.keras.Sequential([L.Dense(1, **ones)])
small.compile(Halved(0.1), "mse")
print(small.fit(X, X[:, :1], epochs=2, verbose=0, shuffle=False).history, small.get_weights()[0].ravel())
