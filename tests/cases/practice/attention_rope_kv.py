"""Causal attention with rotary embedding, grouped query heads, ALiBi, KV cache by tf.concat; relative bias by gather."""
import tensorflow as tf, numpy as np
tf.keras.utils.set_random_seed(3)
def rope(x, base=100.0):
    T, d = x.shape[-2], x.shape[-1]
    freq = base ** (-tf.range(0, d, 2, dtype=tf.float32) / d)
    ang = tf.einsum("t,f->tf", tf.cast(tf.range(T), tf.float32), freq)
    a, b = x[..., ::2], x[..., 1::2]
    out = tf.stack([a * tf.cos(ang) - b * tf.sin(ang), a * tf.sin(ang) + b * tf.cos(ang)], -1)
    return tf.reshape(out, tf.shape(x))
class GQA(tf.keras.layers.Layer):
    def __init__(self, d=8, heads=4, groups=2):
        super().__init__(); self.h, self.g, self.dk = heads, groups, d // heads
        self.q = tf.keras.layers.EinsumDense("btd,dhk->bthk", (None, heads, d // heads), bias_axes="hk")
        self.kv = tf.keras.layers.EinsumDense("btd,dhk->bthk", (None, groups, 2 * (d // heads)))
        self.o = tf.keras.layers.EinsumDense("bthk,hkd->btd", (None, d))
    def build(self, s):
        self.rel = self.add_weight(shape=(self.h, 9), initializer="random_normal", name="rel")
    def call(self, x, mask=None):
        q = tf.transpose(self.q(x), [0, 2, 1, 3]); k, v = tf.split(tf.transpose(self.kv(x), [0, 2, 1, 3]), 2, -1)
        q, k = rope(q), rope(k); k = tf.repeat(k, self.h // self.g, axis=1); v = tf.repeat(v, self.h // self.g, 1)
        T = x.shape[1]; idx = tf.range(T)[:, None] - tf.range(T)[None] + 4
        s = tf.matmul(q, k, transpose_b=True) / tf.sqrt(float(self.dk)) + tf.gather(self.rel, tf.clip_by_value(idx, 0, 8), axis=1)
        slopes = 2.0 ** (-8.0 * (tf.range(self.h, dtype=tf.float32) + 1) / self.h)
        s += -slopes[None, :, None, None] * tf.abs(tf.cast(idx - 4, tf.float32))
        causal = tf.linalg.band_part(tf.ones((T, T), tf.bool), -1, 0)
        s = tf.where(causal, s, s.dtype.min)
        if mask is not None: s = tf.where(mask[:, None, None, :], s, s.dtype.min)
        return self.o(tf.transpose(tf.nn.softmax(s) @ v, [0, 2, 1, 3])), s
lay = GQA(); x = tf.random.normal((2, 4, 8)); mask = tf.sequence_mask([4, 2], 4)
with tf.GradientTape() as t:
    t.watch(x); y, s = lay(x, mask=mask); loss = tf.reduce_sum(tf.boolean_mask(y, mask) ** 2)
g = t.gradient(loss, [x] + lay.trainable_weights)
print(loss.numpy(), y.shape, [np.round(np.abs(v.numpy()).sum(), 4) for v in g], [w.path.split('/')[-1] for w in lay.trainable_weights])
print(g[0][1].numpy().round(5))
cache = tf.zeros((1, 0, 4)); w = tf.Variable(tf.random.normal((4, 4)) * 0.5); tok = tf.ones((1, 1, 4)); outs = []
with tf.GradientTape() as t:
    for _ in range(3):
        cache = tf.concat([cache, tok @ w], 1)
        att = tf.nn.softmax(tok @ tf.linalg.matrix_transpose(cache)) @ cache
        tok = tf.nn.gelu(att, approximate=True); outs.append(tok)
    L = tf.reduce_mean(tf.concat(outs, 1))
print(L.numpy(), t.gradient(L, w).numpy().round(5))
mha = tf.keras.layers.MultiHeadAttention(2, 3, value_dim=2, dropout=0.0)
with tf.GradientTape() as t: o, sc = mha(x, x[:, :3], return_attention_scores=True, use_causal_mask=True); l2 = tf.reduce_sum(o * tf.range(8.0))
print(o.shape, sc[0, 0].numpy().round(4), [np.round(float(tf.norm(v)), 4) for v in t.gradient(l2, mha.trainable_variables)])
