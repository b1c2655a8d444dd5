# Physics-informed network for the wave equation u_tt = c^2 u_xx, exact weights seeded
import numpy as np
import tensorflow as tf

tf.keras.utils.set_random_seed(7)
np.random.seed(7)
c = 2.0

model = tf.keras.Sequential([
    tf.keras.Input(shape=(2,)),
    tf.keras.layers.Dense(16, activation="tanh"),
    tf.keras.layers.Dense(16, activation="tanh"),
    tf.keras.layers.Dense(1),
])
schedule = tf.keras.optimizers.schedules.PiecewiseConstantDecay([3, 6], [1e-2, 5e-3, 1e-3])
optimizer = tf.keras.optimizers.Adam(learning_rate=schedule)

x_f = tf.constant(np.random.uniform(0, 1, (24, 1)), dtype=tf.float32)
t_f = tf.constant(np.random.uniform(0, 1, (24, 1)), dtype=tf.float32)
x_0 = tf.reshape(tf.linspace(0.0, 1.0, 9), (-1, 1))
u_0 = tf.sin(np.pi * x_0)


def residual(x, t):
    with tf.GradientTape(persistent=True) as t2:
        t2.watch([x, t])
        with tf.GradientTape(persistent=True) as t1:
            t1.watch([x, t])
            u = model(tf.concat([x, t], axis=1))
        u_x = t1.gradient(u, x)
        u_t = t1.gradient(u, t)
    u_xx = t2.gradient(u_x, x)
    u_tt = t2.gradient(u_t, t)
    del t1, t2
    return u_tt - c ** 2 * u_xx


def loss_fn():
    f = residual(x_f, t_f)
    mse_f = tf.reduce_mean(tf.square(f))
    mse_0 = tf.reduce_mean(tf.square(model(tf.concat([x_0, tf.zeros_like(x_0)], 1)) - u_0))
    return mse_f, mse_0


losses = []
for epoch in range(8):
    with tf.GradientTape() as tape:
        mse_f, mse_0 = loss_fn()
        loss = mse_f + 10.0 * mse_0
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    losses.append(float(loss))
    if epoch % 4 == 0:
        print(f"epoch {epoch}: loss={loss.numpy():.4f} f={mse_f.numpy():.4f} ic={mse_0.numpy():.4f}")
print("lr", float(optimizer.learning_rate))
print(np.round(losses, 3))
final = [w.numpy().sum() for w in model.trainable_variables]
