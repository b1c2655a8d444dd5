import tensorflow as tf
A = tf.reshape(tf.range(9.), [3, 3])
for k in ((-1, 1), 1, (0, 1), -1):
    try: print(k, tf.linalg.diag_part(A, k=k).numpy().tolist())
    except Exception as e: print(type(e).__name__, str(e)[:80])
print(tf.linalg.diag_part(A, k=(-1, 1), align="LEFT_LEFT", padding_value=9.).numpy().tolist())
x = tf.constant([[.5, .7]], tf.float64)
print(tf.nn.batch_normalization(x, .1, .3, .2, .7, 1e-3))

v = tf.Variable([[1., 2., 3.], [4., 5., 6.]]); m = tf.Variable([.1, .2, .3])
with tf.GradientTape(persistent=True) as t:
    y = tf.reduce_sum(tf.linalg.diag_part(v, k=(-1, 1)) ** 2)
    z = tf.reduce_sum(tf.nn.batch_normalization(v, m, m * m, None, m, 1e-3) ** 2); w = tf.reduce_sum(tf.nn.batch_normalization(v, .1, .3, m, None, 1e-3) ** 2)
print(tf.linalg.diag_part(v, k=(-1, 1)), t.gradient(y, v), t.gradient(z, [v, m]), t.gradient(w, [v, m]), tf.linalg.diag_part(v, k=(1, 1)), tf.linalg.diag_part(tf.stack([v, v]), k=(0, 1)))
