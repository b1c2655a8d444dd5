import tensorflow as tf
a0, b0 = [1.5, -2.0, 3.0], [0.5, 4.0, -1.25]
fns = {
  '+': lambda a, b: a + b, '-': lambda a, b: a - b, '*': lambda a, b: a * b, '/': lambda a, b: a / b, '//': lambda a, b: a // b, '%': lambda a, b: a % b, '-a': lambda a, b: -a,
  'add': tf.add, 'subtract': tf.subtract, 'multiply': tf.multiply, 'divide': tf.divide, 'truediv': tf.truediv, 'math.add': tf.math.add,
  'floordiv': tf.math.floordiv, 'floormod': tf.math.floormod, 'mod': tf.math.mod, 'divide_no_nan': tf.math.divide_no_nan, 'multiply_no_nan': tf.math.multiply_no_nan,
  'squared_difference': tf.math.squared_difference, 'maximum': tf.maximum, 'minimum': tf.minimum, 'atan2': tf.atan2, 'add_n': lambda a, b: tf.add_n([a, b, a]),
  'accumulate_n': lambda a, b: tf.math.accumulate_n([a, b, a]), 'scalar_mul': lambda a, b: tf.math.scalar_mul(3.0, a) + b, 'hypot by hand': lambda a, b: tf.sqrt(a * a + b * b),
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
