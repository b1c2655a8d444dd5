import tensorflow as tf, numpy as np, keras
print(keras.ops.tile(keras.ops.expand_dims(keras.ops.eye(3), axis=0), (6,1,1,1)).shape, keras.ops.tile([1, 2], 2), keras.ops.tile([[1], [2]], [3]).shape)
m = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
for f in (lambda: m.get_layer(index=10), lambda: m.get_layer(), lambda: m.output, lambda: m.input, lambda: m.outputs[0].shape, lambda: m.inputs[0].shape, lambda: m.input_shape, lambda: m.output_shape, lambda: m.layers[-1].output.shape, lambda: m.get_layer('nope')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
f2 = keras.Model(m.inputs, m.layers[-1].output); print(f2.output.shape)
o = keras.optimizers.SGD(.05); print(o.learning_rate.dtype, m.layers[0].kernel.dtype, m.layers[0].kernel.shape, m.layers[0].kernel.numpy().dtype, tf.as_dtype(m.layers[0].kernel.dtype))
keras.backend.set_floatx('float64'); o = keras.optimizers.SGD(.05, momentum=.9); print(float(o.learning_rate), o.learning_rate.dtype); keras.backend.set_floatx('float32')
acc = tf.autodiff.ForwardAccumulator(tf.constant(1.), tf.constant(1.))
try:
    with acc:
        with acc: pass
except Exception as e: print(type(e).__name__, e)
ds = tf.data.Dataset.from_generator(lambda: iter([[1., 2., 3., 4.]]), output_signature=tf.TensorSpec((None,))); print(ds.element_spec)
a = tf.sparse.from_dense([[1., 0.], [0., 2.]]); b = tf.sparse.from_dense([[0., 3.], [0., 4.]])
s = tf.sparse.add(a, b); print(tf.sparse.to_dense(s), s.indices, tf.sparse.add(a, tf.ones([2, 2])), tf.sparse.to_dense(tf.sparse.concat(1, [a, b])), tf.sparse.to_dense(tf.sparse.concat(0, [a, b])))
v = tf.Variable([1., 2.])
with tf.GradientTape() as t: z = tf.sparse.add(tf.SparseTensor([[0, 0], [1, 1]], v, [2, 2]), b); q = tf.reduce_sum(tf.sparse.to_dense(z)**2)
print(t.gradient(q, v))
x = keras.Input((4,)); z = keras.activations.relu(keras.layers.Dense(4)(x)); print(z.shape, z.dtype)
m = keras.Model(x, keras.activations.softmax(keras.layers.Dense(3)(z))); print(m(tf.ones([2, 4])).shape)
print(keras.layers.MaxPooling2D(5)(tf.ones([1, 3, 3, 1])).shape)
x = keras.Input((4,)); print(keras.ops.shape(x), keras.ops.shape(tf.ones([2, 3])), keras.ops.flip([1, 2, 3]), keras.ops.sort([3, 1, 2]))
for f in (lambda: keras.Input(shape=3), lambda: tf.argmax(tf.zeros([0])), lambda: tf.random.uniform([2], 3, 1, dtype=tf.int32), lambda: tf.einsum('ij->k', tf.ones([2, 2])), lambda: tf.pad([1., 2.], [[3, 3]], 'REFLECT')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
