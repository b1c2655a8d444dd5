import tensorflow as tf
@tf.custom_gradient
def cube(x):
  def grad(dy):
    return dy * 3.0 * x ** 2
  return x ** 3, grad
@tf.custom_gradient
def tenfold(x):
  def first(dy):
    @tf.custom_gradient
    def second(x):
      def grad(ddy):
        return ddy * 7.0
      return 10.0 * x, grad
    return dy * second(x)
  return x * x, first
x = tf.Variable(2.0)
out = []
for f in (cube, tenfold):
  with tf.GradientTape() as t2:
    with tf.GradientTape() as t1:
      y = f(x)
    g = t1.gradient(y, x)
  h = t2.gradient(g, x)
  out.append([y, g, h])
print(out)
