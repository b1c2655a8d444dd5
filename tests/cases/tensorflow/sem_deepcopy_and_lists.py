import tensorflow as tf
import copy
v = tf.Variable([1., 2.], name='orig'); w = copy.deepcopy(v); w.assign([9., 9.]); print(v.numpy(), w.numpy(), w.name, type(w).__name__)
m = [tf.Variable(1.0), {'a': tf.Variable(2.0)}]; n = copy.deepcopy(m); n[0].assign(5.0); print(m[0].numpy(), n[0].numpy())
class M(tf.Module):
  def __init__(self): super().__init__(); self.w = tf.Variable(2.0); self.ws = [tf.Variable(float(i)) for i in range(2)]; self.d = {'b': tf.Variable(1.0), 'a': tf.Variable(0.)}
  def __call__(self, x): return x * self.w + tf.add_n(self.ws) + self.d['b']
a = M(); b = copy.deepcopy(a); b.w.assign(7.0)
for s, t in zip(a.trainable_variables, b.trainable_variables): t.assign(.9 * t + .1 * s)
print([float(x) for x in a.variables], [float(x) for x in b.variables])
with tf.GradientTape() as t: y = b(3.0)
print([float(g) for g in t.gradient(y, b.trainable_variables)])
t1 = tf.constant([1., 2.]); t2 = copy.copy(t1); t3 = copy.deepcopy(t1); print(t1 is t2, t3.numpy())
import pickle
try: print(pickle.loads(pickle.dumps(t1)))
except Exception as e: print(type(e).__name__)
