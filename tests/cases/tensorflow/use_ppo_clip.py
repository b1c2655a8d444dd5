import tensorflow as tf
import numpy as np

np.random.seed(3)
obs = tf.constant(np.random.randn(16, 5), tf.float32)
acts = tf.constant(np.random.randint(0, 3, 16), tf.int32)
old_logp = tf.constant(np.random.uniform(-2.0, -0.3, 16), tf.float32)
rewards = np.random.randn(16).astype("float32")
values = np.random.randn(17).astype("float32")


def gae(rewards, values, gamma=0.99, lam=0.95):
    deltas = rewards + gamma * values[1:] - values[:-1]
    adv, running = [], 0.0
    for d in deltas[::-1]:
        running = d + gamma * lam * running
        adv.append(running)
    return np.array(adv[::-1], dtype=np.float32)


adv = gae(rewards, values)
adv = (adv - adv.mean()) / (adv.std() + 1e-8)
advantages = tf.convert_to_tensor(adv)
initializer = tf.keras.initializers.Orthogonal(gain=0.5, seed=5)
pi_w = tf.Variable(initializer(shape=(5, 3)))
pi_b = tf.Variable(tf.zeros(3))
clip, target_kl = 0.2, 0.5
optimizer = tf.keras.optimizers.Adam(learning_rate=0.02, epsilon=1e-5)


def log_prob(logits, a):
    logp_all = tf.nn.log_softmax(logits)
    return tf.reduce_sum(tf.one_hot(a, 3) * logp_all, axis=-1)


for i in range(5):
    with tf.GradientTape() as tape:
        logp = log_prob(obs @ pi_w + pi_b, acts)
        ratio = tf.exp(logp - old_logp)
        clipped = tf.clip_by_value(ratio, 1 - clip, 1 + clip)
        surrogate = tf.minimum(ratio * advantages, clipped * advantages)
        loss = -tf.reduce_mean(surrogate)
    grads = tape.gradient(loss, [pi_w, pi_b])
    grads, norm = tf.clip_by_global_norm(grads, 0.5)
    optimizer.apply_gradients(zip(grads, [pi_w, pi_b]))
    kl = tf.reduce_mean(old_logp - log_prob(obs @ pi_w + pi_b, acts))
    frac = tf.reduce_mean(tf.cast(tf.abs(ratio - 1.0) > clip, tf.float32))
    print(f"iter {i} loss {loss:.5f} kl {kl:.5f} clipfrac {frac:.3f} norm {norm:.4f}")
    if kl > 1.5 * target_kl:
        print("early stop")
        break
