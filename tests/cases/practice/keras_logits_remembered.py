import numpy as np, tensorflow as tf
K = tf.keras
x = tf.constant([[30., 0., -5.]]); y = tf.constant([[0., 1., 1.]])
for act in ('softmax', 'sigmoid'):
    for L in (K.losses.CategoricalCrossentropy(), K.losses.BinaryCrossentropy(), K.losses.BinaryFocalCrossentropy(), lambda t, p: K.losses.SparseCategoricalCrossentropy()(tf.constant([1]), p), K.losses.categorical_crossentropy, K.losses.CategoricalFocalCrossentropy()):
        l = K.layers.Activation(act); a = K.activations.get(act); d = K.layers.Dense(3, activation=act, kernel_initializer='identity')
        for n, f in (('layer', l), ('function', a), ('dense', d), ('tf', getattr(tf.nn, act)), ('ops', getattr(K.ops, act)), ('seq', K.Sequential([d])), ('Softmax', K.layers.Softmax()), ('keep', lambda v: d(v) * 1.), ('fn', tf.function(lambda v: d(v)))):
            with tf.GradientTape() as t: t.watch(x); v = L(y, f(x))
            print(act, n, np.asarray(v).round(4).tolist(), np.round(t.gradient(v, x).numpy(), 5).tolist())
        @tf.function
        def step(x, f=d):
            with tf.GradientTape() as t: t.watch(x); v = L(y, f(x))
            return v, t.gradient(v, x)
        print(act, 'graph', [np.asarray(z).round(4).tolist() for z in step(x)])
