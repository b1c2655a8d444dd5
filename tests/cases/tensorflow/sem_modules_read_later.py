import tensorflow as tf
import tensorflow.data
from tensorflow.image import resize
from tensorflow import signal, data
import tensorflow.keras as keras
l = keras.layers.Resizing(2, 2) if hasattr(keras.layers, "Resizing") else None
print(tf.image.flip_left_right([[[1.]]]).shape, tf.data.Dataset.range(3).cardinality(), tf.data.experimental.AUTOTUNE, signal.frame([1., 2., 3.], 2, 1).shape, tf.compat.v1.image.resize_images([[[1.]]], [2, 2]).shape, tf.compat.v1.data.Dataset.range(2).cardinality(), data.AUTOTUNE)
print(tf.image.resize([[[1.], [2.], [4.]]], [2, 2], "mitchellcubic"), tf.image.ResizeMethod.MITCHELLCUBIC, resize([[[1.], [2.], [4.]]], [1, 5], "mitchellcubic"))
