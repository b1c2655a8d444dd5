import numpy as np, tensorflow as tf

K = tf.keras


def ds(known):
    d = tf.data.Dataset.range(10).map(
        lambda v: (tf.cast(v, tf.float32)[None], tf.cast(2 * v, tf.float32)[None])
    )
    return (d if known else d.filter(lambda a, b: a[0] > -1.0)).batch(4)


for O in (K.optimizers.Adam, K.optimizers.SGD):
    for known in (True, False):
        K.utils.set_random_seed(1)
        m = K.Sequential([K.layers.Dense(1, kernel_initializer="ones")])
        m.compile(O(0.1), "mse", metrics=["mae"])
        h = m.fit(ds(known), epochs=3, verbose=0)
        print(
            O.__name__,
            known,
            int(m.optimizer.iterations),
            {k: np.round(v, 4).tolist() for k, v in h.history.items()},
            m.weights[0].numpy().round(5).tolist(),
        )
