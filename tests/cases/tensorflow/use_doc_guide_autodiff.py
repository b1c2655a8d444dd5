import tensorflow as tf
w = tf.Variable([[1.0, -0.5], [0.2, 0.3], [0.4, 0.1]], name='w'); b = tf.Variable(tf.zeros(2, dtype=tf.float32), name='b'); x = [[1., 2., 3.]]
with tf.GradientTape(persistent=True) as tape:
  y = x @ w + b
  loss = tf.reduce_mean(y**2)
[dl_dw, dl_db] = tape.gradient(loss, [w, b])
print(w.shape); print(dl_dw.shape)
my_vars = {'w': w, 'b': b}
grad = tape.gradient(loss, my_vars)
print(grad['b'])
x = tf.linspace(-10.0, 10.0, 6)
with tf.GradientTape() as tape:
  tape.watch(x)
  y = tf.nn.sigmoid(x)
dy_dx = tape.gradient(y, x)
x = tf.constant(1.0)
v0 = tf.Variable(2.0); v1 = tf.Variable(2.0)
with tf.GradientTape(persistent=True) as tape:
  tape.watch(x)
  if x > 0.0:
    result = v0
  else:
    result = v1**2
dv0, dv1 = tape.gradient(result, [v0, v1])
print(dy_dx, dv0, dv1)
