"""Actor-critic with GAE by tf.scan, entropy bonus, reward-to-go, a bandit env in pure NumPy, categorical sampling seeded."""
import numpy as np, tensorflow as tf
tf.random.set_seed(0); np.random.seed(0)
from tensorflow.keras import layers, Model, Input

inp = Input(shape=(4,), name="obs")
h = layers.Dense(6, "relu", kernel_initializer=tf.keras.initializers.Orthogonal(np.sqrt(2), seed=4))(inp)
logits = layers.Dense(3, kernel_initializer=tf.keras.initializers.Orthogonal(0.01, seed=5), name="pi")(h)
value = layers.Dense(1, name="v")(h)
net = Model(inp, [logits, value], name="ac")
v_init = tf.keras.initializers.Zeros()
net.get_layer("v").kernel.assign(v_init((6, 1)))


class Env:
    def __init__(self): self.s = np.zeros(4, np.float32)
    def reset(self): self.s = np.random.randn(4).astype(np.float32); return self.s
    def step(self, a):
        r = float(self.s[a] - 0.1 * a); self.s = (0.9 * self.s + 0.3 * np.random.randn(4)).astype(np.float32)
        return self.s, r, np.random.rand() < 0.15


@tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float32)])
def act(obs):
    lg, v = net(obs)
    a = tf.random.categorical(lg, 1, seed=11)[0, 0]
    return a, tf.nn.log_softmax(lg)[0, a], v[0, 0]


@tf.function
def gae(rew, val, done, last, gamma=0.99, lam=0.95):
    nxt = tf.concat([val[1:], [last]], 0)
    delta = rew + gamma * nxt * (1.0 - done) - val
    adv = tf.scan(lambda acc, x: x[0] + gamma * lam * (1.0 - x[1]) * acc, (delta, done), initializer=tf.constant(0.0), reverse=True)
    return adv, adv + val


opt = tf.keras.optimizers.Adam(3e-2, clipnorm=0.5)


@tf.function
def update(obs, acts, adv, ret, old):
    adv = (adv - tf.reduce_mean(adv)) / (tf.math.reduce_std(adv) + 1e-8)
    with tf.GradientTape() as tape:
        lg, v = net(obs, training=True)
        lp = -tf.nn.sparse_softmax_cross_entropy_with_logits(acts, lg)
        ratio = tf.exp(lp - old)
        pg = -tf.reduce_mean(tf.minimum(ratio * adv, tf.clip_by_value(ratio, 0.8, 1.2) * adv))
        ent = -tf.reduce_mean(tf.reduce_sum(tf.nn.softmax(lg) * tf.nn.log_softmax(lg), -1))
        loss = pg + 0.5 * tf.keras.losses.MeanSquaredError()(ret, tf.squeeze(v, -1)) - 0.01 * ent
    grads = tape.gradient(loss, net.trainable_variables)
    opt.apply_gradients(zip(grads, net.trainable_variables))
    return loss, pg, ent, tf.linalg.global_norm(grads)


env = Env(); s = env.reset()
for it in range(2):
    buf = {k: [] for k in "o a r d v l".split()}
    for _ in range(9):
        a, lp, v = act(s[None])
        s2, r, d = env.step(int(a))
        for k, x in zip("oardvl", (s, int(a), r, float(d), float(v), float(lp))): buf[k].append(x)
        s = env.reset() if d else s2
    _, _, last = act(s[None])
    adv, ret = gae(tf.constant(buf["r"]), tf.constant(buf["v"]), tf.constant(buf["d"]), last)
    print(it, buf["a"], adv.numpy().round(4)[:4])
    for _ in range(2):
        print([round(float(x), 5) for x in update(tf.constant(np.array(buf["o"])), tf.constant(buf["a"]), adv, ret, tf.constant(buf["l"]))])
print([w.shape for w in net.get_weights()], net.name, net.output_names)
