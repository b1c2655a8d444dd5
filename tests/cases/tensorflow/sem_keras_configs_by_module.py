"""A penalty's rate as it is told, and Keras's layers of a config where the program has a class of that name."""
import tensorflow as tf

keras = tf.keras
for penalty in (keras.regularizers.L1(0.02), keras.regularizers.L1(), keras.regularizers.L1(1), keras.regularizers.L2(0.02),
                keras.regularizers.L1L2(0.02, 0.03), keras.regularizers.get("l1")):
    print(penalty.get_config())
told = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="ones")]).get_config()


class Dense(keras.layers.Layer):
    def __init__(self, units=1, **kwargs):
        super().__init__()

    def call(self, x):
        return 100.0 * x


again = keras.Sequential.from_config(told)
x = tf.constant([[1.0, 2.0]])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.reduce_sum(again(x) ** 2)
print(float(y), tape.gradient(y, x).numpy().tolist(), type(again.layers[0]) is keras.layers.Dense)
