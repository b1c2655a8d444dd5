# Maximum likelihood for a normal sample, standard errors from the Hessian
import tensorflow as tf

data = tf.constant([4.9, 5.6, 6.1, 5.2, 7.3, 4.4, 5.8, 6.6], dtype=tf.float64)
n = tf.cast(tf.size(data), tf.float64)

# theta = (mu, log sigma), so that sigma stays positive
theta = tf.Variable([5.5, -0.3], dtype=tf.float64)
LOG_2PI = 1.8378770664093453


def neg_log_likelihood(theta):
    mu, log_sigma = theta[0], theta[1]
    z = (data - mu) * tf.exp(-log_sigma)
    return 0.5 * tf.reduce_sum(z * z) + n * log_sigma + 0.5 * n * LOG_2PI


def grad_and_hessian(params):
    with tf.GradientTape() as t2:
        with tf.GradientTape() as t1:
            nll = neg_log_likelihood(params)
        grad = t1.gradient(nll, params)
    hess = t2.jacobian(grad, params)
    return nll, grad, hess


nll, grad_start, hess_start = grad_and_hessian(theta)
print("at the start:", nll.numpy(), grad_start.numpy())

converged = False
iteration = 0
while not converged:
    nll, grad, hess = grad_and_hessian(theta)
    step = tf.linalg.solve(hess, grad[:, tf.newaxis])[:, 0]
    theta.assign_sub(step)
    iteration += 1
    converged = bool(tf.norm(step) < 1e-10)
    assert iteration < 30

std_err = tf.sqrt(tf.linalg.diag_part(tf.linalg.inv(hess)))
print(f"mu = {theta[0]:.4f} +- {std_err[0]:.4f}")
print(f"sigma = {tf.exp(theta[1]):.4f}, {iteration} iterations")
