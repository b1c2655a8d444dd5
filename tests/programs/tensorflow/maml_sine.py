# MAML in a few lines: differentiate through one inner SGD step
import tensorflow as tf

meta_w = tf.Variable([0.5, -0.3])
meta_b = tf.Variable(0.1)
inner_lr = tf.Variable(0.1)      # learned as well (Meta-SGD)

# (amplitude, phase) of each task
tasks = [(1.0, 0.0), (0.5, 1.0), (2.0, -0.5)]
x_support = tf.linspace(-1.0, 1.0, 5)
x_query = tf.constant([-0.75, -0.25, 0.25, 0.75])


def predict(x, w, b):
    return tf.tanh(w[0] * x + b) * w[1]


def task_loss(x, amplitude, phase, w, b):
    target = amplitude * tf.sin(3.0 * x + phase)
    return tf.reduce_mean(tf.math.squared_difference(predict(x, w, b), target))


outer_lr = 0.2
for meta_step in range(3):
    with tf.GradientTape() as outer:
        losses = []
        for amplitude, phase in tasks:
            with tf.GradientTape() as inner:
                support_loss = task_loss(x_support, amplitude, phase, meta_w, meta_b)
            gw, gb = inner.gradient(support_loss, [meta_w, meta_b])
            # adapted parameters are ordinary tensors
            fast_w = meta_w - inner_lr * gw
            fast_b = meta_b - inner_lr * gb
            losses.append(task_loss(x_query, amplitude, phase, fast_w, fast_b))
        meta_loss = tf.add_n(losses) / len(losses)
    meta_grads = outer.gradient(meta_loss, [meta_w, meta_b, inner_lr])
    for var, grad in zip([meta_w, meta_b, inner_lr], meta_grads):
        var.assign_sub(outer_lr * grad)
    print(f"step {meta_step}: meta loss = {meta_loss:.5f}")

print("learned inner learning rate:", inner_lr.numpy())
