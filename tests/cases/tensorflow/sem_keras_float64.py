"""Keras in float64: Python's numbers go by way of float32, but for the scale of dropout."""

import tensorflow as tf

keras = tf.keras
x = tf.Variable([[0.3, -0.7, 1.1], [2.0, 0.1, -0.4]], dtype=tf.float64)
y = tf.constant([[0.2, 0.7, 0.1], [0.5, 0.3, 0.2]], tf.float64)
initial = keras.initializers
for made in (initial.GlorotUniform(1), initial.RandomUniform(-0.1, 0.1, seed=1), initial.Constant(0.1)):
    print(made((2, 3), dtype="float64").numpy().tolist())
print(initial.Constant([0.1, 0.2])((2, 2)).numpy(), keras.random.uniform((2,), 0.1, 0.7, "float64", 1).numpy().tolist())
functions = {
    "gelu": keras.activations.gelu,
    "tanh_gelu": lambda x: tf.nn.gelu(x, True),
    "leaky": keras.activations.leaky_relu,
    "slope": lambda x: tf.nn.leaky_relu(x, 0.1),
    "silu": lambda x: tf.nn.silu(x, 0.3),
    "log_cosh": lambda x: keras.losses.logcosh(y, x),
    "l1": keras.regularizers.L1(0.1),
    "l2": keras.regularizers.L2(0.3),
    "both": keras.regularizers.L1L2(0.1, 0.3),
    "gamma": lambda x: tf.image.adjust_gamma(abs(x), 0.3),
    "gray": lambda x: tf.image.rgb_to_grayscale(x[None]),
    "dropped": lambda x: tf.nn.experimental.stateless_dropout(x, 0.3, [1, 2]),
    "LeakyReLU": keras.layers.LeakyReLU(0.1, dtype="float64"),
    "ReLU": keras.layers.ReLU(0.9, 0.1, 0.2, dtype="float64"),
    "Rescaling": keras.layers.Rescaling(0.1, 0.3, dtype="float64"),
    "Normalization": keras.layers.Normalization(mean=0.1, variance=0.3, dtype="float64"),
    "Dropout": lambda x: keras.layers.Dropout(0.3, seed=1, dtype="float64")(x, training=True),
}
for name, function in functions.items():
    with tf.GradientTape() as tape:
        value = function(x)
    print(name, value.dtype.name, value.numpy().ravel().tolist(), tape.gradient(value, x).numpy().ravel().tolist())
