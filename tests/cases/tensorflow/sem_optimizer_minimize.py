import tensorflow as tf
x = tf.Variable(3.0); y = tf.Variable(-2.0)
def loss():
  return (x - 1.0) ** 2 + (y + 1.0) ** 2 * 2.0
opt = tf.optimizers.SGD(0.1)
losses = []
for _ in range(4):
  with tf.GradientTape() as t:
    l = loss()
  g = t.gradient(l, [x, y])
  opt.apply_gradients(zip(g, [x, y]))
  losses.append(l.numpy().item())
lr = float(opt.learning_rate)
opt.learning_rate.assign(0.01)
lr2 = float(opt.learning_rate)
print(losses, lr, lr2, x.numpy(), y.numpy())
