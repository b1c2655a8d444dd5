import numpy as np
import tensorflow as tf

tf.random.set_seed(1)
np.random.seed(1)
states = tf.constant(np.eye(3), tf.float32)
W = tf.Variable(tf.zeros([3, 4]), name="policy")
V = tf.Variable(tf.zeros([3, 1]), name="value")
opt = tf.keras.optimizers.SGD(0.5)
payoff = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1.0]], dtype=np.float32)


def discounted(r, gamma=0.9):
    out, acc = np.zeros_like(r), 0.0
    for i in reversed(range(len(r))):
        acc = r[i] + gamma * acc
        out[i] = acc
    return out


history = []
for episode in range(4):
    idx = np.random.randint(0, 3, size=6)
    s = tf.gather(states, idx)
    with tf.GradientTape() as tape:
        logits = tf.matmul(s, W)
        actions = tf.squeeze(tf.random.categorical(logits, 1), axis=1)
        rewards = np.array([payoff[i, a] for i, a in zip(idx, actions.numpy())], dtype=np.float32)
        returns = tf.constant(discounted(rewards))
        values = tf.squeeze(tf.matmul(s, V), 1)
        adv = tf.stop_gradient(returns - values)
        logp = tf.nn.log_softmax(logits)
        chosen = tf.reduce_sum(logp * tf.one_hot(actions, 4), axis=1)
        entropy = -tf.reduce_sum(tf.exp(logp) * logp, axis=1)
        policy_loss = -tf.reduce_mean(chosen * adv)
        value_loss = tf.reduce_mean(tf.square(returns - values))
        loss = policy_loss + 0.5 * value_loss - 0.01 * tf.reduce_mean(entropy)
    grads = tape.gradient(loss, [W, V])
    opt.apply_gradients(zip(grads, [W, V]))
    history.append(loss.numpy())
    print(episode, actions.numpy(), rewards.sum(), "%.6f" % loss.numpy())
print(tf.nn.softmax(states @ W))
