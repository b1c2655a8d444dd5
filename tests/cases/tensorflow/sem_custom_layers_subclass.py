import tensorflow as tf
class Linear(tf.keras.layers.Layer):
  def __init__(self, units, **kw):
    super().__init__(**kw)
    self.units = units
  def build(self, shape):
    self.w = self.add_weight(shape=(shape[-1], self.units), initializer="ones", trainable=True, name="w")
    self.b = self.add_weight(shape=(self.units,), initializer="zeros", trainable=True, name="b")
  def call(self, x):
    self.add_loss(0.1 * tf.reduce_sum(self.w ** 2))
    return tf.matmul(x, self.w) + self.b
class Net(tf.keras.Model):
  def __init__(self):
    super().__init__()
    self.l1 = Linear(3); self.blocks = [Linear(2), Linear(1)]
    self.scale = tf.Variable(2.0)
  def call(self, x, training=False):
    x = tf.nn.relu(self.l1(x))
    for b in self.blocks: x = b(x)
    return x * self.scale if training else x
net = Net()
x = tf.constant([[1.0, -2.0], [0.5, 3.0]])
with tf.GradientTape() as t:
  y = net(x, training=True)
  loss = tf.reduce_mean(y ** 2) + sum(net.losses)
g = t.gradient(loss, net.trainable_variables)
print(y, loss, len(g), len(net.losses), [v.shape for v in net.trainable_variables], [v.name for v in net.trainable_variables])
for a in g: print(a)
net.l1.trainable = False
print(len(net.trainable_variables), len(net.non_trainable_variables), len(net.weights), len(net.layers))
