import tensorflow as tf
import numpy as np

np.random.seed(4)
tf.keras.utils.set_random_seed(4)


def mlp(n_in, n_out, act):
    return tf.keras.Sequential([
        tf.keras.layers.Input((n_in,)),
        tf.keras.layers.Dense(8, activation="relu"),
        tf.keras.layers.Dense(n_out, activation=act, kernel_initializer=tf.random_uniform_initializer(-0.03, 0.03)),
    ])


actor, critic = mlp(3, 1, "tanh"), mlp(4, 1, None)
t_actor, t_critic = mlp(3, 1, "tanh"), mlp(4, 1, None)
t_actor.set_weights(actor.get_weights())
t_critic.set_weights(critic.get_weights())
a_opt, c_opt = tf.keras.optimizers.Adam(1e-3), tf.keras.optimizers.Adam(2e-3)
s = tf.convert_to_tensor(np.random.randn(16, 3), dtype=tf.float32)
a = tf.convert_to_tensor(np.random.uniform(-1, 1, (16, 1)), dtype=tf.float32)
r = tf.cast(tf.convert_to_tensor(np.random.randn(16, 1)), tf.float32)
s2 = tf.convert_to_tensor(np.random.randn(16, 3), dtype=tf.float32)


@tf.function
def update(s, a, r, s2):
    with tf.GradientTape() as tape:
        y = r + 0.99 * t_critic(tf.concat([s2, t_actor(s2, training=True)], 1), training=True)
        q = critic(tf.concat([s, a], 1), training=True)
        c_loss = tf.math.reduce_mean(tf.math.square(y - q))
    c_opt.apply_gradients(zip(tape.gradient(c_loss, critic.trainable_variables), critic.trainable_variables))
    with tf.GradientTape() as tape:
        a_loss = -tf.math.reduce_mean(critic(tf.concat([s, actor(s, training=True)], 1), training=True))
    a_opt.apply_gradients(zip(tape.gradient(a_loss, actor.trainable_variables), actor.trainable_variables))
    return c_loss, a_loss


def soft_update(target, source, tau=0.05):
    for t, v in zip(target.variables, source.variables):
        t.assign(v * tau + t * (1 - tau))


for i in range(3):
    c_loss, a_loss = update(s, a, r, s2)
    soft_update(t_actor, actor)
    soft_update(t_critic, critic)
    print(i, "critic", np.round(c_loss.numpy(), 5), "actor", np.round(a_loss.numpy(), 6))
print(t_critic.get_weights()[1].round(5))
