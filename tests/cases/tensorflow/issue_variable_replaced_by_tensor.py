import tensorflow as tf
x = tf.Variable(2.0)
types = []
grads = []
for epoch in range(2):
  with tf.GradientTape() as tape:
    y = x + 1
  types.append(type(x).__name__)
  grads.append(tape.gradient(y, x))
  x = x + 1
print(types, grads)
