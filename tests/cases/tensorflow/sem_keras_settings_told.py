# what layers, initializers, regularizers and models say they were made with, and what is made of that
import tensorflow as tf
L = tf.keras.layers
def show(c):
    c = dict(c); d = c.pop("dtype", None); c.pop("name", None); print(c)
show(L.Dense(3, kernel_initializer='he_normal', kernel_regularizer='l2', activation='relu', kernel_constraint='max_norm', use_bias=False, activity_regularizer='l1').get_config())
show(L.Dense(3, tf.nn.tanh, kernel_initializer=tf.keras.initializers.RandomUniform(-1., 1., seed=3), bias_initializer=tf.keras.initializers.Constant(.5)).get_config())
show(L.Conv2D(4, 3, strides=2, padding='same', activation='gelu').get_config())
show(L.MaxPooling2D(3).get_config()); show(L.MaxPooling2D((2, 3), strides=1, padding='same').get_config()); show(L.ZeroPadding2D((1, 2)).get_config()); show(L.ZeroPadding2D(3).get_config()); show(L.Cropping2D(((1, 2), (3, 4))).get_config()); show(L.UpSampling2D(3).get_config())
show(L.LSTM(4, return_sequences=True, dropout=.1, kernel_regularizer='l2').get_config()); show(L.BatchNormalization(momentum=.9, center=False).get_config()); show(L.Embedding(5, 3, mask_zero=True).get_config())
show(L.Dropout(.3, seed=4).get_config()); show(L.Reshape([2, -1]).get_config()); show(L.Concatenate(axis=1).get_config()); show(L.Attention(use_scale=True).get_config()); show(L.Activation(tf.nn.softplus).get_config())
m = tf.keras.Sequential([L.Input((4, 3)), L.Bidirectional(L.LSTM(2, name='l'), name='b'), L.Dense(3, name='d'), L.TimeDistributed(L.Dense(1, name='q'), name='t')][:3], name='net')
c = m.get_config(); print(list(c), [list(x) for x in c['layers']], c['layers'][0]['config'])
class My(L.Dense):
    def __init__(self, units, extra=1, **kw): super().__init__(units, **kw); self.extra = extra
    def get_config(self): return {**super().get_config(), 'extra': self.extra}
show(My(3, 5, activation='relu').get_config()); q = My.from_config(My(3, 5, activation='relu').get_config()); print(q.extra, q.units, q.activation.__name__)
i = tf.keras.Input((2,)); f = tf.keras.Model(i, My(2, 3, name='my')(L.TimeDistributed(L.Dense(1, name='q'), name='t')(L.Reshape((2, 1), name='r')(i)))); print([x['name'] for x in f.get_config()['layers']]); g = tf.keras.models.clone_model(f); print(g.layers[2].layer is f.layers[2].layer, [w.shape for w in g.weights])
print(tf.keras.initializers.get({'class_name': 'HeNormal', 'config': {'seed': 3}}).get_config(), tf.keras.regularizers.get({'class_name': 'L2', 'config': {'l2': .5}}).get_config())
print(L.Dense.from_config({'units': 3, 'activation': 'relu', 'kernel_regularizer': {'class_name': 'L2', 'config': {'l2': .5}}}).kernel_regularizer.l2)
print(tf.keras.layers.serialize(L.Dropout(.2, name='x')), tf.keras.activations.serialize(tf.nn.relu), tf.keras.layers.deserialize(tf.keras.layers.serialize(L.Dropout(.2, name='x'))).rate)
print(tf.keras.initializers.serialize(tf.keras.initializers.Zeros()), tf.keras.regularizers.serialize(tf.keras.regularizers.L2(.5)), tf.keras.optimizers.serialize(tf.keras.optimizers.SGD(.5)))
print(tf.keras.losses.get({'class_name': 'Huber', 'config': {'delta': .5}})([[1.]], [[3.]]))
