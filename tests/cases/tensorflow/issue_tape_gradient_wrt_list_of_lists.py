import tensorflow as tf
layers = [[tf.Variable(1.0), tf.Variable(2.0)], [tf.Variable(3.0)]]
with tf.GradientTape() as tape:
  y = layers[0][0] * layers[0][1] + layers[1][0] ** 2
grads = tape.gradient(y, layers)
flat = [g for row in grads for g in row]
print(grads, flat)
