import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
x = tf.constant([1.0, 2.0])
out = {
  'equal': msg(lambda: tf.debugging.assert_equal(x, x)), 'near': msg(lambda: tf.debugging.assert_near(x, x + 1e-9)), 'positive': msg(lambda: tf.debugging.assert_positive(x)), 'finite': msg(lambda: tf.debugging.assert_all_finite(x, 'bad')), 'shapes': msg(lambda: tf.debugging.assert_shapes([(x, (2,))])), 'check_numerics': msg(lambda: tf.debugging.check_numerics(x, 'bad').numpy().tolist()), 'non negative': msg(lambda: tf.debugging.assert_non_negative(x)), 'less': msg(lambda: tf.debugging.assert_less(x, x + 1.0)), 'rank': msg(lambda: tf.debugging.assert_rank(x, 1)), 'type': msg(lambda: tf.debugging.assert_type(x, tf.float32)),
  'not equal kind': msg(lambda: tf.debugging.assert_equal(x, x + 1.0)).split(':')[0], 'nan kind': msg(lambda: tf.debugging.check_numerics(x / 0.0, 'bad')), 'less kind': msg(lambda: tf.debugging.assert_less(x, x)).split(':')[0],
}
with tf.GradientTape() as t:
  t.watch(x)
  y = tf.debugging.check_numerics(x * x, 'y')
g = t.gradient(y, x)
for k, v in out.items():
  print(k, '->', v)
print(g)
