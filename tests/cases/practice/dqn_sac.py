import tensorflow as tf, numpy as np
tf.keras.utils.set_random_seed(13)
def mlp(o): return tf.keras.Sequential([tf.keras.layers.Dense(8, activation='relu'), tf.keras.layers.Dense(o, kernel_initializer=tf.keras.initializers.RandomUniform(-3e-3, 3e-3))])
q, target = mlp(3), mlp(3); q.build((None, 4)); target.build((None, 4)); target.set_weights(q.get_weights())
r = np.random.default_rng(1); s = r.normal(size=(16, 4)).astype('f'); a = r.integers(0, 3, 16); rew = r.normal(size=16).astype('f'); s2 = r.normal(size=(16, 4)).astype('f'); done = (r.random(16) < .2).astype('f')
opt = tf.keras.optimizers.Adam(.01, clipnorm=1.)
@tf.function
def learn(s, a, rew, s2, done):
    nxt = tf.reduce_max(target(s2), axis=1); y = rew + .99 * nxt * (1. - done)
    with tf.GradientTape() as t:
        qv = tf.reduce_sum(q(s) * tf.one_hot(a, 3), axis=1); loss = tf.keras.losses.Huber()(y, qv)
    g = t.gradient(loss, q.trainable_variables); opt.apply_gradients(zip(g, q.trainable_variables)); return loss
def soft(tau):
    for tv, v in zip(target.variables, q.variables): tv.assign(tau * v + (1 - tau) * tv)
for i in range(4): l = learn(s, a, rew, s2, done); soft(.1); print(i, l.numpy(), float(tf.reduce_mean(target(s))))
# SAC squashed gaussian
pol = mlp(4); la = tf.Variable(0., name='log_alpha'); obs = tf.constant(s[:5])
def sample(o, eps):
    mu, ls = tf.split(pol(o), 2, axis=-1); ls = tf.clip_by_value(ls, -20, 2); std = tf.exp(ls); u = mu + std * eps; act = tf.tanh(u)
    lp = tf.reduce_sum(-.5 * ((u - mu) / std)**2 - ls - .5 * np.log(2 * np.pi), 1); lp -= tf.reduce_sum(2. * (np.log(2.) - u - tf.nn.softplus(-2. * u)), 1); return act, lp
eps = tf.random.stateless_normal([5, 2], [3, 1])
with tf.GradientTape(persistent=True) as t:
    act, lp = sample(obs, eps); qa = tf.reduce_sum(act**2, 1); pl = tf.reduce_mean(tf.exp(tf.stop_gradient(la)) * lp - qa); al = -tf.reduce_mean(la * tf.stop_gradient(lp + 2.))
print(pl, al, t.gradient(al, la), t.gradient(pl, la)); print([f'{tf.norm(x):.6f}' for x in t.gradient(pl, pol.trainable_variables)])
# DDPG: actor through critic
actor, critic = mlp(1), mlp(1)
with tf.GradientTape() as t: al = -tf.reduce_mean(critic(tf.concat([obs, actor(obs)], 1)))
g = t.gradient(al, actor.trainable_variables); print(al.numpy(), [x.numpy().sum() for x in g])
with tf.GradientTape() as t: av = actor(obs)
with tf.GradientTape() as t2: t2.watch(av); qv = critic(tf.concat([obs, av], 1))
dq = t2.gradient(qv, av); g2 = t.gradient(av, actor.trainable_variables, output_gradients=-dq / 5.); print(np.allclose(g[0], g2[0], atol=1e-7))
# GAE
v = tf.Variable(np.linspace(0, 1, 6).astype('f')); adv = []; last = 0.
with tf.GradientTape() as t:
    for i in reversed(range(5)): delta = rew[i] + .99 * v[i + 1] - v[i]; last = delta + .95 * .99 * last; adv.insert(0, last)
    L = tf.reduce_mean(tf.stack(adv)**2)
print(tf.stack(adv).numpy(), t.gradient(L, v))
lp = tf.math.log(tf.nn.softmax(q(s))); d = tf.keras.losses.KLDivergence()(tf.nn.softmax(target(s)), tf.nn.softmax(q(s))); print(d, tf.argmax(lp, 1).numpy())
# natural gradient CG with HVP
w = q.trainable_variables[0]
def kl(): return tf.reduce_mean(tf.reduce_sum(tf.stop_gradient(tf.nn.softmax(q(s))) * -tf.nn.log_softmax(q(s)), 1))
with tf.GradientTape() as o:
    with tf.GradientTape() as i: k = kl()
    gk = i.gradient(k, w); p = tf.reduce_sum(gk * tf.ones_like(gk))
print(tf.norm(gk).numpy() < 1., tf.norm(o.gradient(p, w)))
