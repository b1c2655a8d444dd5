"""PINN for Burgers' equation, shortened from the usual tutorial."""
import numpy as np
import tensorflow as tf

tf.keras.backend.set_floatx('float32')
tf.keras.utils.set_random_seed(0)
np.random.seed(0)
DTYPE = 'float32'
pi = tf.constant(np.pi, dtype=DTYPE)
viscosity = .01 / pi

def fun_u_0(x):
    return -tf.sin(pi * x)

N_0, N_b, N_r = 8, 8, 30
lb = tf.constant([0., -1.], dtype=DTYPE)
ub = tf.constant([1., 1.], dtype=DTYPE)
t_0 = tf.ones((N_0, 1), dtype=DTYPE) * lb[0]
x_0 = tf.random.uniform((N_0, 1), lb[1], ub[1], dtype=DTYPE)
X_0 = tf.concat([t_0, x_0], axis=1)
u_0 = fun_u_0(x_0)
t_b = tf.random.uniform((N_b, 1), lb[0], ub[0], dtype=DTYPE)
x_b = lb[1] + (ub[1] - lb[1]) * tf.keras.backend.random_bernoulli((N_b, 1), 0.5, dtype=DTYPE) if hasattr(tf.keras.backend, 'random_bernoulli') else tf.sign(tf.random.normal((N_b, 1)))
X_b = tf.concat([t_b, x_b], axis=1)
u_b = tf.zeros_like(x_b)
t_r = tf.random.uniform((N_r, 1), lb[0], ub[0], dtype=DTYPE)
x_r = tf.random.uniform((N_r, 1), lb[1], ub[1], dtype=DTYPE)
X_r = tf.concat([t_r, x_r], axis=1)

def init_model(num_hidden_layers=2, num_neurons_per_layer=10):
    model = tf.keras.Sequential()
    model.add(tf.keras.Input((2,)))
    scaling_layer = tf.keras.layers.Lambda(lambda x: 2.0 * (x - lb) / (ub - lb) - 1.0)
    model.add(scaling_layer)
    for _ in range(num_hidden_layers):
        model.add(tf.keras.layers.Dense(num_neurons_per_layer,
                  activation=tf.keras.activations.get('tanh'),
                  kernel_initializer='glorot_normal'))
    model.add(tf.keras.layers.Dense(1))
    return model

def get_r(model, X_r):
    with tf.GradientTape(persistent=True) as tape:
        t, x = X_r[:, 0:1], X_r[:, 1:2]
        tape.watch(t)
        tape.watch(x)
        u = model(tf.stack([t[:, 0], x[:, 0]], axis=1))
        u_x = tape.gradient(u, x)
    u_t = tape.gradient(u, t)
    u_xx = tape.gradient(u_x, x)
    del tape
    return u_t + u * u_x - viscosity * u_xx

def compute_loss(model, X_r, X_data, u_data):
    r = get_r(model, X_r)
    loss = tf.reduce_mean(tf.square(r))
    for i in range(len(X_data)):
        loss += tf.reduce_mean(tf.square(u_data[i] - model(X_data[i])))
    return loss

def get_grad(model, X_r, X_data, u_data):
    with tf.GradientTape(persistent=True) as tape:
        loss = compute_loss(model, X_r, X_data, u_data)
    g = tape.gradient(loss, model.trainable_variables)
    del tape
    return loss, g

model = init_model()
lr = tf.keras.optimizers.schedules.PiecewiseConstantDecay([3, 6], [1e-2, 1e-3, 5e-4])
optim = tf.keras.optimizers.Adam(learning_rate=lr)

@tf.function
def train_step():
    loss, grad_theta = get_grad(model, X_r, [X_0, X_b], [u_0, u_b])
    optim.apply_gradients(zip(grad_theta, model.trainable_variables))
    return loss

for i in range(8):
    loss = train_step()
    if i % 2 == 0:
        print('It {:05d}: loss = {:10.6e}'.format(i, loss))
print(model.count_params(), [tuple(v.shape) for v in model.trainable_variables])
print(optim.iterations.numpy(), optim.learning_rate.numpy())
print(model.layers[-1].bias)
