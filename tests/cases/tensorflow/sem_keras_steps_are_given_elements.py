import tensorflow as tf, numpy as np
seen = set()
class M(tf.keras.Model):
    def __init__(s): super().__init__(); s.w = tf.Variable(1.)
    def call(s, x): return x
    def train_step(s, b): seen.add(("train", type(b).__name__ if isinstance(b, (tuple, dict, list)) else "tensor")); return {'loss': s.w}
    def test_step(s, b): seen.add(("test", type(b).__name__ if isinstance(b, (tuple, dict, list)) else "tensor")); return {'loss': s.w}
    def predict_step(s, b): seen.add(("predict", type(b).__name__ if isinstance(b, (tuple, dict, list)) else "tensor")); return s.w
D = tf.data.Dataset
for ds in (D.from_tensor_slices({'u': tf.ones([4, 2])}).batch(4), D.from_tensor_slices(tf.ones([4, 2])).batch(4), D.from_tensor_slices((tf.ones([4, 2]), tf.ones([4]))).batch(4), D.from_tensor_slices((tf.ones([4, 2]),)).batch(4), D.zip((D.from_tensor_slices({'u': tf.ones([4, 2])}), D.range(4))).batch(4)):
    m = M(); m.compile(optimizer='sgd'); m.fit(ds, verbose=0); m.evaluate(ds, verbose=0); print(sorted(seen)); seen.clear()
for a in ((np.ones((4, 2)),), (np.ones((4, 2)), np.ones(4)), ({"a": np.ones((4, 2))},), ([np.ones((4, 2)), np.ones((4, 1))],), (np.ones((4, 2)), np.ones(4), 4)):
    m = M(); m.compile(optimizer='sgd'); m.fit(*a[:2], verbose=0, sample_weight=np.ones(4) if len(a) == 3 else None); m.evaluate(*a[:2], verbose=0)
def gen():
    for _ in range(2): yield np.ones((2, 2), "float32"), np.ones(2, "float32")
m = M(); m.compile(optimizer='sgd'); m.fit(gen(), verbose=0)
def gen():
    for _ in range(2): yield (np.ones((2, 2), "float32"),)
m.fit(gen(), verbose=0)
print(sorted(seen))
print(tf.data.Dataset.from_tensor_slices(tf.ones([8, 2])).shuffle(3).batch(4).enumerate().element_spec, tf.data.Dataset.zip((D.range(4).batch(2), D.range(4).batch(2))).element_spec, D.zip((D.range(4), D.from_tensors(tf.ones([3])))).element_spec)
