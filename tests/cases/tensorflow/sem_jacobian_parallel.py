import tensorflow as tf
x = tf.Variable([1.0, 2.0])
with tf.GradientTape(persistent=True) as t:
  y = x * x
  s = tf.reduce_sum(y)
for p in (1, 2, 3, 0, -1, 10):
  for q in (y, s):
    try: print(p, t.jacobian(q, x, parallel_iterations=p))
    except Exception as e: print(p, type(e).__name__, e)
z = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape(persistent=True) as t: q = z * z
for p in (1, 2, 3, 0):
    try: print(p, t.batch_jacobian(q, z, parallel_iterations=p))
    except Exception as e: print(p, type(e).__name__, e)
    try: print(p, t.batch_jacobian(q, z, parallel_iterations=p, experimental_use_pfor=False))
    except Exception as e: print(p, type(e).__name__, e)
try: t.jacobian(q, z, unconnected_gradients="x", experimental_use_pfor=False)
except Exception as e: print(p, type(e).__name__, e)
try: t.batch_jacobian(q, z, unconnected_gradients="x")
except Exception as e: print(p, type(e).__name__, e)
try: t.batch_jacobian(q, z, unconnected_gradients="x", experimental_use_pfor=False)
except Exception as e: print(p, type(e).__name__, e)
