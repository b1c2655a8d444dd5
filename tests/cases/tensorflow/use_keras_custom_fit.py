import numpy as np
import tensorflow as tf
from tensorflow import keras

keras.utils.set_random_seed(33)


class CustomModel(keras.Model):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.loss_tracker = keras.metrics.Mean(name="loss")
        self.mae_metric = keras.metrics.MeanAbsoluteError(name="mae")

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = tf.reduce_mean(tf.square(y - y_pred)) + sum(self.losses)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply(gradients, self.trainable_variables)
        self.loss_tracker.update_state(loss)
        self.mae_metric.update_state(y, y_pred)
        return {m.name: m.result() for m in self.metrics}

    @property
    def metrics(self):
        return [self.loss_tracker, self.mae_metric]


x = np.random.random((20, 4)).astype("float32")
y = x.sum(1, keepdims=True)
inputs = keras.Input(shape=(4,))
hidden = keras.layers.Dense(5, activation="relu", kernel_regularizer=keras.regularizers.L2(0.01))(inputs)
hidden = keras.layers.Dropout(0.0)(hidden)
outputs = keras.layers.Dense(1)(hidden)
model = CustomModel(inputs, outputs)
model.compile(optimizer="adam")
with tf.GradientTape() as tape:
    inp = tf.constant(x[:3])
    tape.watch(inp)
    out = model(inp)
print(tape.gradient(out, inp).numpy().round(5))
history = model.fit(x, y, epochs=3, batch_size=10, shuffle=False, verbose=0)
print({k: [round(float(v), 5) for v in vs] for k, vs in history.history.items()})
print(model.predict(x[:2], verbose=0).round(5).tolist())
model.summary()
