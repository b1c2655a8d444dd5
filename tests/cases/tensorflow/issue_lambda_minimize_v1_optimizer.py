import tensorflow as tf
x = tf.Variable(0.0); y = tf.Variable(0.0)
opt = tf.compat.v1.train.AdamOptimizer(0.1)
def loss(): return (x - 3.) ** 2 + (y + 1.) ** 2
for i in range(5):
  with tf.GradientTape() as t: l = loss()
  g = t.gradient(l, [x, y])
  opt.apply_gradients(zip(g, [x, y]))
print(x.numpy(), y.numpy())
opt2 = tf.compat.v1.train.MomentumOptimizer(.1, .9, use_nesterov=True)
for i in range(3): opt2.minimize(loss)
print(x.numpy(), y.numpy())
opt3 = tf.compat.v1.train.GradientDescentOptimizer(learning_rate=.1)
gv = opt3.compute_gradients(loss, [x, y]); print(gv)
opt3.apply_gradients(gv); print(x.numpy(), y.numpy())
