import tensorflow as tf

a, v = tf.constant([[0.5, -1.5], [2.0, 1.25]]), tf.constant([0.3, 0.6])
for name, call in {
    'a dtype': lambda: tf.convert_to_tensor(tf.float64),
    'plus a dtype': lambda: a + tf.float32,
    'a dtype for an axis': lambda: tf.maximum(a, tf.int32),
    'weighted': lambda: tf.nn.weighted_cross_entropy_with_logits(v, a, 2.0),
    'poisson': lambda: tf.nn.log_poisson_loss(v, a),
    'sigmoid': lambda: tf.nn.sigmoid_cross_entropy_with_logits(labels=v, logits=a),
}.items():
    try:
        print(name, call())
    except ValueError as e:
        print(name, type(e).__name__, e)
