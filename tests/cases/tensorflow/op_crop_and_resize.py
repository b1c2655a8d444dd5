import tensorflow as tf

img = tf.Variable(tf.random.stateless_uniform([2, 5, 4, 2], [1, 2]))
boxes = tf.Variable(
    [
        [0.1, 0.2, 0.8, 0.9],
        [0.0, 0.0, 1.0, 1.0],
        [-0.2, 0.3, 0.5, 1.3],
        [0.9, 0.8, 0.2, 0.1],
    ]
)
for method in ("bilinear", "nearest"):
    for size in ([3, 3], [1, 2]):
        with tf.GradientTape() as t:
            y = tf.image.crop_and_resize(
                img, boxes, [0, 1, 1, 0], size, method=method, extrapolation_value=0.5
            )
            s = tf.reduce_sum(y**2)
        g = t.gradient(s, [img, boxes])
        print(
            method,
            size,
            y.shape,
            y.dtype,
            y.numpy()[..., 0].round(4).ravel().tolist(),
            g[0].numpy().sum().round(3),
            None if g[1] is None else g[1].numpy().round(3).tolist(),
        )
