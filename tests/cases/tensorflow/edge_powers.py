import tensorflow as tf
rows = {}
for base in (-2.0, 0.0, 0.5, 2.0):
  for exponent in (-2.0, -1.0, 0.0, 0.5, 1.0, 2.0, 3.0):
    b, e = tf.constant(base), tf.constant(exponent)
    with tf.GradientTape() as t:
      t.watch([b, e])
      y = b ** e
    rows[f'{base}**{exponent}'] = [y] + t.gradient(y, [b, e])
for k, (y, gb, ge) in rows.items():
  print(k, y.numpy(), gb.numpy(), ge.numpy())
