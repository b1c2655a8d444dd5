import numpy as np
import tensorflow as tf

text = "hello tape hello"
chars = sorted(set(text))
ix = {c: i for i, c in enumerate(chars)}
V, H = len(chars), 6
rs = np.random.RandomState(123)
Wx = tf.Variable(rs.normal(0, 0.2, (V, 4 * H)), dtype=tf.float32)
Wh = tf.Variable(rs.normal(0, 0.2, (H, 4 * H)), dtype=tf.float32)
b = tf.Variable(np.concatenate([np.zeros(H), np.ones(H), np.zeros(2 * H)]), dtype=tf.float32)
Wy = tf.Variable(rs.normal(0, 0.2, (H, V)), dtype=tf.float32)
by = tf.Variable(tf.zeros([V]))
variables = [Wx, Wh, b, Wy, by]


def step(x, h, c):
    i, f, g, o = tf.split(x @ Wx + h @ Wh + b, num_or_size_splits=4, axis=1)
    c = tf.sigmoid(f) * c + tf.sigmoid(i) * tf.tanh(g)
    return tf.sigmoid(o) * tf.tanh(c), c


def loss_fn(inputs, targets):
    h = c = tf.zeros([1, H])
    total = 0.0
    for t, x in enumerate(tf.unstack(tf.one_hot(inputs, V), axis=0)):
        h, c = step(x[tf.newaxis], h, c)
        logits = h @ Wy + by
        total += tf.nn.sparse_softmax_cross_entropy_with_logits([targets[t]], logits)[0]
    return total / len(inputs)


seq = [ix[ch] for ch in text]
opt = tf.keras.optimizers.Adagrad(0.1)
for epoch in range(4):
    with tf.GradientTape() as tape:
        loss = loss_fn(seq[:-1], seq[1:])
    grads = tape.gradient(loss, variables)
    clipped = [tf.clip_by_norm(g, 0.5) for g in grads]
    opt.apply_gradients(zip(clipped, variables))
    print("epoch %d loss %.5f max %.5f" % (epoch, loss, max(float(tf.reduce_max(tf.abs(g))) for g in grads)))
h = c = tf.zeros([1, H])
out, cur = "h", ix["h"]
for _ in range(5):
    h, c = step(tf.one_hot([cur], V), h, c)
    cur = int(tf.argmax(h @ Wy + by, axis=1)[0])
    out += chars[cur]
print(repr(out))
