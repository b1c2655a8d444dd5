import contextlib
import io
import re

import numpy as np
import tensorflow as tf

callbacks = tf.keras.callbacks


class Told(callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        print("begins", epoch)

    def on_train_batch_end(self, batch, logs=None):
        print("batch", batch)

    def on_epoch_end(self, epoch, logs=None):
        print("ends", epoch, sorted(logs))

    def on_train_end(self, logs=None):
        print("end", sorted(logs))


x = np.arange(8.0, dtype="float32").reshape(4, 2) / 8
model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1, kernel_initializer="ones")])
model.compile(tf.keras.optimizers.SGD(0.05), "mse")
plateau = callbacks.ReduceLROnPlateau("loss", patience=1, min_delta=9.0, verbose=1)
histories = []
for told in ([plateau, Told()], [Told(), callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.5, verbose=1)]):
    with contextlib.redirect_stdout(io.StringIO()) as text:
        history = model.fit(x, x[:, :1], epochs=2, verbose=2, batch_size=2, shuffle=False, callbacks=told)
    print(re.sub(r" - \d+s.*?/step", "", text.getvalue()))
    histories.append(history.history)
del text
