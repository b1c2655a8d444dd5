import tensorflow as tf
from tensorflow.keras import backend as K
y_true = tf.constant([[1., 0., 1.], [0., 1., 1.]]); y_pred = tf.Variable([[.8, .3, .6], [.2, .7, .9]])
def dice(y_true, y_pred, smooth=1):
  yt = K.flatten(y_true); yp = K.flatten(y_pred)
  inter = K.sum(yt * yp)
  return 1 - (2. * inter + smooth) / (K.sum(yt) + K.sum(yp) + smooth)
def focal(y_true, y_pred, gamma=2., alpha=.25):
  p = K.clip(y_pred, K.epsilon(), 1. - K.epsilon())
  pt = tf.where(tf.equal(y_true, 1), p, 1 - p)
  return K.mean(-alpha * K.pow(1. - pt, gamma) * K.log(pt))
with tf.GradientTape(persistent=True) as t:
  a, b = dice(y_true, y_pred), focal(y_true, y_pred)
  c = K.mean(K.binary_crossentropy(y_true, y_pred), axis=-1)
print(a, b, c, t.gradient(a, y_pred), t.gradient(b, y_pred), t.gradient(c, y_pred))
