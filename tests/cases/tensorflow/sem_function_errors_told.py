import tensorflow as tf
def show(f, *a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__module__, type(e).__name__, '|', str(e).replace(__file__, 'FILE')[:160], '|', len(e.args))
@tf.function
def f1(x):
    y = x * 2
    return y.numpy()
def helper(x):
    if x.shape[0] == 2:
        raise ValueError('bad shape')
    return x
@tf.function
def f2(x):
    z = helper(x)
    return z
class My(Exception): pass
@tf.function
def f3(x): raise My('oops')
@tf.function
def f4(x): return {'a': 1}['b']
@tf.function
def f5(x): return f2(x)
@tf.function
def f6(x): return tf.cast(x, tf.int32) + x
@tf.function
def f7(x): return undefined_name
t = tf.constant([1., 2.])
for f in (f1, f2, f3, f4, f5, f6, f7): show(f, t)
@tf.function
def f8(x): return x + tf.constant([1., 2., 3.])
@tf.function
def f9(x): return tf.matmul(x, x)
for f in (f8, lambda x: f9(x[None])):
    try: f(t)
    except ValueError as e: print('ValueError', str(e).split('ValueError: ')[1][:43])
