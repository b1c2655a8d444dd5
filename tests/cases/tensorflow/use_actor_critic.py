import numpy as np
import tensorflow as tf
from tensorflow.keras import layers
seed = 42
tf.random.set_seed(seed); np.random.seed(seed)
eps = np.finfo(np.float32).eps.item()
class ActorCritic(tf.keras.Model):
  def __init__(self, n, h):
    super().__init__()
    init = tf.keras.initializers.RandomNormal(stddev=0.3, seed=1)
    self.common = layers.Dense(h, activation="relu", kernel_initializer=init)
    self.actor = layers.Dense(n, kernel_initializer=tf.keras.initializers.HeUniform(seed=2)); self.critic = layers.Dense(1, kernel_initializer="zeros")
  def call(self, inputs):
    x = self.common(inputs)
    return self.actor(x), self.critic(x)
model = ActorCritic(2, 6)
def expected_return(rewards, gamma=0.9):
  n = tf.shape(rewards)[0]
  returns = tf.TensorArray(dtype=tf.float32, size=n)
  rewards = tf.cast(rewards[::-1], dtype=tf.float32)
  s = tf.constant(0.0); shape = s.shape
  for i in tf.range(n):
    s = rewards[i] + gamma * s
    returns = returns.write(i, s)
  returns = returns.stack()[::-1]
  return (returns - tf.math.reduce_mean(returns)) / (tf.math.reduce_std(returns) + eps)
huber = tf.keras.losses.Huber(reduction=tf.keras.losses.Reduction.SUM) if hasattr(tf.keras.losses, "Reduction") else tf.keras.losses.Huber(reduction="sum")
opt = tf.keras.optimizers.Adam(0.01)

def train_step(states):
  with tf.GradientTape() as tape:
    ap = tf.TensorArray(tf.float32, size=0, dynamic_size=True); vs = tf.TensorArray(tf.float32, size=0, dynamic_size=True)
    for t in tf.range(4):
      logits, v = model(states[t:t + 1])
      act = tf.random.categorical(logits, 1, seed=3)[0, 0]
      p = tf.nn.softmax(logits)
      ap = ap.write(t, p[0, act]); vs = vs.write(t, tf.squeeze(v))
    probs, values = tf.expand_dims(ap.stack(), 1), tf.expand_dims(vs.stack(), 1)
    returns = tf.expand_dims(expected_return(tf.constant([1.0, 0.0, 1.0, 1.0])), 1)
    loss = -tf.math.reduce_sum(tf.math.log(probs) * (returns - values)) + huber(values, returns)
  g = tape.gradient(loss, model.trainable_variables)
  opt.apply_gradients(zip(g, model.trainable_variables))
  return loss
st = tf.constant(np.random.randn(4, 3), tf.float32)
out = [float(train_step(st)) for _ in range(3)]
print(out, model.critic.get_weights())
