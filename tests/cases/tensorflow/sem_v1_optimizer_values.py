import tensorflow as tf
T = tf.compat.v1.train
for n, mk in {'gd': lambda: T.GradientDescentOptimizer(.1), 'mom': lambda: T.MomentumOptimizer(.1, .9), 'nest': lambda: T.MomentumOptimizer(.1, .9, use_nesterov=True), 'rms': lambda: T.RMSPropOptimizer(.1), 'rms m': lambda: T.RMSPropOptimizer(.01, decay=.8, momentum=.5), 'rms c': lambda: T.RMSPropOptimizer(.01, centered=True), 'adam': lambda: T.AdamOptimizer(.1), 'adam eps': lambda: T.AdamOptimizer(.1, epsilon=1e-3), 'adagrad': lambda: T.AdagradOptimizer(.1)}.items():
  try:
    v = tf.Variable([1., -2.]); o = mk()
    for _ in range(4):
      with tf.GradientTape() as t: l = tf.reduce_sum(v ** 2)
      o.apply_gradients([(t.gradient(l, v), v)])
    print(n, '->', v.numpy().tolist())
  except Exception as e: print(n, '->', type(e).__name__, str(e)[:100])
for n, f in {'ret': lambda: T.GradientDescentOptimizer(.1).apply_gradients([(tf.ones([2]), v)]), 'none': lambda: T.GradientDescentOptimizer(.1).apply_gradients([(None, v)]), 'gs': lambda: T.GradientDescentOptimizer(.1).apply_gradients([(tf.ones([2]), v)], global_step=tf.Variable(0)), 'min': lambda: T.GradientDescentOptimizer(.1).minimize(lambda: tf.reduce_sum(v), var_list=[v]), 'vars': lambda: T.AdamOptimizer(.1).variables(), 'minloss': lambda: T.GradientDescentOptimizer(.1).minimize(tf.reduce_sum(v)), 'lr fn': lambda: T.GradientDescentOptimizer(lambda: .1).apply_gradients([(tf.ones([2]), v)]), 'slot': lambda: T.AdamOptimizer(.1).get_slot_names()}.items():
  try: print(n, '->', f())
  except Exception as e: print(n, '->', type(e).__name__, str(e)[:150])
