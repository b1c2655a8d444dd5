import tensorflow as tf
x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape(persistent=True) as tape:
  a = tf.reduce_sum(input_tensor=x, axis=0, keepdims=True, name='a')
  b = tf.matmul(a=x, b=x, name='b')
  c = tf.transpose(a=x, perm=[1, 0], name='c')
  d = tf.concat(values=[x, x], axis=0, name='d')
  e = tf.math.multiply(x=x, y=2.0, name='e')
  f = tf.reshape(tensor=x, shape=[4], name='f')
  h = tf.clip_by_value(t=x, clip_value_min=0.0, clip_value_max=3.0)
  i = tf.cast(x=x, dtype=tf.float64)
  j = tf.stack(values=[x, x], axis=0)
  k = tf.expand_dims(input=x, axis=0)
  l = tf.squeeze(input=k, axis=[0])
  m = tf.gather(params=x, indices=[0], axis=0)
  n = tf.where(condition=x > 2.0, x=x, y=0.0)
  o = tf.nn.relu(features=x, name='o')
  p = tf.nn.softmax(logits=x, axis=-1)
  q = tf.one_hot(indices=[1], depth=2, on_value=5.0, off_value=1.0)
  r = tf.pow(x=x, y=2.0)
  s = tf.split(value=x, num_or_size_splits=2, axis=1)[0]
total = [tape.gradient(y, x) for y in (a, b, c, d, e, f, h, i, j, k, l, n, o, p, r, s)]
gm = tape.gradient(target=m, sources=x)
print([g.numpy().tolist() for g in total], type(gm).__name__, q)
