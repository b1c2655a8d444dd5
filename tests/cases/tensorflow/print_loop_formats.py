import tensorflow as tf
import numpy as np
x = tf.Variable(4.0)
for i in range(3):
  with tf.GradientTape() as t: y = x ** 2
  g = t.gradient(y, x); x.assign_sub(0.1 * g)
  print("iter {}: x={:.4f}, y={:.4f}, grad={:.4f}".format(i, x.numpy(), y.numpy(), g.numpy()))
  print('iter %d x = %.3f y = %s' % (i, x.numpy(), y))
  print(f"{i:02d} {float(x):8.4f} {y:10.3e} {g!r}", end=';\n')
print("x:", x, "| y:", y.numpy(), "|", [x], (x, y), {'x': x.numpy()})
print(x.numpy(), type(x.numpy()).__name__, repr(x.numpy()), str(y.dtype), y.dtype.name)
print(np.array([x.numpy(), y.numpy()]), [float(v) for v in (x, y)], tf.stack([x, y]))
print('%s' % tf.constant([1, 2]), '{}'.format(tf.constant([[1.5]])), '{0:.2f}'.format(tf.constant(2.345)), '{!r:>10}'.format(3))
print(f"{tf.constant(5):>5}|{tf.constant(5):<5}|{tf.constant(5):^5}|{tf.constant(3.0):.0f}|{tf.constant(True)}|{tf.constant('s')}")
print(f"{x.numpy():.3f} {tf.reduce_mean([1., 2.]):.3f} {tf.shape(tf.ones([2, 3]))} {tf.ones([2, 3]).shape} {x.shape} {tf.constant(1e-10):.2e} {tf.constant(12345.678):,.1f}")
print(*[tf.constant(i) for i in range(3)], sep=', ')
print(str(tf.constant([1.0])) + '!', 'tensor: ' + str(g))
print([[g]], {'g': [g, None]}, (None, g))
print(tf.constant([[1.123456789, 2.0], [1e6, 1e-6]])); print(tf.constant([0.1, 0.2, 0.3], tf.float64)); print(tf.constant([1e-5, 1.0])); print(tf.constant([100000.0, 1.5])); print(tf.constant([1e8])); print(tf.constant(1e16)); print(tf.constant(0.1) + 0.2); print(tf.constant([1/3, 2/3])); print(tf.constant(-1.0)); print(tf.range(20)); print(tf.linspace(0., 1., 11)); print(tf.reshape(tf.range(24), [2, 3, 4])); print(tf.ones([3, 1, 2])); print(tf.zeros([1, 1, 1]))
