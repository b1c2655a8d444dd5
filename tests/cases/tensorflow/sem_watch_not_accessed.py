import tensorflow as tf
a = tf.Variable(2.0); b = tf.Variable(3.0)
with tf.GradientTape(watch_accessed_variables=False) as t:
  t.watch(a)
  y = a * b
ga, gb = t.gradient(y, [a, b])
with tf.GradientTape(watch_accessed_variables=False, persistent=True) as t:
  u = a * b
  t.watch(b)
  v = a * b
gu = t.gradient(u, [a, b])
gv = t.gradient(v, [a, b])
watched = len(t.watched_variables())
print(ga, gb, gu, gv, watched)
