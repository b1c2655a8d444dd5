import tensorflow as tf

tf.random.set_seed(42)
latent, batch = 4, 8


class Dense(tf.Module):
    def __init__(self, n_in, n_out, name=None):
        super().__init__(name=name)
        self.w = tf.Variable(tf.random.normal([n_in, n_out], stddev=0.3), name="w")
        self.b = tf.Variable(tf.zeros([n_out]), name="b")

    def __call__(self, x):
        return tf.matmul(x, self.w) + self.b


class Net(tf.Module):
    def __init__(self, sizes, out_act=None, name=None):
        super().__init__(name=name)
        self.layers = [Dense(a, b) for a, b in zip(sizes[:-1], sizes[1:])]
        self.out_act = out_act

    def __call__(self, x):
        for layer in self.layers[:-1]:
            x = tf.nn.leaky_relu(layer(x), alpha=0.2)
        x = self.layers[-1](x)
        return x if self.out_act is None else self.out_act(x)


G = Net([latent, 12, 2], tf.tanh, name="generator")
D = Net([2, 12, 1], name="critic")
g_opt = tf.keras.optimizers.RMSprop(1e-3)
d_opt = tf.keras.optimizers.RMSprop(1e-3)


def gradient_penalty(real, fake):
    eps = tf.random.uniform([real.shape[0], 1], 0.0, 1.0)
    mixed = eps * real + (1 - eps) * fake
    with tf.GradientTape() as gp:
        gp.watch(mixed)
        score = D(mixed)
    g = gp.gradient(score, [mixed])[0]
    norm = tf.sqrt(tf.reduce_sum(tf.square(g), axis=[1]) + 1e-12)
    return tf.reduce_mean((norm - 1.0) ** 2)


real_all = tf.random.normal([32, 2], mean=0.5, stddev=0.2)
for step in range(3):
    for k in range(2):
        real = real_all[k * batch:(k + 1) * batch]
        z = tf.random.normal([batch, latent])
        with tf.GradientTape() as tape:
            fake = G(z)
            d_cost = tf.reduce_mean(D(fake)) - tf.reduce_mean(D(real))
            gp = gradient_penalty(real, fake)
            d_loss = d_cost + 10.0 * gp
        d_grads = tape.gradient(d_loss, D.trainable_variables)
        d_opt.apply_gradients(zip(d_grads, D.trainable_variables))
    z = tf.random.normal([batch, latent])
    with tf.GradientTape() as tape:
        g_loss = -tf.reduce_mean(D(G(z)))
    g_grads = tape.gradient(g_loss, G.trainable_variables)
    g_opt.apply_gradients(zip(g_grads, G.trainable_variables))
    tf.print("step", step, "d_loss", d_loss, "g_loss", g_loss, output_stream="file:///dev/null")
    print("Step {:d}  D {:.5f}  GP {:.5f}  G {:.5f}".format(step, d_loss, gp, g_loss))
weights = D.layers[0].w
