# Physics informed network for u' = -2u, u(0) = 1
import tensorflow as tf

tf.random.set_seed(42)  # not needed, the weights are fixed below

w1 = tf.Variable([[0.8, -0.5, 1.2]])
b1 = tf.Variable([0.1, 0.2, -0.3])
w2 = tf.Variable([[0.6], [-0.9], [0.4]])
variables = {'w1': w1, 'b1': b1, 'w2': w2}

t_col = tf.reshape(tf.linspace(0.0, 1.0, 6), (-1, 1))


def u(t):
    hidden = tf.math.tanh(tf.matmul(t, w1) + b1)
    # u(0) = 1 by construction
    return 1.0 + t * tf.matmul(hidden, w2)


@tf.function
def residual(t):
    with tf.GradientTape() as tape:
        tape.watch(t)
        ut = u(t)
    du_dt = tape.gradient(ut, t)
    return du_dt + 2.0 * ut


loss_history = []
for it in range(20):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(residual(t_col)))
    grads = tape.gradient(loss, variables)
    for key in variables:
        variables[key].assign_sub(0.02 * grads[key])
    loss_history.append(loss)

# a batch of du/dt, per sample
with tf.GradientTape() as tape:
    tape.watch(t_col)
    out = u(t_col)
du_dt = tape.batch_jacobian(out, t_col)
print('loss: first %.4f, last %.4f' % (loss_history[0], loss_history[-1]))
print('du/dt', tf.squeeze(du_dt).numpy())
