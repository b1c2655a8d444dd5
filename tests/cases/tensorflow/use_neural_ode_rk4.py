import tensorflow as tf
import numpy as np

tf.random.set_seed(5)
dense1 = tf.keras.layers.Dense(10, activation="elu", kernel_initializer=tf.keras.initializers.GlorotNormal(seed=1))
dense2 = tf.keras.layers.Dense(2, kernel_initializer=tf.keras.initializers.HeUniform(seed=2))


def f(t, y):
    tt = tf.ones_like(y[:, :1]) * t
    return dense2(dense1(tf.concat([y ** 3, tt], 1)))


@tf.function
def rk4(y0, ts):
    n = tf.shape(ts)[0]
    out = tf.TensorArray(tf.float32, size=n)
    out = out.write(0, y0)
    y = y0
    for i in tf.range(n - 1):
        h = ts[i + 1] - ts[i]
        k1 = f(ts[i], y)
        k2 = f(ts[i] + h / 2, y + h * k1 / 2)
        k3 = f(ts[i] + h / 2, y + h * k2 / 2)
        k4 = f(ts[i + 1], y + h * k3)
        y = y + h / 6.0 * (k1 + 2 * k2 + 2 * k3 + k4)
        out = out.write(i + 1, y)
    return out.stack()


ts = tf.linspace(0.0, 1.0, 5)
y0 = tf.constant([[2.0, 0.0], [1.0, -1.0]])
A = tf.constant([[-0.1, 2.0], [-2.0, -0.1]])
target = tf.stack([tf.linalg.matmul(y0, tf.linalg.expm(A * t)) for t in ts.numpy()])
opt = tf.keras.optimizers.Adamax(0.005)
for it in range(2):
    with tf.GradientTape() as tape:
        pred = rk4(y0, ts)
        loss = tf.reduce_mean(tf.abs(pred - target))
    variables = dense1.trainable_variables + dense2.trainable_variables
    grads = tape.gradient(loss, variables)
    opt.apply_gradients(zip(grads, variables))
    print("Iter {:02d} | Total Loss {:.6f}".format(it, loss.numpy()))
print(pred.shape, [v.shape for v in variables])
