import tensorflow as tf
tf.random.set_seed(42)
a = tf.random.normal([3]); b = tf.random.uniform([2, 2]); c = tf.random.truncated_normal([3]); d = tf.random.uniform([4], 0, 10, tf.int32)
e = tf.random.normal([2], seed=1); f = tf.random.normal([2], seed=1)
tf.random.set_seed(42)
g = tf.random.normal([3]); h = tf.random.normal([2], seed=1)
i = tf.random.shuffle(tf.range(8)); j = tf.random.categorical(tf.math.log([[0.1, 0.2, 0.7]]), 8); k = tf.random.gamma([3], 2.0); l = tf.random.gamma([2], [0.5, 1.5], [1.0, 2.0]); m = tf.random.poisson([5], [3.0, 20.0])
n = tf.random.stateless_normal([3], [1, 2]); o = tf.random.stateless_uniform([3], seed=(3, 4), minval=-1.0, maxval=1.0); p = tf.random.stateless_truncated_normal([3], [1, 2], 1.0, 2.0); q = tf.random.stateless_uniform([3], [5, 6], 0, 50, tf.int32)
r = tf.random.Generator.from_seed(1); s = r.normal([2]); u = r.uniform([2]); v = r.normal([2], 1.0, 2.0, tf.float64); w = r.uniform([3], 0, 9, tf.int64); x = r.truncated_normal([2])
y = tf.nn.dropout(tf.ones([6]), 0.5, seed=3); z = tf.nn.dropout(tf.ones([6]), 0.5)
aa = tf.random.stateless_gamma([2], [1, 2], 0.7); bb = tf.random.stateless_categorical([[0.0, 1.0]], 5, [1, 2]); cc = tf.random.stateless_poisson([3], [1, 2], 4.0, tf.int32); dd = tf.random.split([1, 2], 2); ee = tf.random.fold_in([1, 2], 3)
gg = tf.nn.experimental.stateless_dropout(tf.ones([6]), 0.4, seed=[1, 0]); ff = tf.random.normal([2], 1.0, [2.0, 3.0], tf.float64); hh = tf.random.uniform([2], dtype=tf.float16)
ii = tf.random.stateless_binomial([4], [1, 2], 10.0, 0.3) if False else None
jj = [int(t) for t in tf.data.Dataset.range(10).shuffle(5, seed=2)]; kk = [int(t) for t in tf.data.Dataset.range(10).shuffle(20)]
ll = tf.compat.v1.random_normal([2], seed=4); mm = tf.compat.v1.truncated_normal([2]); nn = tf.compat.v1.random_uniform([2]); oo = tf.compat.v1.multinomial([[0.0, 0.0]], 4)
