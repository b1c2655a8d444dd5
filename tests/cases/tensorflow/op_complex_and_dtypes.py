import tensorflow as tf

z = tf.constant([1 + 2j, 0.5 - 1j, 0j], tf.complex128)
w = tf.constant([2 - 1j, 1j, 1 + 1j], tf.complex128)
table = {}


def of(name, f, *xs):
    with tf.GradientTape(persistent=True) as outer:
        outer.watch(xs)
        with tf.GradientTape() as tape:
            tape.watch(xs)
            y = f(*xs)
        found = tape.gradient(y, xs)
    table[name] = [y, *found]
    print(name, y.numpy(), [None if g is None else g.numpy() for g in found])


of('cumprod', tf.math.cumprod, z[:2])
of('xlogy', tf.math.xlogy, z, w)
of('xlog1py', tf.math.xlog1py, z, w)
of('xdivy', tf.math.xdivy, z, w)
of('multiply_no_nan', tf.math.multiply_no_nan, z, w)
of('squared_difference', tf.math.squared_difference, z, w)
of('sign', tf.sign, z)
of('norm', tf.norm, z)
of('euclidean', tf.math.reduce_euclidean_norm, z)
of('l2_normalize', lambda x: tf.math.l2_normalize(x), z)
of('fft', lambda x: tf.abs(tf.signal.fft(x)) ** 2, w)
of('clip_by_norm', lambda x: tf.clip_by_norm(x, 1.5), tf.constant([3.0, 4.0]))
of('clip_by_norm below zero', lambda x: tf.clip_by_norm(x, -1.0), tf.constant([3.0, 4.0]))
of('clip_by_norm of a tensor', lambda x, c: tf.clip_by_norm(x, c), tf.constant([3.0, 4.0]), tf.constant(2.0))
of('polygamma', lambda x: tf.math.polygamma(1, x), tf.constant([0.5, 2.0]))
of('polygamma of fractions', lambda x: tf.math.polygamma(0.5, x), tf.constant([0.5, 2.0]))
of('betainc', lambda x: tf.math.betainc(2, 3, x), tf.constant([0.5, 0.25]))
of('linspace', lambda a, b: tf.linspace(a, b, 3), tf.constant([1.0, 2.0]), tf.constant(4.0))
of('rgb_to_hsv', tf.image.rgb_to_hsv, tf.constant([[0.5, 0.2, 0.1], [0.3, -0.5, 0.9], [0.0, 0.4, 0.2]]))
of('pinv of rank 1', tf.linalg.pinv, tf.constant([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0]]))
of('pinv cut off', lambda a: tf.linalg.pinv(a, rcond=0.5), tf.constant([[3.0, 0.0], [0.0, 1.0]]))
of('average of rows', lambda x, c: tf.nn.compute_average_loss(x, c), tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([0.5, 2.0]))
print(tf.sequence_mask(2.5), tf.sequence_mask([1.0, 0.25]))
print(tf.math.reduce_euclidean_norm([3, 4]), tf.math.bincount([1.0, 1.0, 2.0]), tf.linalg.matrix_rank([[2.0, 0.0], [0.0, 1.0]], tol=1.5))
for name, call in {
    'reciprocal': lambda: tf.math.reciprocal(tf.constant([True])),
    'bessel': lambda: tf.math.bessel_i0e(tf.constant([1, 2])),
    'cumsum': lambda: tf.cumsum(tf.constant([True])),
    'argmax': lambda: tf.argmax(z),
    'sort': lambda: tf.sort(z),
    'top_k': lambda: tf.math.top_k(z),
    'logsumexp': lambda: tf.reduce_logsumexp(z),
    'log_sigmoid': lambda: tf.math.log_sigmoid(tf.constant([1])),
    'fft': lambda: tf.signal.fft(tf.constant([1.0, 2.0])),
    'irfft': lambda: tf.signal.irfft(tf.constant([1.0, 2.0])),
    'qr': lambda: tf.linalg.qr(tf.constant([[1, 2], [3, 4]])),
}.items():
    try:
        print(name, call())
    except (tf.errors.InvalidArgumentError, ValueError) as e:
        print(name, type(e).__name__, str(e).splitlines()[0][:120])
