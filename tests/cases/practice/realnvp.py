import tensorflow as tf, math
tf.random.set_seed(2)
class Coupling(tf.Module):
    def __init__(self, dim, hidden, flip, name=None):
        super().__init__(name=name)
        self.flip = flip
        k = dim // 2
        self.w1 = tf.Variable(tf.random.stateless_normal([k, hidden], seed=(hidden, 1)) * .3, name='w1')
        self.b1 = tf.Variable(tf.zeros([hidden]), name='b1')
        self.w2 = tf.Variable(tf.random.stateless_truncated_normal([hidden, 2 * k], seed=(4, int(flip))) * .3, name='w2')
    def net(self, x):
        h = tf.nn.elu(tf.linalg.matmul(x, self.w1) + self.b1)
        s, t = tf.split(h @ self.w2, 2, axis=-1)
        return tf.tanh(s), t
    @tf.Module.with_name_scope
    def forward(self, x):
        a, b = tf.split(x, 2, -1)
        if self.flip: a, b = b, a
        s, t = self.net(a)
        b = b * tf.exp(s) + t
        y = tf.concat([b, a] if self.flip else [a, b], -1)
        return y, tf.reduce_sum(s, -1)
layers = [Coupling(4, 6, bool(i % 2), name=f'c{i}') for i in range(3)]
x = tf.random.stateless_normal([5, 4], seed=[9, 9])
tv = [v for l in layers for v in l.trainable_variables]
print([v.name for v in tv])
def logp(x):
    ld = tf.zeros(tf.shape(x)[:1])
    for l in layers:
        x, d = l.forward(x)
        ld += d
    base = -0.5 * tf.reduce_sum(x**2, -1) - 0.5 * x.shape[-1] * math.log(2 * math.pi)
    return base + ld
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    lp = logp(x)
    nll = -tf.reduce_mean(lp)
grads = tape.gradient(nll, tv)
score = tape.gradient(lp, x)
print(nll); print(score)
for v, g in zip(tv, grads): print(f'{v.name:10s} {tf.norm(g):.6f} {g.shape}')
# log det against the jacobian
with tf.GradientTape() as t2:
    t2.watch(x)
    y = x
    s = 0.
    for l in layers:
        y, d = l.forward(y); s += d
J = t2.batch_jacobian(y, x)
print(J.shape, tf.linalg.slogdet(J).log_abs_determinant.numpy(), s.numpy())
print(len(layers[0].variables), layers[0].name_scope.name, layers[0])if 0 else print(layers[0].submodules)
