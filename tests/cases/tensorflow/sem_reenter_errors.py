import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
x = tf.Variable(2.0)
def nested_same():
  t = tf.GradientTape()
  with t:
    with t:
      y = x * x
  return y
e1 = msg(nested_same)
t = tf.GradientTape()
with t:
  y = x * x
g1 = t.gradient(y, x)
with t:
  z = x * x * x
g2 = t.gradient(z, x)
e2 = msg(lambda: t.gradient(z, x))
t2 = tf.GradientTape()
e3 = msg(lambda: t2.reset())
e4 = msg(lambda: t2.watch(x))
def stop():
  with t2.stop_recording():
    pass
e5 = msg(stop)
e6 = msg(lambda: t2.watched_variables())
e7 = msg(lambda: t.__exit__(None, None, None))
print(e1, g1, g2, e2, e3, e4, e5, e6, e7, sep='\n')
