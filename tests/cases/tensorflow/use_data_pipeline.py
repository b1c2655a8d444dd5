import tensorflow as tf
import numpy as np
tf.random.set_seed(2)
X = np.arange(24.0).reshape(12, 2).astype("float32"); y = X.sum(1)
def aug(x, t): return x + tf.random.normal(tf.shape(x), stddev=0.1, seed=4), t
ds = tf.data.Dataset.from_tensor_slices((X, y)).shuffle(buffer_size=6).map(aug).batch(5).prefetch(1)
print(tf.data.experimental.cardinality(ds).numpy(), len(ds), ds.element_spec)
w = tf.Variable(tf.zeros([2, 1])); opt = tf.keras.optimizers.SGD(1e-3)
for epoch in range(2):
  for step, (xb, yb) in enumerate(ds):
    with tf.GradientTape() as t: loss = tf.reduce_mean((tf.squeeze(xb @ w, 1) - yb) ** 2)
    opt.apply_gradients([(t.gradient(loss, w), w)])
print(w, loss, step)
it = iter(ds.repeat().take(3)); print([tuple(next(it)[0].shape) for _ in range(3)])
win = tf.data.Dataset.range(6).window(3, shift=1, drop_remainder=True).flat_map(lambda d: d.batch(3)); print([v.numpy().tolist() for v in win])
pad = tf.data.Dataset.from_generator(lambda: iter([[1], [1, 2]]), output_signature=tf.TensorSpec(shape=(None,), dtype=tf.int32)).padded_batch(2); print(list(pad))
