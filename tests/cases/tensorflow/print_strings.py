import tensorflow as tf
s = tf.constant('hello'); v = tf.constant(['a', 'bé'])
print(s); print(v); print(repr(v)); print(s.numpy(), s.numpy().decode(), v.numpy()); print(s.dtype, s.shape); print(tf.constant(b'raw')); print(tf.as_string(3.5), tf.as_string([1, 2]))
