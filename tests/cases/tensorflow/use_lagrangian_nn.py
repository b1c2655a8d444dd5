import tensorflow as tf
import numpy as np

rs = np.random.RandomState(4)
W1 = tf.Variable(rs.randn(4, 6) * 0.4)
W2 = tf.Variable(rs.randn(6, 1) * 0.4)


def L(q, qd):
    x = tf.concat([q, qd], axis=-1)
    return tf.squeeze(tf.nn.softplus(x @ W1) @ W2, -1) + 0.5 * tf.reduce_sum(qd ** 2, -1)


def accel(q, qd):
    with tf.GradientTape(persistent=True) as t2:
        t2.watch([q, qd])
        with tf.GradientTape(persistent=True) as t1:
            t1.watch([q, qd])
            lag = L(q, qd)
        dq, dqd = t1.gradient(lag, [q, qd])
    M = t2.batch_jacobian(dqd, qd)
    C = t2.batch_jacobian(dqd, q)
    rhs = dq - tf.linalg.matvec(C, qd)
    return tf.squeeze(tf.linalg.solve(M, rhs[..., None]), -1)


q, qd = tf.constant(rs.randn(3, 2)), tf.constant(rs.randn(3, 2))
target = -tf.sin(q)
with tf.GradientTape() as tape:
    pred = accel(q, qd)
    loss = tf.reduce_mean((pred - target) ** 2)
g = tape.gradient(loss, [W1, W2])
print(loss.numpy(), [float(tf.norm(v)) for v in g])
print(pred.numpy().round(6))
