import numpy as np
import tensorflow as tf

K = tf.keras
L = K.layers
tf.keras.utils.set_random_seed(4)


def show(x):
    x = tf.convert_to_tensor(x)
    print(x.dtype.name, x.shape, np.round(x.numpy(), 5).tolist() if x.dtype != tf.string else x.numpy().tolist())


for mode in ("one_hot", "multi_hot", "count"):
    e = L.CategoryEncoding(num_tokens=4, output_mode=mode)
    show(e(np.array([[0, 1], [3, 3]])))
    show(e(np.array([0, 2, 2])))
show(L.CategoryEncoding(3, output_mode="count")(np.array([[0, 1], [1, 1]]), count_weights=np.array([[0.1, 0.2], [0.3, 0.4]])))
d = L.Discretization(bin_boundaries=[0.0, 1.0, 2.0])
show(d(np.array([[-1.5, 0.0], [1.0, 3.4]])))
show(L.Discretization([0.0, 1.0], output_mode="one_hot")(np.array([[0.5], [4.0]])))
s = L.StringLookup(vocabulary=["a", "b", "c"])
show(s(tf.constant([["a", "z"], ["c", "b"]])))
print(s.get_vocabulary(), s.vocabulary_size())
m = L.StringLookup(vocabulary=["a", "b"], mask_token="", num_oov_indices=1)
show(m(tf.constant(["", "a", "b", "q"])))
print(m.get_vocabulary())
show(L.StringLookup(vocabulary=["a", "b"], invert=True)(tf.constant([0, 1, 2])))
show(L.StringLookup(vocabulary=["a", "b", "c"], output_mode="multi_hot")(tf.constant([["a", "c"], ["d", "d"]])))
show(L.StringLookup(vocabulary=["a", "b", "c"], output_mode="one_hot")(tf.constant(["a", "c"])))
t = L.StringLookup()
t.adapt(tf.constant(["x", "y", "y", "z", "z", "z"]))
print(t.get_vocabulary())
show(t(tf.constant(["z", "x", "w"])))
i = L.IntegerLookup(vocabulary=[12, 36, 1138])
print(i.get_vocabulary())
show(i(np.array([[12, 1138], [36, 7]])))
show(L.CenterCrop(2, 2)(tf.reshape(tf.range(32.0), [1, 4, 4, 2])))
show(L.CenterCrop(3, 2)(tf.reshape(tf.range(8.0), [1, 2, 2, 2])))
x = tf.random.normal((2, 6, 3))
for layer in (
    L.DepthwiseConv1D(3, strides=2, padding="same", depth_multiplier=2, depthwise_initializer=K.initializers.GlorotUniform(1)),
    L.DepthwiseConv1D(2, dilation_rate=2, depthwise_initializer="ones"),
    L.SeparableConv1D(4, 3, padding="same", activation="relu", depthwise_initializer=K.initializers.HeNormal(2), pointwise_initializer=K.initializers.HeNormal(3)),
):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = layer(x)
        z = tf.reduce_sum(y**2)
    g = tape.gradient(z, [x, *layer.trainable_variables])
    print(layer.name, y.shape, [w.shape for w in layer.weights], [np.round(float(tf.norm(v)), 4) for v in g])
n = L.SpectralNormalization(L.Dense(4, kernel_initializer=K.initializers.GlorotUniform(5)))
u = tf.random.normal((3, 2), seed=1)
for training in (True, True, False):
    with tf.GradientTape() as tape:
        z = tf.reduce_sum(n(u, training=training) ** 2)
    print(z.numpy(), [np.round(float(tf.norm(v)), 5) for v in tape.gradient(z, n.trainable_variables)])
print([w.path.split("/")[-1] for w in n.weights])
v, b = tf.Variable([[1.0, 2.0], [3.0, -4.0]]), tf.Variable([0.5, 0.1])
opt = K.optimizers.Adafactor(0.1)
for _ in range(3):
    with tf.GradientTape() as tape:
        z = tf.reduce_sum(v**2) + tf.reduce_sum(b * tf.reduce_sum(v, 0))
    opt.apply_gradients(zip(tape.gradient(z, [v, b]), [v, b]))
    print(z.numpy(), v.numpy().round(5).tolist(), b.numpy().round(5).tolist())
print(K.metrics.MeanIoU(2).get_config())
for bad in (lambda: L.CategoryEncoding(), lambda: L.CategoryEncoding(3, output_mode="x"), lambda: L.Discretization()):
    try:
        bad()
    except ValueError as e:
        print("ValueError")
