import tensorflow as tf
a0, b0 = [1.0, 2.0, -3.0, 0.0], [1.0, 2.5, -3.0, 0.0]
fns = {
  'maximum tie': tf.maximum, 'minimum tie': tf.minimum, 'abs diff': lambda a, b: tf.abs(a - b), 'divide_no_nan': tf.math.divide_no_nan, 'mul_no_nan': tf.math.multiply_no_nan,
  'floormod': lambda a, b: tf.math.floormod(a, b + 10.0), 'relu(a-b)': lambda a, b: tf.nn.relu(a - b), 'where a>b': lambda a, b: tf.where(a > b, a, b), 'where a>=b': lambda a, b: tf.where(a >= b, a, b),
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
