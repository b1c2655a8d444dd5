import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
a = tf.ones([2, 3]); b = tf.ones([4]); c = tf.ones([2, 2])
out = {
  'add': msg(lambda: a + b), 'mul': msg(lambda: a * b), 'maximum': msg(lambda: tf.maximum(a, b)), 'pow': msg(lambda: a ** b), 'div': msg(lambda: a / b), 'matmul': msg(lambda: a @ c), 'matmul vec': msg(lambda: a @ b), 'matvec': msg(lambda: tf.linalg.matvec(a, b)), 'reshape': msg(lambda: tf.reshape(a, [4])), 'reshape -1': msg(lambda: tf.reshape(a, [-1, 4])), 'concat': msg(lambda: tf.concat([a, c], 0)), 'stack': msg(lambda: tf.stack([a, c])),
  'squeeze': msg(lambda: tf.squeeze(a, 0)), 'transpose': msg(lambda: tf.transpose(a, [0, 0])), 'reduce axis': msg(lambda: tf.reduce_sum(a, axis=2)), 'expand': msg(lambda: tf.expand_dims(a, 5)), 'split': msg(lambda: tf.split(a, 2, axis=1)), 'broadcast_to': msg(lambda: tf.broadcast_to(a, [3, 3])), 'tile': msg(lambda: tf.tile(a, [2])), 'inv': msg(lambda: tf.linalg.inv(a)), 'cholesky': msg(lambda: tf.linalg.cholesky(-tf.eye(2))), 'inv singular': msg(lambda: tf.linalg.inv(tf.zeros([2, 2]))),
  'gather': msg(lambda: tf.gather(b, [7])), 'einsum': msg(lambda: tf.einsum('ij,jk->ik', a, c)), 'where': msg(lambda: tf.where(a > 0.0, a, b)), 'add_n': msg(lambda: tf.add_n([a, c])), 'slice': msg(lambda: tf.slice(a, [0, 0], [3, 3])), 'one_hot': msg(lambda: tf.one_hot([0.5], 3)), 'tensordot': msg(lambda: tf.tensordot(a, c, 1)), 'unstack': msg(lambda: tf.unstack(tf.constant(1.0))), 'solve': msg(lambda: tf.linalg.solve(tf.zeros([2, 2]), c)),
}
for k, v in out.items():
  print(k, '->', v)
