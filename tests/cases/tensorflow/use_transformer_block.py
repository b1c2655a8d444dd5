import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
keras.utils.set_random_seed(1)
class TransformerBlock(layers.Layer):
  def __init__(self, embed_dim, num_heads, ff_dim, rate=0.1):
    super().__init__()
    self.att = layers.MultiHeadAttention(num_heads=num_heads, key_dim=embed_dim)
    self.ffn = keras.Sequential([layers.Dense(ff_dim, activation="relu"), layers.Dense(embed_dim)])
    self.ln1 = layers.LayerNormalization(epsilon=1e-6); self.ln2 = layers.LayerNormalization(epsilon=1e-6)
    self.d1 = layers.Dropout(rate); self.d2 = layers.Dropout(rate)
  def call(self, inputs, training=False):
    a = self.d1(self.att(inputs, inputs), training=training)
    o = self.ln1(inputs + a)
    return self.ln2(o + self.d2(self.ffn(o), training=training))
class TokenAndPos(layers.Layer):
  def __init__(self, maxlen, vocab, dim):
    super().__init__()
    self.tok = layers.Embedding(vocab, dim); self.pos = layers.Embedding(maxlen, dim)
  def call(self, x):
    positions = tf.range(start=0, limit=tf.shape(x)[-1], delta=1)
    return self.tok(x) + self.pos(positions)
inputs = layers.Input(shape=(6,))
x = TokenAndPos(6, 20, 8)(inputs)
x = TransformerBlock(8, 2, 16)(x)
x = layers.GlobalAveragePooling1D()(x)
x = layers.Dropout(0.1)(x)
outputs = layers.Dense(2, activation="softmax")(x)
model = keras.Model(inputs=inputs, outputs=outputs)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
rng = np.random.RandomState(0)
X, y = rng.randint(0, 20, (16, 6)), rng.randint(0, 2, 16)
h = model.fit(X, y, batch_size=8, epochs=2, verbose=0).history
print(h, model.count_params())
p = model.predict(X[:2], verbose=0)
print(p)
