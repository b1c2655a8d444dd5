import tensorflow as tf

tf.random.set_seed(12)
logits = tf.Variable([[1.0, 0.5, -1.0], [0.2, 0.1, 0.0]])
table = tf.constant([[1.0], [2.0], [4.0]])


def sample_gumbel(shape, eps=1e-20):
    u = tf.random.uniform(shape, minval=0, maxval=1)
    return -tf.math.log(-tf.math.log(u + eps) + eps)


def gumbel_softmax(logits, temperature, hard=False):
    y = tf.nn.softmax((logits + sample_gumbel(tf.shape(logits))) / temperature)
    if hard:
        y_hard = tf.cast(tf.equal(y, tf.reduce_max(y, 1, keepdims=True)), y.dtype)
        y = tf.stop_gradient(y_hard - y) + y
    return y


for hard in (False, True):
    with tf.GradientTape() as tape:
        y = gumbel_softmax(logits, 0.7, hard)
        loss = tf.reduce_sum(tf.square(tf.matmul(y, table) - 3.0))
    print(hard, y.numpy().round(4), loss.numpy(), tape.gradient(loss, logits).numpy().round(4))


@tf.custom_gradient
def ste_sign(x):
    return tf.sign(x), lambda dy: tf.where(tf.abs(x) <= 1.0, dy, tf.zeros_like(dy))


@tf.custom_gradient
def reverse(x):
    def grad(dy):
        return -0.3 * dy
    return tf.identity(x), grad


w = tf.Variable([0.5, -2.0, 0.1])
with tf.GradientTape() as tape:
    l = tf.reduce_sum(ste_sign(w) * [1.0, 2.0, 3.0]) + tf.reduce_sum(reverse(w) ** 2)
print(tape.gradient(l, w))
codebook = tf.Variable(tf.random.normal([4, 2], seed=1))
z = tf.Variable([[0.1, 0.2], [1.0, -1.0]])
with tf.GradientTape() as tape:
    d = tf.reduce_sum(z ** 2, 1, keepdims=True) + tf.reduce_sum(codebook ** 2, 1) - 2 * tf.matmul(z, codebook, transpose_b=True)
    idx = tf.argmin(d, axis=1)
    q = tf.gather(codebook, idx)
    commitment = tf.reduce_mean((tf.stop_gradient(q) - z) ** 2)
    codebook_loss = tf.reduce_mean((q - tf.stop_gradient(z)) ** 2)
    out = z + tf.stop_gradient(q - z)
    total = tf.reduce_sum(out ** 2) + codebook_loss + 0.25 * commitment
gz, gc = tape.gradient(total, [z, codebook])
print(idx.numpy(), total.numpy(), gz.numpy(), tf.convert_to_tensor(gc).numpy().round(4))
