import tensorflow as tf
import sys
x = tf.constant([1.0, 2.0, 3.0])
tf.print(x); tf.print("a", x, sep=' | '); tf.print(x, summarize=-1)
v = tf.Variable(2.0)
with tf.GradientTape() as t:
  y = v * v
g = t.gradient(y, v)
tf.print("grad", g, output_stream=sys.stdout)
tf.print({'a': x, 'b': 1}, [x, 'str'], end='!\n')
print(tf.print("returns"))
