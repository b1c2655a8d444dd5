# Hamiltonian neural network and symplectic rollout
import tensorflow as tf
import numpy as np

r = np.random.RandomState(6)
W1, b1 = tf.Variable(r.randn(2, 8) * 0.5), tf.Variable(np.zeros(8))
W2 = tf.Variable(r.randn(8, 1) * 0.5)
J = tf.constant([[0.0, 1.0], [-1.0, 0.0]], dtype=tf.float64)


def H(z):
    return tf.matmul(tf.math.softplus(tf.matmul(z, W1) + b1), W2)


def field(z):
    with tf.GradientTape() as g:
        g.watch(z)
        h = H(z)
    return g.gradient(h, z) @ tf.transpose(J)


z = tf.constant(r.randn(10, 2))
dz = tf.stack([z[:, 1], -tf.sin(z[:, 0])], 1)
opt = tf.keras.optimizers.Adam(0.05)
for epoch in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.reduce_sum((field(z) - dz) ** 2, 1))
    grads = tape.gradient(loss, [W1, b1, W2])
    opt.apply_gradients(zip(grads, [W1, b1, W2]))
    print("%d %.7f" % (epoch, loss))
x = z[:3]
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    v = field(x)
Jb = tape.batch_jacobian(v, x)
print("divergence", tf.linalg.trace(Jb).numpy().round(10) + 0.0)
traj = [x]
for _ in range(3):
    k = field(traj[-1] + 0.05 * field(traj[-1]))
    traj.append(traj[-1] + 0.1 * k)
energy = tf.stack([tf.squeeze(H(p)) for p in traj])
print(energy.numpy().round(6))
with tf.GradientTape() as tape:
    tape.watch(x)
    y = x
    for _ in range(2):
        y = y + 0.1 * field(y)
    out = tf.reduce_sum(y[:, 0] ** 2)
print(tape.gradient(out, x).numpy().round(6))
