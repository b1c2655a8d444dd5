import tensorflow as tf, numpy as np
K = tf.keras
i = K.layers.Input([2]); o = K.layers.Dense(3, kernel_initializer='ones')(i); o2 = K.layers.Dense(1, kernel_initializer='ones')(o); x = np.ones((1, 2), 'f')
for ins in (i, [i]):
    for outs in (o, [o], (o,), {'a': o}, [o, o2], [o, [o2]]):
        m = K.Model(ins, outs)
        try: r = m(x); print(type(ins).__name__, type(outs).__name__, len(outs) if isinstance(outs, (list, tuple)) else '', '->', type(r).__name__, [getattr(q, 'shape', None) for q in r] if isinstance(r, (list, tuple)) else getattr(r, 'shape', list(r) if isinstance(r, dict) else ''), '| predict', type(m.predict(x, verbose=0)).__name__, '| output', type(m.output).__name__)
        except Exception as e: print(type(ins).__name__, type(outs).__name__, type(e).__name__, str(e)[:100])
m = K.Model([i], [o])
for a in (x, [x], tf.constant(x), (x,)):
    try: r = m(a); print(type(a).__name__, type(r).__name__)
    except Exception as e: print(type(a).__name__, type(e).__name__, str(e)[:100])
