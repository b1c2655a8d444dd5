import tensorflow as tf
tf.keras.utils.set_random_seed(8)
base = tf.keras.Sequential([tf.keras.layers.Dense(4, activation='relu', name='d1'), tf.keras.layers.BatchNormalization(name='bn')], name='base')
head = tf.keras.layers.Dense(1, name='head')
inp = tf.keras.Input((3,)); model = tf.keras.Model(inp, head(base(inp, training=False)))
base.trainable = False
print(len(model.trainable_variables), len(model.non_trainable_variables), [l.trainable for l in model.layers])
x = tf.ones((2, 3)); y = tf.constant([[1.], [2.]]); opt = tf.keras.optimizers.SGD(.1)
for i in range(2):
    with tf.GradientTape(persistent=True) as t: loss = tf.reduce_mean((model(x, training=True) - y)**2)
    g = t.gradient(loss, model.trainable_variables); opt.apply_gradients(zip(g, model.trainable_variables)); print(i, float(loss), [tuple(q.shape) for q in g])
print([None if q is None else q.shape for q in t.gradient(loss, model.variables)])
print([(v.name, v.trainable) for v in model.variables])
print(base.get_layer('bn').moving_mean.numpy(), len(t.watched_variables()))
base.trainable = True
for l in base.layers[:-1]: l.trainable = False
print(len(model.trainable_variables)); model.summary()
with tf.GradientTape() as t: loss = tf.reduce_mean((model(x, training=True) - y)**2)
g = t.gradient(loss, model.trainable_variables); print([v.path for v in model.trainable_variables], [tf.reduce_sum(q).numpy() for q in g])
fz = tf.keras.layers.Dense(2, trainable=False); fz(x); print(len(fz.trainable_variables), fz.trainable, fz.kernel.trainable)
with tf.GradientTape() as t: l = tf.reduce_sum(fz(x))
print(t.gradient(l, fz.variables) is not None, t.watched_variables() and len(t.watched_variables()))
seq = tf.keras.Sequential([tf.keras.layers.Dense(2, trainable=False), tf.keras.layers.Dense(1)]); seq.compile('sgd', 'mse'); seq.build((None, 3)); w0 = seq.layers[0].get_weights()[0].copy(); seq.fit(x, y, verbose=0); print((seq.layers[0].get_weights()[0] == w0).all(), len(seq.trainable_weights))
d = tf.keras.layers.Dense(2, use_bias=False); d.build((None, 3)); d.kernel.trainable = False
with tf.GradientTape() as t: l = tf.reduce_sum(d(x))
print(t.gradient(l, d.kernel), d.trainable_variables)
v = tf.Variable(1., trainable=False)
with tf.GradientTape() as t: t.watch(v); q = v * 2.
print(t.gradient(q, v))
e = tf.keras.layers.Embedding(4, 2, weights=[tf.ones([4, 2]).numpy()], trainable=False); e(tf.constant([1])); print(e.trainable_weights, e(tf.constant([1])))
w = tf.Variable(tf.zeros([2]), constraint=lambda z: tf.clip_by_value(z, 0., 1.)); o = tf.keras.optimizers.SGD(1.); o.apply_gradients([(tf.constant([3., -.3]), w)]); print(w.numpy())
dc = tf.keras.layers.Dense(2, kernel_constraint=tf.keras.constraints.MaxNorm(.5), bias_constraint='non_neg'); dc(x); o = tf.keras.optimizers.SGD(.5)
with tf.GradientTape() as t: l = -tf.reduce_sum(dc(x))
o.apply_gradients(zip(t.gradient(l, dc.trainable_variables), dc.trainable_variables)); print(dc.kernel.numpy(), dc.bias.numpy())
