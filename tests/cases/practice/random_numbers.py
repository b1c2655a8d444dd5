import tensorflow as tf
tf.random.set_seed(1234)
print(tf.random.uniform([1])); print(tf.random.uniform([1]))
tf.random.set_seed(1234)
print(tf.random.uniform([1]), tf.random.normal([2], mean=1., stddev=2.))
print(tf.random.uniform([2], seed=1)); print(tf.random.uniform([2], seed=1))
tf.random.set_seed(1234)
@tf.function
def f():
    a = tf.random.uniform([1]); b = tf.random.uniform([1]); return a, b
@tf.function
def g():
    return tf.random.uniform([1]), tf.random.uniform([1], seed=3)
print(f()); print(g()); print(f())
print(tf.random.stateless_uniform([3], seed=[1, 2], minval=0, maxval=10, dtype=tf.int32))
print(tf.random.stateless_normal([2, 2], (3, 4), dtype=tf.float64))
print(tf.random.stateless_categorical(tf.math.log([[.5, .5]]), 5, seed=(7, 17)))
g1 = tf.random.Generator.from_seed(1)
print(g1.normal(shape=[2, 3]), g1.uniform([2], maxval=5, dtype=tf.int32))
g2 = g1.split(2); print(g2[0].uniform([2]), g1.state if 0 else '')
g3 = tf.random.Generator.from_seed(3, alg='philox'); print(g3.key, g3.state.numpy()[:2], g3.truncated_normal([2]))
tf.random.set_seed(7)
print(tf.random.shuffle(tf.range(8))); print(tf.random.shuffle([[1, 2], [3, 4], [5, 6]], seed=2))
print(tf.random.truncated_normal([3], seed=4), tf.random.poisson([3], [2., 5.], seed=5).numpy().tolist())
print(tf.random.categorical([[1., 2., 3.]], 6, seed=3))
with tf.GradientTape() as t:
    a = tf.Variable([0.7, 3.0])
    s = tf.random.gamma([4], a, seed=9)
    l = tf.reduce_sum(s)
print(s, t.gradient(l, a))
print(tf.random.stateless_gamma([3], [1, 1], alpha=2.0))
print(tf.random.split((1, 2)) if hasattr(tf.random, 'split') else tf.random.experimental.stateless_split([1, 2], 3))
print(tf.random.experimental.stateless_fold_in([1, 2], 5))
i = tf.keras.initializers
for k in (i.GlorotNormal, i.HeNormal, i.HeUniform, i.LecunNormal, i.Orthogonal, i.VarianceScaling, i.TruncatedNormal, i.RandomUniform, i.RandomNormal):
    print(k.__name__, k(seed=1)((2, 2)).numpy().ravel())
tf.keras.utils.set_random_seed(3)
d = tf.keras.layers.Dropout(0.5, seed=2)
x = tf.Variable(tf.ones([2, 6]))
with tf.GradientTape() as t: y = d(x, training=True)
print(y, t.gradient(y, x))
print(tf.nn.dropout(tf.ones([6]), 0.5, seed=8), tf.nn.experimental.stateless_dropout(tf.ones([5]), 0.4, seed=[1, 0]))
print(tf.keras.layers.GaussianNoise(1., seed=3)(tf.zeros([3]), training=True))
mu, rho = tf.Variable([0.1, 0.2]), tf.Variable([-3., -2.])
with tf.GradientTape() as t:
    w = mu + tf.nn.softplus(rho) * tf.random.normal(mu.shape, seed=6)
    kl = tf.reduce_sum(w**2)
print([q.numpy() for q in t.gradient(kl, [mu, rho])])
u = tf.random.uniform((3,), minval=1e-6, seed=11)
with tf.GradientTape() as t:
    lg = tf.Variable([.2, .3, .5]); y = tf.nn.softmax((tf.math.log(lg) - tf.math.log(-tf.math.log(u))) / .5); z = y[0]
print(t.gradient(z, lg))
