import tensorflow as tf, numpy as np
tf.random.set_seed(5)

class ODEFunc(tf.keras.Model):
    def __init__(self, **kw):
        super().__init__(**kw)
        self.x = tf.keras.layers.Dense(10, activation='tanh', kernel_initializer=tf.keras.initializers.TruncatedNormal(0., 0.1, seed=1))
        self.y = tf.keras.layers.Dense(2, kernel_initializer=tf.keras.initializers.TruncatedNormal(0., 0.1, seed=2))
    def call(self, t, y):
        return self.y(self.x(y ** 3))

def rk4(f, y0, t):
    ys = [y0]
    y = y0
    for i in range(len(t) - 1):
        h = t[i+1] - t[i]
        k1 = f(t[i], y); k2 = f(t[i] + h/2, y + h/2*k1)
        k3 = f(t[i] + h/2, y + h/2*k2); k4 = f(t[i+1], y + h*k3)
        y = y + h/6. * (k1 + 2*k2 + 2*k3 + k4)
        ys.append(y)
    return tf.stack(ys)

true_y0 = tf.constant([[2., 0.]])
true_A = tf.constant([[-0.1, 2.0], [-2.0, -0.1]])
t = tf.linspace(0., 1., 6)
true = rk4(lambda t, y: tf.matmul(y**3, true_A), true_y0, t)
print(true[-1])
func = ODEFunc()
opt = tf.keras.optimizers.RMSprop(1e-3)
for it in range(3):
    with tf.GradientTape() as tape:
        pred = rk4(func, true_y0, t)
        loss = tf.reduce_mean(tf.abs(pred - true))
    grads = tape.gradient(loss, func.variables)
    gv = list(zip(grads, func.variables))
    opt.apply_gradients(gv)
    print('Iter {:04d} | Total Loss {:.6f}'.format(it, loss.numpy()))
# adjoint method
def aug(tt, s):
    y, a = s
    with tf.GradientTape() as g:
        g.watch(y)
        f = func(tf.constant(tt), y)
    vjp = g.gradient(f, [y] + func.variables, output_gradients=-a)
    return f, vjp[0], vjp[1:]
y = pred[-1]; a = tf.sign(y - true[-1]) / 12
dth = [tf.zeros_like(v) for v in func.variables]
h = -(t[1] - t[0])
for i in range(3):
    f, da, dp = aug(0., (y, a))
    y, a = y + h * f, a + h * da
    dth = [q + h * p for q, p in zip(dth, dp)]
print(y, a)
tf.print(*[tf.norm(q) for q in dth], sep=' | ')
print(func.summary() if False else func.built, func.name)
