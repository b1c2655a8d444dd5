import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
s = tf.constant(3.14159); v = tf.constant([1.0, 2.0]); i = tf.constant(42); w = tf.Variable(2.71828); b = tf.constant(True)
out = {
  'f': f"{s:.2f}", 'e': f"{s:.3e}", 'g': f"{s:g}", 'width': f"{s:10.3f}|", 'percent': '%.3f' % s, 'percent d': '%d' % i, 'percent s': '%s' % s, 'str.format': '{:.1f}'.format(s), 'int': f"{i:05d}", 'int comma': msg(lambda: f"{tf.constant(1234567):,}"), 'vector': msg(lambda: f"{v:.2f}"), 'variable': msg(lambda: f"{w:.2f}"), 'variable percent': msg(lambda: '%.2f' % w),
  'plain': f"{s}", 'plain vector': f"{v}", 'repr': f"{s!r}", 'str': f"{s!s}", 'numpy': f"{s.numpy():.4f}", 'float': f"{float(w):.3f}", 'numpy vector': f"{v.numpy()}", 'bool': f"{b}", 'int in f': msg(lambda: f"{i:.2f}"), 'round numpy': str(round(float(s), 3)), 'join': ', '.join(f"{x:.1f}" for x in v), 'str fn': str(v), 'f16': f"{tf.constant(0.1, tf.float16)}",
}
for k, v in out.items():
  print(k, '->', v)
