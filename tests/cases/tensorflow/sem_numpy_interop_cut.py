import tensorflow as tf
import numpy as np, math
x = tf.Variable(2.0)
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"[:150]
for k, f in {'np.sin': lambda: np.sin(x), 'np.square': lambda: np.square(x), 'math.exp': lambda: math.exp(x), 'np.multiply': lambda: np.multiply(x, 2), 'np.add t': lambda: np.add(x * 1.0, 1.0), 'np * v': lambda: np.float32(3) * x, 'np arr * v': lambda: np.array([1., 2.], np.float32) * x, 'v * arr64': lambda: x * np.array([1., 2.]), 'np.dot': lambda: np.dot(x * [1., 2.], [3., 4.]), 'np.sum': lambda: np.sum(x * [1., 2.]), 'np.stack': lambda: np.stack([x, x]), 'np.array list': lambda: np.array([x, x]), 'np.maximum': lambda: np.maximum(x, 0), 'np.where': lambda: np.where(x > 1, x, 0), 'np.exp t': lambda: np.exp(x * 1.0), 'np.power': lambda: np.power(x, 2), 'x ** np': lambda: x ** np.array(2.0), 'np ** x': lambda: np.array(2.0) ** x, 'np - x': lambda: np.array([1.0], np.float32) - x, 'np / x': lambda: np.float64(1) / x, 'np @ x': lambda: np.ones((1, 2), np.float32) @ (x * tf.ones([2, 1])), 'x @ np': lambda: (x * tf.ones([1, 2])) @ np.ones((2, 1), np.float32), 'np > x': lambda: np.array([1., 3.]) > x, 'float': lambda: float(x) * 2, 'numpy': lambda: x.numpy() ** 2, 'np.float64 + x': lambda: np.float64(1.0) + x, 'x + np.int64': lambda: x + np.int64(3), 'int arr': lambda: x * np.array([1, 2]), 'round': lambda: round(float(x), 2), 'abs': lambda: np.abs(x), 'np.mean': lambda: np.mean([x * 2, x * 4]), 'np.linalg.norm': lambda: np.linalg.norm(x * [3., 4.]), 'tf np arr': lambda: tf.sin(np.array([1.0, 2.0])) , 'np.asarray': lambda: tf.constant(np.asarray(x)) * x, 'np.tensordot': lambda: np.tensordot([1., 2.], x * [1., 1.], 1), 'np.clip': lambda: np.clip(x, 0, 1), 'cos arr elem': lambda: tf.cos(np.float64(1.0)) * tf.cast(x, tf.float64), 'np.outer': lambda: np.outer(x * [1., 2.], [1., 2.])}.items():
  with tf.GradientTape() as t: y = msg(f)
  g = msg(lambda: t.gradient(y, x)) if tf.is_tensor(y) else 'not a tensor'
  print(k, '->', type(y).__name__, y, g)
