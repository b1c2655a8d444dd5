import tensorflow as tf
V = tf.compat.v1.train
for name, make in {"padag": lambda: V.ProximalAdagradOptimizer(0.1), "padag2": lambda: V.ProximalAdagradOptimizer(0.1, 0.3, .2, .4), "pgd": lambda: V.ProximalGradientDescentOptimizer(0.1), "pgd2": lambda: V.ProximalGradientDescentOptimizer(0.1, 2., .5), "ada": lambda: V.AdagradOptimizer(.1), "ftrl": lambda: V.FtrlOptimizer(.1)}.items():
    for dt in ("float32",):
        v = tf.Variable(2.0, dtype=dt); w = tf.Variable([1., -.1], dtype=dt); o = make()
        try:
            for _ in range(4):
                with tf.GradientTape() as t: y = v * v + tf.reduce_sum(w * w * v)
                o.apply_gradients(zip(t.gradient(y, [v, w]), [v, w]))
            print(dt, name, float(v.numpy()), w.numpy())
        except Exception as e: print(dt, name, type(e).__name__)
