import tensorflow as tf
tf.random.set_seed(1)
W = tf.reshape(tf.range(14.), [7, 2]) / 10; b = tf.zeros([7])
for _ in range(3): print(tf.nn.sampled_softmax_loss(W, b, tf.constant([[1]], tf.int64), tf.ones([1, 2]), 3, 7).numpy())
@tf.function
def f():
    return tf.nn.sampled_softmax_loss(W, b, tf.constant([[1]], tf.int64), tf.ones([1, 2]), 3, 7), tf.random.uniform([1])
print(f(), f())
print(tf.nn.nce_loss(W, b, tf.constant([[1]], tf.int64), tf.ones([1, 2]), 3, 7, remove_accidental_hits=True).numpy(), tf.random.uniform([1]).numpy(), tf.nn.sampled_softmax_loss(W, b, tf.constant([[1]], tf.int64), tf.ones([1, 2]), 3, 7, seed=4).numpy(), tf.random.uniform([1]).numpy(), tf.nn.nce_loss(W, b, tf.constant([[1]], tf.int64), tf.ones([1, 2]), 3, 7).numpy(), tf.random.uniform([1]).numpy())
