import tensorflow as tf
v = [tf.Variable(1.0), tf.Variable([1.0, 2.0])]
acc = [tf.zeros_like(w) for w in v]
for k in range(3):
  with tf.GradientTape() as t:
    loss = float(k + 1) * v[0] * tf.reduce_sum(v[1] ** 2)
  grads = t.gradient(loss, v)
  acc = [a + g for a, g in zip(acc, grads)]
mean = [a / 3.0 for a in acc]
clipped, norm = tf.clip_by_global_norm(mean, 1.0)
print(acc, mean, clipped, norm)
