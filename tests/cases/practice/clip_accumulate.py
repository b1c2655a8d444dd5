import tensorflow as tf
tf.keras.utils.set_random_seed(99)
model = tf.keras.Sequential([tf.keras.layers.Dense(5, activation='swish'), tf.keras.layers.Dense(1)])
x = tf.random.stateless_normal([12, 3], (1, 0)); y = tf.reduce_sum(x, 1, keepdims=True)
model(x)
accum = [tf.Variable(tf.zeros_like(v), trainable=False) for v in model.trainable_variables]
opt = tf.keras.optimizers.Adam(1e-2, global_clipnorm=1.0)
n_accum = 3
@tf.function
def train_step(xb, yb):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.keras.losses.mse(yb, model(xb, training=True)))
    for a, g in zip(accum, tape.gradient(loss, model.trainable_variables)):
        a.assign_add(g / n_accum)
    return loss
for ep in range(2):
    for a in accum: a.assign(tf.zeros_like(a))
    for i in range(n_accum):
        l = train_step(x[4*i:4*i+4], y[4*i:4*i+4]); tf.print('step', i, 'loss:', l)
    print('norms', [f'{tf.norm(a):.5f}' for a in accum])
    opt.apply_gradients(zip(accum, model.trainable_variables))
with tf.GradientTape() as t: L = tf.reduce_mean((model(x) - y)**2)
g = t.gradient(L, model.trainable_variables)
print(L)
c, n = tf.clip_by_global_norm(g, 0.1); print(n, [tf.reduce_sum(q).numpy() for q in c])
print(tf.clip_by_norm(g[0], 0.5)[0]); print(tf.clip_by_value(g[1], -0.1, 0.1))
print([None if q is None else q.shape for q in tf.clip_by_global_norm([g[0], None], 1.)[0]])
w = tf.Variable([3., -4.])
o = tf.keras.optimizers.SGD(1.0, clipvalue=0.5); o.apply_gradients([(tf.constant([1., -.1]), w)]); print(w)
o = tf.keras.optimizers.SGD(1.0, clipnorm=1.0); o.apply_gradients([(tf.constant([3., 4.]), w)]); print(w.numpy())
o = tf.keras.optimizers.Adam(0.1, gradient_accumulation_steps=2)
for i in range(3): o.apply_gradients([(tf.constant([1., 2.]) * i, w)]); print(i, w.numpy(), o.iterations.numpy())
with tf.GradientTape(persistent=True) as t:
    nrm = tf.linalg.global_norm([w, w * 2.]); cl = tf.clip_by_norm(w, 2.); cv = tf.clip_by_value(w, -1., 5.)
print(t.gradient(nrm, w), t.jacobian(cl, w), t.gradient(cv, w))
try: o.apply_gradients([(None, w)])
except ValueError as e: print('ValueError:', e)
try: o.apply_gradients([])
except ValueError as e: print('ValueError:', e)
u = tf.Variable(1.0, name='unused')
oo = tf.keras.optimizers.SGD(0.1)
oo.apply_gradients(zip([tf.constant([1., 1.]), None], [w, u])); print(w.numpy(), u.numpy())
print(hasattr(oo, "minimize"), hasattr(oo, "compute_gradients"))
