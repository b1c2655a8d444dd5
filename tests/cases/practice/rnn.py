import tensorflow as tf
import numpy as np
tf.keras.utils.set_random_seed(21)
x = tf.random.stateless_normal((2, 5, 3), (4, 4))
lstm = tf.keras.layers.LSTM(4, return_sequences=True, return_state=True)
gru = tf.keras.layers.GRU(3)
bi = tf.keras.layers.Bidirectional(tf.keras.layers.LSTM(2))
with tf.GradientTape() as tape:
    tape.watch(x)
    seq, h, c = lstm(x)
    g = gru(seq)
    b = bi(seq)
    loss = tf.reduce_sum(g**2) + tf.reduce_mean(b) + tf.reduce_sum(h * c)
vs = lstm.trainable_variables + gru.trainable_variables + bi.trainable_variables
grads = tape.gradient(loss, [x] + vs)
print(loss)
print(grads[0][0])
for v, gr in zip(vs, grads[1:]):
    print(v.path, v.shape, tf.norm(gr).numpy())
# masking
emb = tf.keras.layers.Embedding(6, 3, mask_zero=True)
ids = np.array([[1, 2, 3, 0, 0], [4, 0, 0, 0, 0]])
e = emb(ids)
print(emb.compute_mask(ids))
print(tf.keras.layers.LSTM(2, kernel_initializer='ones', recurrent_initializer='zeros')(e, mask=emb.compute_mask(ids)))
m = tf.keras.Sequential([tf.keras.Input((5,)), emb, tf.keras.layers.GRU(2, kernel_initializer='ones', recurrent_initializer='ones')])
print(m(ids).numpy())
cell = tf.keras.layers.GRUCell(3, reset_after=False)
s = tf.zeros((2, 3))
with tf.GradientTape() as t:
    for i in range(3):
        o, s = cell(x[:, i], [s])
        s = s[0] if isinstance(s, (list, tuple)) else s
    l = tf.reduce_sum(o)
print(l.numpy(), [tf.reduce_sum(q).numpy() for q in t.gradient(l, cell.trainable_variables)])
rnn = tf.keras.layers.RNN(tf.keras.layers.SimpleRNNCell(2), go_backwards=True, return_sequences=True)
print(rnn(x).shape)
st = tf.keras.layers.LSTM(2, stateful=True)
a = st(x).numpy(); bb = st(x).numpy(); st.reset_states(); cc = st(x).numpy()
print(np.allclose(a, bb), np.allclose(a, cc))
try:
    lstm(tf.ones((2, 3)))
except Exception as err:
    print(type(err).__name__, err)
# classic char loop
@tf.function
def step(inp, hidden):
    with tf.GradientTape() as tape:
        loss = 0.
        for t in tf.range(tf.shape(inp)[1]):
            hidden, _ = cell(inp[:, t], [hidden])
            loss += tf.reduce_mean(hidden)
    return loss, tape.gradient(loss, cell.trainable_variables)
l, g = step(x, tf.zeros((2, 3)))
print(l, tf.linalg.global_norm(g))
