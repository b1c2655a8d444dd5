"""Small whole numbers in sums, a norm of zero, a subclass of Subtract, assertions of what differs."""
import numpy as np
import tensorflow as tf

k = tf.constant([100, 100], tf.int8)
print(tf.keras.ops.sum(k).numpy(), tf.keras.ops.prod(tf.constant([100, 3], tf.uint8)).numpy(), tf.keras.ops.sum(k).dtype)
print(tf.keras.ops.normalize(tf.zeros([2, 2])).numpy(), tf.keras.ops.normalize(tf.constant([[3.0, 4.0]])).numpy())
print(tf.keras.ops.normalize(tf.constant([[3.0, -4.0], [0.0, 0.0]]), order=1).numpy())


class Difference(tf.keras.layers.Subtract):
    pass


try:
    Difference()([tf.ones([1, 2])] * 3)
except ValueError as error:
    print("ValueError", "exactly 2 inputs" in str(error))
print(Difference()([tf.ones([1, 2]), 3 * tf.ones([1, 2])]).numpy())


class Test(tf.test.TestCase):
    def runTest(self):
        self.assertNotAllClose([1.0], [2.0])
        self.assertNotAllEqual([1.0], [2.0])
        self.assertAllGreater([3.0, 4.0], 2.0)
        self.assertAllLess([3.0, 4.0], 5.0)
        self.assertDTypeEqual(np.float32(1), np.float32)


Test().runTest()
for name, *args in [("assertNotAllClose", [1.0], [1.0]), ("assertAllGreater", [3.0], 3.0), ("assertAllLess", [3.0], 3.0)]:
    try:
        getattr(Test(), name)(*args)
    except AssertionError:
        print(name)
