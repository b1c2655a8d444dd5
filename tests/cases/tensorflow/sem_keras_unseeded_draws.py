import random
import numpy as np, tensorflow as tf
K = tf.keras
np.random.seed(1); random.seed(1)
@tf.function
def f(x): return x + np.random.rand() + random.random()
print(f(tf.constant(0.)).numpy(), f(tf.constant(0.)).numpy(), np.random.rand(), random.random())
class V(K.layers.Layer):
    def __init__(self): super().__init__(); self.n = tf.Variable(0., trainable=False)
    def call(self, x): self.n.assign_add(1.); return x * self.n
i = K.Input((2,)); v = V(); m = K.Model(i, v(i)); print(v.n.numpy(), m(np.ones((1, 2), 'f')).numpy(), v.n.numpy())
K.utils.set_random_seed(3)
class KR(K.layers.Layer):
    def call(self, x): return x + K.random.normal(K.ops.shape(x))
i = K.Input((2,)); f = K.Model(i, KR()(i))
for _ in range(3): print(K.random.normal((2,)).numpy())
K.utils.set_random_seed(3)
print(f(np.zeros((1, 2), 'f')).numpy())
for _ in range(3): print(K.random.normal((2,)).numpy())
K.utils.set_random_seed(3)
for _ in range(4): print(K.random.normal((2,)).numpy())
K.utils.set_random_seed(3)
i = K.Input((2,)); f = K.Model(i, KR()(i)); print(f(np.zeros((1, 2), 'f')).numpy())
for _ in range(3): print(K.random.normal((2,)).numpy())
@tf.function
def g(x): return x + K.random.normal((2,))
K.utils.set_random_seed(3)
for _ in range(3): print(g(tf.constant(0.)).numpy())
for _ in range(3): print(K.random.normal((2,)).numpy())
K.utils.set_random_seed(3)
print(tf.random.normal([2], seed=1).numpy())
s = K.random.SeedGenerator(5); print(s.state, s.next(), s.state.value)
K.utils.set_random_seed(3)
print([K.random.randint((3,), 0, 100, dtype=d, seed=4).numpy().tolist() for d in ('int32', 'int64', 'uint8', 'int16')])
print(K.random.randint((3,), 0, 100).numpy(), K.random.uniform((2,)).numpy(), K.random.categorical([[.1, .9, .3]], 4).numpy(), K.random.dropout(np.ones(6, 'f'), .5).numpy())
try: K.random.randint((3,), 0, 100, dtype='float32')
except ValueError as e: print(e)
