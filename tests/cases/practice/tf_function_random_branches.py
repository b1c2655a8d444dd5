"""Stochastic depth and epsilon-greedy in tf.function with seeds; dropout by hand; randomised branches; Generator in loops."""
import tensorflow as tf
tf.random.set_seed(17)
W = [tf.Variable(tf.random.normal([3, 3]) * 0.4) for _ in range(3)]; g = tf.random.Generator.from_seed(3)
@tf.function
def net(x, training):
    for k, w in enumerate(W):
        if training:
            keep = tf.random.uniform([]) < 0.7
            if keep: x = x + tf.tanh(x @ w)
            else: x = x * 0.9
        else:
            x = x + 0.7 * tf.tanh(x @ w)
    return tf.nn.dropout(x, 0.3) if training else x
x = tf.ones([2, 3])
for n in range(4):
    with tf.GradientTape() as t: y = net(x, True); l = tf.reduce_sum(y ** 2)
    print(n, l.numpy(), [None if v is None else v.numpy().sum().round(5) for v in t.gradient(l, W)])
print(net(x, False).numpy().round(5)[0])
@tf.function
def act(q, eps):
    if tf.random.uniform([]) < eps: a = tf.random.uniform([], 0, 3, dtype=tf.int32)
    else: a = tf.argmax(q, output_type=tf.int32)
    return a, tf.random.normal([])
print([[v.numpy() for v in act(tf.constant([.1, .5, .2]), tf.constant(e))] for e in (0.9, 0.1, 0.9, 0.5)])
@tf.function
def walk(n):
    p = tf.zeros([2])
    for i in tf.range(n):
        s = g.normal([2])
        if tf.norm(p + s) < 2.0: p += s
        else: p -= 0.5 * s + tf.random.normal([2])
    return p
print(walk(6).numpy(), walk(6).numpy())
