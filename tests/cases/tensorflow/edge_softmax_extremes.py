import tensorflow as tf
inf = float('inf')
rows = {}
for name, logits in {'large': [1000.0, 0.0], 'equal': [5.0, 5.0], 'minus inf': [0.0, -inf], 'all minus inf': [-inf, -inf], 'nan': [float('nan'), 0.0]}.items():
  x = tf.constant(logits)
  with tf.GradientTape(persistent=True) as t:
    t.watch(x)
    s = tf.nn.softmax(x)
    l = tf.nn.log_softmax(x)
    n = tf.reduce_logsumexp(x)
    naive = tf.math.log(tf.reduce_sum(tf.exp(x)))
    xe = tf.nn.softmax_cross_entropy_with_logits(labels=[0.0, 1.0], logits=x)
  rows[name] = [(y, t.gradient(y, x)) for y in (s[0], l[0], s, l, n, naive, xe)]
  print(name, s.numpy(), l.numpy(), n.numpy(), naive.numpy(), xe.numpy(), [g.numpy().tolist() if g is not None else None for y, g in rows[name]])
