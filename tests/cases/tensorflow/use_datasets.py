import numpy as np
import tensorflow as tf

D = tf.data.Dataset
r = D.range(7)


def show(name, ds):
    print(name, [tf.nest.map_structure(lambda x: np.asarray(x).tolist(), e) for e in ds.as_numpy_iterator()])


show("batch", r.batch(3))
show("whole", r.batch(3, drop_remainder=True))
show("map", r.map(lambda i: (i, i * i)).batch(4).take(1))
show("filter", r.filter(lambda i: i % 2 == 0).map(lambda i: -i))
show("enumerate", D.from_tensor_slices([5.0, 6.0]).enumerate(start=1))
show("zip", D.zip((r, D.range(10, 20, 2))))
show("dict", D.from_tensor_slices({"x": [[1.0, 2.0], [3.0, 4.0]], "y": [0, 1]}))
show("skip", r.skip(2).take(3).repeat(2))
show("both", r.take(2).concatenate(D.range(3)))
show("unbatch", r.batch(3).unbatch().shard(2, 1))
show("flat", D.range(3).flat_map(lambda i: D.range(i)))
show("while", r.take_while(lambda i: i < 3))
show("tensors", D.from_tensors(([1, 2], 3.0)))
show("generator", D.from_generator(lambda: iter([1, 2]), output_signature=tf.TensorSpec((), tf.int32)))
print(sorted(int(x) for x in r.shuffle(3, seed=1)), sorted(int(x) for x in r.shuffle(100)))
print(len(r), len(r.batch(2)), r.repeat().cardinality(), r.filter(lambda i: i > 1).cardinality().numpy())
print(r.reduce(np.int64(0), lambda s, i: s + i), r.prefetch(tf.data.AUTOTUNE).cache().take(-1).cardinality())
for f in (lambda: len(r.repeat()), lambda: D.from_tensor_slices(1.0), lambda: D.from_tensor_slices(([1], [1, 2]))):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e)[:60])
x = tf.Variable([1.0, 2.0])
data = D.from_tensor_slices((np.ones([4, 2], np.float32), [1.0, 2.0, 3.0, 4.0])).batch(2)
for step, (a, b) in data.enumerate():
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((tf.linalg.matvec(a, x) - b) ** 2)
    g = tape.gradient(loss, x)
    x.assign_sub(0.1 * g)
    print(step, a.shape, loss, g)
ema = tf.train.ExponentialMovingAverage(0.9)
for value in (1.0, 3.0):
    x.assign([value, -value])
    ema.apply([x])
print(ema.average(x), ema.average(tf.Variable(1.0)))
