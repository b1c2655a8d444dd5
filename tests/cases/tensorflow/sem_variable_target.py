import tensorflow as tf
v = tf.Variable(2.0); w = tf.Variable([1.0, 2.0])
with tf.GradientTape(persistent=True) as t:
  y = v * w
g_vv = t.gradient(v, v)
g_ww = t.gradient(w, w)
g_vw = t.gradient(v, w)
g_list = t.gradient([y, w], w)
print(g_vv, g_ww, g_vw, g_list)
