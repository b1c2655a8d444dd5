import tensorflow as tf
tf.keras.utils.set_random_seed(3); L = tf.keras.layers
e = lambda ids: L.Embedding(6, 4, mask_zero=True)(tf.constant(ids))
a, b, c = e([[1, 2, 0]]), e([[1, 0, 0]]), tf.ones([1, 3, 4])
for l in (L.Add(), L.Multiply(), L.Average(), L.Subtract(), L.Maximum(), L.Concatenate(), L.Concatenate(axis=1), L.Dot(axes=2)):
    for p in ([a, b], [a, c]):
        y = l(p); print(l.name, getattr(y, '_keras_mask', None), tf.reduce_sum(y).numpy())
class Embedded(L.Layer):
    def __init__(self, v, d): super().__init__(); self.embedding = L.Embedding(v, d, mask_zero=True)
    def compute_mask(self, *a, **k): return self.embedding.compute_mask(*a, **k)
    def call(self, x): return self.embedding(x) * 2. + 1.
class Attending(L.Layer):
    def __init__(self, **k): super().__init__(); self.mha = L.MultiHeadAttention(**k); self.n = L.LayerNormalization(); self.add = L.Add()
    def call(self, x, c): a, self.scores = self.mha(query=x, value=c, key=c, return_attention_scores=True); return self.n(self.add([x, a]))
class Model(tf.keras.Model):
    def __init__(self): super().__init__(); self.p, self.q = Embedded(6, 4), Embedded(6, 4); self.g, self.h = Attending(num_heads=1, key_dim=2), Attending(num_heads=1, key_dim=2)
    def call(self, i): c, x = self.p(i), self.q(i); return self.h(self.g(x, x), c)
m = Model(); ids = tf.constant([[1, 4, 0]])
for _ in range(2): print(m(ids).numpy(), m.g.scores[0, 0].numpy(), m.h.scores[0, 0].numpy())
