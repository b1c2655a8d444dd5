"""Message passing with unsorted segments, edge softmax, virtual node, gradient wrt adjacency; DeepSets; sparse-dense matmul GCN; ragged batch."""
import tensorflow as tf, numpy as np
tf.random.set_seed(14)
src = tf.constant([0, 1, 1, 2, 3, 3, 4]); dst = tf.constant([1, 0, 2, 1, 4, 2, 3]); n = 5
h0 = tf.random.stateless_normal([n, 3], [1, 1]); W = tf.Variable(tf.random.stateless_normal([6, 4], [2, 2]) * 0.5, name="W"); a = tf.Variable(tf.random.stateless_normal([4, 1], [3, 3]), name="a"); U = tf.Variable(tf.eye(4)[:, :3] * 0.7)
def edge_softmax(e, dst):
    m = tf.math.unsorted_segment_max(e, dst, n); ex = tf.exp(e - tf.gather(m, dst)); return ex / tf.gather(tf.math.unsorted_segment_sum(ex, dst, n), dst)
def layer(h):
    m = tf.nn.relu(tf.concat([tf.gather(h, src), tf.gather(h, dst)], -1) @ W); att = edge_softmax(tf.squeeze(tf.nn.leaky_relu(m @ a), -1), dst)
    agg = tf.math.unsorted_segment_sum(att[:, None] * m, dst, num_segments=n); mean = tf.math.unsorted_segment_mean(m, dst, n); sq = tf.math.unsorted_segment_sqrt_n(m, dst, n)
    return h + tf.tanh((agg + mean + sq) @ U)
with tf.GradientTape() as t: h = h0; 
with tf.GradientTape() as t:
    h = h0
    for _ in range(2): h = layer(h)
    g = tf.reduce_logsumexp(h, 0); loss = tf.reduce_sum(g * [1., -1., 2.])
print(loss.numpy(), [v.numpy().round(5).tolist() for v in t.gradient(loss, [a, U])])
w = tf.Variable([1., .5, 2., 1., 3.]); idx = tf.constant([[0, 1], [1, 0], [2, 3], [3, 4], [4, 4]], tf.int64)
with tf.GradientTape(persistent=True) as t:
    A = tf.SparseTensor(idx, w, [5, 5]); deg = tf.sparse.reduce_sum(A, 1); H = tf.sparse.sparse_dense_matmul(A, h0) / (deg[:, None] + 1.0); l = tf.reduce_sum(H ** 2); l2 = tf.reduce_sum(tf.sparse.to_dense(A) @ h0 * h0)
print(l.numpy(), t.gradient(l, w).numpy(), t.gradient(l2, w).numpy(), tf.sparse.to_dense(tf.sparse.transpose(A))[0].numpy())
rt = tf.ragged.constant([[1., 2.], [3.], [4., 5., 6.]]); p = tf.Variable(2.0)
with tf.GradientTape() as t: r = rt * p; s = tf.reduce_sum(tf.reduce_mean(r, axis=1) ** 2) + tf.reduce_max(r.to_tensor(), 1)[2]
print(s.numpy(), t.gradient(s, p).numpy(), r.row_lengths().numpy(), tf.RaggedTensor.from_row_splits([1, 2, 3], [0, 1, 3]))
phi = tf.keras.Sequential([tf.keras.layers.Dense(4, "tanh", kernel_initializer=tf.keras.initializers.LecunNormal(seed=1))]); rho = tf.keras.layers.Dense(1, kernel_initializer="ones")
Xs = tf.random.stateless_normal([2, 4, 3], [9, 9]); mask = tf.sequence_mask([4, 2], 4, tf.float32)[..., None]
with tf.GradientTape() as t: t.watch(Xs); y = rho(tf.reduce_sum(phi(Xs) * mask, 1)); l = tf.reduce_sum(y ** 2)
print(y.numpy().ravel(), t.gradient(l, Xs)[1].numpy().round(5).tolist())
D = tf.norm(Xs[0][:, None] - Xs[0][None] + 1e-9, axis=-1); nb = tf.math.top_k(-D, 2); 
with tf.GradientTape() as t: t.watch(Xs); D = tf.sqrt(tf.reduce_sum((Xs[0][:, None] - Xs[0][None]) ** 2, -1) + 1e-6); v, i = tf.math.top_k(-D, 2, sorted=True); s = tf.reduce_sum(tf.gather(Xs[0], i) * v[..., None])
print(i.numpy().tolist(), t.gradient(s, Xs)[0].numpy().round(4).tolist())
