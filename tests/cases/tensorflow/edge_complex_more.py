import tensorflow as tf
z = tf.Variable([1.0 + 2.0j, -0.5 + 0.3j]); r = tf.Variable([0.5, 1.5])
def g(f, v):
  try:
    with tf.GradientTape() as t: y = f(v)
    return y, t.gradient(y, v)
  except Exception as e: return type(e).__name__, str(e)[:100]
for f in (tf.abs, tf.math.angle, tf.math.real, tf.math.imag, tf.exp, tf.sin, tf.math.log, tf.sqrt, lambda v: v * v, lambda v: v / (v + 1.0), lambda v: v ** 2, tf.math.reciprocal, lambda v: tf.reduce_sum(v * tf.math.conj(v)), lambda v: tf.abs(tf.signal.ifft(v)) ** 2, lambda v: tf.matmul(v[:, None], v[None, :], adjoint_b=True)): print(g(f, z))
for f in (lambda v: tf.complex(v, v * 2.0), lambda v: tf.abs(tf.complex(v, v)), lambda v: tf.signal.rfft(v), lambda v: tf.signal.irfft(tf.cast(v, tf.complex64)), lambda v: tf.math.real(tf.exp(tf.complex(0.0, v)))): print(g(f, r))
