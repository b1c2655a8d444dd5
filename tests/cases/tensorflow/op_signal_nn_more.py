import tensorflow as tf
import numpy as np
rng = np.random.RandomState(0)
def g(f, *xs):
  vs = [tf.Variable(x, dtype=tf.float32) for x in xs]
  try:
    with tf.GradientTape() as t:
      y = f(*vs); s = tf.reduce_sum(tf.cast(y, tf.float32) ** 2)
    return s.numpy(), [None if a is None else tf.convert_to_tensor(a).numpy().tolist() for a in t.gradient(s, vs)]
  except Exception as e: return type(e).__name__ + str(e)[:100]
X = rng.randn(6); I = rng.rand(1, 4, 4, 3)
tests = dict(dct=lambda: g(tf.signal.dct, X), dct_o=lambda: g(lambda x: tf.signal.dct(x, norm="ortho"), X), idct=lambda: g(lambda x: tf.signal.idct(x, norm="ortho"), X), ola=lambda: g(lambda x: tf.signal.overlap_and_add(tf.reshape(x, [2, 3]), 1), X), fftshift=lambda: g(tf.signal.fftshift, X),
 resize=lambda: g(lambda i: tf.image.resize(i, [7, 5]), I), nearest=lambda: g(lambda i: tf.image.resize(i, [7, 5], "nearest"), I), bicubic=lambda: g(lambda i: tf.image.resize(i, [7, 5], "bicubic"), I), tv=lambda: g(tf.image.total_variation, I), gray=lambda: g(tf.image.rgb_to_grayscale, I), ssim=lambda: g(lambda a: tf.image.psnr(a, a * 0.9, 1.0), I),
 flip=lambda: g(tf.image.flip_left_right, I), flipu=lambda: g(tf.image.flip_up_down, I), crop=lambda: g(lambda i: tf.image.crop_to_bounding_box(i, 1, 1, 2, 2), I), ccrop=lambda: g(lambda i: tf.image.central_crop(i, 0.5), I), bright=lambda: g(lambda i: tf.image.adjust_brightness(i, 0.1), I), gam=lambda: g(lambda i: tf.image.adjust_gamma(i, 2.0), I), sat=lambda: g(lambda i: tf.image.adjust_saturation(i, 0.5), I), padim=lambda: g(lambda i: tf.image.pad_to_bounding_box(i, 1, 1, 7, 7), I), rot=lambda: g(tf.image.rot90, I), sob=lambda: g(tf.image.sobel_edges, I), grads=lambda: g(lambda i: tf.image.image_gradients(i)[0], I),
 atrous=lambda: g(lambda i, k: tf.nn.atrous_conv2d(i, k, 2, "SAME"), I, rng.randn(2, 2, 3, 1)), pool=lambda: g(lambda i: tf.nn.pool(i, [2, 2], "AVG"), I), pool2=lambda: g(lambda i: tf.nn.pool(i, [2, 2], "MAX", strides=[2, 2], padding="SAME"), I),
 raw=lambda: g(lambda x: tf.raw_ops.Mul(x=x, y=tf.raw_ops.Sin(x=x)), X), raw2=lambda: g(lambda x: tf.raw_ops.Relu(features=x), X),
 ctc=lambda: g(lambda l: tf.nn.ctc_loss(labels=tf.constant([[1, 2]]), logits=tf.reshape(l, [5, 1, 3]), label_length=[2], logit_length=[5], blank_index=0), rng.randn(15)))
for k, f in tests.items(): print(k, f())
