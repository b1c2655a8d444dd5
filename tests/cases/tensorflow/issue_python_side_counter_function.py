import tensorflow as tf
n = [0]
@tf.function
def f(x):
  n[0] += 1
  return x * 2
for i in range(3): f(tf.constant(float(i)))
f(1.0); f(2.0); f(tf.constant([1.]))
print(n)
log = []
@tf.function
def step(x):
  log.append('traced')
  return tf.square(x)
x = tf.Variable(2.0)
for _ in range(4):
  with tf.GradientTape() as t: y = step(x)
  g = t.gradient(y, x)
print(len(log), g)
