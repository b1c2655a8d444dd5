import tensorflow as tf
x = tf.constant(3.0)
with tf.GradientTape() as g:
  g.watch(x)
  with tf.GradientTape() as gg:
    gg.watch(x)
    y = x * x
  dy_dx = gg.gradient(y, x)
d2y_dx2 = g.gradient(dy_dx, x)
print(dy_dx); print(d2y_dx2)
x = tf.constant(3.0)
with tf.GradientTape(persistent=True) as g:
  g.watch(x)
  y = x * x
  z = y * y
dz_dx = g.gradient(z, x); print(dz_dx)
dy_dx = g.gradient(y, x); print(dy_dx)
x = tf.Variable(2.0); w = tf.Variable(5.0)
with tf.GradientTape(watch_accessed_variables=False, persistent=True) as tape:
  tape.watch(x)
  y = x ** 2
  z = w ** 3
print(tape.gradient(y, x)); print(tape.gradient(z, w))
with tf.GradientTape() as g:
  x = tf.constant([[1., 2.], [3., 4.]], dtype=tf.float32)
  g.watch(x)
  y = x * x
batch_jacobian = g.batch_jacobian(y, x)
print(batch_jacobian)
with tf.GradientTape() as g:
  x = tf.constant([1.0, 2.0])
  g.watch(x)
  y = x * x
jacobian = g.jacobian(y, x)
print(jacobian)
x = tf.ones([1, 2]); y = tf.ones([3, 1])
with tf.GradientTape() as g:
  g.watch([x, y])
  z = x + y
gx, gy = g.gradient(z, [x, y]); print(gx, gy)
with tf.GradientTape() as t:
  loss = tf.zeros([2])
  t.watch(loss)
  l2 = loss * loss
  loss += l2
g = t.gradient(loss, l2); print(g)
with tf.GradientTape() as t:
  t.watch(x)
  loss = tf.reduce_sum(x)
  t.reset()
  t.watch(x)
  loss += tf.reduce_sum(x * 2)
print(t.gradient(loss, x))
