import tensorflow as tf
x = tf.Variable(1.5)
with tf.GradientTape(persistent=True) as t:
    a = tf.cond(x > 1., lambda: x**2, lambda: -x)
    b = tf.case([(x < 0., lambda: x), (x < 2., lambda: tf.sin(x))], default=lambda: x * 10.)
    c = tf.switch_case(tf.constant(1), {0: lambda: x, 1: lambda: x**3}, default=lambda: 0. * x)
    _, d = tf.while_loop(lambda i, z: i < 4, lambda i, z: (i + 1, z * x), [tf.constant(0), tf.constant(1.)])
    e = tf.scan(lambda s, q: s * q + x, tf.constant([1., 2., 3.]), initializer=tf.constant(0.))
    f = tf.foldl(lambda s, q: s * x + q, tf.constant([1., 2., 3.]), initializer=0.); f2 = tf.foldr(lambda s, q: s * x + q, tf.constant([1., 2., 3.]))
    g = tf.map_fn(lambda q: q * x, tf.range(3.)); h = tf.vectorized_map(lambda q: tf.exp(q * x), tf.constant([0., 1.]))
    ta = tf.TensorArray(tf.float32, size=3)
    for i in range(3): ta = ta.write(i, x * i)
    k = ta.stack()
    ta2 = tf.TensorArray(tf.float32, 0, dynamic_size=True, clear_after_read=False).unstack(tf.stack([x, x**2])); m = ta2.read(1) + ta2.gather([0])[0]; cc = ta2.concat() if 0 else ta2.size()
for n, y in dict(a=a, b=b, c=c, d=d, e=e, f=f, f2=f2, g=g, h=h, k=k, m=m).items(): print(n, y.numpy(), t.gradient(y, x))
print(cc, t.jacobian(e, x).numpy())
@tf.function
def newton(a, tol=1e-6):
    z = a; it = 0
    while tf.abs(z * z - a) > tol:
        z = 0.5 * (z + a / z); it += 1
    return z, it
with tf.GradientTape() as t: z, it = newton(x)
print(z, it, t.gradient(z, x))
@tf.function
def rnn(xs, w):
    s = tf.zeros([2]); outs = tf.TensorArray(tf.float32, size=tf.shape(xs)[0])
    for i in tf.range(tf.shape(xs)[0]):
        s = tf.tanh(tf.linalg.matvec(w, s) + xs[i]); outs = outs.write(i, s)
    return outs.stack()
w = tf.Variable([[.5, -.2], [.1, .3]])
with tf.GradientTape() as t: o = rnn(tf.reshape(tf.range(6.), [3, 2]) / 6., w)
print(o, t.gradient(o, w))
@tf.function
def piece(x):
    if x > 1.: y = x * 2.
    elif x > 0.: y = x * 3.
    else: y = tf.zeros_like(x)
    return y
for q in (2., .5, -1., 1.):
    xx = tf.constant(q)
    with tf.GradientTape() as t: t.watch(xx); y = piece(xx)
    print(q, y.numpy(), t.gradient(y, xx))
@tf.function
def fbad(x):
    if x > 0.: zz = x
    return zz
try: fbad(tf.constant(1.))
except Exception as e: print(type(e).__name__)
try: tf.while_loop(lambda i: i < 3, lambda i: (i + 1, 2), [0])
except Exception as e: print(type(e).__name__)
print(tf.while_loop(lambda i, s: tf.less(i, 5), lambda i, s: (i + 1, s + [i]), (0, tf.constant([0])), maximum_iterations=3))
with tf.GradientTape() as t:
    out = tf.map_fn(lambda ab: ab[0] * ab[1] * x, (tf.constant([1., 2.]), tf.constant([3., 4.])), fn_output_signature=tf.float32)
print(out, t.gradient(out, x))
@tf.function
def with_assert(x):
    tf.debugging.assert_positive(x, message='must be positive'); return tf.sqrt(x)
try: with_assert(tf.constant(-1.))
except tf.errors.InvalidArgumentError as e: print('caught', 'must be positive' in str(e))
with tf.control_dependencies([x.assign_add(1.)]): print(tf.identity(x))
print(tf.group(), tf.no_op(), tf.tuple([x, x]) if 0 else '')
fact = tf.function(lambda n: tf.while_loop(lambda i, a: i <= n, lambda i, a: (i + 1, a * i), (1, 1))[1]); print(fact(tf.constant(5)))
