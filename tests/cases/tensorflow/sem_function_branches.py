import tensorflow as tf
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e).split('Error: ')[-1].strip()[:80])
def grad(f, *vs):
    xs = [tf.constant(v) for v in vs]
    with tf.GradientTape() as tape: tape.watch(xs); y = f(*xs)
    return [None if g is None else g.numpy() for g in tape.gradient(y, xs)]
@tf.function
def piece(x):
    if x > 0.:
        y = x * 3.
    else:
        y = tf.zeros_like(x)
    return y
print(grad(piece, -1.), grad(piece, 2.))
@tf.function
def early(x):
    if x > 0.:
        return x
    return tf.constant(0.)
print(grad(early, -1.))
@tf.function
def unrelated(x, z):
    if z > 0.:
        k = z * 2.
    else:
        k = tf.constant(1.)
    return x * 2.
print(grad(unrelated, 1., -1.))
@tf.function
def other(x, z):
    k = tf.constant(1.)
    if x > 0.:
        k = z * 2.
    y = x * k
    return y
print(grad(other, -1., 3.))
@tf.function
def expr(x, z):
    return x if x > 0. else z
print(grad(expr, -1., 3.), grad(expr, 1., 3.))
@tf.function
def cond(x, z): return tf.cond(x > 0., lambda: x * z, lambda: tf.constant(0.))
print(grad(cond, -1., 3.))
v, w = tf.Variable(-1.), tf.Variable(2.)
with tf.GradientTape() as tape: y = tf.cond(v > 0., lambda: v, lambda: tf.constant(0.))
print(tape.gradient(y, v))
class M(tf.Module):
    def __init__(self): self.a, self.b = tf.Variable(1.), tf.Variable(2.)
    @tf.function
    def __call__(self, x):
        if x > 0.: y = self.a * x
        else: y = self.b * x
        return y
m = M()
with tf.GradientTape() as tape: y = m(tf.constant(2.))
print(tape.gradient(y, [m.a, m.b, w]))
def helper(x):
    if x > 0.: r = x * w
    else: r = x
    return r
@tf.function
def nested(x): return helper(x) + 1.
with tf.GradientTape() as tape: y = nested(tf.constant(-2.))
print(tape.gradient(y, [w, v]))
@tf.function
def two(x, z):
    if x > 0.: a = z
    else: a = x
    return a * 1., x * 2.
x, z = tf.constant(-1.), tf.constant(1.)
with tf.GradientTape(persistent=True) as tape: tape.watch([x, z]); p, q = two(x, z)
print(tape.gradient(p, z))
@tf.function
def bad(x):
    if x > 0.: z = x
    return z
t(lambda: bad(tf.constant(1.))); t(lambda: bad(tf.constant(-1.)))
@tf.function
def worse(x):
    if x > 0.: z = x
    else: q = x
    return q
t(lambda: worse(tf.constant(1.)))
@tf.function
def noreturn(x):
    if x > 0.: return x
t(lambda: noreturn(tf.constant(1.)))
@tf.function
def fine(x, n):
    if n: k = x
    if x > 0.: s = x; u = s * 2.; x = u
    return x
t(lambda: fine(tf.constant(1.), False)); t(lambda: fine(tf.constant(-1.), True))
