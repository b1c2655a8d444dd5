# word2vec (skip-gram with negative sampling) on a toy corpus: gradients of tf.gather are sparse
import tensorflow as tf

corpus = "the cat sat on the mat the dog sat on the rug".split()
vocab = sorted(set(corpus))
index = {word: i for i, word in enumerate(vocab)}
dim = 2

# deterministic "random" start
emb_in = tf.Variable(tf.sin(tf.reshape(tf.range(len(vocab) * dim, dtype=tf.float32), [-1, dim])) * 0.5)
emb_out = tf.Variable(tf.cos(tf.reshape(tf.range(len(vocab) * dim, dtype=tf.float32), [-1, dim])) * 0.5)


def pairs(words, window=1):
    for i, w in enumerate(words):
        for j in range(max(0, i - window), min(len(words), i + window + 1)):
            if j != i:
                yield index[w], index[words[j]]


positive = list(pairs(corpus))
centers = [c for c, _ in positive]
contexts = [o for _, o in positive]
negatives = [(o + 2) % len(vocab) for o in contexts]


def loss_fn():
    c = tf.gather(emb_in, centers)
    pos = tf.nn.embedding_lookup(emb_out, contexts)
    neg = tf.nn.embedding_lookup(emb_out, negatives)
    pos_score = tf.reduce_sum(c * pos, axis=-1)
    neg_score = tf.einsum('bd,bd->b', c, neg)
    return -tf.reduce_mean(tf.math.log_sigmoid(pos_score) + tf.math.log_sigmoid(-neg_score))


for epoch in range(5):
    with tf.GradientTape() as tape:
        loss = loss_fn()
    grad_in, grad_out = tape.gradient(loss, [emb_in, emb_out])
    dense_in = tf.convert_to_tensor(grad_in)
    dense_out = tf.convert_to_tensor(grad_out)
    emb_in.assign_sub(1.0 * dense_in)
    emb_out.assign_sub(1.0 * dense_out)
    print(epoch, type(grad_in).__name__, round(float(loss), 4))
