import tensorflow as tf
import numpy as np
class GradTest(tf.test.TestCase):
  def testSquare(self):
    x = tf.Variable(3.0)
    with tf.GradientTape() as t: y = x * x
    self.assertAllClose(self.evaluate(t.gradient(y, x)), 6.0)
  def testNone(self):
    self.assertIsNone(None)
t = GradTest('testSquare'); t.testSquare(); print('ok')
GradTest('testNone').testNone(); print('ok')
