import tensorflow as tf
a, b = tf.Variable(2.0), tf.Variable([1.0, 3.0])
params = {'w': a, 'layers': [b, (a,)]}
with tf.GradientTape() as t:
  loss = a * tf.reduce_sum(b ** 2)
grads = t.gradient(loss, params)
flat = tf.nest.flatten(grads)
scaled = tf.nest.map_structure(lambda g: 0.1 * g, grads)
updated = tf.nest.map_structure(lambda p, g: p - g, params, scaled)
packed = tf.nest.pack_sequence_as(params, [1, 2, 3])
tf.nest.assert_same_structure(params, grads)
same = tf.nest.is_nested([1]), tf.nest.is_nested(1)
print(grads, flat, updated, packed, same)
