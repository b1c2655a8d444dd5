import tensorflow as tf
tf.keras.utils.set_random_seed(3)
L = tf.keras.layers
ids = tf.constant([[1,2,0],[3,0,0]])
y = L.Embedding(6,4,mask_zero=True)(ids)
o,s = L.MultiHeadAttention(2,4)(y,y,return_attention_scores=True); print(s.numpy(), getattr(o,'_keras_mask',None), getattr(y, '_keras_mask', None))
y = L.Embedding(6,4,mask_zero=True)(ids)
for l in (L.LSTM(2, return_sequences=True, return_state=True), L.GRU(2, return_sequences=True, return_state=True), L.SimpleRNN(2, return_state=True), L.Bidirectional(L.LSTM(2, return_sequences=True, return_state=True)), L.Bidirectional(L.GRU(2, return_sequences=True), merge_mode=None)):
    r = l(y); print(l.name, [getattr(q, '_keras_mask', None) for q in r], [tf.reduce_sum(q).numpy() for q in r])
z = L.Embedding(6,4,mask_zero=True)(ids[:, :2])
print(L.MultiHeadAttention(1, 2)(z, y).numpy(), L.MultiHeadAttention(1, 2, use_bias=False)(z, y, use_causal_mask=False, attention_mask=tf.ones([2, 2, 3])).numpy())
st = [tf.ones([2, 2]), tf.ones([2, 2])]
y = L.Embedding(6,4,mask_zero=True)(ids)
l = L.LSTM(2, return_sequences=True); print(l(y, initial_state=st).numpy(), getattr(l(y, initial_state=st), '_keras_mask', None))
print(L.Attention()([y, y]).numpy(), L.Softmax()(tf.ones([2, 3]), mask=tf.constant([[True, False, True], [False]*3])).numpy())
print(L.Add()([y, y])._keras_mask, L.Concatenate(axis=1)([y, z]), L.Dense(2)(y)._keras_mask, getattr(L.Flatten()(y), '_keras_mask', None), L.Dropout(.1)(y)._keras_mask)
class Block(L.Layer):
    def __init__(self): super().__init__(); self.a = L.MultiHeadAttention(2, 2); self.n = L.LayerNormalization(); self.add = L.Add(); self.supports_masking = True
    def call(self, x): return self.n(self.add([x, self.a(query=x, value=x, key=x)]))
inp = tf.keras.Input([None], dtype='int32'); h = L.Embedding(6, 4, mask_zero=True)(inp); h = Block()(h); h = Block()(h); out = L.Dense(1)(L.GlobalAveragePooling1D()(h))
m = tf.keras.Model(inp, out); print(m(ids).numpy())
ei = tf.keras.Input([None], dtype='int32'); e, h, c = L.LSTM(3, return_sequences=True, return_state=True)(L.Embedding(6, 4, mask_zero=True)(ei)); di = tf.keras.Input([None], dtype='int32'); d = L.LSTM(3, return_sequences=True)(L.Embedding(6, 4, mask_zero=True)(di), initial_state=[h, c]); a = L.Attention()([d, e]); out = L.Dense(6, activation='softmax')(L.Concatenate()([d, a]))
m = tf.keras.Model([ei, di], out); m.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy']); print(m([ids, ids]).numpy().sum(-1), m.evaluate([ids, ids], ids, verbose=0), m.fit([ids, ids], ids, epochs=2, verbose=0).history)
