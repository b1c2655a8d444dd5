import tensorflow as tf
a0, b0 = [[1.0], [2.0]], [3.0, -4.0, 5.0]
fns = {
  '+': lambda a, b: a + b, '*': lambda a, b: a * b, '/': lambda a, b: a / b, '-': lambda a, b: b - a, 'maximum': tf.maximum, 'squared_difference': tf.math.squared_difference,
  'pow': lambda a, b: a ** tf.abs(b), 'where': lambda a, b: tf.where(b > 0.0, a, b), 'atan2': tf.atan2, 'broadcast_to': lambda a, b: tf.broadcast_to(a, [2, 3]) * b,
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
