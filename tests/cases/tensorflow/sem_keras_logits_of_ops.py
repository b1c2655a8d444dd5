import tensorflow as tf

K = tf.keras
x = tf.constant([[30.0, 0.0, -5.0]])
y = tf.constant([[0.0, 1.0, 1.0]])
losses = {
    "categorical": K.losses.CategoricalCrossentropy(),
    "binary": K.losses.BinaryCrossentropy(),
    "sparse": lambda t, p: K.losses.SparseCategoricalCrossentropy()(tf.constant([1]), p),
    "focal": K.losses.BinaryFocalCrossentropy(),
    "function": K.losses.categorical_crossentropy,
}
makers = {
    "softmax": tf.nn.softmax,
    "last": lambda v: tf.nn.softmax(v, axis=-1),
    "other axis": lambda v: tf.nn.softmax(v, axis=0),
    "sigmoid": tf.sigmoid,
    "nn": tf.nn.sigmoid,
    "kept": lambda v: tf.identity(tf.nn.softmax(v)),
    "called": tf.function(lambda v: tf.nn.sigmoid(v)),
    "by hand": lambda v: tf.exp(v - 30.0) / tf.reduce_sum(tf.exp(v - 30.0), -1, keepdims=True),
}
for graph in (False, True):
    for name, how in ((name, how) for name in losses for how in makers):
        loss, make = losses[name], makers[how]

        def step(x):
            with tf.GradientTape() as tape:
                tape.watch(x)
                value = loss(y, make(x))
            return value, tape.gradient(value, x)

        value, slope = (tf.function(step) if graph else step)(x)
        print(name, how, value.numpy().round(4), slope.numpy().round(5).tolist())
