import numpy as np, tensorflow as tf
from tensorflow import keras

keras.utils.set_random_seed(9)


def mk(k):
    d = tf.data.Dataset.range(10).map(
        lambda v: (tf.cast(v, tf.float32)[None], tf.cast(v, tf.float32)[None])
    )
    if k == "plain":
        return d.shuffle(20, seed=3).batch(4)
    if k == "prefetch":
        return d.shuffle(20, seed=3).batch(4).prefetch(1)
    if k == "noseed":
        return d.shuffle(20).batch(4)
    if k == "window":
        return (
            tf.data.Dataset.range(12)
            .window(3, shift=1, drop_remainder=True)
            .flat_map(lambda w: w.batch(3))
            .map(
                lambda w: (
                    tf.reshape(tf.cast(w[:1], tf.float32), [1]),
                    tf.reshape(tf.cast(w[:1], tf.float32), [1]),
                )
            )
            .shuffle(20, seed=3)
            .batch(4)
        )
    if k == "windict":
        return (
            tf.data.Dataset.range(12)
            .window(3, shift=1, drop_remainder=True)
            .flat_map(lambda w: w.batch(3))
            .map(
                lambda w: (
                    tf.reshape(tf.cast(w[:1], tf.float32), [1]),
                    {"q": tf.reshape(tf.cast(w[:1], tf.float32), [1])},
                )
            )
            .shuffle(20, seed=3)
            .batch(4)
        )


class Rec(keras.Model):
    def __init__(self):
        super().__init__()
        self.d = keras.layers.Dense(1, kernel_initializer="ones")
        self.seen = tf.Variable(tf.zeros([60]), trainable=False)
        self.n = tf.Variable(0, trainable=False)

    def call(self, x):
        return self.d(x)

    def train_step(self, data):
        x, y = data
        k = tf.shape(x)[0]
        self.seen.scatter_nd_update(tf.range(self.n, self.n + k)[:, None], x[:, 0])
        self.n.assign_add(k)
        return super().train_step((x, y if not isinstance(y, dict) else y["q"]))


for k in ("plain", "prefetch", "noseed", "window", "windict"):
    for pre in (False, True):
        m = Rec()
        m.compile("sgd", "mse")
        if pre:
            m(tf.zeros((1, 1)))
        ds = mk(k)
        m.fit(ds, epochs=3, verbose=0)
        print(k, pre, m.seen.numpy().astype(int).reshape(6, 10)[:3].tolist())
    print([[int(v) for b in ds for v in b[0][:, 0]] for _ in range(2)])
i = keras.Input((1,))
m = keras.Model(
    i,
    {
        "q": keras.layers.Dense(1, kernel_initializer="ones")(i),
        "u": keras.layers.Dense(1, kernel_initializer="zeros")(i),
    },
)
m.compile(
    keras.optimizers.SGD(0.0),
    loss={"q": "mse", "u": "mae"},
    loss_weights={"q": 2.0, "u": 0.5},
)
d = (
    tf.data.Dataset.range(10)
    .map(
        lambda v: (
            tf.cast(v, tf.float32)[None],
            {
                "q": tf.cast(2 * v, tf.float32)[None],
                "u": tf.cast(v + 1, tf.float32)[None],
            },
        )
    )
    .batch(4)
)
for _ in range(2):
    print(
        {
            k: np.round(v, 4).tolist()
            for k, v in m.fit(d, epochs=2, verbose=0).history.items()
        },
        m.evaluate(d, verbose=0),
    )
x = np.arange(10, dtype="float32")[:, None]
print(
    {
        k: np.round(v, 4).tolist()
        for k, v in m.fit(
            x,
            {"q": 2 * x, "u": x + 1},
            batch_size=4,
            epochs=1,
            verbose=0,
            shuffle=False,
        ).history.items()
    }
)
