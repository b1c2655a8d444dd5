import tensorflow as tf
x0 = [0.3, 0.7, 1.2, 2.5]
names = "abs acosh asin asinh atan atanh ceil cos cosh digamma erf erfc erfcinv erfinv exp expm1 floor invert_permutation is_finite is_nan l2_normalize lgamma log log1p log_sigmoid log_softmax ndtri negative reciprocal_no_nan reciprocal rint round rsqrt sigmoid sign sin sinh softmax softplus softsign sqrt square tan tanh bessel_i0 bessel_i1e".split()
for n in names:
  f = getattr(tf.math, n)
  for dt in (tf.float32, tf.float64):
    x = tf.Variable(x0, dtype=dt)
    try:
      with tf.GradientTape() as t2:
        with tf.GradientTape() as t1: y = f(x)
        g = t1.gradient(y, x)
      print(n, dt.name, y.numpy(), None if g is None else g.numpy(), None if g is None else t2.gradient(g, x))
    except Exception as e: print(n, type(e).__name__, str(e)[:60])
