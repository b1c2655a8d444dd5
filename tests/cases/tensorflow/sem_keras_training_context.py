"""`training` reaches the layers inside a call that takes none; what it was last settled to holds for those after."""
import tensorflow as tf

layers = tf.keras.layers
x = tf.reshape(tf.range(8.0), (4, 2))


class Block(layers.Layer):
    def __init__(self):
        super().__init__()
        self.norm, self.drop = layers.BatchNormalization(), layers.Dropout(0.5, seed=2)

    def call(self, x):
        return self.drop(self.norm(x))


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.block, self.out = Block(), layers.Dense(1, kernel_initializer="ones")

    def call(self, x):
        return self.out(self.block(x))


net = Net()
print(net(x, training=True).numpy().ravel(), net.block.norm.moving_mean.numpy())
print(net(x).numpy().ravel(), net.block.norm.moving_mean.numpy())
net.compile("sgd", "mse")
net.fit(x, tf.ones((4, 1)), verbose=0)  # Keras tells a model without the argument nothing
print(net.block.norm.moving_mean.numpy())

inputs = tf.keras.Input((2,))
functional = tf.keras.Model(inputs, Block()(inputs))
print(functional(x, training=True).numpy(), functional.layers[1].norm.moving_mean.numpy())


class Quiet(tf.keras.Model):
    """A part called with training=False quiets those after it."""

    def __init__(self):
        super().__init__()
        self.first, self.second = layers.Dropout(0.5, seed=1), layers.Dropout(0.5, seed=1)

    def call(self, x):
        return self.second(self.first(x, training=False))


print(Quiet()(tf.ones((1, 8)), training=True).numpy())


class Loud(Quiet):
    """And one called with training=True wakes them."""

    def call(self, x):
        return self.second(self.first(x, training=True) * 0.0 + 1.0)


print(Loud()(tf.ones((1, 8))).numpy())


class Step(Net):
    def train_step(self, data):
        with tf.GradientTape() as tape:
            loss = self.compute_loss(y=data[1], y_pred=self(data[0], training=True))
        self.optimizer.apply(tape.gradient(loss, self.trainable_weights), self.trainable_weights)
        return {"loss": loss}


step = Step()
step.compile(tf.keras.optimizers.SGD(0.1), "mse")
print(step.fit(x, tf.ones((4, 1)), verbose=0).history, step.block.norm.moving_mean.numpy())
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(net(x, training=True) ** 2)
print([g.numpy().ravel() for g in tape.gradient(loss, net.trainable_variables)])
