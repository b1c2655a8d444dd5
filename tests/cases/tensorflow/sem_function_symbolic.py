import numpy as np
import tensorflow as tf
w = tf.Variable(2., name='w'); c = tf.constant(3.); kept = []
@tf.function
def f(a, b=2., *rest, **kw):
    print(a, b, rest, kw)
    print(f"{a} | {a!r} | {c} | {c!r}")
    print(w, repr(w), c.numpy(), a.name, a.shape, hasattr(a, 'numpy'), type(a).__name__, isinstance(a, tf.Tensor))
    kept.append(a)
    for name, g in dict(numpy=lambda: a.numpy(), array=lambda: np.array(a), sin=lambda: np.sin(a), w=lambda: w.numpy(), form=lambda: f"{a:.3f}", item=lambda: a.item(), summed=lambda: np.sum([a, a])).items():
        try: print(name, g())
        except Exception as e: print(name, type(e).__name__, e)
    return a * 2.
print(f(tf.constant(1.)), f(tf.constant(2.)))
print(f(tf.constant(1.), tf.constant(5.), tf.constant([2., 3.]), tf.constant([2]), k=tf.constant(1), z={'q': tf.constant(2.)}))
print(kept[:2])
@tf.function
def g(xs, d): print(xs, d); return xs[0]
g([tf.constant(1.), tf.constant(2.)], {'a': tf.constant(2.), 'b': (tf.constant(1), 2)}); g([np.float32(1.), np.ones(2)], {'a': w})
class M(tf.Module):
    def __init__(self): self.w = tf.Variable([1., 2.], name='mw')
    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32), tf.TensorSpec(None, tf.float32, name='nm')])
    def __call__(self, x, q): print(x, q, self.w, x.shape); return x @ self.w[:, None]
print(M()(tf.ones([3, 2]), tf.ones([1])))
def shown(*a): print('map', *a); return a
ds = tf.data.Dataset.from_tensor_slices((np.arange(6.).reshape(3, 2), np.arange(3)))
mapped = ds.map(shown); print('made'); print([e[1].numpy() for e in mapped])
for d in (ds.batch(2), ds.batch(2, drop_remainder=True), ds.repeat(2).padded_batch(2)): print(len(list(d.map(shown))))
print(next(iter(tf.data.Dataset.from_tensor_slices({'a': [1., 2.], 'b': [3, 4]}).map(lambda d: (print('dict', d), d)[1]))))
print([int(e) for e in tf.data.Dataset.range(3).filter(lambda x: (print('filter', x), x > 0)[1])])
print(tf.data.Dataset.range(3).reduce(np.int64(0), lambda s, x: (print('reduce', s, x), s + x)[1]))
made = tf.data.Dataset.from_generator(lambda: iter([(1, [1.]), (2, [1., 2.])]), output_signature=(tf.TensorSpec([], tf.int32), tf.TensorSpec([None], tf.float32)))
print(made.element_spec, len(list(made.map(lambda a, b: (print(a, b), b)[1]))))
for how in (lambda x: x.numpy(), lambda x: np.sqrt(x)):
    try: list(tf.data.Dataset.range(2).map(how))
    except Exception as e: print(type(e).__name__)
