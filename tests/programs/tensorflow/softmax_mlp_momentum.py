import numpy as np
import tensorflow as tf

# Tiny 2-3-3 network on a toy three-class problem, momentum + gradient clipping by hand.

X = np.array([[0.1, 0.9], [0.8, 0.2], [0.5, 0.5], [0.9, 0.8], [0.2, 0.1]], dtype='float32')
labels = np.array([0, 1, 2, 1, 2])

layers = [
    {'W': tf.Variable([[0.3, -0.2, 0.5], [0.1, 0.4, -0.3]]), 'b': tf.Variable([0.01, 0.02, 0.03])},
    {'W': tf.Variable([[0.2, -0.5, 0.1], [0.6, 0.3, -0.4], [-0.1, 0.2, 0.7]]), 'b': tf.Variable(tf.zeros(3))},
]


def forward(x):
    h = x
    for i, layer in enumerate(layers):
        h = h @ layer['W'] + layer['b']
        if i < len(layers) - 1:
            h = tf.nn.leaky_relu(h, alpha=0.1)
    return h


params = [v for layer in layers for v in layer.values()]
velocity = [tf.Variable(tf.zeros_like(p), trainable=False) for p in params]
lr, momentum, clip = 0.5, 0.9, 0.2

losses = []
for epoch in range(12):
    with tf.GradientTape() as tape:
        logits = forward(X)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
    grads = tape.gradient(loss, params)
    clipped, norm = tf.clip_by_global_norm(grads, clip)
    for p, v, g in zip(params, velocity, clipped):
        v.assign(momentum * v - lr * g)
        p.assign_add(v)
    losses.append(float(loss))

predictions = tf.argmax(forward(X), axis=1)
print("losses:", ["%.3f" % l for l in losses])
print("norm of last gradient:", norm.numpy(), " predictions:", predictions.numpy())
