import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
D = tf.debugging; x = tf.constant([1.0, 2.0])
out = {
  'integer': msg(lambda: D.assert_integer(x)), 'integer ok': msg(lambda: D.assert_integer(tf.constant(1))), 'scalar': msg(lambda: D.assert_scalar(x)), 'scalar ok': msg(lambda: D.assert_scalar(1.0)), 'rank': msg(lambda: D.assert_rank(x, 2)), 'rank at least': msg(lambda: D.assert_rank_at_least(x, 2, message='m')), 'rank in': msg(lambda: D.assert_rank_in(x, [0, 2])),
}
for k, v in out.items():
  print(k, '->', v)
