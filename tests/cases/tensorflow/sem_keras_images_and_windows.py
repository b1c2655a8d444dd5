import tensorflow as tf, numpy as np
tf.random.set_seed(3)
x = tf.reshape(tf.range(24.), [2, 4, 3, 1]); rgb = tf.random.stateless_uniform([4, 4, 3], [1, 2])
for i in range(3): print(tf.image.random_flip_left_right(x[0]).numpy().ravel()[:3], tf.image.random_flip_up_down(x).numpy()[:, 0, 0, 0], tf.image.random_flip_left_right(x, seed=5).numpy()[:, 0, 0, 0])
print(tf.image.stateless_random_flip_left_right(x[0], seed=(1, 2)).numpy().ravel()[:3], tf.image.stateless_random_flip_up_down(x, (3, 4)).numpy()[:, 0, 0, 0])
print(tf.image.random_crop(x[0], [2, 2, 1]).numpy().ravel(), tf.image.stateless_random_crop(x[0], [2, 2, 1], seed=(1, 2)).numpy().ravel(), tf.image.random_crop(x, [1, 2, 2, 1], seed=4).numpy().ravel())
for n, a in dict(brightness=(.3,), hue=(.2,), contrast=(.5, 1.5), saturation=(.5, 1.5)).items(): print(n, getattr(tf.image, 'random_' + n)(rgb, *a).numpy()[0, 0], getattr(tf.image, 'stateless_random_' + n)(rgb, *a, seed=(1, 2)).numpy()[0, 0])
m = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)]); w = m.get_weights(); m.save_weights('/tmp/w.weights.h5'); m.set_weights([q + 1. for q in w]); m.load_weights('/tmp/w.weights.h5'); print(np.allclose(m.get_weights()[0], w[0]))
data = np.arange(10.); 
for k in (dict(), dict(sequence_stride=2, sampling_rate=2), dict(shuffle=True, seed=3), dict(start_index=2, end_index=9)):
    for tg in (None, data * 10):
        for b in tf.keras.utils.timeseries_dataset_from_array(data, tg, 3, batch_size=3, **k): print(b.numpy().tolist() if tg is None else (b[0].numpy().tolist(), b[1].numpy().tolist()))
