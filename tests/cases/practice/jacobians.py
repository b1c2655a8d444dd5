import tensorflow as tf
tf.keras.utils.set_random_seed(2)
x = tf.linspace(-10.0, 10.0, 5)
with tf.GradientTape() as tape:
    tape.watch(x); y = tf.nn.sigmoid(x)
print(tape.jacobian(y, x))
x = tf.random.stateless_normal([7, 5], (1, 2))
layer1 = tf.keras.layers.Dense(4, activation=tf.nn.elu); layer2 = tf.keras.layers.Dense(3)
with tf.GradientTape(persistent=True, watch_accessed_variables=False) as tape:
    tape.watch(x)
    y = layer2(layer1(x))
J = tape.jacobian(y, x); print(J.shape)
JB = tape.batch_jacobian(y, x); print(JB.shape)
print(tf.reduce_max(tf.abs(tf.einsum('bxby->bxy', J) - JB)) < 1e-6)
print(JB[0])
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1:
        loss = tf.reduce_mean(layer1(x)**2)
    g = t1.gradient(loss, layer1.kernel)
h = t2.jacobian(g, layer1.kernel)
n = tf.reduce_prod(layer1.kernel.shape)
H = tf.reshape(h, [n, n]); print(h.shape, H.shape, tf.linalg.trace(H).numpy())
eps = 1e-2
upd = tf.linalg.solve(H + tf.eye(n) * eps, tf.reshape(g, [n, 1])); print(tf.norm(upd))
v = tf.Variable([1., 2., 3.])
def f(v): return tf.stack([v[0]*v[1], tf.sin(v[2]), v[0]**2 * v[2]])
with tf.autodiff.ForwardAccumulator(primals=v, tangents=tf.constant([1., 0., 0.])) as acc:
    y = f(v)
print(acc.jvp(y)); print(acc.jvp(v), acc.jvp(tf.constant(1.)))
cols = []
for i in range(3):
    with tf.autodiff.ForwardAccumulator(v, tf.one_hot(i, 3)) as acc: yy = f(v)
    cols.append(acc.jvp(yy, unconnected_gradients=tf.UnconnectedGradients.ZERO))
print(tf.stack(cols, 1))
# HVP, forward over back
with tf.autodiff.ForwardAccumulator(v, tf.constant([1., 1., 0.])) as acc:
    with tf.GradientTape() as t: s = tf.reduce_sum(f(v)**2)
    gg = t.gradient(s, v)
print(gg.numpy(), acc.jvp(gg).numpy())
with tf.GradientTape(persistent=True) as t:
    out = f(v)
J = t.jacobian(out, [v], experimental_use_pfor=False); print(J)
with tf.GradientTape(persistent=True) as t:
    sc = tf.reduce_sum(v)
    ii = tf.argmax(v)
print(t.jacobian(sc, v), t.jacobian(sc, tf.Variable(1.)))
try:
    t.batch_jacobian(sc, v)
except (ValueError, IndexError) as e: print(type(e).__name__, e)
print(tf.hessians if hasattr(tf, 'hessians') else 'no tf.hessians')if 0 else None
m = tf.Variable([[1., 2.], [3., 4.]])
with tf.GradientTape() as t: inv = tf.linalg.inv(m)
print(t.jacobian(inv, m)[0, 1])
print(tf.vectorized_map(lambda r: tf.reduce_sum(r**2), m))
@tf.function
def jac(m):
    with tf.GradientTape() as t:
        t.watch(m); y = tf.matmul(m, tf.constant([[1.], [-1.]]))**2
    return t.batch_jacobian(y, m)
print(jac(m.value()))
