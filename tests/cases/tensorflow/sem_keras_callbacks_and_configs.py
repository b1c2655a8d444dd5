import tensorflow as tf, numpy as np
L = tf.keras.layers; K = tf.keras
class Linear(L.Layer):
    def __init__(self, units=3, **kwargs): super().__init__(**kwargs); self.units = units
    def get_config(self): return {**super().get_config(), 'units': self.units}
l = Linear(3, name='foo', trainable=False); print(l.get_config()); print(Linear.from_config(l.get_config()).units, Linear.from_config(l.get_config()).trainable)
class Plain(L.Layer):
    def __init__(self, a, b=2): super().__init__(); self.a = a
print(sorted(Plain(1).get_config()))
class Args(L.Layer):
    def __init__(self, units, act='relu', **kwargs): super().__init__(**kwargs)
print(sorted(Args(4, dtype="float64").get_config()), Args.from_config(Args(4, name='q').get_config()).name)
print(L.Dense(2, activation='relu', name='d').get_config()['activation'], L.Dense.from_config(L.Dense(2, name='d').get_config()).units)
m = K.Sequential([K.Input((2,)), L.Dense(3, activation='tanh', name='x'), L.Dropout(.5)], name='s')
c = m.get_config(); print(sorted(c), c['build_input_shape'], [q['class_name'] for q in c['layers']], c['layers'][1]['config']['units'])
m2 = K.Sequential.from_config(c); print(len(m2.weights), m2.name, m2.layers[0].activation.__name__, [q.name for q in m2.layers])
class Sub(K.Model):
    def __init__(self): super().__init__(); self.d = L.Dense(1)
    def call(self, x): return self.d(x)
s = Sub(); s.build((None, 3)); print(len(s.trainable_variables), s.built); s(tf.ones((1, 3))); print(len(s.trainable_variables))
class Sub2(Sub):
    def build(self, shape): self.d.build(shape); self.built = True
s = Sub2(); s.build((None, 3)); print(len(s.trainable_variables))
i = K.Input((2,)); f = K.Model(i, L.Dense(1, name='o')(L.Dense(2, name='h')(i)), name='f')
c = f.get_config(); print(sorted(c), [q['name'] for q in c['layers']])
def make(): 
    q = K.Sequential([K.Input((1,)), L.Dense(1, kernel_initializer='ones')]); q.compile(K.optimizers.SGD(.1), 'mse'); return q
x, y = tf.ones((4, 1)), tf.zeros((4, 1))
m = make(); h = m.fit(x, y, epochs=3, verbose=0, callbacks=[K.callbacks.LearningRateScheduler(lambda e, lr: lr * .5, verbose=1)]); print(h.history)
m = make(); h = m.fit(x, y, epochs=6, verbose=0, validation_data=(x, y), callbacks=[K.callbacks.ReduceLROnPlateau('val_loss', factor=.5, patience=2, min_delta=.5, verbose=1, min_lr=.02)]); print(h.history)
m = make(); h = m.fit(x, y, epochs=9, verbose=0, callbacks=[K.callbacks.EarlyStopping('loss', min_delta=10., patience=2, verbose=1, restore_best_weights=True)]); print(h.history, m.get_weights()[0])
m = make(); h = m.fit(x * 1e30, y, epochs=3, verbose=0, callbacks=[K.callbacks.TerminateOnNaN()]); print(h.epoch)
class C(K.callbacks.Callback):
    def __getattribute__(self, n):
        if n.startswith('on_') and 'batch' not in n[-9:] or n in ('on_test_batch_end', 'on_predict_batch_begin', 'on_train_batch_end', 'on_predict_batch_end'): return lambda *a, **k: print(n, [sorted(q) if isinstance(q, dict) else q for q in a], sorted(k))
        return object.__getattribute__(self, n)
class D(K.callbacks.Callback):
    def on_train_begin(self, logs=None): print('tb', logs)
    def on_train_end(self, logs=None): print('te', sorted(logs or {}))
    def on_epoch_begin(self, e, logs=None): print('eb', e, logs)
    def on_epoch_end(self, e, logs=None): print('ee', e, sorted(logs))
    def on_train_batch_end(self, b, logs=None): print('bt', b, sorted(logs))
    def on_test_begin(self, logs=None): print('sb', logs)
    def on_test_end(self, logs=None): print('se', sorted(logs))
    def on_test_batch_begin(self, b, logs=None): print('sbb', b, logs)
    def on_test_batch_end(self, b, logs=None): print('sbe', b, sorted(logs))
    def on_predict_begin(self, logs=None): print('pb', logs)
    def on_predict_end(self, logs=None): print('pe', logs)
    def on_predict_batch_begin(self, b, logs=None): print('pbb', b, logs)
    def on_predict_batch_end(self, b, logs=None): print('pbe', b, sorted(logs))
m = make(); m.fit(x, y, verbose=0, batch_size=2, epochs=2, validation_data=(x, y), validation_freq=2, callbacks=[D()]); m.evaluate(x, y, verbose=0, batch_size=2, callbacks=[D()]); m.predict(x, verbose=0, batch_size=3, callbacks=[D()])
print(m.callbacks if hasattr(m, 'callbacks') else '', m.history.params)
m.fit(x, y, epochs=2, verbose=0, callbacks=[K.callbacks.LambdaCallback(on_epoch_end=lambda e, logs: print('lam', e))])
