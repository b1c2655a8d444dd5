import tensorflow as tf
params = {'layer1': {'w': tf.Variable([[.1, .2], [.3, .4]]), 'b': tf.Variable([0., 0.])}, 'out': {'w': tf.Variable([[.5], [.6]])}}
def net(p, x): return tf.sigmoid(tf.tanh(x @ p['layer1']['w'] + p['layer1']['b']) @ p['out']['w'])
x, y = tf.constant([[1., 2.], [0., -1.]]), tf.constant([[1.], [0.]])
for i in range(3):
  with tf.GradientTape() as t:
    p = net(params, x)
    loss = -tf.reduce_mean(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p))
  g = t.gradient(loss, params)
  tf.nest.map_structure(lambda v, d: v.assign_sub(.5 * d), params, g)
  print(i, loss.numpy())
print(params['out']['w'].numpy(), tf.nest.map_structure(lambda d: d.shape, g))
