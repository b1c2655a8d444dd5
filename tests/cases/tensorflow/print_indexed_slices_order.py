import tensorflow as tf
x = tf.Variable([1., 2., 3., 4.])
def show(name, f):
  with tf.GradientTape() as t: y = f()
  g = t.gradient(y, x)
  print(name, '->', g.indices.numpy().tolist() if hasattr(g, 'indices') else 'dense', (g.values if hasattr(g, 'values') else g).numpy().tolist())
def mk(*ix): return [tf.gather(x, [i]) for i in ix]
def go(f, *ix):
  return lambda: f(*mk(*ix))
show('a+b', go(lambda a, b: a + b, 0, 1)); show('b+a', go(lambda a, b: b + a, 0, 1)); show('b-a', go(lambda a, b: b - a, 0, 1)); show('a*b', go(lambda a, b: a * b, 0, 1)); show('b*a', go(lambda a, b: b * a, 0, 1))
show('a+b+c', go(lambda a, b, c: a + b + c, 0, 1, 2)); show('c+b+a', go(lambda a, b, c: c + b + a, 0, 1, 2)); show('a+(b+c)', go(lambda a, b, c: a + (b + c), 0, 1, 2)); show('(a*2)+b', go(lambda a, b: a * 2 + b, 0, 1)); show('b+(a*2)', go(lambda a, b: b + a * 2, 0, 1)); show('a*a+b', go(lambda a, b: a * a + b, 0, 1)); show('a+(b-a)*2', go(lambda a, b: a + (b - a) * 2, 0, 1)); show('stack', go(lambda a, b, c: tf.stack([c, a, b]), 0, 1, 2)); show('concat', go(lambda a, b, c: tf.concat([a, c, b], 0), 0, 1, 2)); show('addn', go(lambda a, b, c: tf.add_n([b, a, c]), 0, 1, 2)); show('list', go(lambda a, b, c: [c, a, b], 0, 1, 2)); show('list2', go(lambda a, b: [b * 2, a * 3], 0, 1)); show('sq', go(lambda a, b: tf.reduce_sum(a ** 2) + tf.reduce_sum(b ** 2), 0, 1)); show('loop', lambda: sum(tf.gather(x, [i]) ** 2 for i in (2, 0, 1))); show('dist', go(lambda a, b, c: tf.norm(a - b) - tf.norm(a - c), 0, 1, 2)); show('bmm', go(lambda a, b: tf.tensordot(a, b, 1), 0, 1)); show('where', go(lambda a, b: tf.where(True, a, b), 0, 1)); show('max', go(lambda a, b: tf.maximum(b, a), 0, 1)); show('dense', go(lambda a, b: a + b + x[0], 0, 1))
show('sparse_read', lambda: x.sparse_read([1]) + x.sparse_read([0])); show('emb', lambda: tf.nn.embedding_lookup(x, [3]) * tf.nn.embedding_lookup(x, [1])); show('same', lambda: (lambda a: a * a)(tf.gather(x, [1]))); show('neg', go(lambda a, b: -b - a, 0, 1)); show('deep', go(lambda a, b: tf.exp(tf.sin(a)) * b, 0, 1)); show('deep2', go(lambda a, b: b * tf.exp(tf.sin(a)), 0, 1)); show('pos neg', go(lambda u, p, n: tf.nn.softplus(-(tf.reduce_sum(u * p) - tf.reduce_sum(u * n))), 0, 1, 2))
