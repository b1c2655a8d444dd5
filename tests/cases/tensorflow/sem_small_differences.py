"""What a program meets seldom: dropped writes, subclasses of lists, callbacks of one batch, reserved names."""
import numpy as np
import tensorflow as tf

keras = tf.keras


def said(f):
    try:
        return str(f())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def dropped(x):
    a = tf.TensorArray(tf.float32, 3, element_shape=[])
    for i in range(3):
        a.write(i, x)
    return a.stack()


def partly(x):
    a = tf.TensorArray(tf.float32, 3, element_shape=[])
    a = a.write(0, x)
    a.write(1, 2.0 * x)
    a = a.write(2, 3.0 * x)
    return a.stack()


def scattered(x):
    a = tf.TensorArray(tf.float32, 3, element_shape=[])
    b = a.scatter([0, 2], [x, x * x])
    a.unstack([x, x, x])
    return tf.stack([a.stack(), b.stack()])


def looped(x):
    a = tf.TensorArray(tf.float32, 0, dynamic_size=True, element_shape=[])
    for i in tf.range(4):
        a = a.write(i, x**2)
    return a.stack()


x = tf.constant(2.0)
for f in (dropped, partly, scattered, looped):
    g = tf.function(f)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = g(x)
        total = tf.reduce_sum(y)
    print(f.__name__, y.numpy().tolist(), tape.gradient(total, x))


class P(list):
    pass


class T(tuple):
    pass


for c in (P, T, list, tuple):
    made = tf.nest.map_structure(lambda a: a + 1, c([1, 2]))
    print(type(made).__name__, list(made))

calls = []


class Both(keras.callbacks.Callback):
    def on_batch_end(self, batch, logs=None):
        calls.append("batch")

    def on_train_batch_end(self, batch, logs=None):
        calls.append("train batch")


class Old(keras.callbacks.Callback):
    def on_batch_begin(self, batch, logs=None):
        calls.append("begin")

    def on_batch_end(self, batch, logs=None):
        calls.append("end")


model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1, kernel_initializer="ones")])
model.compile("sgd", "mse")
model.fit(tf.ones([2, 2]), tf.ones([2, 1]), verbose=0, callbacks=[Both(), Old()])
print(calls)
for callback in (keras.callbacks.ModelCheckpoint("w.weights.h5", "val_acc", save_best_only=True, save_weights_only=True),
                 keras.callbacks.EarlyStopping("val_acc")):
    print(said(lambda: model.fit(tf.ones([2, 2]), tf.ones([2, 1]), verbose=0, callbacks=[callback])))


class Inner(keras.Model):
    def __init__(self):
        super().__init__()
        self.layers = []


def reserved():
    keras.Sequential().layers = []


def momentum():
    optimizer = keras.optimizers.SGD(momentum=0.5)
    optimizer.momentum = 2.0
    return optimizer.momentum


print(said(Inner))
print(said(reserved))
print(said(momentum))
for value in (np.float32(0.5), 2.0, 1, "a"):
    print(said(lambda: keras.optimizers.SGD(momentum=value)))
print(said(lambda: tf.debugging.assert_type(tf.constant([1.0, 1.0]), tf.int32, message="m")))
print(said(lambda: tf.debugging.assert_type(tf.constant([1.0, 1.0]), tf.int32)))

for layer in (keras.layers.Dense(2, bias_initializer=None), keras.layers.Conv1D(2, 1, bias_initializer=None)):
    print(layer.get_config()["bias_initializer"], layer.get_config()["kernel_initializer"]["class_name"])

for a, b in (("uint64", "int64"), ("float16", "bfloat16"), ("complex64", "float32"), ("complex64", "float64"),
             ("complex128", "float32"), ("complex64", "int32"), ("int8", "uint8"), ("int32", "float16"),
             ("int64", "float32"), ("uint32", "int32")):
    one, two = tf.cast([1, 1], a), tf.cast([1, 0], b)
    print(a, b, said(lambda: keras.ops.add(one, two).dtype), said(lambda: keras.ops.multiply(one, two).dtype))

for indices, k in (([[0], [2]], 1), ([[[0], [1]], [[1], [2]]], 1), ([[[0, 1]], [[1, 2]]], 1), ([[[0], [1]], [[1], [2]]], 2),
                   ([[[0], [1]], [[1], [0]]], 2), ([[0], [1]], 1)):
    print(said(lambda: tf.gather_nd(tf.reshape(tf.range(8.0), [2, 2, 2]), indices, batch_dims=k)).removesuffix(" name: "))
