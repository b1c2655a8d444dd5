import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
z = tf.constant(3.0 + 4.0j)
fns = {
  'abs': lambda z: tf.abs(z), 'real': lambda z: tf.math.real(z * z), 'imag': lambda z: tf.math.imag(z * z), 'z*z': lambda z: z * z, 'conj': lambda z: tf.math.conj(z), 'angle': lambda z: tf.math.angle(z), 'exp': lambda z: tf.exp(z), 'log': lambda z: tf.math.log(z), 'sqrt': lambda z: tf.sqrt(z), '1/z': lambda z: 1.0 / z, 'z**3': lambda z: z ** 3,
  'sin': lambda z: tf.sin(z), 'z conj z': lambda z: z * tf.math.conj(z), 'abs2': lambda z: tf.abs(z) ** 2, 'reciprocal': lambda z: tf.math.reciprocal(z), 'square': lambda z: tf.square(z), 'tanh': lambda z: tf.tanh(z / 10.0), 'matmul': lambda z: (tf.reshape(z, [1, 1]) @ tf.reshape(z, [1, 1]))[0, 0],
}
table = {}
for name, f in fns.items():
  with tf.GradientTape() as t:
    t.watch(z)
    y = f(z)
  g = t.gradient(y, z)
  table[name] = [y, g]
  print(name, y.numpy(), g.numpy())
x = tf.Variable(2.0)
with tf.GradientTape() as t:
  w = tf.complex(x, x * x)
  v = tf.math.real(w * tf.math.conj(w))
gx = t.gradient(v, x)
theta = tf.Variable(0.5)
with tf.GradientTape() as t:
  u = tf.math.real(tf.exp(tf.complex(0.0, theta)))
gt = t.gradient(u, theta)
print(gx, gt, w.dtype)
