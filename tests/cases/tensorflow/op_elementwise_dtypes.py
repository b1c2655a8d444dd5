import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
out = {}
for dt in ('float16', 'bfloat16', 'float32', 'float64', 'int32', 'int64', 'uint8', 'complex64', 'bool'):
  x = tf.cast([1, 2, 3], dt) if dt != 'bool' else tf.constant([True, False, True])
  for name, f in {'add': lambda x: x + x, 'mul': lambda x: x * 2, 'div': lambda x: x / x, 'square': tf.square, 'sqrt': tf.sqrt, 'exp': tf.exp, 'sum': tf.reduce_sum, 'mean': tf.reduce_mean, 'max': tf.reduce_max, 'neg': lambda x: -x, 'abs': tf.abs, 'sign': tf.sign, 'relu': tf.nn.relu, 'less': lambda x: x < x, 'floor': tf.floor, 'pow': lambda x: x ** 2, 'sigmoid': tf.sigmoid, 'matmul': lambda x: tf.reshape(x, [1, 3]) @ tf.reshape(x, [3, 1])}.items():
    if (dt, name) == ('uint8', 'matmul'):
      continue
    r = msg(lambda: f(x))
    out[dt + ' ' + name] = f"{r.dtype.name} {r.numpy().tolist()}" if hasattr(r, 'numpy') else r[:60]
for k, v in out.items():
  print(k, '->', v)
