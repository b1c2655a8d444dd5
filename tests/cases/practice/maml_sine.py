import tensorflow as tf
import numpy as np
tf.keras.utils.set_random_seed(1234)

class SineModel(tf.keras.Model):
    def __init__(self):
        super(SineModel, self).__init__()
        self.hidden1 = tf.keras.layers.Dense(8, input_shape=(1,))
        self.hidden2 = tf.keras.layers.Dense(8)
        self.out = tf.keras.layers.Dense(1)

    def call(self, x):
        x = tf.keras.activations.relu(self.hidden1(x))
        x = tf.keras.activations.relu(self.hidden2(x))
        x = self.out(x)
        return x

class FastW:
    """functional version"""
    def __init__(self, ws): self.ws = ws
    def __call__(self, x):
        w = self.ws
        h = tf.nn.relu(x @ w[0] + w[1])
        h = tf.nn.relu(tf.matmul(h, w[2]) + w[3])
        return h @ w[4] + w[5]

def task(i, rng):
    a, p = rng.uniform(0.1, 5), rng.uniform(0, np.pi)
    x = rng.uniform(-5, 5, (10, 1)).astype(np.float32)
    return x, (a * np.sin(x + p)).astype(np.float32)

model = SineModel()
model(tf.zeros((1, 1)))
rng = np.random.default_rng(7)
meta_opt = tf.keras.optimizers.Adam(1e-3)
inner_lr = 0.01
for it in range(3):
    with tf.GradientTape() as outer:
        total = tf.constant(0.0)
        for i in range(2):
            x, y = task(i, rng)
            theta = [tf.identity(v) for v in model.trainable_variables]
            with tf.GradientTape() as inner:
                inner.watch(theta)
                loss = tf.reduce_mean(tf.keras.losses.mse(y[:5], FastW(theta)(x[:5])))
            grads = inner.gradient(loss, theta)
            fast = [t - inner_lr * g for t, g in zip(theta, grads)]
            total += tf.reduce_mean(tf.square(y[5:] - FastW(fast)(x[5:])))
        meta_loss = total / 2
    mg = outer.gradient(meta_loss, model.trainable_variables)
    mg, gn = tf.clip_by_global_norm(mg, 10.0)
    meta_opt.apply_gradients(zip(mg, model.trainable_variables))
    print(f"iter {it} meta loss {meta_loss:.5f} gnorm {gn.numpy():.5f}")
print([v.name for v in model.trainable_variables])
print([v.path for v in model.trainable_variables])
print(model.out.kernel.numpy().ravel()[:4])
print(type(meta_loss).__name__, mg[0].dtype, mg[-1])
