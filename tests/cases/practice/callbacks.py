import tensorflow as tf, numpy as np
tf.keras.utils.set_random_seed(5)
X = np.random.RandomState(0).randn(24, 3).astype('float32'); Y = (X @ [[1.], [2.], [-1.]] + .3).astype('float32')
def build():
    i = tf.keras.Input((3,)); h = tf.keras.layers.Dense(4, activation='tanh', name='h')(i); h = tf.keras.layers.BatchNormalization()(h); h = tf.keras.layers.Dropout(.2, seed=3)(h)
    return tf.keras.Model(i, tf.keras.layers.Dense(1, name='o')(h), name='net')
m = build(); m.compile(optimizer=tf.keras.optimizers.SGD(.05), loss='mse', metrics=['mae'])
class CB(tf.keras.callbacks.Callback):
    def on_train_begin(self, logs=None): print('Starting training; got log keys: {}'.format(list(logs.keys())))
    def on_train_end(self, logs=None): print('Stop training', sorted(logs))
    def on_epoch_begin(self, epoch, logs=None): print('Start epoch {}'.format(epoch), self.params['steps'], self.model.name)
    def on_epoch_end(self, epoch, logs=None):
        print('End epoch {} loss {:.4f} val {:.4f}'.format(epoch, logs['loss'], logs['val_loss']))
        if epoch == 2: self.model.stop_training = True
    def on_test_begin(self, logs=None): print('test begin', logs)
    def on_test_batch_end(self, batch, logs=None): print('...test batch', batch, list(logs))
    def on_predict_end(self, logs=None): print('predict end')
    def on_train_batch_begin(self, batch, logs=None): print('.', end='')
class GradNorm(tf.keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        with tf.GradientTape() as t: l = tf.reduce_mean((self.model(X, training=False) - Y)**2)
        g = t.gradient(l, self.model.trainable_variables); print('gnorm %.5f' % tf.linalg.global_norm(g).numpy())
es = tf.keras.callbacks.EarlyStopping('val_mae', patience=2, restore_best_weights=True, verbose=1, mode='min')
h = m.fit(X[:16], Y[:16], validation_data=(X[16:], Y[16:]), epochs=5, batch_size=8, verbose=0, shuffle=False, callbacks=[CB(), GradNorm(), es])
print(sorted(h.history), np.round(h.history['val_mae'], 5)); print(h.epoch, h.model is m)
m.predict(X[:2], verbose=0, callbacks=[CB()])
m.evaluate(X[:4], Y[:4], verbose=0, callbacks=[CB()])
print(m.optimizer.learning_rate.numpy())
class Scaled(tf.keras.Model):
    def __init__(self, inner): super().__init__(); self.inner = inner; self.tr = tf.keras.metrics.Mean('l')
    def call(self, x): return self.inner(x)
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as t: p = self(x, training=True); loss = self.compute_loss(y=y, y_pred=p)
        g = t.gradient(loss, self.trainable_variables); self.optimizer.apply(g, self.trainable_variables); self.tr.update_state(loss)
        for mm in self.metrics:
            if mm.name != 'l' and mm.name != 'loss': mm.update_state(y, p)
        return {'l': self.tr.result(), 'gn': tf.linalg.global_norm(g)}
s = Scaled(build()); s.compile('adam', 'mae'); h = s.fit(X, Y, epochs=2, verbose=0, shuffle=False); print({k: np.round(v, 5).tolist() for k, v in h.history.items()})
m2 = build(); m2.compile('adam', 'mse', run_eagerly=True); h = m2.fit(tf.data.Dataset.from_tensor_slices((X, Y)).batch(6), epochs=2, steps_per_epoch=2, verbose=0); print(np.round(h.history['loss'], 5))

m2.fit(X, Y, epochs=2, verbose=0, shuffle=False)
m.summary()
multi = tf.keras.Model(m.inputs, [m.output, m.get_layer('h').output]); multi.compile('sgd', loss=['mse', 'mae'], loss_weights=[1., .5]); h = multi.fit(X, [Y, np.zeros((24, 4))], verbose=0, shuffle=False); print({k: np.round(v, 5) for k, v in h.history.items()})
