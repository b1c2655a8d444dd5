import tensorflow as tf
import numpy as np

tf.random.set_seed(0)
vocab, d, heads, n = 11, 8, 2, 6
init = tf.random_normal_initializer(stddev=0.2, seed=0)
emb = tf.Variable(init([vocab, d]))
pos = tf.Variable(init([n, d]))
wqkv = tf.Variable(init([d, 3 * d]))
wo = tf.Variable(init([d, d]))
gamma, beta = tf.Variable(tf.ones(d)), tf.Variable(tf.zeros(d))
params = [emb, pos, wqkv, wo, gamma, beta]


def split_heads(x):
    b = tf.shape(x)[0]
    return tf.transpose(tf.reshape(x, (b, -1, heads, d // heads)), perm=[0, 2, 1, 3])


def layer_norm(x):
    mean, var = tf.nn.moments(x, axes=[-1], keepdims=True)
    return gamma * (x - mean) * tf.math.rsqrt(var + 1e-5) + beta


def model(tokens):
    x = tf.nn.embedding_lookup(emb, tokens) * tf.math.sqrt(tf.cast(d, tf.float32)) + pos
    q, k, v = [split_heads(t) for t in tf.split(layer_norm(x) @ wqkv, 3, axis=-1)]
    scores = tf.matmul(q, k, transpose_b=True) / np.sqrt(d // heads)
    mask = 1.0 - tf.linalg.band_part(tf.ones((n, n)), -1, 0)
    weights = tf.nn.softmax(scores + mask * -1e9, axis=-1)
    y = tf.reshape(tf.transpose(weights @ v, [0, 2, 1, 3]), (tf.shape(tokens)[0], n, d))
    x = x + tf.einsum("bnd,de->bne", y, wo)
    return tf.matmul(x, emb, transpose_b=True), weights


tokens = tf.constant([[1, 2, 3, 4, 5, 6], [3, 1, 4, 1, 5, 9]])
labels = tf.roll(tokens, shift=-1, axis=1)
opt = tf.keras.optimizers.AdamW(learning_rate=0.01, weight_decay=0.01)
for step in range(3):
    with tf.GradientTape() as tape:
        logits, w = model(tokens)
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels[:, :-1], logits=logits[:, :-1])
        loss = tf.reduce_mean(losses)
    grads = tape.gradient(loss, params)
    print(step, float(loss), type(grads[0]).__name__)
    opt.apply_gradients(zip(grads, params))
print(w.numpy()[0, 0].round(3))
