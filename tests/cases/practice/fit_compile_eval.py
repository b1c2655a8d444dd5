import os
import numpy as np
import tensorflow as tf
tf.keras.utils.set_random_seed(7)
X = np.linspace(-1, 1, 40, dtype=np.float32).reshape(-1, 1); X = np.hstack([X, X**2])
y = (3*X[:, :1] - 2*X[:, 1:] + 0.5).astype(np.float32)
model = tf.keras.Sequential([tf.keras.layers.Input((2,)), tf.keras.layers.Dense(8, 'relu'), tf.keras.layers.Dense(1)])
model.compile(optimizer='adam', loss='mse', metrics=['mae', tf.keras.metrics.RootMeanSquaredError(name='rmse')])
class LossHistory(tf.keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses = []
        print("begin", logs)
    def on_train_batch_end(self, batch, logs=None):
        self.losses.append(logs.get('loss'))
    def on_epoch_end(self, epoch, logs=None):
        print("epoch {} keys {}".format(epoch, list(logs.keys())))
cb = LossHistory()
h = model.fit(X, y, batch_size=10, epochs=3, verbose=0, shuffle=False, validation_split=0.2,
    callbacks=[cb, tf.keras.callbacks.EarlyStopping(monitor='val_loss', patience=1),
               tf.keras.callbacks.LearningRateScheduler(lambda e, lr: lr if e < 1 else lr * 0.5)])
print(h.epoch, h.params)
for k, v in h.history.items(): print(k, np.round(v, 5))
print(len(cb.losses), f'{cb.losses[-1]:.5f}')
res = model.evaluate(X, y, verbose=0)
print([round(float(r), 5) for r in res], model.metrics_names)
print(model.evaluate(X, y, verbose=0, return_dict=True))
print(model.predict(X[:3], verbose=0))
print(model.train_on_batch(X[:10], y[:10]))
w = model.get_weights()
print([a.shape for a in w], w[0].dtype)
model.set_weights([a * 0 + 0.1 for a in w])
print(model(X[:2]))
model.compile(tf.keras.optimizers.AdamW(1e-2, weight_decay=0.1), tf.keras.losses.Huber(), jit_compile=False)
h = model.fit(X, y, epochs=2, verbose=0, shuffle=False, sample_weight=np.arange(40) / 40.)
print(np.round(h.history['loss'], 6))
ws = model.get_weights()
model.set_weights([a * 0 for a in w])
model.set_weights(ws)
print(model(X[:2]).numpy().ravel())
print(model.get_layer(index=0).name, model.layers[0].get_config()['units'], model.optimizer.name)
yb = (y > 0).astype('int32')
clf = tf.keras.Sequential([tf.keras.layers.Dense(1, activation='sigmoid')])
clf.compile('rmsprop', 'binary_crossentropy', metrics=['accuracy', tf.keras.metrics.AUC(name='auc'), tf.keras.metrics.Precision(name='p')])
h = clf.fit(X, yb, epochs=3, verbose=0, shuffle=False, class_weight={0: 1.0, 1: 2.0})
print({k: [round(float(a), 4) for a in v] for k, v in h.history.items()})
