import tensorflow as tf, numpy as np
L = tf.keras.layers
def t(f):
    try: r = f(); print('ok', getattr(r, 'shape', r))
    except Exception as e: print(type(e).__name__, '|', str(e)[:400])
t(lambda: L.LSTM(4)(tf.ones((2, 3)))); t(lambda: L.GRU(4)(tf.ones((2, 3)))); t(lambda: L.SimpleRNN(4)(tf.ones((2, 3)))); t(lambda: L.Bidirectional(L.LSTM(4))(tf.ones((2, 3))))
t(lambda: L.Add()([tf.ones([1, 2]), tf.ones([1, 3])])); t(lambda: L.Multiply()([tf.ones([1, 2])])); t(lambda: L.Add()(tf.ones([1, 2]))); t(lambda: L.Subtract()([tf.ones([1, 2])] * 3)); t(lambda: L.Average()([tf.ones([2, 2]), tf.ones([3, 2])])); t(lambda: L.Dot(1)([tf.ones([1, 2]), tf.ones([1, 3])]))
t(lambda: L.Concatenate()([tf.ones([2, 2]), tf.ones([3, 3])])); t(lambda: L.Concatenate(axis=1)([tf.ones([2, 2, 1]), tf.ones([2, 3, 2])])); t(lambda: L.Concatenate()(tf.ones([2, 2]))); t(lambda: L.Concatenate()([tf.ones([2, 2])]))
t(lambda: L.Reshape((4,))(tf.ones([1, 6]))); t(lambda: L.Reshape((-1, 4))(tf.ones([1, 6]))); t(lambda: L.Flatten()(tf.ones([]))); t(lambda: L.Permute((2, 1))(tf.ones([1, 2]))); t(lambda: L.Permute((1, 3))(tf.ones([1, 2])));  t(lambda: L.RepeatVector(3)(tf.ones([1, 2, 3])))
t(lambda: L.Conv1D(2, 3)(tf.ones([1, 4]))); t(lambda: L.Conv2D(2, 5)(tf.ones([1, 3, 3, 1]))); t(lambda: L.MaxPooling2D()(tf.ones([1, 4, 4]))); t(lambda: L.GlobalAveragePooling2D()(tf.ones([1, 4]))); t(lambda: L.Conv2DTranspose(1, 2)(tf.ones([1, 4]))); t(lambda: L.DepthwiseConv2D(3)(tf.ones([1, 4])))
t(lambda: L.BatchNormalization(axis=5)(tf.ones((2, 3)))); t(lambda: L.Attention()(tf.ones([1, 2, 3]))); t(lambda: L.MultiHeadAttention(1, 2)(tf.ones([1, 2, 3])))
t(lambda: L.ZeroPadding2D()(tf.ones([1, 2]))); t(lambda: L.UpSampling2D()(tf.ones([1, 2]))); t(lambda: L.Cropping2D(3)(tf.ones([1, 4, 4, 1])))
d = L.Dense(2); d(tf.ones((1, 3))); t(lambda: d(tf.ones((1, 4)))); t(lambda: d(tf.ones(3))); t(lambda: d([tf.ones((1, 3)), tf.ones((1, 3))])); t(lambda: d(3.)); t(lambda: d('a'))
m = tf.keras.Sequential([tf.keras.Input((3,)), L.Dense(1)])
t(lambda: m(tf.ones((1, 4)))); t(lambda: m.fit(tf.ones((2, 3)), tf.ones((2, 1)))); t(lambda: m.evaluate(tf.ones((2, 3)))); t(lambda: m.train_on_batch(tf.ones((2, 3)))); t(lambda: m.predict(tf.ones((2, 4)), verbose=0))
i = tf.keras.Input((3,)); f = tf.keras.Model(i, L.Dense(1)(i)); t(lambda: f(tf.ones((1, 4)))); t(lambda: f(tf.ones(3))); t(lambda: f([tf.ones((1, 3)), tf.ones((1, 3))]))
class Bad(L.Layer):
    def call(self, x): return tf.matmul(x, tf.ones((9, 9)))
class Worse(L.Layer):
    def call(self, x): raise RuntimeError('no')
class Outer(tf.keras.Model):
    def __init__(self, part): super().__init__(); self.part = part
    def call(self, x, training=None): return self.part(x)
t(lambda: Bad()(tf.ones((1, 2)))); t(lambda: Worse()(tf.ones((1, 2)))); t(lambda: Outer(Bad())(tf.ones((1, 2)))); t(lambda: Outer(Worse())(tf.ones((1, 2)), training=True))
S = tf.keras.losses
t(lambda: S.MeanSquaredError()([1., 2.], [1., 2., 3.])); t(lambda: S.MeanSquaredError()(tf.ones((2, 3)), tf.ones((2, 2)))); t(lambda: S.SparseCategoricalCrossentropy()([3], [[.5, .5]])); t(lambda: S.SparseCategoricalCrossentropy()(tf.constant([1, 1]), tf.constant([[.5, .5]])))
t(lambda: S.CategoricalCrossentropy()([[1., 0.]], [[.5, .3, .2]])); t(lambda: S.CategoricalCrossentropy()(tf.constant([[1., 0.]]), tf.constant([[.5, .3, .2]]))); t(lambda: S.BinaryCrossentropy()(tf.ones(2), tf.ones(3))); t(lambda: S.mse([1., 2.], [1., 2., 3.])); t(lambda: S.MeanSquaredError()([1.], tf.constant([1.]))); t(lambda: S.MeanSquaredError()(np.ones(2), tf.ones(2))); t(lambda: S.CategoricalCrossentropy()(tf.constant([1.]), tf.constant([[.5, .3]])))
t(lambda: tf.keras.Model(tf.ones([1]), tf.ones([1]))); t(lambda: tf.keras.Model(i, tf.ones([1]))); t(lambda: tf.strings.to_number('x')); t(lambda: tf.strings.to_number(['1', '2.5']).numpy()); t(lambda: tf.strings.to_number('7', tf.int32))
t(lambda: m.compile('foo')); t(lambda: m.compile('sgd', 'foo')); t(lambda: m.compile('sgd', 'mse', metrics=['foo']) or m.fit(tf.ones((2, 3)), tf.ones((2, 1)), verbose=0))
m.compile('sgd', 'mse'); t(lambda: m.fit(tf.ones((2, 3)), tf.ones((3, 1)), verbose=0)); t(lambda: m.fit(tf.ones((2, 3)), tf.ones((2, 2)), verbose=0))
