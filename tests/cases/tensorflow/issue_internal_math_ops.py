import tensorflow as tf
from tensorflow.python.ops import math_ops, array_ops, nn_ops, gen_math_ops, random_ops, linalg_ops
x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape(persistent=True) as t:
  a = math_ops.cumsum(x)
  b = math_ops.reduce_sum(math_ops.matmul(x, x, transpose_b=True))
  c = array_ops.split(x, [1, 1], 1)[0]
  d = math_ops.reduce_mean(math_ops.square(x), axis=0)
  e = array_ops.concat([x, array_ops.ones([2, 2])], 1)
  f = array_ops.identity(x) * array_ops.zeros_like(x) + math_ops.sigmoid(x)
  h = nn_ops.softmax(x) * x
  k = array_ops.reshape(array_ops.transpose(x), [-1]) * math_ops.range(4.0)
for y in (a, b, c, d, e, f, h, k): print(y.numpy().tolist(), t.gradient(y, x).numpy().tolist())
print(math_ops.argmax(x), array_ops.shape(x), array_ops.size(x), array_ops.zeros([2]), array_ops.expand_dims(x, 0).shape, math_ops.cast(x, tf.int32))
print(array_ops.where(x > 1.5), array_ops.gather(x, [1]), array_ops.tile(x, [1, 2]), math_ops.maximum(x, 2.0), array_ops.squeeze(x[None]), array_ops.rank(x))
