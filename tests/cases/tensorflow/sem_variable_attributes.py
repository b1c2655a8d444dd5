import tensorflow as tf
v = tf.Variable([[1, 2], [3, 4]], dtype=tf.float32, name='weights', trainable=True)
u = tf.Variable(tf.zeros([2]), trainable=False)
w = tf.Variable(lambda: tf.constant(3.0))
x = tf.Variable(v)
facts = v.name, v.shape.as_list(), v.dtype.name, v.trainable, u.trainable, v.numpy().tolist(), float(w), x.numpy().tolist(), u.name
s = tf.Variable([1.0, 2.0, 3.0], shape=tf.TensorShape(None))
part = v[0].numpy().tolist(), v[:, 1].numpy().tolist(), len(v.shape)
v[0].assign([9.0, 9.0])
v.scatter_nd_update([[1, 1]], [7.0])
kinds = isinstance(v, tf.Variable), isinstance(v, tf.Tensor)
print(facts, part, v, kinds)
