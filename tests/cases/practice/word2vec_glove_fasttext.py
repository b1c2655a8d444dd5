"""Skip-gram with NCE and sampled softmax, GloVe, embedding bags by segment_sum, StringLookup pipeline, hashing, sparse optimisers."""
import tensorflow as tf, numpy as np
tf.random.set_seed(4); text = "the quick brown fox jumps over the lazy dog the fox".split()
look = tf.keras.layers.StringLookup(vocabulary=sorted(set(text))); ids = look(tf.constant(text)); print(ids.numpy(), look.vocabulary_size())
V = look.vocabulary_size(); E = tf.Variable(tf.random.uniform([V, 4], -1, 1)); NW = tf.Variable(tf.random.truncated_normal([V, 4], stddev=.5)); nb = tf.Variable(tf.zeros([V]))
c, t_ = ids[:-1], ids[1:][:, None]; opt = tf.keras.optimizers.Adagrad(0.3)
for k in range(3):
    with tf.GradientTape() as t: l = tf.reduce_mean(tf.nn.nce_loss(NW, nb, t_, tf.nn.embedding_lookup(E, c), 3, V) if k < 2 else tf.nn.sampled_softmax_loss(NW, nb, t_, tf.nn.embedding_lookup(E, c), 3, V))
    g = t.gradient(l, [E, NW, nb]); opt.apply_gradients(zip(g, [E, NW, nb])); print(k, l.numpy(), tf.linalg.global_norm(g).numpy())
X = tf.constant(np.random.default_rng(0).integers(0, 5, (V, V)).astype("f")); b1, b2 = tf.Variable(tf.zeros([V, 1])), tf.Variable(tf.zeros([1, V]))
with tf.GradientTape() as t: wgt = tf.minimum(1., (X / 3.) ** .75); l = tf.reduce_sum(tf.where(X > 0, wgt * (E @ tf.transpose(NW) + b1 + b2 - tf.math.log(tf.maximum(X, 1.))) ** 2, 0.))
print(l.numpy(), [np.abs(q.numpy()).sum().round(4) for q in t.gradient(l, [E, NW, b1, b2])])
bag = tf.SparseTensor([[0, 0], [0, 1], [1, 0], [2, 0], [2, 1], [2, 2]], tf.constant([1, 2, 3, 1, 1, 4], tf.int64), [3, 3])
with tf.GradientTape() as t: e = tf.nn.embedding_lookup_sparse(E, bag, None, combiner="sqrtn"); s = tf.reduce_sum(e ** 2)
print(e.numpy().round(4).tolist(), tf.convert_to_tensor(t.gradient(s, E)).numpy().round(3).sum(1))
ds = tf.data.Dataset.from_tensor_slices(["a b", "c a a", "b"]).map(lambda s: tf.strings.split(s)).map(lambda w: tf.size(w)); print([int(v) for v in ds], tf.one_hot(look(tf.constant(["fox", "cat"])), V).numpy().argmax(1))
