import numpy as np
import tensorflow as tf

tf.random.set_seed(5)
vocab, dim, sampled = 20, 4, 5
emb = tf.Variable(tf.random.uniform([vocab, dim], -1.0, 1.0))
nce_w = tf.Variable(tf.random.truncated_normal([vocab, dim], stddev=0.5))
nce_b = tf.Variable(tf.zeros([vocab]))
x = np.array([1, 2, 3, 7, 12])
y = np.array([[2], [3], [4], [8], [0]], dtype=np.int64)
opt = tf.keras.optimizers.SGD(0.5)
for step in range(3):
    with tf.GradientTape() as tape:
        e = tf.nn.embedding_lookup(emb, x)
        loss = tf.reduce_mean(tf.nn.nce_loss(weights=nce_w, biases=nce_b, inputs=e, labels=y, num_sampled=sampled, num_classes=vocab))
    grads = tape.gradient(loss, [emb, nce_w, nce_b])
    opt.apply_gradients(zip(grads, [emb, nce_w, nce_b]))
    print(step, loss.numpy(), [type(g).__name__ for g in grads])
cand = tf.random.log_uniform_candidate_sampler(y, num_true=1, num_sampled=6, unique=True, range_max=vocab)
print(cand[0].numpy(), cand[1].numpy().round(5), cand[2].numpy().round(5))
cand2 = tf.random.log_uniform_candidate_sampler(y, num_true=1, num_sampled=6, unique=False, range_max=vocab)
print(cand2[0].numpy(), cand2[1].numpy().round(5), cand2[2].numpy().round(5))
with tf.GradientTape() as tape:
    e = tf.nn.embedding_lookup(emb, x)
    loss = tf.nn.sampled_softmax_loss(nce_w, nce_b, y, e, 6, vocab, sampled_values=cand)
    loss2 = tf.nn.sampled_softmax_loss(nce_w, nce_b, y, e, 6, vocab, sampled_values=cand, remove_accidental_hits=False)
    total = tf.reduce_sum(loss) + tf.reduce_sum(loss2)
g = tape.gradient(total, [emb, nce_w, nce_b])
print(loss.numpy(), loss2.numpy(), [tf.convert_to_tensor(v).numpy().sum().round(4) for v in g])
