import tensorflow as tf
m = tf.constant([[2., 1.], [1., 3.]])
s = tf.linalg.slogdet(m); print(s, type(s).__name__, s.sign, s[1])
print(tf.math.top_k([1., 3., 2.], 2)); print(tf.unique([1, 1, 2])); print(tf.linalg.eigh(m)[0]); print(tf.unique_with_counts([1, 1, 2])); print(tf.nn.moments(m, [0])); print(tf.math.segment_sum([1, 2], [0, 0])); print(tf.linalg.qr(m)[1].shape, type(tf.linalg.qr(m)).__name__, type(tf.linalg.svd(m)).__name__, type(tf.linalg.lu(m)).__name__, type(tf.linalg.eigh(m)).__name__, type(tf.linalg.normalize(m)).__name__); print(tf.clip_by_global_norm([m], 1.)[1]); print(type(tf.split(m, 2)).__name__, type(tf.unstack(m)).__name__, type(tf.meshgrid([1], [2])).__name__, type(tf.nn.moments(m, [0])).__name__, type(tf.dynamic_partition([1., 2.], [0, 1], 2)).__name__)
print(tf.nn.weighted_moments(m, [0], 1.)); print(tf.histogram_fixed_width([1., 2.], [0., 3.], 3)); print(tf.sets.size if False else tf.nn.in_top_k([0], [[.1, .2]], 1)); print(tf.linalg.svd(m)[0])
