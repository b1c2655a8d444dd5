import tensorflow as tf
import numpy as np
eps = np.finfo(np.float32).eps.item()
W = tf.Variable(np.linspace(-.5, .5, 8).reshape(4, 2).astype('float32')); V = tf.Variable(np.linspace(.2, -.3, 4).reshape(4, 1).astype('float32'))
states = np.array([[.1, .2, -.1, .0], [.2, -.1, .3, .1], [0., .4, .1, -.2]], np.float32)
acts = [0, 1, 1]
huber_loss = tf.keras.losses.Huber(reduction=tf.keras.losses.Reduction.SUM) if hasattr(tf.keras.losses, 'Reduction') else tf.keras.losses.Huber(reduction='sum')
with tf.GradientTape() as tape:
  action_probs, values = [], []
  for s, a in zip(states, acts):
    s = tf.expand_dims(tf.convert_to_tensor(s), 0)
    p = tf.nn.softmax(s @ W); c = s @ V
    values.append(c[0, 0]); action_probs.append(tf.math.log(p[0, a]))
  rewards = [1.0, 1.0, 0.0]
  returns, discounted = [], 0
  for r in rewards[::-1]:
    discounted = r + 0.99 * discounted
    returns.insert(0, discounted)
  returns = np.array(returns)
  returns = (returns - np.mean(returns)) / (np.std(returns) + eps)
  actor, critic = [], []
  for lp, v, ret in zip(action_probs, values, returns.tolist()):
    actor.append(-lp * (ret - v))
    critic.append(huber_loss(tf.expand_dims(v, 0), tf.expand_dims(ret, 0)))
  loss_value = sum(actor) + sum(critic)
grads = tape.gradient(loss_value, [W, V])
print(loss_value, grads)
