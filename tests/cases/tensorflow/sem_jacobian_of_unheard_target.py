import tensorflow as tf
v = tf.Variable([1.0, 2.0]); c = tf.constant([3.0, 4.0])
outside = v * 2.0
with tf.GradientTape(persistent=True) as t:
  y = v * v
j_outside = t.jacobian(outside, outside)
j_c = t.jacobian(c, [c, v], unconnected_gradients='zero')
j_v = t.jacobian(v, v)
g_outside = t.gradient(outside, outside)
g_c = t.gradient(c, [c, v])
with tf.GradientTape(persistent=True, watch_accessed_variables=False) as t:
  t.watch(c)
  y = c * c
j_c_watched = t.jacobian(c, c)
j_v_unwatched = t.jacobian(v, v)
j_y = t.jacobian(y, [c, v, y])
print(j_outside, j_c, j_v, g_outside, g_c, j_c_watched, j_v_unwatched, j_y, sep='\n')
