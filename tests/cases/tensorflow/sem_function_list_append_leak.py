import tensorflow as tf
external = []
@tf.function
def f(x):
  external.append(1)
  return x ** 2
for i in range(3): f(tf.constant(float(i)))
print(len(external))
steps = {'n': 0}
@tf.function
def g(x):
  steps['n'] += 1
  return x
for i in range(4): g(tf.constant(i))
print(steps)
