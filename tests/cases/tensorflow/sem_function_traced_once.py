import tensorflow as tf
calls = []
class M(tf.Module):
  def __init__(self):
    self.n = 0; self.w = tf.Variable(2.0)
  @tf.function
  def step(self, x):
    self.n += 1
    calls.append("traced")
    print("tracing")
    self.w.assign_add(1.0)
    return self.w * x
m = M()
print(m.step(tf.constant(1.0)), m.step(tf.constant(2.0)), m.step(3.0), m.step(3.0), m.n, calls)
@tf.function
def loop(xs):
  s = 0.0
  for x in xs:
    s += x * x
  return s
x = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape() as t:
  y = loop(x)
print(y, t.gradient(y, x))
ds = tf.data.Dataset.from_tensor_slices([1.0, 2.0, 3.0])
w = tf.Variable(1.0)
@tf.function
def train(ds):
  for x in ds:
    with tf.GradientTape() as t:
      loss = (w * x - 1.0) ** 2
    w.assign_sub(0.01 * t.gradient(loss, w))
    print("in loop")
train(ds); train(ds)
print(w)
