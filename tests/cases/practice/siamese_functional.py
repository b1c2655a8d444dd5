import tensorflow as tf, numpy as np
from tensorflow.keras import layers, Model, Input, backend as K
tf.keras.utils.set_random_seed(41)
def base():
    i = Input((6, 6, 1)); x = layers.Conv2D(4, 3, activation='relu')(i); x = layers.MaxPooling2D()(x); x = layers.Flatten()(x); x = layers.Dense(5)(x); return Model(i, layers.Lambda(lambda z: tf.math.l2_normalize(z, axis=1), output_shape=(5,))(x), name='embedding')
emb = base(); a, p, n = Input((6, 6, 1), name='anchor'), Input((6, 6, 1), name='positive'), Input((6, 6, 1), name='negative')
class DistanceLayer(layers.Layer):
    def call(self, anchor, positive, negative): return tf.reduce_sum(tf.square(anchor - positive), -1), tf.reduce_sum(tf.square(anchor - negative), -1)
siam = Model(inputs=[a, p, n], outputs=DistanceLayer()(emb(a), emb(p), emb(n)))
class SiameseModel(Model):
    def __init__(self, net, margin=.5): super().__init__(); self.net = net; self.margin = margin; self.loss_tracker = tf.keras.metrics.Mean(name='loss')
    def call(self, inputs): return self.net(inputs)
    def train_step(self, data):
        with tf.GradientTape() as tape: loss = self._compute_loss(data)
        g = tape.gradient(loss, self.net.trainable_weights); self.optimizer.apply_gradients(zip(g, self.net.trainable_weights)); self.loss_tracker.update_state(loss); return {'loss': self.loss_tracker.result()}
    def test_step(self, data): self.loss_tracker.update_state(self._compute_loss(data)); return {'loss': self.loss_tracker.result()}
    def _compute_loss(self, data): ap, an = self.net(data); return tf.maximum(ap - an + self.margin, 0.)
    @property
    def metrics(self): return [self.loss_tracker]
mk = lambda s: tf.random.stateless_uniform([8, 6, 6, 1], [s, 0])
ds = tf.data.Dataset.zip(tuple(tf.data.Dataset.from_tensor_slices(mk(s)) for s in (1, 2, 3))).batch(4)
sm = SiameseModel(siam); sm.compile(optimizer=tf.keras.optimizers.Adam(.01), weighted_metrics=[]); h = sm.fit(ds, epochs=2, verbose=0, validation_data=ds); print({k: np.round(v, 5).tolist() for k, v in h.history.items()})
print(sm.evaluate(ds, verbose=0)); print(emb.predict(mk(1)[:1], verbose=0)); print([l.name for l in siam.layers], emb.count_params())
x = layers.Input((4,)); s = layers.Dense(4, activation='relu')(x); r = x + s * 2. - tf.keras.ops.mean(s, axis=-1, keepdims=True); o = layers.Concatenate()([r, s]); mod = Model(x, [o, layers.Dense(1, name='aux')(o)]); out = mod(tf.ones([2, 4])); print([q.shape for q in out], mod.output_shape, mod.input_shape)

print(K.epsilon(), K.floatx(), K.image_data_format(), tf.keras.backend.backend() if hasattr(tf.keras.backend, 'backend') else '', tf.keras.ops.softmax(tf.constant([1., 2.])), K.mean(tf.constant([1., 2.])) if hasattr(K, 'mean') else 'no K.mean')
d = Model({'a': a, 'p': p}, {'d': layers.Dot(1)([layers.Flatten()(a), layers.Flatten()(p)])}); print(d({'a': mk(1)[:1], 'p': mk(2)[:1]}))
