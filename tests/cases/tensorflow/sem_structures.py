import tensorflow as tf
import collections
a = tf.Variable(2.0); b = tf.Variable(3.0); c = tf.Variable(4.0)
P = collections.namedtuple('P', 'w b')
with tf.GradientTape(persistent=True) as t:
  y = a * b * c
g_tensor = t.gradient(y, a)
g_list = t.gradient(y, [a, b])
g_tuple = t.gradient(y, (a, b))
g_dict = t.gradient(y, {'b': b, 'a': a})
g_nested = t.gradient(y, {'x': [a, (b,)], 'y': c})
g_empty = t.gradient(y, [])
g_named = t.gradient(y, P(a, b))
kinds = [type(g).__name__ for g in (g_tensor, g_list, g_tuple, g_dict, g_nested, g_empty, g_named)]
w = g_named.w
print(g_tensor, g_list, g_tuple, g_dict, g_nested, g_empty, kinds, w, sep='\n')
