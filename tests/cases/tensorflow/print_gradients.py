import tensorflow as tf
x = tf.Variable([[1.0, 2.0], [3.0, 4.0]], name='x'); y = tf.Variable(2.0)
with tf.GradientTape(persistent=True) as tape:
  z = tf.reduce_sum(x ** 2) * y
g = tape.gradient(z, [x, y, tf.Variable(1.0)])
gd = tape.gradient(z, {'x': x, 'y': y})
j = tape.jacobian(z, x)
print(z)
print(g)
print(gd)
print(g[0])
print(g[1].numpy(), g[2])
print("gradient:", g[1])
print(j)
print(f"dz/dy = {g[1]}, dz/dx =\n{g[0]}")
print(tape.watched_variables())
