import tensorflow as tf, numpy as np
tf.keras.backend.set_floatx('float64')
dt = 0.1
F = tf.constant([[1., dt], [0., 1.]], tf.float64)
H = tf.constant([[1., 0.]], tf.float64)
log_q = tf.Variable(-2.0, dtype=tf.float64, name='log_q')
log_r = tf.Variable(np.log(0.5), name='log_r')
z = np.cumsum(np.array([0.11, 0.08, 0.15, 0.09, 0.12, -0.02, 0.05, 0.1, 0.2]))

def nll(z):
    q, r = tf.exp(log_q), tf.exp(log_r)
    Q = q * tf.constant([[dt**3/3, dt**2/2], [dt**2/2, dt]], dtype=tf.float64)
    R = r[tf.newaxis, tf.newaxis]
    x = tf.zeros((2, 1), tf.float64)
    P = tf.eye(2, dtype=tf.float64)
    ll = tf.constant(0., tf.float64)
    for zi in z:
        x = F @ x
        P = F @ P @ tf.transpose(F) + Q
        S = H @ P @ tf.transpose(H) + R
        K = tf.transpose(tf.linalg.solve(S, H @ P))
        e = zi - H @ x
        x = x + K @ e
        P = (tf.eye(2, dtype=tf.float64) - K @ H) @ P
        L = tf.linalg.cholesky(S)
        a = tf.linalg.triangular_solve(L, e)
        ll += -0.5 * tf.reduce_sum(a**2) - tf.reduce_sum(tf.math.log(tf.linalg.diag_part(L))) - 0.5*np.log(2*np.pi)
    return -ll, x, P

for i in range(3):
    with tf.GradientTape() as tape:
        loss, x, P = nll(z)
    g = tape.gradient(loss, {'q': log_q, 'r': log_r})
    print(i, loss.numpy(), {k: v.numpy() for k, v in g.items()})
    log_q.assign_sub(0.05 * g['q']); log_r.assign_sub(0.05 * g['r'])
print(x); print(P)
with tf.GradientTape(persistent=True) as t2:
    with tf.GradientTape() as t1:
        loss, *_ = nll(z)
    g = t1.gradient(loss, [log_q, log_r])
H_ = [[t2.gradient(gi, v) for v in (log_q, log_r)] for gi in g]
print(tf.stack(H_))
