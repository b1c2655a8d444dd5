# words that layers and optimizers refuse, EinsumDense with an ellipsis, dropout of TensorFlow 1, optional elements, Lamb
import tensorflow as tf

L = tf.keras.layers


def told(f):
    try:
        print(f())
    except (TypeError, ValueError, tf.errors.InvalidArgumentError) as error:
        print(type(error).__name__, str(error)[:150])


for f in (
    lambda: tf.constant([[0, -1j], [1j, 0]], tf.complex64), lambda: tf.constant([[1j], [0.0]], tf.complex64),
    lambda: tf.keras.optimizers.SGD(0.1, momentum=2.0), lambda: tf.keras.optimizers.SGD(0.1, momentum=1),
    lambda: L.LSTM(2, batch_input_shape=(1, 2, 3)), lambda: L.GRU(2, time_major=True), lambda: L.AveragePooling2D(),
    lambda: L.Dense(2, batch_shape=(1, 3)), lambda: L.MaxPooling2D().pool_size,
    lambda: L.EinsumDense("a...b,bc->a...c", 2)(tf.ones([1, 3, 2])),
):
    told(f)
for equation, shape, axes in (("ab...,bc->ac...", 2, "c"), ("...b,bc->...c", 2, "c"), ("abc,cd->abd", (None, 2), "d")):
    layer = L.EinsumDense(equation, shape, bias_axes=axes, kernel_initializer="ones", bias_initializer="ones")
    x = tf.reshape(tf.range(12.0), [1, 3, 4] if "..." in equation else [1, 4, 3])
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(layer(x) ** 2)
    print(layer(x).shape, [w.shape for w in layer.weights], [g.numpy() for g in tape.gradient(y, layer.weights)])

v1 = tf.compat.v1
tf.random.set_seed(1)
x = tf.Variable(tf.ones([6]))
with tf.GradientTape(persistent=True) as tape:
    kept = v1.nn.dropout(x, 0.75, seed=3)
    rated = v1.nn.dropout(x, rate=0.25, seed=3)
    named = v1.nn.dropout(x, keep_prob=0.5, noise_shape=[1])
print(kept.numpy(), rated.numpy(), named.numpy(), tape.gradient(kept, x).numpy())
told(lambda: v1.nn.dropout(x))
told(lambda: v1.nn.dropout(x, 0.5, rate=0.5))
print(v1.nn.xw_plus_b([[1.0, 2.0]], [[3.0], [4.0]], [5.0]).numpy())

elements = iter(tf.data.Dataset.range(2))
for _ in range(3):
    optional = elements.get_next_as_optional()
    print(optional.has_value(), optional.element_spec)
    told(optional.get_value)

w, o = tf.Variable([1.0, -2.0, 0.5]), tf.keras.optimizers.Lamb(0.1, weight_decay=0.01)
zero = tf.Variable([0.0, 0.0])
for _ in range(5):
    o.apply_gradients([(tf.constant([0.3, -0.1, 2.0]) * w, w), (tf.constant([1.0, 0.0]), zero)])
print(w.numpy(), zero.numpy(), len(o.variables), o.get_config())
factored = tf.keras.optimizers.Adafactor()
factored.build([w])
print(len(factored.variables))
