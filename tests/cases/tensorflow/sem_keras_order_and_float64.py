import numpy as np, tensorflow as tf, keras
keras.utils.set_random_seed(0)
class M(keras.Model):
    def __init__(s): super().__init__(); s.d = keras.layers.Dense(2); s.t = keras.metrics.Mean(name='extra')
    @property
    def metrics(s): return super().metrics + [s.t]
    def call(s, x): return s.d(x)
    def compute_loss(s, x=None, y=None, y_pred=None, sample_weight=None):
        s.t.update_state(7.); return tf.reduce_mean((y - y_pred) ** 2)
m = M(); m.compile('sgd', metrics=['mae'])
X = np.ones((4, 3), 'f'); Y = np.ones((4, 2), 'f')
print(m.evaluate(X, Y, verbose=0)); print(m.metrics_names, m.evaluate(X, Y, verbose=0, return_dict=True), list(m.fit(X, Y, verbose=0).history))
print(tf.linalg.set_diag(tf.constant([[True, True], [False, True]]), tf.zeros(2, tf.bool)))
print(tf.linalg.set_diag(tf.constant([[1, 2], [3, 4]]), [7, 8]), tf.linalg.set_diag(tf.ones([2, 2], tf.int64), tf.zeros(2, tf.int64)))
x = tf.Variable([[1., 2.], [3., 4.]]); d = tf.Variable([5., 6.])
with tf.GradientTape(persistent=True) as t: y = tf.reduce_sum(tf.linalg.set_diag(x, d) ** 2)
print(t.gradient(y, [x, d]))
x = tf.Variable(2.)
with tf.GradientTape() as t: u = x * 2.
try: t.gradient(u, 'x')
except Exception as e: print(type(e).__name__)
try: print(t.gradient(u, x))
except RuntimeError as e: print(e)
K = tf.keras
a = K.layers.Dense(1); a.build((None, 1))
K.backend.set_floatx("float64")
b = K.layers.Dense(1); b.build((None, 1))
c = K.layers.Dense(1, dtype="float64"); c.build((None, 1))
m = K.metrics.Mean(); l = K.losses.MeanSquaredError()
print(a.dtype, b.dtype, b.kernel.dtype, c.kernel.dtype, m.dtype, l([1.], [2.]).dtype, K.Input((1,)).dtype, K.initializers.Ones()([1]).dtype)
K.backend.clear_session()
d = K.layers.Dense(1); d.build((None, 1))
print(d.kernel.dtype, K.Sequential([K.layers.Dense(1)])(tf.ones([1, 1], tf.float64)).dtype, b(tf.ones([1, 1], tf.float64)).dtype)
tf.keras.utils.set_random_seed(1)
tf.keras.backend.set_floatx('float64')
d = tf.keras.layers.Dense(3, kernel_initializer='glorot_normal'); d.build((None, 2)); print(d.kernel.numpy().tolist())
d = tf.keras.layers.Dense(3); d.build((None, 2)); print(d.kernel.numpy().tolist())
x = tf.constant([[.1, .2]], tf.float64)
print(d(x).numpy().tolist(), tf.keras.layers.Dense(3, activation='tanh', kernel_initializer='ones')(x).numpy().tolist())
