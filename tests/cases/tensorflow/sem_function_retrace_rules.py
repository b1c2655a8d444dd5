import tensorflow as tf
@tf.function
def f(x, training):
  print('trace', training)
  return x * 2 if training else x
f(tf.constant(1.), True); f(tf.constant(2.), True); f(tf.constant(1.), False); f(tf.constant([1.]), True); f(tf.constant([2.]), True); f(tf.constant(1), True); f(1., True); f(2., True)
@tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
def g(x): print('trace g'); return tf.reduce_sum(x)
print(g([1., 2.]), g([1.]), g(tf.constant([1., 2., 3.])))
@tf.function(reduce_retracing=True)
def h(x): print('trace h'); return tf.reduce_sum(x)
for n in (1, 2, 3, 4): h(tf.ones([n]))
