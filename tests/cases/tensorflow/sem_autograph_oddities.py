import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}"
x = tf.Variable(2.0)
@tf.function
def a(x, n):
  s = tf.constant(0.0)
  for i in range(n): s += x * i
  return s
print(a(x, 3))
@tf.function
def b(x):
  if tf.reduce_sum(x) > 1: y = x * 2
  elif tf.reduce_sum(x) > 0: y = x
  else: y = -x
  return y
print(b(tf.constant([1., 1.])), b(tf.constant([-1.])))
@tf.function
def c(x): return {'a': x, 'b': [x * 2, None], 'c': 3}
print(c(tf.constant(1.)))
@tf.function
def d(): return None
print(d(), d() is None)
@tf.function
def e(x, y=2.0, *args, **kw): return x * y + sum(args) + kw.get('z', 0.)
print(e(1.0), e(1.0, 3.0), e(1.0, 3.0, 4.0), e(1.0, z=5.0), e(x=tf.constant(2.)))
print(type(e(1.0)).__name__, e(1).dtype, msg(lambda: e()))
@tf.function
def f(x): return tf.shape(x), tf.size(x)
print(f(tf.ones([2, 3])))
@tf.function
def g(x): return 5
print(g(1), type(g(1)).__name__)
@tf.function
def h(x): return x
print(h(3), h([1, 2]), h((1., 2.)), h('a'), h(tf.Variable(1.)))
@tf.function
def k(x): return tf.Variable(1.0) if False else x ** 2
@tf.function
def l(x):
  tf.debugging.assert_positive(x)
  return tf.math.log(x)
print(l(tf.constant(1.0)), msg(lambda: l(tf.constant(-1.0))))
@tf.function
def m(x):
  i = 0
  while i < 3:
    x, i = x * x, i + 1
  return x
with tf.GradientTape() as t: y = m(x)
print(y, t.gradient(y, x))
@tf.function
def n(x):
  try: return x / 0
  except ZeroDivisionError: return x
print(n(tf.constant(1.0)))
@tf.function
def o(xs): return [z * 2 for z in xs]
print(o([tf.constant(1.), tf.constant(2.)]), o((1., 2.)))
@tf.function
def p(d): return d['w'] * 2
print(p({'w': tf.constant(1.)}))
class C:
  def __init__(self): self.w = tf.Variable(3.)
  @tf.function
  def call(self, x): self.w.assign_add(1.); return self.w * x
q = C(); print(q.call(tf.constant(2.)), q.call(tf.constant(2.)), q.w)
r = tf.function(lambda z: z ** 3); print(r(tf.constant(2.)))
@tf.function(experimental_relax_shapes=True)
def s(x): return x
print(msg(lambda: s(tf.constant(1.))))
@tf.function(jit_compile=True)
def u(x): return tf.reduce_sum(x ** 2)
with tf.GradientTape() as t: y = u(x)
print(t.gradient(y, x)); print(tf.autograph.experimental.do_not_convert(lambda z: z)(1))
@tf.function
def v(x):
  with tf.GradientTape() as t: t.watch(x); y = x ** 2
  gg = t.gradient(y, x); tf.debugging.assert_equal(gg, 2 * x); return gg
print(v(tf.constant(3.)))
@tf.function
def w(): return tf.random.normal([2]).shape
print(w())
@tf.function
def loop(x):
  out = []
  for i in range(3): out.append(x * i)
  return tf.stack(out)
print(loop(tf.constant(2.)))
