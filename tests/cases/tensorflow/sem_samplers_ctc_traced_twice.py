import tensorflow as tf

tf.random.set_seed(3)
y = tf.constant([[1], [2]], tf.int64)
a = lambda n, r, seed, u=True: tf.random.log_uniform_candidate_sampler(
    y, 1, n, u, r, seed=seed
).sampled_candidates.numpy()
print(a(5, 15, 5))
print(a(2, 4, 5))
print(a(2, 4, 5))
print(a(5, 15, 5))
print(a(2, 4, 5, False))


class M(tf.Module):
    def __init__(s):
        s.v = None

    @tf.function
    def __call__(s, x):
        print("tracing")
        if s.v is None:
            print("making")
            s.v = tf.Variable(2.0)
        return s.v * x


m = M()
print(m(tf.constant(1.0)).numpy())
print(m(tf.constant(1.0)).numpy())
layer = tf.keras.layers.Dense(1)


@tf.function
def f(x):
    print("trace f")
    return layer(x)


f(tf.ones([1, 2]))
f(tf.ones([1, 2]))
print(f.experimental_get_tracing_count())
opt = tf.keras.optimizers.Adam()
w = tf.Variable([1.0, 2.0])


@tf.function
def g(x):
    print("trace g")
    opt.apply_gradients([(w * x, w)])
    return w * x


g(1.0)
g(tf.constant(1.0))
g(tf.constant(2.0))
print(g.experimental_get_tracing_count())
tf.random.set_seed(1)
lg = tf.random.normal([6, 2, 4])
for pad in (0, -1, 3, 7):
    try:
        print(
            pad,
            tf.nn.ctc_loss(
                tf.constant([[1, 2, pad], [2, pad, pad]]),
                lg,
                tf.constant([2, 1]),
                tf.constant([6, 6]),
                blank_index=0,
            ).numpy(),
        )
    except Exception as e:
        print(pad, type(e).__name__)
    try:
        print(
            pad,
            tf.nn.ctc_loss(
                tf.constant([[1, 2, pad], [2, pad, pad]]),
                lg,
                tf.constant([2, 1]),
                tf.constant([6, 6]),
                blank_index=-1,
            ).numpy(),
        )
    except Exception as e:
        print(pad, type(e).__name__)
