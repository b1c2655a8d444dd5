import random
import numpy as np, tensorflow as tf
K = tf.keras
def show(n, *x): print(n, *[np.round(np.asarray(v, float), 4).tolist() for v in x])
# siblings of symbolic building: Lambda with random, GaussianNoise, Dropout, keras.random in call, Generator, stateful var, python random, compute_output_shape, build(), summary, fit
tf.keras.utils.set_random_seed(3)
i = K.Input((2,)); f = K.Model(i, K.layers.Lambda(lambda x: x + tf.random.uniform(tf.shape(x)))(i)); show('lambda', f(np.zeros((1,2),'f')), tf.random.normal([2]))
tf.keras.utils.set_random_seed(3)
f = K.Sequential([K.Input((2,)), K.layers.GaussianNoise(1.), K.layers.Dropout(.5)]); show('noise', f(np.ones((1,4,2),'f')[0], training=True), tf.random.normal([2]), np.random.rand(), random.random())
class KR(K.layers.Layer):
    def call(self, x): return x + K.random.normal(K.ops.shape(x))
tf.keras.utils.set_random_seed(3)
i = K.Input((2,)); f = K.Model(i, KR()(i)); show('keras.random', f(np.zeros((1,2),'f')), tf.random.normal([2]), K.random.normal((2,)))
g = tf.random.Generator.from_seed(1)
class G(K.layers.Layer):
    def call(self, x): return x + g.normal(tf.shape(x))
i = K.Input((2,)); f = K.Model(i, G()(i)); show('gen', f(np.zeros((1,2),'f')), g.normal([2]))
class Np(K.layers.Layer):
    def call(self, x): return x + np.random.normal(size=2).astype('f')
tf.keras.utils.set_random_seed(3)
i = K.Input((2,)); f = K.Model(i, Np()(i)); show('np in call', f(np.zeros((1,2),'f')), np.random.rand())
class Py(K.layers.Layer):
    def call(self, x): return x + random.random()
tf.keras.utils.set_random_seed(3)
i = K.Input((2,)); f = K.Model(i, Py()(i)); show('py in call', f(np.zeros((1,2),'f')), random.random())
class Count(K.layers.Layer):
    def __init__(self): super().__init__(); self.n = self.add_weight(shape=(), initializer='zeros', trainable=False); self.k = 0
    def call(self, x): self.n.assign_add(1.); self.k += 1; return x * self.n
i = K.Input((2,)); c = Count(); f = K.Model(i, c(i)); show('count', f(np.ones((1,2),'f')), c.n); print(c.k)
c = Count(); f = K.Sequential([c]); f.build((None, 2)); show('count2', f(np.ones((1,2),'f')), c.n); print(c.k)
class Sub(K.Model):
    def __init__(self): super().__init__(); self.d = K.layers.Dense(2)
    def call(self, x): return self.d(x) + tf.random.normal([2])
tf.keras.utils.set_random_seed(3); m = Sub(); show('sub', m(np.ones((1,2),'f')), m(np.ones((1,2),'f')), tf.random.normal([1]))
tf.keras.utils.set_random_seed(3); m = Sub(); m.build((None, 2)); show('sub build', m(np.ones((1,2),'f')), tf.random.normal([1]))
tf.keras.utils.set_random_seed(3); m = Sub(); m.compile('sgd', 'mse'); m.fit(np.ones((4,2),'f'), np.ones((4,2),'f'), verbose=0, batch_size=2); show('sub fit', *m.get_weights(), tf.random.normal([1]))
class Nest(K.layers.Layer):
    def __init__(self): super().__init__(); self.s = Sub()
    def call(self, x): return self.s(x) * tf.random.uniform([])
tf.keras.utils.set_random_seed(3); m = K.Sequential([Nest(), Nest()]); show('nest', m(np.ones((1,2),'f')), tf.random.normal([1]))
class Samp(K.layers.Layer):
    def __init__(self, **k): super().__init__(**k); self.sg = K.random.SeedGenerator(7)
    def call(self, ins):
        a, b = ins; return a + K.random.normal(K.ops.shape(a), seed=self.sg) * K.ops.exp(.5 * b)
tf.keras.utils.set_random_seed(3); i = K.Input((3,)); s = Samp(); a = K.layers.Dense(2)(i); b = K.layers.Dense(2)(i); m = K.Model(i, [a, b, s([a, b])]); show('vae', *m(np.ones((1,3),'f')), s.sg.state.value, tf.random.normal([1]))
class Init(K.layers.Layer):
    def build(self, s): self.w = self.add_weight(shape=(s[-1], 2), initializer=lambda shape, dtype=None: tf.random.normal(shape, dtype=dtype)); self.v = tf.Variable(tf.random.normal((2,)))
    def call(self, x): return x @ self.w + self.v
tf.keras.utils.set_random_seed(3); i = K.Input((2,)); f = K.Model(i, Init()(i)); show('init', *f.get_weights(), tf.random.normal([1]))
tf.keras.utils.set_random_seed(3); l = Init(); l(np.ones((1,2),'f')); show('init eager', *l.get_weights(), tf.random.normal([1]))
tf.keras.utils.set_random_seed(3); f = K.Sequential([Init(), K.layers.Dense(1)]); f(np.ones((1,2),'f')); show('init seq', *f.get_weights(), tf.random.normal([1]))
