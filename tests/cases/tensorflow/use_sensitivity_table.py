import tensorflow as tf
params = {'k': tf.Variable(0.3), 'a': tf.Variable(2.0), 'b': tf.Variable([1.0, 0.5])}
with tf.GradientTape() as tape:
  out = tf.exp(-params['k']) * params['a'] ** 2 + tf.reduce_sum(tf.sin(params['b']))
grads = tape.gradient(out, params)
for name, g in sorted(grads.items()):
  print(f"{name}: {g.numpy()}")
total = tf.add_n([tf.reduce_sum(tf.abs(g)) for g in tf.nest.flatten(grads)])
print('total', total.numpy())
