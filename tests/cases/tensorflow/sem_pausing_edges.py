import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
x = tf.Variable(3.0)
def twice(t):
  with t.stop_recording():
    with t.stop_recording():
      pass
with tf.GradientTape() as t:
  e = msg(lambda: twice(t))
  y = x * x
g = t.gradient(y, x)
with tf.GradientTape() as t:
  y = x * x
  with t.stop_recording():
    inner = t.gradient(y, x)
  z = x * x * x
g_z = t.gradient(z, x)
g_y = msg(lambda: t.gradient(y, x))
def pause(t):
  with t.stop_recording():
    t.reset()
with tf.GradientTape() as t:
  e2 = msg(lambda: pause(t))
e3 = msg(lambda: t.reset())
print(e, g, inner, g_z, g_y, e2, e3, sep='\n')
