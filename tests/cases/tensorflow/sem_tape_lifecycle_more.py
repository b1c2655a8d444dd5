import tensorflow as tf
def tryit(f):
  try: print("ok", f())
  except Exception as e: print(type(e).__name__, str(e)[:160])
x = tf.Variable(3.0); c = tf.constant(2.0)
t = tf.GradientTape(); tryit(lambda: t.gradient(x, x)); tryit(lambda: t.watch(c))
with tf.GradientTape() as t: y = x * x
tryit(lambda: t.gradient(y, x)); tryit(lambda: t.gradient(y, x))
with t: z = x ** 3
tryit(lambda: t.gradient(z, x))
with tf.GradientTape(persistent=True) as t:
  y = x * x
  with t.stop_recording(): w = x * 5.0
  t.watch(w); v = w * y
  tryit(lambda: t.gradient(y, x))
tryit(lambda: t.gradient(v, [x, w])); t2 = t
with t: u = y * 2.0
tryit(lambda: t.gradient(u, x)); tryit(lambda: t.reset())
with tf.GradientTape() as t:
  t.watch(c); a = c * x; t.reset(); b = c * x
tryit(lambda: t.gradient(b, [c, x]))
with tf.GradientTape() as o:
  with tf.GradientTape() as i:
    i.watch(c); y = c ** 4 * x
  g = i.gradient(y, [c, x])
tryit(lambda: o.gradient(g, x))
with tf.GradientTape(watch_accessed_variables=False) as t: y = x * 2.0
tryit(lambda: t.gradient(y, x)); tryit(lambda: t.watched_variables())
with tf.GradientTape() as t:
  t.watch({"a": c, "b": [x]}); y = c * x
tryit(lambda: t.gradient({"q": y, "r": [y * 1.0]}, {"a": c, "b": (x, c)}))
with tf.GradientTape(persistent=True) as t:
  t.watch(c); y = tf.stack([c, c * x, 1.0])
tryit(lambda: t.gradient(y, c, output_gradients=tf.constant([1.0, 2.0, 3.0]))); tryit(lambda: t.jacobian(y, c)); tryit(lambda: t.gradient(y, c, unconnected_gradients="none")); tryit(lambda: t.gradient([y, c], [c])); tryit(lambda: t.gradient(y, "c")); tryit(lambda: t.gradient(None, c)); tryit(lambda: t.gradient(y, [c, None]))
for k in range(3):
  with tf.GradientTape() as t: y = x ** k
  print(t.gradient(y, x))
