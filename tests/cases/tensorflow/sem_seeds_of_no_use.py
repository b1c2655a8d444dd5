import tensorflow as tf
tf.random.set_seed(5); tf.nn.dropout(tf.ones([2, 2]), 0.); print(tf.random.uniform([]))
tf.random.set_seed(5); tf.nn.dropout(tf.ones([2, 2]), 0., seed=3); print(tf.random.uniform([]))
tf.random.set_seed(5); tf.nn.dropout(tf.ones([2, 2]), tf.constant(0.)); print(tf.random.uniform([]))
@tf.function
def f():
    tf.nn.dropout(tf.ones([2, 2]), 0.)
    return tf.random.uniform([])
tf.random.set_seed(5); print(f(), f())
tf.random.set_seed(5); tf.keras.layers.Dropout(0.)(tf.ones([2, 2]), training=True); print(tf.random.uniform([]))
tf.random.set_seed(5); tf.compat.v1.nn.dropout(tf.ones([2, 2]), rate=0.); print(tf.random.uniform([]))
D = tf.data.Dataset.from_tensor_slices((tf.range(6), tf.range(6) * 2))
for a in D.window(3).flat_map(lambda a, b: tf.data.Dataset.zip((a, b)).batch(3)): print(a)
