import tensorflow as tf
class L(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__(); self.d = tf.keras.layers.Dense(1)
    def call(self, x):
        print('call', x.shape); return self.d(x)
class P(tf.keras.layers.Layer):
    def call(self, x):
        print('plain', x.shape); return x * 2.
class M(tf.keras.Model):
    def __init__(self):
        super().__init__(); self.l = L(); self.p = P()
    def call(self, x):
        print('model', type(x).__name__); return self.p(self.l(x))
m = M(); m(tf.ones((2, 3))); print('again'); m(tf.ones((2, 3)))
l = L(); l(tf.ones((2, 3)))
