import tensorflow as tf, numpy as np
D = tf.data.Dataset
def show(d): print([np.asarray(e).tolist() for e in d.as_numpy_iterator()])
rep = lambda n: (lambda x: D.from_tensors(x).repeat(n))
show(D.range(4).interleave(rep(2), cycle_length=2, block_length=1))
show(D.range(1, 6).interleave(rep(6), cycle_length=2, block_length=4))
show(D.range(5).interleave(lambda x: D.range(x), cycle_length=2, block_length=2))
show(D.range(5).interleave(lambda x: D.range(x), cycle_length=3))
show(D.range(7).interleave(lambda x: D.from_tensors(x).repeat(x % 3), cycle_length=4, block_length=2, num_parallel_calls=2))
show(D.range(4).interleave(rep(3), cycle_length=1))
show(D.range(1, 4).interleave(rep(3), cycle_length=8))
show(D.range(0).interleave(rep(3), cycle_length=2)); show(D.range(3).interleave(rep(0), cycle_length=2)); show(D.range(2, 6).interleave(lambda x: D.range(x - 2), cycle_length=2))
def gen():
    for i in range(3): yield i, [1.] * (i + 1)
for a, b in D.from_generator(gen, output_signature=(tf.TensorSpec((), tf.int32), tf.TensorSpec((None,), tf.float32))): print(a, b)
for e in D.from_generator(lambda: iter([{'a': [1, 2], 'b': (3, [4.])}]), output_signature={'a': tf.TensorSpec((2,), tf.int32), 'b': (tf.TensorSpec((), tf.int32), tf.TensorSpec((1,), tf.float32))}): print(e)
for e in D.from_generator(lambda: iter([([1, 2], 3)]), (tf.int64, tf.int64)): print(e)
for e in D.from_generator(lambda: iter([[[1., 2.], [3., 4.]]]), output_signature=tf.TensorSpec((2, 2), tf.float32)): print(e)
for e in D.from_generator(lambda n: iter([(np.arange(n), [b'x', b'y'])]), args=(3,), output_signature=(tf.TensorSpec((None,), tf.int64), tf.TensorSpec((2,), tf.string))): print(e)
