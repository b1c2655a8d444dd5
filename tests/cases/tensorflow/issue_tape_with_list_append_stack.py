import tensorflow as tf
x = tf.Variable(0.5)
with tf.GradientTape() as tape:
  states = [x]
  for _ in range(4):
    states.append(3.5 * states[-1] * (1.0 - states[-1]))
  path = tf.stack(states)
  loss = tf.reduce_mean((path - 0.6) ** 2)
g = tape.gradient(loss, x)
print(path, loss, g)
