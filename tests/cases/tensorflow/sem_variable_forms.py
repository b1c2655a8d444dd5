import tensorflow as tf
import numpy as np
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
print(tf.Variable(1)); print(tf.Variable(1.0, dtype=tf.float64, name='a/b')); print(tf.Variable([1, 2.5])); print(tf.Variable(np.arange(3))); print(tf.Variable(np.eye(2))); print(tf.Variable('hi')); print(tf.Variable(True)); print(tf.Variable(lambda: tf.ones([2])))
print(tf.Variable(tf.zeros([2, 3]), trainable=False, name='frozen')); print(msg(lambda: tf.Variable())); print(msg(lambda: tf.Variable(None))); print(tf.Variable(initial_value=3., name='iv', shape=tf.TensorShape(None)))
v = tf.Variable([[1., 2.]], shape=tf.TensorShape([None, 2])); print(v); v.assign([[1., 2.], [3., 4.]]); print(v.shape, v.numpy().shape)
a = tf.Variable(1.0, constraint=lambda z: tf.clip_by_value(z, 0., 1.)); print(a.constraint is not None)
opt = tf.keras.optimizers.SGD(10.0)
with tf.GradientTape() as t: l = -a * a
print(msg(lambda: opt.apply_gradients([(t.gradient(l, a), a)]) is not None), a.numpy())
print(v.name, a.trainable, a.dtype, a.shape, a.device.split(':')[-2:] if a.device else a.device)
print(a + 1, a * a, -a, a ** 2, a > 0.5, abs(a), 2 - a, a[...], a == a, a != 2.0)
print(msg(lambda: hash(a))); print(a.ref() == a.ref()); d = {a.ref(): 'w'}; print(d[a.ref()], a.ref().deref() is a)
print(msg(lambda: a.foo)); print(msg(lambda: exec('a += 1.0', {'a': a})), msg(lambda: exec('a *= 2.0', {'a': a})), msg(lambda: exec('a -= 2.0', {'a': a})))
b = tf.Variable(tf.Variable(3.0) * 2); print(b)
print(tf.Variable([1., 2., 3.])[1], tf.Variable([1., 2., 3.])[::2], msg(lambda: len(tf.Variable([1., 2., 3.]))), [float(z) for z in tf.Variable([1., 2.])])
print(tf.Variable(1.0) if True else 0, np.array(tf.Variable([1, 2])), float(tf.Variable(2.5)), int(tf.Variable(2)), bool(tf.Variable(0)))
