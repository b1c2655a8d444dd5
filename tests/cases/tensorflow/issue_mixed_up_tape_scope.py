import tensorflow as tf
x = tf.Variable(2.0)
def model():
  return x * x
y_before = model()
with tf.GradientTape() as tape:
  pass
g_before = tape.gradient(y_before, x)
with tf.GradientTape() as tape:
  y = model()
z = y * 3.0
g_after = tape.gradient(z, x)
with tf.GradientTape() as tape:
  z = model() * 3.0
g = tape.gradient(z, x)
print(g_before, g_after, g)
