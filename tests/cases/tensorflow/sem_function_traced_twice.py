# A tf.function that makes Variables is traced twice, and only the second is run; its Python state counts both.
import numpy as np
import tensorflow as tf

v, n, log = None, [0], []


@tf.function
def f(x, flag=True):
    global v
    n[0] += 1
    print("f", n)
    if v is None:
        v = tf.Variable(3.0)
        print("made")
    v.assign_add(x)
    if x > 0:
        print("positive")
        y = x * v
    else:
        print("negative")
        y = -x * v
    for i in tf.range(2):
        print("loop")
        y += 1.0
    return y


print(f(tf.constant(1.0)).numpy(), f(tf.constant(-1.0)).numpy(), v.numpy(), n)
print(
    f(tf.constant(1.0), False).numpy(), v.numpy(), n, f.experimental_get_tracing_count()
)
w = tf.Variable([1.0, 2.0])
opt = tf.keras.optimizers.Adam(0.1)
data = iter(tf.data.Dataset.range(5))


@tf.function
def step(data):
    log.append("step")
    slope = w * tf.cast(next(data) + 1, tf.float32)
    opt.apply_gradients([(slope, w)])
    return slope


print([step(data).numpy() for _ in range(3)], log, w.numpy())


@tf.function(reduce_retracing=True)
def relaxed(x):
    print(x)
    return x


for x in (
    tf.ones([2, 3]),
    tf.ones([1, 3]),
    tf.ones([4, 3]),
    tf.ones([4, 2]),
    tf.ones([7, 7]),
    tf.ones([7]),
    (1, tf.ones(2)),
    (1, tf.ones(3)),
):
    relaxed(x)


class Scale(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.calls = 0

    def build(self, shape):
        print("build", shape)
        self.w = self.add_weight(shape=(shape[-1], 1), initializer="ones")

    def call(self, x, training=False):
        self.calls += 1
        print("call", x.shape, training, self.calls)
        return tf.matmul(x, self.w)


class Model(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.inner = Scale()

    def call(self, x):
        print(x)
        return self.inner(x)

    def train_step(self, data):
        print(data)
        return super().train_step(data[:2])


for model in (
    tf.keras.Sequential([Scale()]),
    tf.keras.Sequential([tf.keras.Input((2,)), Scale()]),
    Model(),
):
    model.compile("adam", "mse")
    for size in (4, 5):
        X, Y = np.ones((size, 2), "f"), np.ones((size, 1), "f")
        print("fit", model.fit(X, Y, batch_size=2, epochs=2, verbose=0).history)
        print("evaluate", model.evaluate(X, Y, batch_size=2, verbose=0))
        print("predict", model.predict(X, batch_size=2, verbose=0).shape)
    model.train_on_batch(X, Y)
    print(
        "data",
        model.fit(
            tf.data.Dataset.from_tensor_slices((X, Y)).batch(5, drop_remainder=True),
            verbose=0,
        ).history,
    )
    print((model.inner if isinstance(model, Model) else model.layers[0]).calls)
