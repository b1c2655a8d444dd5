import tensorflow as tf
import numpy as np

tf.keras.utils.set_random_seed(2024)
rng = np.random.default_rng(5)
y = rng.uniform(-1, 1, 40).astype(np.float32)
x = (np.sin(2.5 * y) + 0.5 * y + rng.normal(0, 0.05, 40)).astype(np.float32)
K = 3


class MDN(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(10, activation=tf.nn.tanh)
        self.pi = tf.keras.layers.Dense(K, name="pi")
        self.mu = tf.keras.layers.Dense(K, name="mu")
        self.sigma = tf.keras.layers.Dense(K, activation=lambda v: tf.nn.elu(v) + 1.0 + 1e-6, name="sigma")

    def call(self, inputs):
        h = self.hidden(inputs)
        return self.pi(h), self.mu(h), self.sigma(h)


model = MDN()
opt = tf.keras.optimizers.Adam(learning_rate=tf.keras.optimizers.schedules.ExponentialDecay(0.02, 2, 0.9))


def nll(target, pi, mu, sigma):
    comp = -0.5 * tf.square((target - mu) / sigma) - tf.math.log(sigma) - 0.5 * tf.math.log(2 * np.pi)
    return -tf.reduce_mean(tf.reduce_logsumexp(tf.nn.log_softmax(pi, axis=-1) + comp, axis=-1))


@tf.function
def train_step(inp, target):
    with tf.GradientTape() as tape:
        loss = nll(target, *model(inp))
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
    return loss, tf.linalg.global_norm(grads)


ds = tf.data.Dataset.from_tensor_slices((x[:, None], y[:, None])).shuffle(40, seed=1).batch(10)
for epoch in range(2):
    for n, (xb, yb) in enumerate(ds):
        loss, norm = train_step(xb, yb)
    print("epoch", epoch, "batches", n + 1)
full, _ = train_step(tf.constant(x[:, None]), tf.constant(y[:, None]))
print("nll", full.numpy())
print([v.path.split("/")[-2:] for v in model.trainable_variables][-2:])
