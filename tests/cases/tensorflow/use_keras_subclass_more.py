import tensorflow as tf
import numpy as np
from tensorflow import keras
from tensorflow.keras import Model, Sequential
keras.utils.set_random_seed(2)
class Block(keras.layers.Layer):
  def __init__(self, width, rate=0.5, **kw):
    super().__init__(**kw)
    self.width = width
    self.d = keras.layers.Dense(width); self.drop = keras.layers.Dropout(rate); self.n = keras.layers.LayerNormalization()
  def call(self, x, training=None):
    return self.n(self.drop(tf.nn.relu(self.d(x)), training=training))
  def get_config(self):
    return {**super().get_config(), "width": self.width}
class Net(Model):
  def __init__(self, depth=2):
    super(Net, self).__init__()
    self.blocks = [Block(4, name=f"b{i}") for i in range(depth)]
    self.head = Sequential([keras.layers.Dense(3), keras.layers.Dense(1)])
    self.d = {"k": keras.layers.Dense(2)}
  def call(self, inputs, training=False):
    x = inputs
    for b in self.blocks: x = b(x, training=training)
    return self.head(x) + tf.reduce_sum(self.d["k"](x), 1, keepdims=True)
net = Net()
x = np.random.RandomState(0).randn(3, 5)
print(net(x).shape, len(net.weights), [w.path for w in net.weights])
opt = keras.optimizers.SGD(0.1)
for i in range(2):
  with tf.GradientTape() as tape:
    p = net(x, training=True); loss = tf.reduce_mean(tf.square(p - 1.0))
  grads = tape.gradient(loss, net.trainable_variables)
  opt.apply_gradients(zip(grads, net.trainable_variables))
print(loss, [l.name for l in net.layers], net.head.layers[0].name, net.built)
net.summary()
for l in net.layers: print(l.name, l.count_params(), l.trainable)
net.blocks[0].trainable = False
print(len(net.trainable_weights), len(net.non_trainable_weights))
net.blocks[0].trainable = True
w = net.get_weights(); net.set_weights([v * 0 for v in w]); print(net(x))
try: net.set_weights(w[:2])
except ValueError as e: print(e)
dense = keras.layers.Dense(2)
try: dense.count_params()
except ValueError as e: print(e)
dense.build((None, 3)); print(dense.kernel.shape, dense.built)
try: dense(tf.ones([1, 4]))
except ValueError as e: print(e)
try: keras.layers.Dense(2)(tf.ones([3]))
except ValueError as e: print(e)
try: keras.layers.Dense(2, foo=1)
except ValueError as e: print(e)
c = Block(3).get_config(); print(c["width"], c["trainable"])
a = keras.layers.Dense(2, name="mine", dtype="float64"); print(a(np.ones((1, 2))).dtype, a.dtype, a.kernel)
m = keras.Sequential(name="s"); m.add(keras.layers.Dense(2)); print(m.built, m.name); m.build((None, 3)); print(m.weights[0].path, m.output_shape)
u = keras.Sequential([keras.layers.Dense(2)]); u.summary()
