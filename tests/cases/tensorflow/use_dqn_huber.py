import tensorflow as tf
import numpy as np

rng = np.random.RandomState(8)
W1, b1 = tf.Variable(rng.randn(4, 12) * 0.3, dtype=tf.float32), tf.Variable(tf.zeros(12))
W2, b2 = tf.Variable(rng.randn(12, 2) * 0.3, dtype=tf.float32), tf.Variable(tf.zeros(2))
target = [tf.identity(v) for v in (W1, b1, W2, b2)]
loss_function = tf.keras.losses.Huber()
optimizer = tf.keras.optimizers.Adam(learning_rate=0.01, clipnorm=1.0)


def q(x, p):
    return tf.nn.relu(x @ p[0] + p[1]) @ p[2] + p[3]


s = rng.randn(32, 4).astype(np.float32)
s_next = rng.randn(32, 4).astype(np.float32)
action = rng.choice(2, 32)
reward = rng.rand(32).astype(np.float32)
done = tf.convert_to_tensor([float(v) for v in rng.rand(32) < 0.2])
for step in range(4):
    future = q(s_next, target)
    updated = reward + 0.99 * tf.reduce_max(future, axis=1)
    updated = updated * (1 - done) - done
    masks = tf.one_hot(action, 2)
    with tf.GradientTape() as tape:
        q_values = q(s, [W1, b1, W2, b2])
        q_action = tf.reduce_sum(tf.multiply(q_values, masks), axis=1)
        loss = loss_function(updated, q_action)
    grads = tape.gradient(loss, [W1, b1, W2, b2])
    optimizer.apply_gradients(zip(grads, [W1, b1, W2, b2]))
    print("loss", loss.numpy())
idx = tf.stack([tf.range(32), tf.cast(action, tf.int32)], axis=1)
with tf.GradientTape() as tape:
    picked = tf.gather_nd(q(s, [W1, b1, W2, b2]), idx)
    td = tf.abs(tf.stop_gradient(updated) - picked)
    weighted = tf.reduce_mean(td ** 0.6 * picked)
print("prioritised", weighted.numpy(), [g.numpy().sum() for g in tape.gradient(weighted, [W1, b1, W2, b2])])
