import tensorflow as tf
import numpy as np

def get_angles(pos, i, d_model):
    angle_rates = 1 / np.power(10000, (2 * (i//2)) / np.float32(d_model))
    return pos * angle_rates

def positional_encoding(position, d_model):
    angle_rads = get_angles(np.arange(position)[:, np.newaxis], np.arange(d_model)[np.newaxis, :], d_model)
    angle_rads[:, 0::2] = np.sin(angle_rads[:, 0::2])
    angle_rads[:, 1::2] = np.cos(angle_rads[:, 1::2])
    pos_encoding = angle_rads[np.newaxis, ...]
    return tf.cast(pos_encoding, dtype=tf.float32)

def create_padding_mask(seq):
    seq = tf.cast(tf.math.equal(seq, 0), tf.float32)
    return seq[:, tf.newaxis, tf.newaxis, :]

def create_look_ahead_mask(size):
    return 1 - tf.linalg.band_part(tf.ones((size, size)), -1, 0)

def scaled_dot_product_attention(q, k, v, mask):
    matmul_qk = tf.matmul(q, k, transpose_b=True)
    dk = tf.cast(tf.shape(k)[-1], tf.float32)
    logits = matmul_qk / tf.math.sqrt(dk)
    if mask is not None:
        logits += (mask * -1e9)
    w = tf.nn.softmax(logits, axis=-1)
    return tf.matmul(w, v), w

class MultiHeadAttention(tf.keras.layers.Layer):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.d_model = d_model
        assert d_model % self.num_heads == 0
        self.depth = d_model // self.num_heads
        self.wq = tf.keras.layers.Dense(d_model)
        self.wk = tf.keras.layers.Dense(d_model)
        self.wv = tf.keras.layers.Dense(d_model)
        self.dense = tf.keras.layers.Dense(d_model)
    def split_heads(self, x, batch_size):
        x = tf.reshape(x, (batch_size, -1, self.num_heads, self.depth))
        return tf.transpose(x, perm=[0, 2, 1, 3])
    def call(self, v, k, q, mask=None):
        bs = tf.shape(q)[0]
        q, k, v = self.split_heads(self.wq(q), bs), self.split_heads(self.wk(k), bs), self.split_heads(self.wv(v), bs)
        a, w = scaled_dot_product_attention(q, k, v, mask)
        a = tf.transpose(a, perm=[0, 2, 1, 3])
        return self.dense(tf.reshape(a, (bs, -1, self.d_model))), w

tf.keras.utils.set_random_seed(10)
tokens = tf.constant([[5, 3, 1, 0, 0], [2, 2, 4, 1, 0]])
emb = tf.keras.layers.Embedding(8, 8)
x = emb(tokens) * tf.math.sqrt(8.0) + positional_encoding(5, 8)
print(x.shape, create_padding_mask(tokens))
mask = tf.maximum(create_padding_mask(tokens), create_look_ahead_mask(5))
print(mask[0, 0])
mha = MultiHeadAttention(8, 2)
ln = tf.keras.layers.LayerNormalization(epsilon=1e-6)
drop = tf.keras.layers.Dropout(0.1)
with tf.GradientTape() as tape:
    h = emb(tokens) * tf.math.sqrt(tf.cast(8, tf.float32)) + positional_encoding(5, 8)
    out, w = mha(h, h, h, mask)
    out = ln(h + drop(out, training=False))
    loss = tf.reduce_mean(out**2 * tf.range(8, dtype=tf.float32))
grads = tape.gradient(loss, emb.trainable_variables + mha.trainable_variables + ln.trainable_variables)
print(loss)
print(type(grads[0]).__name__, grads[0].indices.numpy(), grads[0].dense_shape)
print(tf.convert_to_tensor(grads[0]).numpy().round(4)[:3])
for g in grads[1:]:
    print(g.shape, tf.norm(g).numpy())
print(w[1, 0].numpy())
m2 = tf.keras.layers.MultiHeadAttention(num_heads=2, key_dim=4, value_dim=3, name='mha2')
o2, s2 = m2(h, h, return_attention_scores=True, use_causal_mask=True)
print(o2.shape, s2.shape, [ (w.name, w.shape) for w in m2.weights][:3])
print(tf.reduce_sum(s2).numpy())
