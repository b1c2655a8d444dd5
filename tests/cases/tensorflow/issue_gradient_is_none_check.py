import tensorflow as tf
x = tf.Variable(1.0); y = tf.Variable(2.0)
with tf.GradientTape() as t: z = x * 2.
g = t.gradient(z, [x, y])
print([a is None for a in g], [a == None for a in g], [a is not None and float(a) for a in g], any(a is None for a in g))
try: print(x == None)
except Exception as e: print(type(e).__name__, e)
print(g[0] == None, g[0] != None, x is None, x == 1.0, x != 1.0, [x == v for v in (x, y)], x in (y, x) if False else '')
if g[0] is not None: print('has grad')
try: print(None in g)
except Exception as e: print(type(e).__name__, e)
