import tensorflow as tf
x = tf.range(4, dtype=tf.float32); x = tf.Variable(x)
with tf.GradientTape() as t: y = 2 * tf.tensordot(x, x, axes=1)
print(y, t.gradient(y, x) == 4 * x)
with tf.GradientTape() as t: y = x * x
print(t.gradient(y, x))
with tf.GradientTape(persistent=True) as t:
  y = x * x; u = tf.stop_gradient(y); z = u * x
print(t.gradient(z, x) == u, t.gradient(y, x) == 2 * x)
def f(a):
  b = a * 2
  while tf.norm(b) < 1000: b = b * 2
  if tf.reduce_sum(b) > 0: c = b
  else: c = 100 * b
  return c
a = tf.Variable(.37)
with tf.GradientTape() as t: d = f(a)
dg = t.gradient(d, a); print(dg, dg == d / a)
def squared_loss(y_hat, y): return (y_hat - tf.reshape(y, y_hat.shape)) ** 2 / 2
def sgd(params, grads, lr, bs):
  for p, g in zip(params, grads): p.assign_sub(lr * g / bs)
w = tf.Variable(tf.ones((2, 1)) * .01, trainable=True); b = tf.Variable(tf.zeros(1), trainable=True); X = tf.constant([[1., 2.], [3., -1.]]); Y = tf.constant([4., 5.])
for e in range(3):
  with tf.GradientTape() as g: l = squared_loss(tf.matmul(X, w) + b, Y)
  dw, db = g.gradient(l, [w, b]); sgd([w, b], [dw, db], .03, 2)
  print(f'epoch {e + 1}, loss {float(tf.reduce_mean(squared_loss(tf.matmul(X, w) + b, Y))):f}')
print(f'error in estimating w: {tf.constant([2., -3.4]) - tf.reshape(w, (2,))}')
