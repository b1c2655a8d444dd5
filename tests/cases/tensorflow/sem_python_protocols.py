import numpy as np
import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
s = tf.constant(3.5); v = tf.constant([1.0, 2.0, 3.0]); m = tf.constant([[1, 2], [3, 4]]); w = tf.Variable([1.0, 2.0])
out = {
  'bool vector': msg(lambda: bool(v)), 'bool zero': bool(tf.constant(0.0)), 'bool empty': msg(lambda: bool(tf.constant([]))), 'float': float(s), 'int': int(s), 'len': len(v), 'len scalar': msg(lambda: len(s)), 'iter scalar': msg(lambda: list(s)), 'iter': [float(x) for x in v], 'unpack': [x.numpy().tolist() for x in m], 'hash': msg(lambda: hash(s)), 'in dict': msg(lambda: {s: 1}), 'ref': s.ref() == s.ref(), 'item assign': msg(lambda: exec('v[0] = 1.0', {'v': v})),
  'eq': (v == 2.0), 'eq None': v == None, 'ne': v != [1.0, 0.0, 3.0], 'eq shape': v == tf.constant([1.0, 2.0]), 'contains': msg(lambda: 2.0 in v), 'lt list': v < [2.0, 2.0, 2.0], 'not': not tf.constant(False), 'index': [10, 20, 30, 40][tf.constant(2)], 'range': list(range(tf.constant(3))), 'reversed': msg(lambda: [float(x) for x in reversed(v)]), 'sum': sum(v), 'max': max(v), 'sorted': [float(x) for x in sorted(v, reverse=True)], 'zip': [float(a * b) for a, b in zip(v, [1.0, 2.0, 3.0])], 'np.array': np.array(v), 'np.asarray dtype': np.asarray(m).dtype.name, 'tolist': v.numpy().tolist(), 'item': s.numpy().item(),
  'var len': msg(lambda: len(w)), 'var iter': msg(lambda: [float(x) for x in w]), 'var hash': msg(lambda: isinstance(hash(w), int)), 'var bool': msg(lambda: bool(tf.Variable(1.0))), 'complex': msg(lambda: complex(s)), 'shape index': m.shape[0], 'shape tuple': tuple(m.shape), 'ndim': m.ndim, 'rank': m.shape.rank, 'get_shape': m.get_shape().as_list(), 'attr': msg(lambda: v.foo), 'mean method': msg(lambda: v.mean()), 'T': msg(lambda: m.T), 'reshape method': msg(lambda: v.reshape(3, 1)), 'device': 'CPU' in s.device, 'isinstance': isinstance(s, tf.Tensor) and not isinstance(w, tf.Tensor), 'is_tensor': (tf.is_tensor(s), tf.is_tensor(w), tf.is_tensor(1.0)),
}
for k, v in out.items():
  print(k, '->', v)
