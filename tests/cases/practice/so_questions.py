import tensorflow as tf, numpy as np
# a dozen StackOverflow questions
x = tf.Variable(3, dtype=tf.float32)
with tf.GradientTape() as tape: y = tf.math.pow(x, 2) + 3 * x
print("dy/dx =", tape.gradient(y, x)); print('%s' % tape.watched_variables()[0].name, tf.gradients if 0 else '')
w = tf.Variable(tf.ones((3, 2)), name='w'); b = tf.Variable(tf.zeros(2, dtype=tf.float32), name='b'); x = [[1., 2., 3.]]
with tf.GradientTape(persistent=True) as tape: y = x @ w + b; loss = tf.reduce_mean(y**2)
[dl_dw, dl_db] = tape.gradient(loss, [w, b]); print(w.shape, dl_dw.shape, dl_dw, sep='\n'); print(tape.gradient(loss, {'w': w, 'b': b})['b'])
print(np.array(dl_dw), list(dl_db.numpy()), dl_db[0] == 12., dl_dw.numpy().tolist(), tf.reduce_sum(dl_dw) / 2, -dl_db, dl_db.shape.as_list(), dl_db.get_shape(), dl_db.ndim, dl_dw.T if hasattr(dl_dw, 'T') else 'no T')
a = tf.constant([[1., 2.], [3., 4.]]); print(a.numpy() @ a, np.dot(a, a), np.sum(a), a * np.ones((2, 2)), np.add(a, 1), 2 ** a, 1 - a, a > 2, ~(a > 2), abs(-a), a[tf.newaxis].shape, a[:, 0], a[-1, -1], a[..., None].shape, tf.shape(a)[0], a == a, a != 3, (a > 1) & (a < 4), divmod(7, 2), a // 2, a % 2, round(float(a[0, 0]), 2), max(a[0]), min(a[0].numpy()), sum(a[0]), sorted([tf.constant(2), tf.constant(1)]), any(a[0] > 1))
for r in a: print(r)
for i, (u, v) in enumerate(zip(a, a[::-1])): print(i, u.numpy(), v.numpy())
p, q = a; print(p, q); print(*a.numpy().shape, f'{a[0, 0]:>8.3f}|{a[0, 0].numpy():e}', '{}'.format(a[0]), '%d' % tf.constant(3), 'shape: ' + str(a.shape), a.shape == (2, 2), a.shape[0] * 2, tuple(a.shape), a.shape + [1], len(a.shape), tf.rank(a))
print(tf.constant([1, 2, 3]).numpy().dtype, tf.constant(np.float64(1)).dtype, tf.constant([1., 2.]).dtype.name, tf.zeros(3, tf.int32), tf.constant(np.arange(3)), tf.Variable(np.zeros(2)).dtype, tf.cast(True, tf.float32), tf.constant('hi').numpy().decode(), tf.strings.join(['a', 'b']), tf.as_string(3.14), tf.strings.format('{} x', a[0]))
model = tf.keras.Sequential([tf.keras.layers.Dense(2, kernel_initializer='ones', input_shape=(3,))])
with tf.GradientTape() as t: inp = tf.constant([[1., 2., 3.]]); t.watch(inp); o = model(inp)
print(t.gradient(o, inp), model.layers[0].kernel.numpy(), model.layers[0].weights[1], model.trainable_variables[0].shape, sep='\n')
print(model.layers[0].kernel); print(model.trainable_variables[0][0], model.weights[1] + 1.); 
def num(f, x, eps=1e-3): return (f(x + eps) - f(x - eps)) / (2 * eps)
z = tf.constant(1.5); f = lambda z: tf.sin(z) * z
with tf.GradientTape() as t: t.watch(z); y = f(z)
print(np.isclose(num(f, z), t.gradient(y, z), atol=1e-3), tf.debugging.assert_near(1., 1.0000001), tf.test.compute_gradient(lambda z: z**2, [3.])[0])
ev = tf.Variable([1., 2., 3.]); 
with tf.GradientTape() as t: l = ev[0]**2 + ev[1] * ev[2]
g = t.gradient(l, ev); print(g); ev[0].assign(5.); ev.assign(tf.tensor_scatter_nd_update(ev, [[1]], [7.])); print(ev.numpy(), ev.sparse_read([0]) if hasattr(ev, 'sparse_read') else '')
@tf.function
def train(n):
    for i in tf.range(n):
        with tf.GradientTape() as t: l = tf.reduce_sum(ev**2)
        ev.assign_sub(.1 * t.gradient(l, ev))
        if i % 2 == 0: tf.print('iter', i, l)
    return l
print(train(tf.constant(4))); print(tf.reduce_sum([[1, 2], [3, 4]], 0, keepdims=True), tf.math.argmax([[1, 5], [7, 2]], axis=1), tf.unique_with_counts([1, 1, 2]).count, tf.where([False, True]), tf.nn.in_top_k([1], [[.1, .9]], 1), tf.timestamp().dtype, tf.math.is_nan([np.nan, 1.]), tf.Variable(1.) + tf.Variable(2.), tf.Variable(2.) ** 2, tf.maximum(1, 2), tf.add(1, 2), tf.multiply(2., [1., 2.]), tf.math.cumsum([1, 2, 3]), tf.square(3), tf.exp(1.), tf.math.reduce_all([True]), tf.equal(1, 1), tf.size(a), tf.zeros_like([1, 2]), tf.eye(2, 3), tf.fill([2], 'a'), tf.linspace(0, 1, 3), tf.range(5, 0, -2), tf.constant(5.)._rank() if 0 else '')
