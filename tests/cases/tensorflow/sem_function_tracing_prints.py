import tensorflow as tf
@tf.function
def double(a):
  print("Tracing with", 'x')
  return a + a
print(double(tf.constant(1)))
print(double(tf.constant(2)))
print(double(tf.constant(1.1)))
print(double(tf.constant("a")))
@tf.function
def f(x, flag=True):
  print("trace", flag)
  return x * 2.0 if flag else x
for i in range(3):
  f(tf.constant(float(i)))
f(tf.constant(1.0), False)
f(tf.constant([1.0]))
print(f.experimental_get_tracing_count())
