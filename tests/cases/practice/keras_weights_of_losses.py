import numpy as np, tensorflow as tf
K = tf.keras
def t(name, f):
    try:
        r = f(); print(name, r)
    except Exception as e: print(name, 'RAISES', type(e).__name__, str(e).splitlines()[0][:200])
rng = np.random.RandomState(0)
y = np.abs(rng.randn(4, 3)).astype('f'); p = np.abs(rng.randn(4, 3)).astype('f'); w = np.array([1., 0., 2., .5], 'f')
y1 = (y > .5).astype('f'); pr = (p / p.sum(1, keepdims=True)).astype('f')
# losses by weight, by reduction
for n in ('MeanSquaredError', 'MeanAbsoluteError', 'Huber', 'KLDivergence', 'Poisson', 'CosineSimilarity', 'LogCosh', 'BinaryCrossentropy', 'CategoricalCrossentropy', 'Hinge', 'CategoricalHinge', 'Dice', 'Tversky', 'BinaryFocalCrossentropy', 'CategoricalFocalCrossentropy', 'MeanSquaredLogarithmicError', 'MeanAbsolutePercentageError', 'SquaredHinge'):
    for r in ('sum', 'mean_with_sample_weight', 'none'):
        t(n + r, lambda: np.round(getattr(K.losses, n)(reduction=r)(y1, pr, sample_weight=w), 5).tolist())
for n in ('MeanSquaredError', 'RootMeanSquaredError', 'MeanAbsoluteError', 'CosineSimilarity', 'KLDivergence', 'Poisson', 'LogCoshError', 'BinaryAccuracy', 'CategoricalAccuracy', 'BinaryCrossentropy', 'CategoricalCrossentropy', 'Hinge', 'TopKCategoricalAccuracy', 'Accuracy', 'MeanSquaredLogarithmicError', 'MeanAbsolutePercentageError', 'Precision', 'Recall', 'AUC', 'TruePositives', 'FalseNegatives'):
    def f():
        m = getattr(K.metrics, n)(); m.update_state(y1, pr, sample_weight=w) if n not in ('Precision', 'Recall', 'AUC', 'TruePositives', 'FalseNegatives') else m.update_state(y1, pr); a = float(m.result()); m.update_state(y1, pr); return round(a, 5), round(float(m.result()), 5), [tuple(v.shape) for v in m.variables]
    t(n, f)
# fit with weights, scalar losses, class weights, validation
def model(loss, metrics=None, weighted=None):
    K.utils.set_random_seed(1); m = K.Sequential([K.Input((3,)), K.layers.Dense(3, activation='softmax')]); m.compile('sgd', loss, metrics=metrics, weighted_metrics=weighted); return m
def hist(h): return {k: np.round(v, 5).tolist() for k, v in h.history.items()}
t('f1', lambda: hist(model('mse', ['mae'], ['mae']).fit(y, y1, sample_weight=w, verbose=0, epochs=2, shuffle=False, batch_size=2)))
t('f2', lambda: hist(model(lambda a, b: tf.reduce_sum((a - b)**2)).fit(y, y1, sample_weight=w, verbose=0, epochs=2, shuffle=False, batch_size=3)))
t('f3', lambda: hist(model(lambda a, b: tf.reduce_mean((a - b)**2)).fit(y, y1, class_weight={0: 1., 1: 2., 2: .5}, verbose=0, epochs=1, shuffle=False)))
t('f4', lambda: hist(model('categorical_crossentropy').fit(y, y1, validation_data=(y, y1, w), verbose=0, shuffle=False)))
t('f5', lambda: hist(model('mse').fit(y, y1, validation_split=.5, sample_weight=w, verbose=0, shuffle=False)))
t('f6', lambda: np.round(model('mse', ['mae'], ['mse']).evaluate(y, y1, sample_weight=w, verbose=0), 5).tolist())
t('f7', lambda: hist(model('mse').fit(tf.data.Dataset.from_tensor_slices((y, y1, w)).batch(2), verbose=0)))
t('f8', lambda: hist(model(K.losses.MeanSquaredError(reduction='sum')).fit(y, y1, sample_weight=w, verbose=0, shuffle=False)))
class L(K.losses.Loss):
    def call(self, a, b): return tf.reduce_mean(tf.square(a - b))
t('f9', lambda: hist(model(L()).fit(y, y1, sample_weight=w, verbose=0, shuffle=False)))
t('f10', lambda: np.round(model('mse').train_on_batch(y, y1, sample_weight=w), 5).tolist())
t('f11', lambda: np.round(model(lambda a, b: tf.reduce_mean(a - b)).test_on_batch(y, y1, sample_weight=w), 5).tolist())
t('f13', lambda: hist(model('mse', metrics=[lambda a, b: tf.reduce_mean(a - b)]).fit(y, y1, sample_weight=w, verbose=0, shuffle=False)))
# floatx
t('shuf', lambda: (K.random.shuffle([1, 2, 3, 4], seed=1).numpy().tolist(), K.random.shuffle(np.arange(12.).reshape(3, 4), axis=1, seed=2).numpy().tolist()))
t('cat', lambda: (K.utils.to_categorical([[0], [2]], 3).tolist(), K.utils.to_categorical(np.array([[0, 1], [2, 2]])).shape, K.utils.to_categorical(2, 3).shape))
t('norm', lambda: K.utils.normalize(np.array([[3., 4.]])).tolist())
t('pad', lambda: K.utils.pad_sequences([[1], [1, 2, 3]], maxlen=2, padding='post', truncating='post').tolist())
for l in ('mse', 'categorical_crossentropy'):
    m = model(l); print(m.evaluate(y, y1, sample_weight=w, verbose=0)); print(m.fit(y, y1, validation_data=(y, y1, w), verbose=0, shuffle=False).history, [v.round(5).tolist() for v in m.get_weights()]); print(m.evaluate(y, y1, sample_weight=w, verbose=0))
    m = model(l); print(m.fit(y, y1, verbose=0, shuffle=False).history, [v.round(5).tolist() for v in m.get_weights()]);
    m = model(l); print(m.evaluate(y, y1, verbose=0)); print(m.fit(y, y1, verbose=0, shuffle=False).history, [v.round(5).tolist() for v in m.get_weights()]);
