import tensorflow as tf
x = tf.Variable([1.0, 2.0, 0.5, -1.0])
with tf.GradientTape(persistent=True) as t:
  c = tf.cast(x, tf.complex64)
  power = tf.reduce_sum(tf.abs(tf.signal.fft(c)) ** 2 * [1.0, 2.0, 3.0, 4.0])
  back = tf.math.real(tf.signal.ifft(tf.signal.fft(c) * tf.constant([1.0, 0.5, 0.25, 0.5], tf.complex64)))
  spectrum = tf.abs(tf.signal.rfft(x)) ** 2
  loss = tf.reduce_sum(back * [1.0, 2.0, 3.0, 4.0])
g_power = t.gradient(power, x)
g_loss = t.gradient(loss, x)
g_spectrum = t.gradient(spectrum, x)
print(power, g_power); print(back, g_loss); print(spectrum, g_spectrum)
