import tensorflow as tf, numpy as np
ds = tf.data.Dataset.range(10).shuffle(5, seed=42)
print(list(ds.as_numpy_iterator())); print(list(ds.as_numpy_iterator()))
ds = tf.data.Dataset.range(10).shuffle(10, seed=1, reshuffle_each_iteration=False).batch(4)
for b in ds: print(b)
tf.random.set_seed(5)
ds = tf.data.Dataset.from_tensor_slices(np.arange(8)).shuffle(3)
print([int(x) for x in ds])
ds = tf.data.Dataset.from_tensor_slices({'a': [1., 2., 3.], 'b': [[1, 2], [3, 4], [5, 6]]})
print(ds); print(next(iter(ds)))
print(ds.element_spec, len(ds), ds.cardinality())
z = tf.data.Dataset.zip((tf.data.Dataset.range(3), tf.data.Dataset.from_tensors(7).repeat(3)))
for i, (p, q) in z.enumerate(start=5): print(i.numpy(), p, q.numpy())
w = tf.Variable(0.5)
opt = tf.keras.optimizers.SGD(0.1)
train = tf.data.Dataset.from_tensor_slices((np.arange(6, dtype=np.float32), 2 * np.arange(6, dtype=np.float32)))
train = train.map(lambda x, y: (x / 6., y / 6.), num_parallel_calls=tf.data.AUTOTUNE).cache().repeat(2).batch(4, drop_remainder=False).prefetch(1)
for step, (x, y) in enumerate(train):
    with tf.GradientTape() as t: loss = tf.reduce_mean((w * x - y)**2)
    g = t.gradient(loss, w); opt.apply_gradients([(g, w)])
    print(step, x.shape, '%.5f' % loss, g.numpy())
def gen():
    for i in range(3): yield i, [1.] * (i + 1)
gd = tf.data.Dataset.from_generator(gen, output_signature=(tf.TensorSpec((), tf.int32), tf.TensorSpec((None,), tf.float32)))
for a, b in gd.padded_batch(2) if 0 else gd: print(a.numpy(), b.numpy().tolist())
print(list(tf.data.Dataset.range(10).window(3, shift=2, drop_remainder=True).flat_map(lambda w: w.batch(3)).as_numpy_iterator()))
print(tf.data.Dataset.range(10).filter(lambda x: x % 3 == 0).reduce(np.int64(0), lambda s, x: s + x))
print(list(tf.data.Dataset.range(3).interleave(lambda x: tf.data.Dataset.from_tensors(x).repeat(2)).as_numpy_iterator()))
print([x.numpy().tolist() for x in tf.data.Dataset.range(7).take(5).skip(1).shard(2, 0).concatenate(tf.data.Dataset.range(2))])
@tf.function
def total(ds):
    s = tf.constant(0, tf.int64)
    for x in ds: s += x
    return s
print(total(tf.data.Dataset.range(5)))
it = iter(tf.data.Dataset.range(1)); next(it)
try: next(it)
except StopIteration: print('stop')
print(tf.data.Dataset.range(10).batch(3).unbatch().scan(np.int64(0), lambda s, x: (s + x, s + x)))
