import tensorflow as tf
import collections
P = collections.namedtuple('P', ['w', 'b'])
p = P(tf.Variable(2.0), tf.Variable([1.0, -1.0]))
with tf.GradientTape(persistent=True) as t:
  y = p.w ** 2 * tf.reduce_sum(p.b ** 2)
g = t.gradient(y, p)
print(type(g).__name__, g)
d = collections.OrderedDict([('z', p.w), ('a', p.b)])
print(t.gradient(y, d))
dd = {'z': p.w, 'a': {'k': [p.b, (p.w,)]}}
print(t.gradient(y, dd))
print(t.gradient(y, (p.w, [p.b])))
print(t.gradient([y, y * 1.0 if False else y], p.w))
print(t.gradient(y, []), t.gradient(y, ()), t.gradient(y, {}))
print(t.gradient(P(y, y), p.w), t.gradient((), p.w))
print(t.jacobian(p.b * 1.0 if False else y, {'w': p.w, 'b': p.b}))
print(tf.nest.map_structure(lambda a: a * 2.0, g))
print(tf.nest.flatten(dd))
