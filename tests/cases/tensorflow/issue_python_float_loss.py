import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
w = tf.Variable(2.0)
with tf.GradientTape(persistent=True) as tape:
  loss = w * w
  as_float = float(loss)
  as_numpy = loss.numpy()
e1 = msg(lambda: tape.gradient(as_float, w))
e2 = msg(lambda: tape.gradient(as_numpy, w))
e3 = msg(lambda: tape.gradient(loss, w.numpy()))
g = tape.gradient(loss, w)
print(e1, e2, e3, g, sep='\n')
