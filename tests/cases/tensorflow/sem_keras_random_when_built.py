import tensorflow as tf, numpy as np
tf.keras.utils.set_random_seed(6)
print('plain', [tf.random.normal(s, seed=1).numpy().ravel()[:2] for s in ((1, 5), (5, 1), (1, 5))])
class L(tf.keras.layers.Layer):
    def build(self, s): self.w = self.add_weight(shape=(s[1], 2), initializer='ones')
    def call(self, x): return x @ (self.w + tf.random.normal(self.w.shape, seed=1))
tf.keras.utils.set_random_seed(6)
l = L(); print('layer', l(np.ones((1, 3), 'f')).numpy(), l(np.ones((1, 3), 'f')).numpy())
tf.keras.utils.set_random_seed(6)
m = tf.keras.Sequential([L(), L()]); print('seq', m(np.ones((1, 3), 'f')).numpy(), m(np.ones((1, 3), 'f')).numpy())
tf.keras.utils.set_random_seed(6)
i = tf.keras.Input((3,)); f = tf.keras.Model(i, L()(i)); print('func', f(np.ones((1, 3), 'f')).numpy(), f(np.ones((1, 3), 'f')).numpy())
class N(tf.keras.layers.Layer):
    def call(self, x): return x + tf.random.normal(tf.shape(x))
tf.keras.utils.set_random_seed(6)
m = tf.keras.Sequential([N(), N()]); print('seq noseed', m(np.zeros((1, 2), 'f')).numpy(), m(np.zeros((1, 2), 'f')).numpy(), tf.random.normal([1]).numpy())
tf.keras.utils.set_random_seed(6)
i = tf.keras.Input((2,)); f = tf.keras.Model(i, N()(i)); print('func noseed', f(np.zeros((1, 2), 'f')).numpy(), tf.random.normal([1]).numpy())
tf.keras.utils.set_random_seed(6); n = N(); print('layer noseed', n(np.zeros((1, 2), 'f')).numpy(), tf.random.normal([1]).numpy())
class W(tf.keras.layers.Layer):
    def __init__(self): super().__init__(); self.d = tf.keras.layers.Dense(2, kernel_initializer='ones')
    def call(self, x): return self.d(x) + tf.random.normal([1])
tf.keras.utils.set_random_seed(6); n = W(); print('sub noseed', n(np.zeros((1, 2), 'f')).numpy(), tf.random.normal([1]).numpy())
