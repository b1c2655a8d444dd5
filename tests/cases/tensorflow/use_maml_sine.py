import numpy as np
import tensorflow as tf

rng = np.random.RandomState(0)


def init(rng):
    return [
        tf.Variable(rng.randn(1, 8).astype("float32") * 0.5),
        tf.Variable(np.zeros(8, "float32")),
        tf.Variable(rng.randn(8, 1).astype("float32") * 0.5),
        tf.Variable(np.zeros(1, "float32")),
    ]


def forward(x, params):
    w1, b1, w2, b2 = params
    return tf.nn.tanh(x @ w1 + b1) @ w2 + b2


def mse(y, p):
    return tf.reduce_mean((y - p) ** 2)


def sample_task():
    amp, phase = rng.uniform(0.5, 2.0), rng.uniform(0, np.pi)
    x = rng.uniform(-3, 3, (10, 1)).astype(np.float32)
    y = (amp * np.sin(x + phase)).astype(np.float32)
    return tf.constant(x[:5]), tf.constant(y[:5]), tf.constant(x[5:]), tf.constant(y[5:])


theta = init(rng)
meta_opt = tf.keras.optimizers.Adam(0.01)
alpha = 0.05
for it in range(3):
    tasks = [sample_task() for _ in range(2)]
    with tf.GradientTape() as outer:
        total = 0.0
        for xs, ys, xq, yq in tasks:
            fast = list(theta)
            for _ in range(2):
                with tf.GradientTape() as inner:
                    inner.watch(fast)
                    l = mse(ys, forward(xs, fast))
                g = inner.gradient(l, fast)
                fast = [p - alpha * gi for p, gi in zip(fast, g)]
            total += mse(yq, forward(xq, fast))
        total /= len(tasks)
    meta_g = outer.gradient(total, theta)
    meta_opt.apply_gradients(zip(meta_g, theta))
    print("meta iter", it, "loss", round(float(total), 5), "gnorm", round(float(tf.linalg.global_norm(meta_g)), 5))
