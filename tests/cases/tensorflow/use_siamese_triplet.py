import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, Model, Sequential, metrics, optimizers
tf.keras.utils.set_random_seed(3)
emb = Sequential([layers.Input((4,)), layers.Dense(6, activation="relu"), layers.Dense(3)], name="Embedding")
class DistanceLayer(layers.Layer):
  def __init__(self, **kw): super().__init__(**kw)
  def call(self, anchor, positive, negative):
    return (tf.reduce_sum(tf.square(anchor - positive), -1), tf.reduce_sum(tf.square(anchor - negative), -1))
a, p, n = layers.Input(name="anchor", shape=(4,)), layers.Input(name="positive", shape=(4,)), layers.Input(name="negative", shape=(4,))
dist = DistanceLayer()(emb(a), emb(p), emb(n))
net = Model(inputs=[a, p, n], outputs=dist)
class Siamese(Model):
  def __init__(self, net, margin=0.5):
    super().__init__(); self.net = net; self.margin = margin; self.loss_tracker = metrics.Mean(name="loss")
  def call(self, inputs): return self.net(inputs)
  def train_step(self, data):
    with tf.GradientTape() as tape: loss = self._compute_loss(data)
    g = tape.gradient(loss, self.net.trainable_weights)
    self.optimizer.apply_gradients(zip(g, self.net.trainable_weights))
    self.loss_tracker.update_state(loss)
    return {"loss": self.loss_tracker.result()}
  def test_step(self, data):
    self.loss_tracker.update_state(self._compute_loss(data)); return {"loss": self.loss_tracker.result()}
  def _compute_loss(self, data):
    ap, an = self.net(data)
    return tf.maximum(ap - an + self.margin, 0.0)
  @property
  def metrics(self): return [self.loss_tracker]
s = Siamese(net); s.compile(optimizer=optimizers.SGD(0.1), weighted_metrics=[])
rng = np.random.RandomState(0); A, P, N = [rng.randn(10, 4).astype("float32") for _ in range(3)]
ds = tf.data.Dataset.zip((tf.data.Dataset.from_tensor_slices(A), tf.data.Dataset.from_tensor_slices(P), tf.data.Dataset.from_tensor_slices(N))).batch(5)
h = s.fit(ds, epochs=2, validation_data=ds, verbose=0).history
print(h, emb(A[:1]))
