import tensorflow as tf
ds = tf.data.Dataset.from_tensor_slices([1.0, 2.0, 3.0]).batch(2)
print(tf.data.experimental.cardinality(ds), tf.data.experimental.cardinality(ds).numpy(), tf.data.experimental.cardinality(ds.repeat()) == tf.data.experimental.INFINITE_CARDINALITY)
print(tf.data.experimental.cardinality(ds.filter(lambda x: True)) == tf.data.experimental.UNKNOWN_CARDINALITY, tf.data.experimental.UNKNOWN_CARDINALITY)
for n, b in enumerate(ds): print(n, b)
print(ds.element_spec)
it = iter(ds); print(next(it))
