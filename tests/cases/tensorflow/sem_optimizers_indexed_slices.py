import tensorflow as tf
O, T = tf.keras.optimizers, tf.compat.v1.train
for n, mk in {'sgd': lambda: O.SGD(.1), 'mom': lambda: O.SGD(.1, momentum=.9), 'adam': lambda: O.Adam(.1), 'rms': lambda: O.RMSprop(.1), 'adagrad': lambda: O.Adagrad(.1), 'adadelta': lambda: O.Adadelta(1.), 'adamax': lambda: O.Adamax(.1), 'nadam': lambda: O.Nadam(.1), 'clipnorm': lambda: O.SGD(.1, clipnorm=1.), 'gclip': lambda: O.SGD(.1, global_clipnorm=1.), 'clipvalue': lambda: O.SGD(.1, clipvalue=.5), 'wd': lambda: O.AdamW(.1), 'v1 gd': lambda: T.GradientDescentOptimizer(.1), 'v1 adam': lambda: T.AdamOptimizer(.1), 'v1 mom': lambda: T.MomentumOptimizer(.1, .9), 'v1 adagrad': lambda: T.AdagradOptimizer(.1)}.items():
  E = tf.Variable([[1., 2.], [3., 4.], [5., 6.]]); o = mk()
  try:
    for k in range(3):
      with tf.GradientTape() as t: l = tf.reduce_sum(tf.gather(E, [0, k % 2, 0]) ** 2)
      o.apply_gradients([(t.gradient(l, E), E)])
    print(n, '->', E.numpy().tolist())
  except Exception as e: print(n, '->', type(e).__name__, str(e)[:120])
