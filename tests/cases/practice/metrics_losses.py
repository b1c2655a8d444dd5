import tensorflow as tf, numpy as np
class BinaryTruePositives(tf.keras.metrics.Metric):
    def __init__(self, name='binary_true_positives', **kwargs):
        super().__init__(name=name, **kwargs)
        self.true_positives = self.add_weight(name='tp', initializer='zeros')
    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, tf.bool); y_pred = tf.cast(y_pred, tf.bool)
        values = tf.cast(tf.logical_and(tf.equal(y_true, True), tf.equal(y_pred, True)), self.dtype)
        if sample_weight is not None:
            sample_weight = tf.cast(sample_weight, self.dtype); values = tf.multiply(values, sample_weight)
        self.true_positives.assign_add(tf.reduce_sum(values))
    def result(self): return self.true_positives
m = BinaryTruePositives(); m.update_state([0, 1, 1, 1], [0, 1, 0, 1]); m.update_state([1, 1], [1, 1], sample_weight=[.5, .25]); print(m.result(), m.name, [v.name for v in m.variables]); m.reset_state(); print(m.result().numpy())
M = tf.keras.metrics; yt = np.array([0, 1, 1, 0, 1.]); yp = np.array([.2, .8, .4, .6, .9])
for c in (M.BinaryAccuracy(threshold=.45), M.AUC(num_thresholds=50), M.AUC(curve='PR'), M.Precision(), M.Recall(thresholds=.3), M.F1Score(threshold=.5) if 0 else M.FalsePositives(), M.MeanSquaredError(), M.MeanAbsoluteError(), M.MeanAbsolutePercentageError(), M.CosineSimilarity(), M.LogCoshError(), M.Poisson(), M.KLDivergence(), M.R2Score() if 0 else M.Hinge(), M.BinaryCrossentropy(), M.RootMeanSquaredError()):
    c.update_state(yt, yp); print(c.name, np.round(c.result().numpy(), 6), c(yt, 1 - yp).numpy().round(5))
c = M.MeanIoU(num_classes=2); c.update_state([0, 0, 1, 1], [0, 1, 0, 1], sample_weight=[.3, .3, .3, .1]); print(c.result().numpy())
c = M.CategoricalAccuracy(); c.update_state([[0, 1.], [1., 0]], [[.1, .9], [.3, .7]]); print(c.result())
c = M.Mean(); c.update_state([1, 3, 5, 7], sample_weight=[1, 1, 0, 0]); print(c.result(), M.Sum()([1., 2.]))
L = tf.keras.losses; a = tf.constant([[0., 1., 0.], [1., 0., 0.]]); p = tf.Variable([[.2, .7, .1], [.6, .3, .1]])
for l in (L.MeanSquaredError(), L.MeanAbsoluteError(), L.MeanSquaredLogarithmicError(), L.MeanAbsolutePercentageError(), L.CategoricalCrossentropy(label_smoothing=.1), L.CategoricalCrossentropy(from_logits=True), L.BinaryCrossentropy(), L.BinaryCrossentropy(from_logits=True, label_smoothing=.2), L.BinaryFocalCrossentropy(gamma=2., apply_class_balancing=True), L.CategoricalFocalCrossentropy(), L.KLDivergence(), L.Poisson(), L.LogCosh(), L.Huber(.3), L.Hinge(), L.SquaredHinge(), L.CategoricalHinge(), L.CosineSimilarity(), L.Dice(), L.Tversky(), L.MeanSquaredError(reduction='sum'), L.MeanSquaredError(reduction=None), L.SparseCategoricalCrossentropy(ignore_class=0)):
    y = tf.constant([1, 0]) if 'Sparse' in type(l).__name__ else a
    with tf.GradientTape() as t: v = l(y, p)
    print(l.name, v.numpy(), t.gradient(v, p).numpy().ravel())
