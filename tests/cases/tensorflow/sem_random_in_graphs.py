import tensorflow as tf
tf.random.set_seed(5)
@tf.function
def f(x):
  y = x * 2 + 1
  a = tf.random.normal([3]); b = tf.random.normal([3]); c = tf.random.uniform([2]); d = tf.random.normal([3], seed=4)
  return a, b, c, d
r1 = f(tf.constant(1.0)); r2 = f(tf.constant(1.0)); r3 = f(tf.constant([1.0, 2.0]))
@tf.function
def l():
  a = tf.random.normal([3]); o = tf.TensorArray(tf.float32, 3)
  for i in tf.range(3): o = o.write(i, tf.random.normal([3]))
  return a, tf.random.normal([3]), o.stack()
l1 = l(); l2 = l()
@tf.function
def inner(): return tf.random.normal([3])
@tf.function
def k(): return inner(), tf.random.normal([3]), inner()
k1 = k(); k2 = k(); i1 = inner()
@tf.function
def o(): return tf.random.normal([3], seed=4), tf.random.normal([3], seed=4)
o1 = o(); o2 = o()
tf.random.set_seed(6)
o3 = o(); f3 = f(tf.constant(1.0))
ds = tf.data.Dataset.range(3).map(lambda i: (tf.random.normal([3]), tf.random.uniform([2])))
d1 = list(ds); d2 = list(ds)
e = tf.random.normal([2])
print(e)
