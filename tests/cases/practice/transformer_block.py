import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
keras.utils.set_random_seed(31)
class TransformerBlock(layers.Layer):
    def __init__(self, embed_dim, num_heads, ff_dim, rate=0.1):
        super().__init__()
        self.att = layers.MultiHeadAttention(num_heads=num_heads, key_dim=embed_dim)
        self.ffn = keras.Sequential([layers.Dense(ff_dim, activation="relu"), layers.Dense(embed_dim)])
        self.layernorm1 = layers.LayerNormalization(epsilon=1e-6); self.layernorm2 = layers.LayerNormalization(epsilon=1e-6); self.dropout1 = layers.Dropout(rate); self.dropout2 = layers.Dropout(rate)
    def call(self, inputs, training=False):
        a = self.dropout1(self.att(inputs, inputs), training=training); out1 = self.layernorm1(inputs + a)
        return self.layernorm2(out1 + self.dropout2(self.ffn(out1), training=training))
class TokenAndPositionEmbedding(layers.Layer):
    def __init__(self, maxlen, vocab_size, embed_dim):
        super().__init__(); self.token_emb = layers.Embedding(vocab_size, embed_dim); self.pos_emb = layers.Embedding(maxlen, embed_dim)
    def call(self, x):
        maxlen = tf.shape(x)[-1]; positions = tf.range(start=0, limit=maxlen, delta=1); return self.token_emb(x) + self.pos_emb(positions)
inputs = layers.Input(shape=(6,), dtype='int32'); x = TokenAndPositionEmbedding(6, 20, 8)(inputs); x = TransformerBlock(8, 2, 8)(x); x = layers.GlobalAveragePooling1D()(x); x = layers.Dropout(0.1)(x); outputs = layers.Dense(2, activation="softmax")(x)
model = keras.Model(inputs, outputs); model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
X = tf.random.stateless_uniform([16, 6], [1, 1], 0, 20, tf.int32); Y = X[:, 0] % 2
h = model.fit(X, Y, batch_size=8, epochs=2, verbose=0, shuffle=False, validation_split=.25); print({k: [f'{q:.5f}' for q in v] for k, v in h.history.items()})
print(model.predict(X[:2], verbose=0)); model.summary()
with tf.GradientTape() as t: loss = keras.losses.SparseCategoricalCrossentropy()(Y, model(X, training=False))
g = t.gradient(loss, model.trainable_weights)
for v, q in zip(model.trainable_weights, g): print(v.path, v.shape, type(q).__name__, f'{tf.norm(tf.convert_to_tensor(q)):.6f}')
def causal(n): i = tf.range(n)[:, None]; j = tf.range(n); return tf.cast(i >= j, 'int32')
print(causal(3)); print(model.layers[1].token_emb.get_weights()[0].shape)
