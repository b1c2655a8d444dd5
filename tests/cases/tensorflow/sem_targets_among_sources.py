import tensorflow as tf
v = tf.Variable(2.0); w = tf.constant(3.0); c = tf.constant(5.0)
with tf.GradientTape(persistent=True) as t:
  q = v * w
  u = w * c
g_used = t.gradient([q, w], [w])
g_alone = t.gradient(w, w)
g_unrelated = t.gradient([c, w], [w, c])
g_with_v = t.gradient([q, v], v)
g_chain = t.gradient([q * 1.0, q], q)
g_twice = t.gradient([w, w], w)
print(g_used, g_alone, g_unrelated, g_with_v, g_chain, g_twice)
