# fit noise levels of an extended Kalman filter by maximum likelihood, double precision
import numpy as np
import tensorflow as tf

tf.keras.backend.set_floatx("float64")
rng = np.random.default_rng(11)
T = 12
truth = np.cumsum(rng.normal(0, 0.3, T))
zs = tf.constant(np.sin(truth) + rng.normal(0, 0.1, T))
log_q = tf.Variable(-1.0, dtype=tf.float64)
log_r = tf.Variable(-2.0, dtype=tf.float64)


def nll():
    q, r = tf.exp(log_q), tf.exp(log_r)
    x = tf.zeros([1], tf.float64)
    P = tf.eye(1, dtype=tf.float64)
    total = tf.constant(0.0, tf.float64)
    for z in tf.unstack(zs):
        P = P + q * tf.eye(1, dtype=tf.float64)
        with tf.GradientTape() as jt:
            jt.watch(x)
            h = tf.sin(x)
        H = jt.jacobian(h, x)
        S = H @ P @ tf.transpose(H) + r * tf.eye(1, dtype=tf.float64)
        innov = z - h
        K = tf.transpose(tf.linalg.solve(S, H @ P))
        total += 0.5 * (tf.linalg.logdet(S) + tf.tensordot(innov, tf.linalg.matvec(tf.linalg.inv(S), innov), 1))
        x = x + tf.linalg.matvec(K, innov)
        P = (tf.eye(1, dtype=tf.float64) - K @ H) @ P
    return total


opt = tf.keras.optimizers.Adam(0.1)
for step in range(4):
    with tf.GradientTape() as tape:
        loss = nll()
    g = tape.gradient(loss, [log_q, log_r])
    opt.apply_gradients(zip(g, [log_q, log_r]))
    print(step, "nll = %.6f" % loss.numpy(), [float(round(v.numpy(), 5)) for v in g])
print("q, r:", tf.exp(log_q).numpy().round(6), tf.exp(log_r).numpy().round(6))
tf.keras.backend.set_floatx("float32")
