import tensorflow as tf
tf.random.set_seed(3)
emb = tf.Variable(tf.random.stateless_normal([6, 4], [1, 0]))
labels = tf.constant([0, 0, 1, 1, 2, 2])
def pairwise_distances(e, squared=False):
    dot = tf.matmul(e, tf.transpose(e))
    sq = tf.linalg.diag_part(dot)
    d = tf.expand_dims(sq, 1) - 2.0 * dot + tf.expand_dims(sq, 0)
    d = tf.maximum(d, 0.0)
    if not squared:
        mask = tf.cast(tf.equal(d, 0.0), tf.float32)
        d = d + mask * 1e-16
        d = tf.sqrt(d) * (1.0 - mask)
    return d
def batch_hard(labels, e, margin):
    d = pairwise_distances(e)
    eq = tf.equal(tf.expand_dims(labels, 0), tf.expand_dims(labels, 1))
    ap = tf.cast(tf.logical_and(eq, tf.logical_not(tf.cast(tf.eye(6), tf.bool))), tf.float32)
    an = tf.cast(tf.logical_not(eq), tf.float32)
    hp = tf.reduce_max(tf.multiply(ap, d), axis=1, keepdims=True)
    mx = tf.reduce_max(d, axis=1, keepdims=True)
    hn = tf.reduce_min(d + mx * (1.0 - an), axis=1, keepdims=True)
    return tf.reduce_mean(tf.maximum(hp - hn + margin, 0.0))
with tf.GradientTape() as t:
    z = tf.math.l2_normalize(emb, axis=1)
    l = batch_hard(labels, z, 0.5)
print(l, t.gradient(l, emb), sep='\n')
def nt_xent(z1, z2, temp=0.5):
    z = tf.concat([z1, z2], 0); z = tf.nn.l2_normalize(z, -1)
    sim = tf.matmul(z, z, transpose_b=True) / temp
    n = tf.shape(z1)[0]
    sim = tf.linalg.set_diag(sim, tf.fill([2 * n], -1e9))
    lab = tf.concat([tf.range(n, 2 * n), tf.range(n)], 0)
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(lab, sim))
with tf.GradientTape() as t:
    l = nt_xent(emb[:3], emb[3:])
g = t.gradient(l, emb)
print('NT-Xent', float(l)); print(g)
def contrastive_loss(y, d, margin=1.0):
    return tf.reduce_mean(y * tf.square(d) + (1 - y) * tf.square(tf.maximum(margin - d, 0)))
a = tf.Variable([[1., 2.], [0., 0.]]); b = tf.Variable([[1., 2.], [0.3, 0.4]])
with tf.GradientTape(persistent=True) as t:
    d = tf.norm(a - b, axis=1)
    l = contrastive_loss(tf.constant([1., 0.]), d)
    dk = tf.sqrt(tf.maximum(tf.reduce_sum(tf.square(a - b), axis=1), tf.keras.backend.epsilon()))
    lk = contrastive_loss(tf.constant([1., 0.]), dk)
print(d, t.gradient(l, a)); print(t.gradient(lk, a))
print(t.jacobian(d, a))
cs = tf.keras.losses.CosineSimilarity(axis=1)
with tf.GradientTape() as t: l = cs(a, b)
print(l, t.gradient(l, [a, b]))
pos, neg = tf.Variable([0.3, 0.9]), tf.Variable([0.5, 0.2])
with tf.GradientTape() as t:
    info = tf.reduce_mean(-tf.math.log_sigmoid(pos - neg)); info += tf.reduce_logsumexp(neg)
print(*t.gradient(info, [pos, neg]), sep='\n')
