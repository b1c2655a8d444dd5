import tensorflow as tf, keras
w = tf.constant([[3., -1.], [4., .2]])
for c in (keras.constraints.NonNeg(), keras.constraints.MaxNorm(2.), keras.constraints.MaxNorm(max_value=1, axis=1), keras.constraints.MinMaxNorm(.5, 1., .8), keras.constraints.UnitNorm(), keras.constraints.get('max_norm'), keras.constraints.get('non_neg')):
    print(type(c).__name__, c(w).numpy(), c.get_config())
for r in (keras.regularizers.L1(.1), keras.regularizers.L2(.1), keras.regularizers.L1L2(.1, .2), keras.regularizers.get('l2'), keras.regularizers.get('L1'), keras.regularizers.l1_l2(l1=.1)): print(type(r).__name__, float(r(w)))
i = keras.Input((2,)); o = keras.layers.Dense(3)(i)
for out in (o, [o], (o,), {'a': o}, [o, o]): m = keras.Model(i, out); print(type(m(tf.ones([1, 2]))).__name__, type(m.output).__name__, type(m.predict(tf.ones([1, 2]), verbose=0)).__name__)
m = keras.Model([i], [o]); m.compile('sgd', 'mse'); print(m.fit(tf.ones([2, 2]), tf.ones([2, 3]), verbose=0).history.keys(), m([tf.ones([1, 2])]).shape)
