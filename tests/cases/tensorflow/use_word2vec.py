import numpy as np
import tensorflow as tf
tf.keras.utils.set_random_seed(42)
class Word2Vec(tf.keras.Model):
  def __init__(self, vocab_size, embedding_dim):
    super().__init__()
    self.target_embedding = tf.keras.layers.Embedding(vocab_size, embedding_dim, name="w2v_embedding")
    self.context_embedding = tf.keras.layers.Embedding(vocab_size, embedding_dim)
  def call(self, pair):
    target, context = pair
    if len(target.shape) == 2: target = tf.squeeze(target, axis=1)
    we = self.target_embedding(target); ce = self.context_embedding(context)
    return tf.einsum("be,bce->bc", we, ce)
w = Word2Vec(10, 4)
w.compile(optimizer="adam", loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
rng = np.random.RandomState(0)
t, c = rng.randint(0, 10, (12, 1)), rng.randint(0, 10, (12, 3)); l = np.eye(3)[rng.randint(0, 3, 12)]
ds = tf.data.Dataset.from_tensor_slices(((t, c), l)).batch(4, drop_remainder=True).cache().prefetch(buffer_size=tf.data.AUTOTUNE)
h = w.fit(ds, epochs=2, verbose=0).history
print(h, w.get_layer("w2v_embedding").get_weights()[0][0])
