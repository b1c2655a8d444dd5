import tensorflow as tf
a0, b0 = [1.5, 2.0, 0.3], [0.5, 4.0, 1.25]
fns = {
  '**': lambda a, b: a ** b, 'pow': tf.pow, 'xlogy': tf.math.xlogy, 'xlog1py': tf.math.xlog1py, 'xdivy': tf.math.xdivy, 'log ratio': lambda a, b: tf.math.log(a / b),
  'kl': lambda a, b: a * (tf.math.log(a) - tf.math.log(b)), 'logaddexp': lambda a, b: tf.reduce_logsumexp(tf.stack([a, b]), 0), 'harmonic': lambda a, b: 2.0 / (1.0 / a + 1.0 / b),
  'geometric': lambda a, b: tf.sqrt(a * b), 'exp(-ab)': lambda a, b: tf.exp(-a * b), 'igamma': tf.math.igamma, 'igammac': tf.math.igammac,
}
table = {}
for name, f in fns.items():
  a, b = tf.constant(a0), tf.constant(b0)
  with tf.GradientTape(persistent=True) as t2:
    t2.watch([a, b])
    with tf.GradientTape() as t:
      t.watch([a, b])
      y = f(a, b)
    ga, gb = t.gradient(y, [a, b])
  second = []
  for g in (ga, gb):
    try:
      second.append([None, None] if g is None else t2.gradient(g, [a, b]))
    except LookupError as e:
      second.append(str(e))
  table[name] = [y, ga, gb, second]
  print(name, y.numpy(), ga.numpy() if ga is not None else None, gb.numpy() if gb is not None else None)
