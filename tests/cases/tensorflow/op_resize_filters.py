import tensorflow as tf
x = tf.reshape(tf.constant([1., 2., 4., 8., 3., 5.]), [1, 6, 1])
for m in ("lanczos3", "lanczos5", "gaussian", "mitchellcubic", "bilinear", "bicubic"):
    for aa in (False, True):
        print(m, aa, tf.image.resize(x, [1, 3], m, antialias=aa)[0, :, 0].numpy(), tf.image.resize(x, [1, 8], m, antialias=aa)[0, :, 0].numpy())
