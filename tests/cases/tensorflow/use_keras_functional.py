import numpy as np
import tensorflow as tf
tf.keras.utils.set_random_seed(1)
L = tf.keras.layers
a = tf.keras.Input(shape=(3,), name="a"); b = L.Input((2,))
h = L.Dense(4, activation="relu", name="hidden")(a)
k = L.Dense(4)(b)
s = L.Add()([h, k])
c = L.Concatenate()([s, h])
out = L.Dense(1)(c)
aux = L.Dense(2, activation="softmax", name="aux")(h)
model = tf.keras.Model(inputs=[a, b], outputs=[out, aux], name="two")
model.summary()
rng = np.random.RandomState(0)
x = [tf.constant(rng.randn(5, 3).astype("float32")), tf.constant(rng.randn(5, 2).astype("float32"))]
opt = tf.keras.optimizers.SGD(0.1)
for i in range(10):
  with tf.GradientTape() as t:
    y, z = model(x)
    loss = tf.reduce_mean(y ** 2) - tf.reduce_mean(tf.math.log(z[:, 0]))
  g = t.gradient(loss, model.trainable_weights)
  opt.apply_gradients(zip(g, model.trainable_weights))
print(loss, model.count_params(), [l.name for l in model.layers], [w.path for w in model.weights])
sub = tf.keras.Model(model.inputs, model.get_layer("hidden").output)
print(sub(x), sub.output_shape, model.input_shape)
inp = tf.keras.Input((4, 4, 1))
q = L.Conv2D(2, 3, padding="same")(inp)
q = q * 2.0 + 1.0
r = L.GlobalAveragePooling2D()(q[:, 1:])
net = tf.keras.Model(inp, -r)
print(net.output_shape, net(tf.ones([1, 4, 4, 1])), [l.name for l in net.layers])
print(inp, q)
shared = L.Dense(3)
i1 = tf.keras.Input((2,)); i2 = tf.keras.Input((2,))
siam = tf.keras.Model([i1, i2], L.Dot(axes=1)([shared(i1), shared(i2)]))
siam.summary()
print(siam([tf.ones([1, 2]), tf.ones([1, 2]) * 2.0]), len(siam.weights))
