# Logistic regression by gradient descent until the gradient vanishes, then standard errors from the Hessian.
import tensorflow as tf

hours = tf.constant([0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0], tf.float64)
passed = tf.constant([0, 0, 1, 0, 1, 0, 1, 1, 1, 1], tf.float64)

features = tf.stack([tf.ones_like(hours), hours - tf.reduce_mean(hours)], axis=1)
weights = tf.Variable([0.0, 0.0], dtype=tf.float64)


def loss():
    logits = tf.linalg.matvec(features, weights)
    return tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=passed, logits=logits))


while True:
    with tf.GradientTape() as t:
        value = loss()
    grad = t.gradient(value, weights)
    if tf.norm(grad) < 1e-9:
        break
    weights.assign_sub(0.3 * grad)

with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        value = loss()
    grad = inner.gradient(value, weights)
hessian = outer.jacobian(grad, weights)
errors = tf.sqrt(tf.linalg.diag_part(tf.linalg.inv(hessian)))

known = [(weights[0], 0.71563451), (weights[1], 1.32441654), (errors[0], 0.91075874), (errors[1], 0.80018844)]
for value, truth in known:
    assert abs(value - truth) < 1e-7
print(f"intercept {weights[0]:.6f} +- {errors[0]:.6f}, slope {weights[1]:.6f} +- {errors[1]:.6f}")
