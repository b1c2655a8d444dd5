import tensorflow as tf, numpy as np

for clip in (
    {},
    dict(global_clipnorm=1.0),
    dict(global_clipnorm=0.1),
    dict(clipnorm=0.5),
    dict(clipvalue=0.2),
):
    for O in (
        tf.keras.optimizers.Adam,
        tf.keras.optimizers.SGD,
        tf.keras.optimizers.Adagrad,
    ):
        for graph in (False,):
            e = tf.Variable(tf.reshape(tf.range(10.0), [5, 2]) / 10)
            w = tf.Variable([1.0, 2.0])
            o = O(0.1, **clip)

            def step():
                with tf.GradientTape() as t:
                    l = tf.reduce_sum(
                        tf.gather(e, [0, 1, 1, 3]) ** 2 * w
                    ) + tf.reduce_sum(tf.gather(e, [1, 4]) * w)
                g = t.gradient(l, [e, w])
                o.apply_gradients(zip(g, [e, w]))
                return l

            s = tf.function(step) if graph else step
            for _ in range(2):
                s()
            print(
                clip, O.__name__, graph, e.numpy().round(5).tolist(), w.numpy().round(5)
            )
