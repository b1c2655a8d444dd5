import tensorflow as tf
tf.keras.utils.set_random_seed(1)
class A(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__(); self.d = tf.keras.layers.Dense(2); self.n = tf.Variable(0., trainable=False); self.k = self.add_weight(name='k', initializer='zeros', trainable=False); self.log = []; self.drop = tf.keras.layers.Dropout(.5)
    def call(self, x, training=False):
        self.n.assign_add(1.); self.k.assign_add(1.); self.log.append(1); self.n.assign(self.n * 2.)
        return self.drop(self.d(x), training=training)
a = A(); y = a(tf.ones([2, 3]), training=True); print(a.n.numpy(), float(a.k), len(a.log), y.numpy())
y = a(tf.ones([2, 3]), training=True); print(a.n.numpy(), float(a.k), len(a.log), y.numpy())
m = tf.keras.Sequential([A(), tf.keras.layers.BatchNormalization()]); print(m(tf.ones([2, 3]), training=True).numpy(), float(m.layers[0].k), m.layers[0].n.numpy(), m.layers[1].moving_mean.numpy())
