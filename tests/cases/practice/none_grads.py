import tensorflow as tf, numpy as np
x = tf.Variable([[1.0, 2.0], [3.0, 4.0]], dtype=tf.float32)
with tf.GradientTape() as tape:
    x2 = x**2
    y = np.mean(x2, axis=0)
    y = tf.reduce_mean(y, axis=0)
print(tape.gradient(y, x))
x = tf.constant(10)
with tf.GradientTape() as g:
    g.watch(x); y = x * x
print(g.gradient(y, x))
x0, x1 = tf.Variable(3.0), tf.Variable(0.0)
with tf.GradientTape() as tape:
    x1.assign_add(x0); y = x1**2
print(tape.gradient(y, x0))
x = tf.Variable(2.0)
for epoch in range(2):
    with tf.GradientTape() as tape: y = x + 1
    print(type(x).__name__, ":", tape.gradient(y, x))
    x = x + 1
with tf.GradientTape() as t: a = tf.Variable(1.); b = tf.constant(a.numpy()) * 2.
print(t.gradient(b, a))
with tf.GradientTape() as t: c = tf.argmax(tf.stack([a, a * 2.])); 
print(c, t.gradient(c, a))
s = tf.constant('str')
with tf.GradientTape() as t: l = tf.strings.length(s)
try: print(t.gradient(l, a))
except Exception as e: print(type(e).__name__)
const = tf.constant(3.)
with tf.GradientTape() as t: y = const**2
print(t.gradient(y, const))
with tf.GradientTape() as t: y = tf.stop_gradient(a) * 2.
print(t.gradient(y, a))
frozen = tf.Variable(2., trainable=False)
with tf.GradientTape() as t: y = frozen * a
print(t.gradient(y, [frozen, a]))
with tf.GradientTape() as t: y = tf.cast(a > 0.5, tf.float32)
print(t.gradient(y, a))
with tf.GradientTape() as t: y = tf.py_function(lambda q: q * q, [a], tf.float32)
print(y, t.gradient(y, a))
with tf.GradientTape() as t: y = tf.numpy_function(lambda q: q * q, [a], tf.float32)
print(y, t.gradient(y, a))
y = a * 3.
with tf.GradientTape() as t: z = y * 2.
print(t.gradient(z, a), t.gradient(z, y) if False else '')
with tf.GradientTape() as t:
    t.watch(y); z = y * 2. + a
print(t.gradient(z, [y, a]))
with tf.GradientTape(persistent=True) as t:
    lst = [a, a * 2.]; d = {'p': lst[1]}
    y = d['p'] ** 2
print(t.gradient(y, lst), t.gradient(y, d), t.gradient(y, []))
m = tf.keras.Sequential([tf.keras.layers.Dense(2), tf.keras.layers.Dense(1, trainable=False)]); m.build((None, 2))
with tf.GradientTape() as t: y = tf.reduce_sum(m(tf.ones((1, 2))))
g = t.gradient(y, m.trainable_variables); print(len(g), [v.shape for v in g]); 
with tf.GradientTape() as t: y = tf.reduce_sum(m(tf.ones((1, 2))))
print([q is None for q in t.gradient(y, m.variables)])
with tf.GradientTape() as t: y = tf.reduce_sum(m.predict(np.ones((1, 2)), verbose=0))
print(t.gradient(y, m.trainable_variables))
with tf.GradientTape() as t: y = float(a) * 2.; z = tf.convert_to_tensor(y)
print(t.gradient(z, a))
with tf.GradientTape() as t: y = tf.Variable(a * 2.); z = y * 3.
print(t.gradient(z, a))
with tf.GradientTape() as t: r = tf.range(a, 5.); z = tf.reduce_sum(r)
print(z, t.gradient(z, a))
with tf.GradientTape() as t: z = tf.fill([2], a) + tf.zeros_like(a) + tf.ones_like(a)
print(t.gradient(z, a))
with tf.GradientTape() as t: z = tf.one_hot(tf.cast(a, tf.int32), 3) * a
print(t.gradient(z, a))
with tf.GradientTape() as t: z = tf.linspace(0., a, 3)
print(z, t.gradient(z, a))
with tf.GradientTape() as t: z = tf.histogram_fixed_width(tf.stack([a, a]), [0., 2.], 4); z = tf.reduce_sum(tf.cast(z, tf.float32))
print(t.gradient(z, a))
with tf.GradientTape() as t: z = tf.math.bincount([1, 1, 2], weights=tf.stack([a, a, a]))
print(z)
try: print(t.gradient(z, a))
except LookupError as e: print('LookupError', e)
