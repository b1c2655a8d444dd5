import tensorflow as tf
tf.keras.utils.set_random_seed(11)
class Linear(tf.keras.layers.Layer):
    def __init__(self, units=32, **kw):
        super().__init__(**kw)
        self.units = units
    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="random_normal", trainable=True, name='w')
        self.b = self.add_weight(shape=(self.units,), initializer="random_normal", trainable=True, name='b')
        self.steps = self.add_weight(shape=(), initializer='zeros', trainable=False, dtype='int32')
    def call(self, inputs):
        self.steps.assign_add(1)
        return tf.matmul(inputs, self.w) + self.b
    def get_config(self):
        c = super().get_config(); c.update({"units": self.units}); return c
class ActivityReg(tf.keras.layers.Layer):
    def __init__(self, rate=1e-2):
        super().__init__(); self.rate = rate
    def call(self, inputs):
        self.add_loss(self.rate * tf.reduce_mean(inputs))
        return inputs
class MLPBlock(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.linear_1 = Linear(4); self.reg = ActivityReg(); self.linear_2 = Linear(3); self.linear_3 = Linear(1)
        self.bn = tf.keras.layers.BatchNormalization(momentum=0.9)
    def call(self, inputs, training=None):
        x = tf.nn.relu(self.linear_1(inputs))
        x = self.bn(self.reg(x), training=training)
        x = tf.nn.leaky_relu(self.linear_2(x))
        return self.linear_3(x)
mlp = MLPBlock()
y = mlp(tf.ones(shape=(3, 5)))
print("weights:", len(mlp.weights)); print("trainable weights:", len(mlp.trainable_weights))
print([w.path for w in mlp.weights])
x = tf.random.stateless_normal((6, 5), (1, 1))
with tf.GradientTape() as t:
    out = mlp(x, training=True)
    loss = tf.reduce_mean(out**2) + tf.add_n(mlp.losses)
gs = t.gradient(loss, mlp.trainable_weights)
for w, g in zip(mlp.trainable_weights, gs):
    print(w.name, g.shape, tf.reduce_sum(tf.abs(g)).numpy())
print(mlp.bn.moving_mean.numpy(), mlp.bn.moving_variance.numpy())
print(mlp.linear_1.steps, mlp.linear_1.steps.numpy(), mlp.losses)
print(Linear(3, name='foo').get_config())
layer = Linear.from_config({'units': 2, 'name': 'bar'})
try:
    layer(tf.ones((2, 3))); layer(tf.ones((2, 4)))
except Exception as e:
    print(type(e).__name__, str(e).split('\n')[0][:150])
layer.trainable = False
print(layer.trainable_weights, len(layer.non_trainable_weights))
with tf.GradientTape() as t:
    l = tf.reduce_sum(layer(tf.ones((1, 3))))
print(t.gradient(l, layer.w))
with tf.GradientTape() as t:
    l = tf.reduce_sum(layer(tf.ones((1, 3))))
print(t.gradient(l, layer.trainable_variables))
try:
    tf.keras.layers.Dense(3)("hello")
except Exception as e:
    print(type(e).__name__)
