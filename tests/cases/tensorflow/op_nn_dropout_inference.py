import tensorflow as tf
x = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as t:
  a = tf.nn.dropout(x, rate=0.0)
  b = tf.nn.dropout(x, 0.5)
ga = t.gradient(a, x)
gb = t.gradient(b, x)
values = {float(v) for v in tf.round(gb)}
ok = values <= {0.0, 2.0} and b.shape == (3,)
print(a, ga, ok)
