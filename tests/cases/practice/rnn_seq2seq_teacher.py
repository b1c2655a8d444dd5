"""Seq2seq with Bahdanau attention, GRU encoder, LSTMCell decoder by hand, masked loss, beam of argmax, teacher forcing with tf.cond."""
import tensorflow as tf, numpy as np
tf.keras.utils.set_random_seed(12)
V, E, U = 9, 4, 5
class Attn(tf.keras.layers.Layer):
    def __init__(self, u): super().__init__(); self.W1, self.W2, self.V = (tf.keras.layers.Dense(n, use_bias=False) for n in (u, u, 1))
    def call(self, q, vals, mask):
        s = self.V(tf.nn.tanh(self.W1(q)[:, None] + self.W2(vals)))[..., 0]; s -= 1e9 * (1 - tf.cast(mask, tf.float32)); a = tf.nn.softmax(s, axis=1)
        return tf.einsum("bt,btu->bu", a, vals), a
class S2S(tf.keras.Model):
    def __init__(self):
        super().__init__(); self.emb = tf.keras.layers.Embedding(V, E, mask_zero=True); self.enc = tf.keras.layers.Bidirectional(tf.keras.layers.GRU(U, return_sequences=True), merge_mode="sum"); self.cell = tf.keras.layers.LSTMCell(U); self.att = Attn(U); self.out = tf.keras.layers.Dense(V)
    def call(self, src, tgt, force, training=None):
        mask = src != 0; h = self.enc(self.emb(src)); B = tf.shape(src)[0]; st = [tf.reduce_mean(h, 1), tf.zeros((B, U))]; tok = tgt[:, 0]; ls = []; al = None
        for i in range(tgt.shape[1] - 1):
            ctx, al = self.att(st[0], h, mask); y, st = self.cell(tf.concat([ctx, self.emb(tok)], -1), st); lg = self.out(y); ls.append(lg)
            tok = tf.where(force[i], tgt[:, i + 1], tf.argmax(lg, -1, output_type=tgt.dtype))
        return tf.stack(ls, 1), al
m = S2S(); src = tf.constant([[1, 2, 3, 0], [4, 5, 0, 0]]); tgt = tf.constant([[8, 1, 2, 3], [8, 4, 0, 0]])
force = tf.random.uniform([3], seed=3) < 0.5; opt = tf.keras.optimizers.Adam(0.02, global_clipnorm=1.0); acc = tf.keras.metrics.SparseCategoricalAccuracy()
sce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")
@tf.function
def step(src, tgt, force):
    with tf.GradientTape() as t:
        lg, al = m(src, tgt, force, training=True); y = tgt[:, 1:]; w = tf.cast(y != 0, tf.float32); loss = tf.reduce_sum(sce(y, lg) * w) / tf.reduce_sum(w)
    g = t.gradient(loss, m.trainable_variables); opt.apply_gradients(zip(g, m.trainable_variables)); acc.update_state(y, lg, sample_weight=w); return loss, al, tf.linalg.global_norm(g)
for k in range(3):
    l, al, n = step(src, tgt, force); print(k, l.numpy(), al.numpy().round(4).tolist(), n.numpy().round(4), acc.result().numpy()); acc.reset_state()
print([v.path for v in m.trainable_variables][:4], sum(int(tf.size(v)) for v in m.trainable_variables))
x = tf.random.normal((2, 5, 3)); r = tf.keras.layers.RNN([tf.keras.layers.GRUCell(3), tf.keras.layers.LSTMCell(2)], return_state=True); o = r(x); print([tf.nest.map_structure(lambda v: v.shape.as_list(), s) for s in o])
with tf.GradientTape() as t: t.watch(x); o = tf.keras.layers.ConvLSTM1D(2, 2)(x[..., None]) if False else tf.keras.layers.LSTM(3, recurrent_activation="hard_sigmoid", go_backwards=True, unroll=True)(x); s = tf.reduce_sum(o ** 2)
print(t.gradient(s, x)[0, :2].numpy().round(6))
