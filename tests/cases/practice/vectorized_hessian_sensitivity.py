import tensorflow as tf, numpy as np
x = tf.Variable([[.1, .2, .3], [.4, .5, .6]])
with tf.GradientTape(persistent=True) as t2:
    with tf.GradientTape() as t: y = tf.reduce_sum(tf.sin(x) * tf.cos(x[:, ::-1]), 1)
    g = t.gradient(y, x)
H = t2.batch_jacobian(g, x); print(H); print(t2.jacobian(g, x, parallel_iterations=2, experimental_use_pfor=False).shape)
lap = tf.linalg.trace(H); print(lap)
f = tf.function(lambda z: tf.reduce_sum(z**3)); 
def hess(z):
    with tf.GradientTape() as o:
        o.watch(z)
        with tf.GradientTape() as i: i.watch(z); v = f(z)
        gg = i.gradient(v, z)
    return o.jacobian(gg, z)
print(hess(tf.constant([1., 2.])))
print(tf.map_fn(lambda z: tf.linalg.diag_part(hess(z)), x)); print(tf.vectorized_map(lambda z: tf.tensordot(z, z, 1), x))
pe = []
for i in range(2):
    with tf.GradientTape() as t: l = tf.reduce_sum(x[i]**2)
    pe.append(tf.convert_to_tensor(t.gradient(l, x))[i])
print(tf.stack(pe)); k = tf.keras.layers.Dense(2, kernel_initializer='ones'); 
with tf.GradientTape() as t: o = k(x)
print(t.jacobian(o, k.trainable_variables)[0].shape, [j.shape for j in t.jacobian(o, k.trainable_variables)] if 0 else '')
with tf.GradientTape(persistent=True) as t: a = x * 2.; b = tf.reduce_sum(a, 0); c = tf.stop_gradient(b) * b
print(t.gradient(c, a), t.jacobian(c, x)[0]); print(t.gradient([b, c], [x, a])[1], t.gradient(b, x, output_gradients=tf.constant([1., 0., 2.])))
v = tf.Variable(3.)
with tf.GradientTape() as t:
    for i in range(3): v.assign(v * 2.) if i == 1 else None; y = v * v
print(y, t.gradient(y, v)); ds = {}
for nm, fn in {'sin': tf.sin, 'tanh': tf.tanh, 'sigmoid': tf.sigmoid, 'softplus': tf.nn.softplus, 'erf': tf.math.erf, 'gelu': tf.nn.gelu, 'selu': tf.nn.selu, 'atan': tf.atan, 'asinh': tf.asinh, 'log1p': tf.math.log1p, 'rsqrt': tf.math.rsqrt, 'lgamma': tf.math.lgamma, 'reciprocal': tf.math.reciprocal, 'cosh': tf.cosh, 'acosh': lambda q: tf.acosh(q + 1.), 'swish': tf.nn.swish, 'expm1': tf.math.expm1, 'softsign': tf.nn.softsign, 'log_softmax': lambda q: tf.nn.log_softmax(tf.stack([q, 2 * q]))[0], 'pow': lambda q: q**q, 'norm': lambda q: tf.norm([q, 1.]), 'atan2': lambda q: tf.atan2(q, 2.), 'logsumexp': lambda q: tf.reduce_logsumexp([q, 1.]), 'cholesky': lambda q: tf.linalg.cholesky([[q + 2., .5], [.5, q + 1.]])[1, 1], 'inv': lambda q: tf.linalg.inv(tf.stack([[q, 1.], [2., 7.]]))[0, 1], 'det': lambda q: tf.linalg.det(tf.stack([[q, 1.], [2., q]])), 'maxpool': lambda q: tf.reduce_max([q * q, 0.]), 'bessel': tf.math.special.bessel_j0, 'digamma': tf.math.digamma, 'erfinv': lambda q: tf.math.erfinv(q / 3.), 'xdivy': lambda q: tf.math.xdivy(q, q + 1.), 'cumprod': lambda q: tf.math.cumprod([q, q, q])[2], 'fft': lambda q: tf.math.real(tf.signal.fft(tf.cast(tf.stack([q, q * q]), tf.complex64))[1]), 'eigh': lambda q: tf.linalg.eigvalsh(tf.stack([[q, .3], [.3, 2.]]))[0], 'svd': lambda q: tf.linalg.svd(tf.stack([[q, 1.], [0.5, 2.]]), compute_uv=False)[0], 'solve': lambda q: tf.linalg.solve(tf.stack([[q, 1.], [2., 7.]]), [[1.], [q]])[0, 0], 'expm': lambda q: tf.linalg.expm(tf.stack([[q, 1.], [0., q]]))[0, 1], 'l2n': lambda q: tf.nn.l2_normalize([q, 1.])[0], 'dropout': lambda q: tf.nn.dropout(q, 0.)}.items():
    z = tf.constant(.7)
    try:
        with tf.GradientTape() as a3:
            a3.watch(z)
            with tf.GradientTape() as a2:
                a2.watch(z)
                with tf.GradientTape() as a1: a1.watch(z); y = fn(z)
                d1 = a1.gradient(y, z)
            d2 = a2.gradient(d1, z)
        d3 = a3.gradient(d2, z) if d2 is not None else None; print(nm, *[None if q is None else f'{q.numpy():.5g}' for q in (y, d1, d2, d3)])
    except Exception as e: print(nm, type(e).__name__, str(e)[:90])
