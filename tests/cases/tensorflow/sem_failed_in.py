import tensorflow as tf, numpy as np
# And failed in
x = tf.Variable([[1., 2.], [3., 4.]])
oh = tf.one_hot([0, 1], 2)
try: print(tf.boolean_mask(x, oh))
except Exception as e: print("mask", type(e).__name__, str(e)[:90])
try: print(tf.boolean_mask(tf.constant([1., 2., 3.]), tf.constant([1., 0., 2.])))
except Exception as e: print("mask", type(e).__name__, str(e)[:90])
with tf.GradientTape(persistent=True) as t:
    y = tf.reduce_sum(tf.boolean_mask(x, tf.cast(oh, tf.bool)) ** 2)
    s = tf.constant("a"); st = tf.strings.as_string(x[0, 0])
print(t.gradient(y, x), t.gradient(s, x), t.gradient(st, x), t.gradient([y, s], x))
try: print(t.gradient(y, s))
except Exception as e: print(type(e).__name__, str(e)[:90])
class T(tf.test.TestCase):
    def test(self):
        self.assertAllClose([[1., 2.], [3., 4.]], x)
        self.assertAllClose({"a": [1., [2.]]}, {"a": [tf.constant(1.), [2.]]})
        self.assertAllEqual([1, 2], tf.constant([1, 2])); self.assertAllClose([[1.], [2., 3.]], [[1.], [2., 3.]])
        self.assertNear(1., 1.01, .1); self.assertAllInRange(x, 0, 5); self.assertShapeEqual(np.zeros([2, 2]), tf.ones([2, 2]))
        with self.assertRaises(AssertionError): self.assertAllClose([[1., 2.], [3., 4.1]], x)
T("test").test() if False else None
import io, unittest
r = unittest.TextTestRunner(stream=io.StringIO()).run(T("test")); print(len(r.errors), len(r.failures), [e[1][-300:] for e in r.errors + r.failures])
o1, o2 = tf.keras.optimizers.SGD(.1), tf.keras.optimizers.Adam(.1)
v = tf.Variable(2.)
@tf.function
def two():
    l = v * v
    o1.apply_gradients([(2. * v, v)]); o2.apply_gradients([(2. * v, v)])
    return l
try: print(two(), v.numpy())
except Exception as e: print(type(e).__name__, str(e).strip()[-100:])
os_ = [tf.keras.optimizers.SGD(.1, momentum=.9), tf.keras.optimizers.Adam(.1)]
@tf.function
def one(i):
    l = v * v
    os_[i].apply_gradients([(2. * v, v)]); return l
for i in (0, 1, 0):
    try: print(one(i), v.numpy())
    except Exception as e: print(type(e).__name__, str(e).strip()[-100:])
ds = tf.data.Dataset.from_tensor_slices(np.arange(6., dtype="float32")).batch(2)
def m(x):
    print("map", x); return x * 2
print([e.numpy() for e in ds.map(m)])
print([e.numpy() for e in ds.filter(lambda x: (print("filter", x), tf.reduce_sum(x) > 2.)[1])])
print([e.numpy() for e in ds.unbatch().window(2, drop_remainder=True).flat_map(lambda w: w.batch(2))])
print(tf.data.experimental.cardinality(ds), ds.cardinality(), tf.data.experimental.cardinality(ds.repeat()), tf.data.experimental.cardinality(ds.filter(lambda x: True)), tf.data.experimental.UNKNOWN_CARDINALITY, tf.data.experimental.INFINITE_CARDINALITY)
print(tf.strings.length(["ab", "c"]), tf.strings.join(["a", "b"], "-"), tf.strings.format("{} x", tf.constant([1., 2.])), tf.strings.upper("a"), tf.strings.substr("abc", 1, 1), tf.strings.split(["a b", "c"]), tf.strings.regex_replace("aab", "a+", "c"), tf.strings.strip(" a "), tf.strings.to_number("3.5"))
st = tf.distribute.OneDeviceStrategy("/cpu:0")
with st.scope(): q = tf.Variable(1.)
print(st.run(lambda: q * 2), st.num_replicas_in_sync)
W = tf.Variable(tf.ones([5, 3])); B = tf.Variable(tf.zeros([5]))
tf.random.set_seed(3)
with tf.GradientTape() as t: nce = tf.reduce_mean(tf.nn.nce_loss(W, B, tf.constant([[1], [2]], tf.int64), tf.ones([2, 3]), 2, 5))
print(nce, tf.convert_to_tensor(t.gradient(nce, W)))
