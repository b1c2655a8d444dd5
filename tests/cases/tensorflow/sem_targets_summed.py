import tensorflow as tf
x = tf.Variable(2.0); v = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as t:
  a = x ** 2
  b = 1.0 / x
  c = v * x
g_two = t.gradient([a, b], x)
g_tuple = t.gradient((a, b), x)
g_dict = t.gradient({'a': a, 'b': b}, x)
g_vec = t.gradient(c, x)
g_vec_v = t.gradient(c, v)
g_nested = t.gradient([a, [b, (c,)]], x)
g_empty = t.gradient([], x)
g_same_twice = t.gradient([a, a], x)
g_sources_twice = t.gradient(a, [x, x])
g_target_source = t.gradient([a, x], x)
g_with_none_path = t.gradient([a, tf.constant(1.0)], x)
print(g_two, g_tuple, g_dict, g_vec, g_vec_v, g_nested, g_empty, g_same_twice, g_sources_twice, g_target_source, g_with_none_path, sep='\n')
