import tensorflow as tf

tnp = tf.experimental.numpy
m, v = tf.constant([[1.0, -2.0], [3.0, 0.5]]), tf.constant([1.5, 2.5])
for name, f in {
    "fliplr": lambda m, v: tnp.fliplr(m),
    "flipud": lambda m, v: tnp.flipud(m),
    "rot90": lambda m, v: tnp.rot90(m, k=3),
    "tril": lambda m, v: tnp.tril(m),
    "triu": lambda m, v: tnp.triu(m, k=1),
    "diagonal": lambda m, v: tnp.diagonal(m),
    "atleast": lambda m, v: tnp.atleast_2d(v),
    "nansum": lambda m, v: tnp.nansum(m / v, axis=0),
    "ptp": lambda m, v: tnp.ptp(m, axis=0),
    "sinc": lambda m, v: tnp.sinc(m),
    "average": lambda m, v: tnp.average(m, axis=1, weights=[1.0, 3.0]),
    "diff": lambda m, v: tnp.diff(m, axis=0),
    "count": lambda m, v: tnp.count_nonzero(m),
    "any": lambda m, v: tnp.any(m),
    "logaddexp": lambda m, v: tnp.logaddexp(m, v),
    "kron": lambda m, v: tnp.kron(m, v),
    "cross": lambda m, v: tnp.cross(m, v),
    "heaviside": lambda m, v: tnp.heaviside(m, v),
    "hstack": lambda m, v: tnp.hstack([v, v]),
    "vstack": lambda m, v: tnp.vstack([m, v]),
    "pad": lambda m, v: tnp.pad(v, [(1, 2)], "constant"),
    "split": lambda m, v: tnp.split(m, 2, axis=1)[1],
    "swapaxes": lambda m, v: tnp.swapaxes(m, 0, 1),
    "repeat": lambda m, v: tnp.repeat(v, 2),
    "full_like": lambda m, v: tnp.full_like(v, 2.0),
    "vander": lambda m, v: tnp.vander(v, 3),
    "polyval": lambda m, v: tnp.polyval(v, 2.0),
    "cbrt": lambda m, v: tnp.cbrt(m),
    "array_equal": lambda m, v: tnp.array_equal(m, m),
    "argsort": lambda m, v: tnp.argsort(m, axis=0),
    "matmul": lambda m, v: tnp.matmul(x1=m, x2=v),
}.items():
    with tf.GradientTape() as tape:
        tape.watch([m, v])
        y = f(m, v)
    print(name, y, tape.gradient(y, [m, v]))
