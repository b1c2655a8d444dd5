import tensorflow as tf
# HMM forward algorithm with scan; gradient = posterior counts
logits_T = tf.Variable([[2., 0., -1.], [0., 1., 0.], [-1., .5, 2.]]); logits_E = tf.Variable(tf.random.stateless_normal([3, 4], [1, 2])); logit_p = tf.Variable(tf.zeros(3))
obs = tf.constant([0, 1, 3, 2, 2, 0])
@tf.function
def forward(obs):
    A = tf.nn.log_softmax(logits_T, axis=1); B = tf.nn.log_softmax(logits_E, axis=1); pi = tf.nn.log_softmax(logit_p)
    alpha = pi + tf.gather(B, obs[0], axis=1)
    def step(a, o): return tf.reduce_logsumexp(a[:, None] + A, axis=0) + tf.gather(B, o, axis=1)
    al = tf.scan(step, obs[1:], initializer=alpha)
    return tf.reduce_logsumexp(al[-1]), al
with tf.GradientTape() as t: ll, al = forward(obs)
print(ll, al.shape); g = t.gradient(ll, [logits_T, logits_E, logit_p])
for q in g: print(tf.round(tf.convert_to_tensor(q) * 1e5) / 1e5)
def viterbi(obs):
    A = tf.nn.log_softmax(logits_T, axis=1); B = tf.nn.log_softmax(logits_E, axis=1)
    d = tf.nn.log_softmax(logit_p) + B[:, obs[0].numpy()]; bp = []
    for o in obs[1:]:
        s = d[:, None] + A; bp.append(tf.argmax(s, axis=0)); d = tf.reduce_max(s, axis=0) + B[:, o.numpy()]
    path = [int(tf.argmax(d))]
    for b in reversed(bp): path.append(int(b[path[-1]]))
    return path[::-1], tf.reduce_max(d)
with tf.GradientTape() as t: path, sc = viterbi(obs)
print(path, sc, t.gradient(sc, logits_T))
# CTC & CRF-ish
lg = tf.Variable(tf.random.stateless_normal([5, 1, 4], [3, 4]))
with tf.GradientTape() as t: l = tf.nn.ctc_loss(labels=[[1, 2]], logits=lg, label_length=[2], logit_length=[5], blank_index=0)
print(l, t.gradient(l, lg)[:, 0])
print(tf.sequence_mask([1, 3], 4), tf.edit_distance(tf.sparse.from_dense([[1, 2]]), tf.sparse.from_dense([[1, 3]])) if 0 else '')
# particle: logsumexp trick, gumbel, systematic resampling with cumsum/searchsorted
w = tf.nn.softmax(tf.constant([.1, 2., -1., .3])); u = (tf.range(4.) + .5) / 4.
idx = tf.searchsorted(tf.cumsum(w), u); print(idx, tf.gather(tf.range(4), idx), 1. / tf.reduce_sum(w**2))
