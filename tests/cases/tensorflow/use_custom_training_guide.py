import tensorflow as tf
import numpy as np
TRUE_W, TRUE_B = 3.0, 2.0
tf.random.set_seed(3)
x = tf.linspace(-2, 2, 21); x = tf.cast(x, tf.float32)
noise = tf.random.normal(shape=[21]); y = x * TRUE_W + TRUE_B + noise
class MyModelKeras(tf.keras.Model):
  def __init__(self, **kwargs):
    super().__init__(**kwargs)
    self.w = self.add_weight(initializer=tf.keras.initializers.Constant(5.0), shape=()); self.b = self.add_weight(initializer="zeros", shape=())
  def call(self, x): return self.w * x + self.b
keras_model = MyModelKeras()
keras_model.compile(run_eagerly=False, optimizer=tf.keras.optimizers.SGD(learning_rate=0.1), loss=tf.keras.losses.MeanSquaredError())
h = keras_model.fit(x, y, epochs=5, batch_size=1000, verbose=0).history
print(h, keras_model.weights)
class MyModule(tf.Module):
  def __init__(self): self.layer = tf.keras.layers.Dense(1, kernel_initializer="ones"); self.v = tf.Variable(1.0)
m = MyModule(); m.layer(tf.ones([1, 2]))
print(len(m.variables), len(m.trainable_variables), len(m.submodules))
