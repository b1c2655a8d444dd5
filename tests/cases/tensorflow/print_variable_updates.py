import tensorflow as tf
v = tf.Variable([1.0, 2.0], name='v'); print(v.assign_add([1., 1.])); print(v.assign(v * 2)); print(v[0].assign(9.)); print(v.assign_sub([1., 1.]).numpy()); print(repr(v.assign([0., 0.])))
s = tf.Variable(0); s.assign_add(1); print(s, s.numpy(), s + 1); print(tf.Variable(1.5, dtype=tf.float16), tf.Variable([True]), tf.Variable([['a']]), tf.Variable(2 + 1j)); print([tf.Variable(1.0, name='p'), tf.Variable(2.0)])
print(v.value(), v.read_value(), tf.identity(v), tf.convert_to_tensor(v)); print(v.trainable, v.name, v.shape, v.dtype); print({'w': v}); print(f"{v}"); print(str(v)); print(v.numpy().tolist(), v[0].numpy())
c = tf.Variable(v); print(c); print(tf.Variable(tf.zeros([2, 2]), name='w/kernel'))
print(tf.Variable(3.0).assign_add(1.0)); x = tf.Variable(1.0); y = x; y.assign(2.0); print(x is y, x)
