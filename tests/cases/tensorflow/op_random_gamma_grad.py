import tensorflow as tf
tf.random.set_seed(1)
a = tf.Variable([0.5, 1.0, 3.0]); b = tf.Variable([2.0, 1.0, 4.0])
with tf.GradientTape(persistent=True) as t:
  g = tf.random.gamma([2], a, b)
  s = tf.reduce_sum(g)
print(g, t.gradient(s, a), t.gradient(s, b))
m = tf.Variable(1.0); sd = tf.Variable(0.5)
with tf.GradientTape(persistent=True) as t:
  n = tf.random.normal([3], m, sd); u = tf.random.uniform([3], m, 2.0); tn = tf.random.truncated_normal([3], m, sd)
for y in (n, u, tn): print(t.gradient(y, [m, sd]))
x = tf.Variable([1.0, 2.0, 3.0])
try:
  with tf.GradientTape() as t:
    y = tf.reduce_sum(tf.random.shuffle(x) * [1., 2., 3.])
  print(t.gradient(y, x))
except Exception as e:
  print(type(e).__name__, e)
with tf.GradientTape() as t:
  y = tf.random.stateless_gamma([3], [1, 2], a)
try: print(t.gradient(y, a))
except Exception as e: print(type(e).__name__, e)
with tf.GradientTape() as t:
  y = tf.random.poisson([3], a)
try: print(t.gradient(y, a))
except Exception as e: print(type(e).__name__, e)
with tf.GradientTape() as t:
  y = tf.nn.dropout(x, 0.5, seed=1)
print(y, t.gradient(y, x))
