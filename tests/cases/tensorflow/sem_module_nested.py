import tensorflow as tf
class Dense(tf.Module):
  def __init__(self, n_in, n_out, name=None):
    super().__init__(name=name)
    self.w = tf.Variable(tf.ones([n_in, n_out]) * 0.5, name='w')
    self.b = tf.Variable(tf.zeros([n_out]), name='b')
  def __call__(self, x):
    return tf.nn.tanh(x @ self.w + self.b)
class Net(tf.Module):
  def __init__(self):
    super().__init__()
    self.layers = [Dense(2, 3, name='first'), Dense(3, 1)]
  def __call__(self, x):
    for layer in self.layers:
      x = layer(x)
    return x
net = Net()
x = tf.constant([[1.0, -0.5], [0.25, 2.0]])
with tf.GradientTape() as tape:
  loss = tf.reduce_mean(net(x) ** 2)
grads = tape.gradient(loss, net.trainable_variables)
names = [v.name for v in net.trainable_variables]
shapes = [tuple(v.shape) for v in net.variables]
modules = len(net.submodules)
net_name = net.name, net.layers[0].name
print(names, shapes, modules, net_name); print(grads)
