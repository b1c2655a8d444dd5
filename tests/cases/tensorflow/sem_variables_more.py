import tensorflow as tf, numpy as np
def tryit(f):
  try: print("ok", f())
  except Exception as e: print(type(e).__name__, str(e)[:160])
v = tf.Variable([1.0, 2.0, 3.0], name="v")
tryit(lambda: v.assign([1, 2, 3])); tryit(lambda: v.assign([1.0])); tryit(lambda: v.assign_add([1.0, 1.0, 1.0])); tryit(lambda: v.assign_sub(1.0)); tryit(lambda: v[0].assign(9.0)); tryit(lambda: v[1:].assign([0.0, 0.5])); tryit(lambda: v + 1); tryit(lambda: v.scatter_nd_add([[0]], [1.0])); tryit(lambda: v.numpy()); tryit(lambda: len(v)); tryit(lambda: v.shape); tryit(lambda: v.name); tryit(lambda: v.trainable); tryit(lambda: v.dtype); tryit(lambda: v.value()); tryit(lambda: v.read_value()); tryit(lambda: tf.Variable(v)); tryit(lambda: v == v); tryit(lambda: v is v); tryit(lambda: hash(v)); tryit(lambda: v.ref() == v.ref()); tryit(lambda: float(v[0])); tryit(lambda: tf.Variable(lambda: 3.0)); tryit(lambda: tf.Variable(1, dtype=tf.float32)); tryit(lambda: tf.Variable([1, 2], shape=tf.TensorShape(None))); tryit(lambda: tf.Variable(np.ones(2))); tryit(lambda: [x for x in v]); tryit(lambda: v.assign(v * 2).numpy()); tryit(lambda: tf.convert_to_tensor(v)); tryit(lambda: tf.Variable()); tryit(lambda: tf.Variable(None)); tryit(lambda: bool(tf.Variable(1.0) > 0)); tryit(lambda: max(tf.Variable(1.0), tf.Variable(2.0))); tryit(lambda: sum([tf.Variable(1.0), tf.Variable(2.0)])); tryit(lambda: abs(tf.Variable(-1.0))); tryit(lambda: tf.Variable(2.0) ** tf.Variable(3.0)); tryit(lambda: 1 / tf.Variable(2.0)); tryit(lambda: tf.Variable([[1.0, 2.0]]) @ tf.Variable([[1.0], [1.0]])); tryit(lambda: v.handle is not None); tryit(lambda: v.op is None)
def bad():
  w = tf.Variable(1.0); w += 1.0
tryit(bad)
class M(tf.Module):
  def __init__(self, name=None):
    super().__init__(name=name); self.a = tf.Variable(1.0); self.b = [tf.Variable(2.0), {"c": tf.Variable(3.0, trainable=False)}]
m = M(); print(m.variables, len(m.trainable_variables), m.name, m.name_scope.name if hasattr(m.name_scope, "name") else "")
