import tensorflow as tf
import numpy as np

rng = np.random.RandomState(9)
modes, width, n = 3, 2, 8
wr = tf.Variable(rng.randn(width, width, modes) * 0.3, dtype=tf.float32)
wi = tf.Variable(rng.randn(width, width, modes) * 0.3, dtype=tf.float32)
lift = tf.Variable(rng.randn(1, width) * 0.5, dtype=tf.float32)
proj = tf.Variable(rng.randn(width, 1) * 0.5, dtype=tf.float32)
params = [wr, wi, lift, proj]
grid = np.linspace(0, 2 * np.pi, n, endpoint=False)
u0 = tf.constant(np.stack([np.sin(grid), np.cos(2 * grid), np.sin(grid) + 0.3])[..., None], tf.float32)
target = tf.roll(u0, shift=1, axis=1)


def spectral(x):
    x = tf.transpose(x, [0, 2, 1])
    xf = tf.signal.rfft(x)
    out = tf.einsum("bim,iom->bom", xf[..., :modes], tf.complex(wr, wi))
    out = tf.pad(out, [[0, 0], [0, 0], [0, n // 2 + 1 - modes]])
    return tf.transpose(tf.signal.irfft(out, fft_length=[n]), [0, 2, 1])


def model(u):
    x = tf.einsum("bnc,cw->bnw", u, lift)
    x = x + tf.nn.gelu(spectral(x))
    return x @ proj


opt = tf.keras.optimizers.Adam(0.02)
for i in range(3):
    with tf.GradientTape() as tape:
        pred = model(u0)
        loss = tf.reduce_mean(tf.norm(pred - target, axis=1) / tf.norm(target, axis=1))
    g = tape.gradient(loss, params)
    opt.apply_gradients(zip(g, params))
    print(i, loss.numpy(), [round(float(tf.norm(v)), 5) for v in g])
psi = tf.Variable([0.3, -0.7, 1.1])


def rx(t):
    c, s = tf.cast(tf.cos(t / 2), tf.complex64), tf.cast(tf.sin(t / 2), tf.complex64)
    return tf.stack([tf.stack([c, -1j * s]), tf.stack([-1j * s, c])])


def rz(t):
    e = tf.exp(tf.complex(0.0, -t / 2))
    return tf.linalg.diag(tf.stack([e, tf.math.conj(e)]))


with tf.GradientTape() as tape:
    state = tf.constant([[1.0], [0.0]], tf.complex64)
    state = rx(psi[2]) @ rz(psi[1]) @ rx(psi[0]) @ state
    z = tf.constant([[1.0, 0.0], [0.0, -1.0]], tf.complex64)
    energy = tf.math.real(tf.squeeze(tf.linalg.adjoint(state) @ z @ state))
print("energy", energy.numpy(), tape.gradient(energy, psi).numpy())
