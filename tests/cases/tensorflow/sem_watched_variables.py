import tensorflow as tf
a = tf.Variable(1.0, name='a'); b = tf.Variable(2.0, name='b'); c = tf.Variable(3.0, trainable=False, name='c')
with tf.GradientTape() as t:
  y = b * a * c
  inside = [v.name for v in t.watched_variables()]
names = [v.name for v in t.watched_variables()]
g = t.gradient(y, t.watched_variables())
after = [v.name for v in t.watched_variables()]
kind = type(t.watched_variables()).__name__
print(inside, names, after, kind, g)
