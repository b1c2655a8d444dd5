import tensorflow as tf, numpy as np
keras = tf.keras
tf.random.set_seed(4)
x = tf.data.Dataset.from_tensor_slices(np.arange(6, dtype='f')[:, None]); y = tf.data.Dataset.from_tensor_slices(np.ones((6, 1), 'f'))
def run(ds):
    keras.utils.set_random_seed(1); m = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, kernel_initializer='ones')]); m.compile(keras.optimizers.SGD(0.), 'mse')
    seen = []
    class C(keras.callbacks.Callback):
        def on_train_batch_end(s, b, logs=None): seen.append(round(float(logs['loss']), 2))
    m.fit(ds, epochs=3, verbose=0, callbacks=[C()]); print(seen)
run(tf.data.Dataset.zip((x, y)).shuffle(6, seed=1).batch(3))
run(tf.data.Dataset.zip((x.shuffle(6, seed=1), y)).batch(3))
run(tf.data.Dataset.zip((x.shuffle(6, seed=1).batch(3), y.batch(3))))
run(tf.data.Dataset.zip((x.shuffle(6, seed=1).batch(3), y.batch(3))).prefetch(1))
run(x.shuffle(6, seed=1).concatenate(x).map(lambda a: (a, a * 0.)).batch(3))
run(x.shuffle(6, seed=1).flat_map(lambda a: tf.data.Dataset.from_tensors((a, a * 0.))).batch(3))
run(x.shuffle(6, seed=1).map(lambda a: (a, a * 0.)).batch(3).take(1))
run(x.shuffle(6, seed=1).map(lambda a: (a, a * 0.)).cache().batch(3)); run(x.shuffle(6, seed=1).filter(lambda a: a[0] > 1.).map(lambda a: (a, a * 0.)).batch(3)); run(x.shuffle(6, seed=1).repeat(2).map(lambda a: (a, a * 0.)).batch(4))

run(x.shuffle(6, seed=1).enumerate().map(lambda n, a: (a, a * 0.)).batch(3))
run(x.shuffle(6, seed=1).interleave(lambda a: tf.data.Dataset.from_tensors((a, a * 0.)), cycle_length=2).batch(3))
run(x.shuffle(6, seed=1).window(3).flat_map(lambda w: w.batch(3)).map(lambda a: (a, a * 0.)))
