import tensorflow as tf
import collections
x, y = tf.constant(1.0), tf.constant([2.0, 3.0])
N = collections.namedtuple('N', 'a b')
with tf.GradientTape(persistent=True) as t:
  t.watch(N(x, {'k': [y]}))
  z = x * tf.reduce_sum(y ** 2)
print(t.gradient(z, N(x, y)), t.watched_variables())
v = tf.Variable(1.0, trainable=False); u = tf.Variable(2.0)
with tf.GradientTape() as t:
  t.watch(v); t.watch(v); t.watch([u, x])
  z = v * u * x
print(t.gradient(z, [v, u, x]), [w.name for w in t.watched_variables()])
with tf.GradientTape() as t:
  a = x * 2.0
  t.watch(a)
  b = a * a
print(t.gradient(b, a), )
with tf.GradientTape() as t:
  t.watch(x)
  a = x * 2.0
  b = tf.identity(a); c = a + 0.0; d = tf.convert_to_tensor(a); e = tf.constant(a.numpy())
  l = a + 2 * b + 3 * c + 4 * d + 5 * e
print(t.gradient(l, [x, a, b, c, d, e]))
with tf.GradientTape() as t1, tf.GradientTape() as t2:
  t1.watch(x)
  z = x ** 2
print(t1.gradient(z, x), t2.gradient(z, x))
def f():
  w = tf.Variable(3.0, name='inner')
  with tf.GradientTape() as t: r = w * w
  return t.gradient(r, t.watched_variables())
print(f())
with tf.GradientTape(watch_accessed_variables=False) as t:
  z = u * u
print(t.gradient(z, u), t.watched_variables())
with tf.GradientTape() as t:
  with t.stop_recording():
    z0 = u * 3.0
  z = u * z0
print(t.gradient(z, u), len(t.watched_variables()))
with tf.GradientTape() as t:
  pass
print(t.gradient(u, u), )
tape = tf.GradientTape()
tape.__enter__(); z = u ** 3; tape.__exit__(None, None, None); print(tape.gradient(z, u))
tape = tf.GradientTape(); 
with tape: z = u ** 3
print(tape.gradient(target=z, sources=[u]))
print(tf.GradientTape.__name__)
