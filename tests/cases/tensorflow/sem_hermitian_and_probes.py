import tensorflow as tf

hermitian = tf.complex([[2.0, 0.3], [0.3, 3.0]], [[0.0, 1.0], [-1.0, 0.0]])
print(tf.linalg.eigvalsh(hermitian).dtype, tf.linalg.eigh(hermitian)[0].dtype)
with tf.GradientTape(persistent=True) as tape:
    tape.watch(hermitian)
    values, vectors = tf.linalg.eigh(hermitian)
    largest = tf.math.real(values)[1]
    shares = tf.abs(vectors[0, 0]) ** 2 + 2 * tf.abs(vectors[0, 1])
    alone = tf.reduce_sum(tf.math.real(tf.linalg.eigvalsh(hermitian)) ** 3)
slopes = [tape.gradient(y, hermitian) for y in (largest, shares, alone)]
del vectors  # their signs are anyone's
print(hasattr(tf.keras.losses, "CTC"), hasattr(tf.signal, "mdct"), hasattr(tf.signal, "nope"), getattr(tf, "nope", 1))
print(getattr(tf.signal, "mdct", None) is None, getattr(tf.linalg, "cholesky", None) is None)


class Cell(tf.keras.layers.Layer):
    def __init__(self, units, **about):
        super().__init__(**about)
        self.units = self.state_size = units

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.units), initializer="ones")

    def call(self, inputs, states):
        out = tf.tanh(tf.matmul(inputs, self.kernel)) + 0.5 * states[0][:, : self.units]
        return out, [out]


outcome = tf.keras.layers.RNN([Cell(4), Cell(3)])(tf.ones((2, 5, 2)))
print(outcome)

noted = []


class Half(tf.keras.optimizers.SGD):
    def apply_gradients(self, pairs, **about):
        noted.append("called")
        return super().apply_gradients([(0.5 * g, v) for g, v in pairs], **about)


model = tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(1, kernel_initializer="ones")])
model.compile(Half(0.1), "mse", run_eagerly=True)
model.fit(tf.constant([[1.0], [2.0]]), tf.constant([[0.0], [1.0]]), epochs=2, verbose=0)
weights = [w.numpy() for w in model.weights]
print(weights, noted)
steps = []


def step(a):
    steps.append(int(a))
    return tf.constant([1.0 * len(steps)] * 3).numpy()


late = tf.keras.layers.Dense(2, kernel_initializer="ones")


@tf.function
def walk(k):
    state = tf.zeros(3)
    for t in tf.range(k):
        late(state[None])
        state = tf.numpy_function(step, [t], tf.float32)
        state.set_shape([3])
    return state


print(walk(tf.constant(4)), steps)
