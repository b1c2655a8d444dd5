import tensorflow as tf
import sys
def main(argv):
  x = tf.constant(3.0)
  with tf.GradientTape() as t:
    t.watch(x); y = x * x
  print('main', t.gradient(y, x))
if __name__ == '__main__':
  main(sys.argv)
