import tensorflow as tf, numpy as np
L = tf.keras.layers
K = tf.keras
for make in (lambda: K.optimizers.Adam(.1, gradient_accumulation_steps=2), lambda: K.optimizers.Nadam(.1, gradient_accumulation_steps=2), lambda: K.optimizers.Adamax(.1, gradient_accumulation_steps=3),
             lambda: K.optimizers.AdamW(.1, gradient_accumulation_steps=2, use_ema=True, ema_momentum=.5, ema_overwrite_frequency=2), lambda: K.optimizers.RMSprop(.1, momentum=.5, gradient_accumulation_steps=2),
             lambda: K.optimizers.SGD(K.optimizers.schedules.ExponentialDecay(.1, 1, .5), gradient_accumulation_steps=2)):
    o = make(); w = tf.Variable([1., 2.])
    for i in range(6):
        o.apply_gradients([(tf.constant([1., 2.]) * (i + 1), w)])
        print(i, w.numpy(), o.iterations.numpy())
y = tf.constant([[1, 0, 2], [0, 0, 1]]); p = tf.Variable(tf.nn.softmax(tf.reshape(tf.range(18.), (2, 3, 3)) ** .5))
for red in ("sum_over_batch_size", "sum", "none"):
    for logits in (False, True):
        with tf.GradientTape() as t: l = K.losses.SparseCategoricalCrossentropy(from_logits=logits, ignore_class=0, reduction=red)(y, p)
        print(red, logits, l.numpy(), t.gradient(l, p).numpy().ravel()[:6])
print(K.losses.SparseCategoricalCrossentropy(ignore_class=-1)(tf.constant([1, -1]), tf.constant([[.2, .7, .1], [.6, .3, .1]])).numpy(), K.losses.sparse_categorical_crossentropy(tf.constant([1, -1]), tf.constant([[.2, .7, .1], [.6, .3, .1]]), ignore_class=-1).numpy())
print(K.losses.SparseCategoricalCrossentropy(ignore_class=0)(y, p, sample_weight=[[1., 2., 3.], [1., 1., 4.]]).numpy())
print(K.losses.SparseCategoricalCrossentropy(ignore_class=1)(tf.constant([1, 1]), tf.constant([[.2, .7, .1], [.6, .3, .1]])).numpy())
for v in ([[1e-8, 0.]], [[3e-4, 4e-4]], [[3., 4.]]):
    a = tf.Variable(v)
    with tf.GradientTape(persistent=True) as t: l = K.losses.CosineSimilarity()(tf.constant([[.3, .4]]), a); u = tf.reduce_sum(L.UnitNormalization()(a) * [[1., 2.]]); m = K.metrics.CosineSimilarity()(tf.constant([[.3, .4]]), a)
    print(l.numpy(), t.gradient(l, a).numpy(), u.numpy(), t.gradient(u, a).numpy(), m.numpy())
# masks
K.utils.set_random_seed(0)
x = tf.constant([[1, 2, 0], [3, 0, 0]])
m = K.Sequential([L.Embedding(4, 2, mask_zero=True), L.LSTM(2, return_sequences=True), L.Dense(1)])
m.compile(K.optimizers.SGD(.1), 'mse', metrics=['mae'], weighted_metrics=['mse'])
yy = tf.ones((2, 3, 1))
print(m.evaluate(x, yy, verbose=0)); print(m.fit(x, yy, verbose=0, sample_weight=np.array([[1.], [2.]])).history)
class Plain(L.Layer):
    def call(self, x): return x * 1.
class Kept(Plain):
    def __init__(self): super().__init__(); self.supports_masking = True
class Mine(Plain):
    def compute_mask(self, inputs, mask=None): return tf.logical_not(mask)
for layer in (Plain(), Kept(), Mine(), L.Dropout(.5), L.Conv1D(1, 1, kernel_initializer='ones'), L.LayerNormalization(), L.Activation('relu'), L.TimeDistributed(L.Dense(1, kernel_initializer='ones')), L.EinsumDense('abc,cd->abd', (None, 1), kernel_initializer='ones')):
    e = L.Embedding(4, 2, mask_zero=True, embeddings_initializer='ones'); q = layer(e(x))
    print(type(layer).__name__, K.losses.MeanSquaredError()(tf.zeros(q.shape) + tf.cast(x[:, :, None], tf.float32), q).numpy(), q._keras_mask.numpy().tolist() if hasattr(q, '_keras_mask') and q._keras_mask is not None else None)
iou = K.metrics.MeanIoU(2); iou.update_state([0, 0, 1, 1], [0, 1, 0, 1], sample_weight=[.3, .3, .3, .1]); print(iou.result().numpy(), iou.total_cm.numpy())
iou = K.metrics.MeanIoU(3); iou.update_state([[0, 2], [1, 1]], [[0, 1], [1, 1]], sample_weight=[[1., 2.], [3., 4.]]); print(iou.result().numpy())
iou = K.metrics.MeanIoU(2); iou.update_state([0, 0, 1, 5], [0, 1, 0, 1]); print(iou.result().numpy())
iou = K.metrics.MeanIoU(3, ignore_class=2); iou.update_state([0, 0, 1, 2], [0, 1, 1, 1]); print(iou.result().numpy())
iou = K.metrics.MeanIoU(2, sparse_y_pred=False); iou.update_state([0, 1, 1], [[.9, .1], [.2, .8], [.6, .4]]); print(iou.result().numpy())
iou = K.metrics.MeanIoU(2); iou.update_state([0, 0, 1, 1], [.2, 1.7, .3, 1.]); print(iou.result().numpy())
