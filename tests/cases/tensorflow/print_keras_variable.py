import tensorflow as tf
layer = tf.keras.layers.Dense(2, kernel_initializer="ones")
y = layer(tf.ones([1, 3]))
print(y, layer.weights, layer.kernel, layer.bias)
print(layer.name, layer.trainable_variables[0].name, layer.trainable_variables[0].path, layer.count_params(), layer)
print(repr(layer.kernel.value), layer.kernel.shape, layer.units, layer.activation.__name__)
