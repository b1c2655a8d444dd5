import numpy as np
import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
f = tf.constant([1.0, 2.0])
rows = {
  'tensor of tensor': msg(lambda: tf.constant(f).dtype.name), 'convert list': tf.convert_to_tensor([1, 2]).dtype.name, 'convert dtype': tf.convert_to_tensor([1, 2], dtype=tf.float64).dtype.name, 'hint': tf.convert_to_tensor([1, 2], dtype_hint=tf.float32).dtype.name, 'mismatch': msg(lambda: tf.convert_to_tensor(f, tf.float64)),
  'nested mix': tf.constant([[1, 2.0], [3, 4]]).dtype.name, 'tensors in list': tf.convert_to_tensor([tf.constant(1.0), 2.0]).dtype.name, 'np bool': tf.constant(np.array([True])).dtype.name, 'np f16': tf.constant(np.float16(1)).dtype.name, 'uint8': tf.constant(np.uint8(7)).dtype.name,
  'ones int': tf.ones([2], tf.int32).dtype.name, 'zeros_like': tf.zeros_like([1, 2]).dtype.name, 'ones_like f64': tf.ones_like(f, dtype=tf.float64).dtype.name, 'range delta': tf.range(0, 1, 0.25).numpy().tolist(), 'range neg': tf.range(5, 0, -2).numpy().tolist(), 'range dtype': tf.range(3, dtype=tf.float32).dtype.name, 'one_hot': tf.one_hot([0, 2], 3).dtype.name,
  'fill': tf.fill([2], 1.5).dtype.name, 'eye int': tf.eye(2, dtype=tf.int32).dtype.name, 'cast str': tf.cast([1.7], 'int32').numpy().tolist(), 'saturate': tf.saturate_cast([300.0, -5.0], tf.uint8).numpy().tolist(), 'sum bool': msg(lambda: tf.reduce_sum(tf.constant([True]))),
  'mean int': tf.reduce_mean([1, 2, 4]).numpy().item(), 'complex': tf.complex(1.0, 2.0).dtype.name, 'constant shape': tf.constant(7.0, shape=[2, 2]).numpy().tolist(), 'constant bad shape': msg(lambda: tf.constant([1.0, 2.0], shape=[3])), 'big': msg(lambda: tf.constant(2 ** 40).dtype.name), 'too big': msg(lambda: tf.constant(2 ** 70)), 'ragged': msg(lambda: tf.constant([[1.0], [1.0, 2.0]])), 'none': msg(lambda: tf.constant(None)),
}
for k, v in rows.items():
  print(k, '->', v)
