import tensorflow as tf
import numpy as np
theta = tf.Variable(np.zeros((2, 2), 'float32')); b = tf.Variable(0.)
traj = [(0, 1, 1.), (1, 0, 0.), (0, 0, 2.)]
opt = tf.keras.optimizers.RMSprop(learning_rate=.1)
for ep in range(2):
  with tf.GradientTape(persistent=True) as t:
    R, loss = 0., 0.
    G = []
    for s, a, r in reversed(traj): R = r + .9 * R; G.insert(0, R)
    for (s, a, r), R in zip(traj, G):
      probs = tf.nn.softmax(theta[s]); logp = tf.math.log(probs[a])
      loss += -logp * tf.stop_gradient(R - b)
    vloss = tf.add_n([(g - b) ** 2 for g in G]) / len(G)
  opt.apply_gradients([(t.gradient(loss, theta), theta), (t.gradient(vloss, b), b)])
  print(ep, loss.numpy(), vloss.numpy(), theta.numpy().round(4).tolist(), b.numpy())
