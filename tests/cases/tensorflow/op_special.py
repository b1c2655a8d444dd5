import tensorflow as tf
cases = {
  'bessel_i0': (tf.math.bessel_i0, [0.3, 1.0, 2.0]), 'bessel_i0e': (tf.math.bessel_i0e, [0.3, 1.0, 2.0]), 'bessel_i1e': (tf.math.bessel_i1e, [0.3, 1.0, 2.0]),
  'bessel_k0e': (tf.math.special.bessel_k0e, [0.3, 1.0, 2.0]), 'bessel_k1': (tf.math.special.bessel_k1, [0.3, 1.0, 2.0]), 'bessel_k1e': (tf.math.special.bessel_k1e, [0.3, 1.0, 2.0]), 'bessel_y1': (tf.math.special.bessel_y1, [0.3, 1.0, 2.0]),
  'dawsn': (tf.math.special.dawsn, [0.3, 1.0, 2.0]), 'fresnel_cos': (tf.math.special.fresnel_cos, [0.3, 1.0, 2.0]), 'fresnel_sin': (tf.math.special.fresnel_sin, [0.3, 1.0, 2.0]),
  'polygamma 1': (lambda x: tf.math.polygamma(1.0, x), [0.3, 1.5, 4.0]), 'zeta': (lambda x: tf.math.zeta(2.5, x), [0.3, 1.5, 4.0]),
  'igamma x': (lambda x: tf.math.igamma(1.5, x), [0.3, 1.5, 4.0]), 'igammac x': (lambda x: tf.math.igammac(1.5, x), [0.3, 1.5, 4.0]),
  'lbeta': (lambda x: tf.math.lbeta(x), [0.3, 1.5, 4.0]), 'betainc x': (lambda x: tf.math.betainc(2.0, 3.0, x), [0.1, 0.5, 0.9]),
  'exp lgamma': (lambda x: tf.exp(tf.math.lgamma(x + 1.0)), [0.3, 1.5, 4.0]),
}
table = {}
for name, (f, pts) in cases.items():
  x = tf.constant(pts)
  with tf.GradientTape() as t2:
    t2.watch(x)
    with tf.GradientTape() as t1:
      t1.watch(x)
      y = f(x)
    g = t1.gradient(y, x)
  try:
    gg = t2.gradient(g, x) if g is not None else None
  except LookupError as e:
    gg = str(e)
  table[name] = [y, g, gg]
  print(name, y.numpy(), g.numpy() if g is not None else None, gg.numpy() if hasattr(gg, 'numpy') else gg)
