import tensorflow as tf

it = iter(tf.data.Dataset.range(3).map(lambda v: v * 2))
print(it.get_next(), next(it), it.element_spec)
print(it.get_next().numpy())
for f in (it.get_next, lambda: next(it)):
    try:
        f()
    except (
        StopIteration,
        tf.errors.OutOfRangeError,
        tf.errors.InvalidArgumentError,
    ) as e:
        print(type(e).__name__, str(e)[-60:])


@tf.function
def total(it):
    return it.get_next() + it.get_next()


print(total(iter(tf.data.Dataset.range(5))).numpy())
for dtype in (tf.int64, tf.int32, tf.int64):
    tf.random.set_seed(3) if dtype is tf.int64 and not globals().get("seen") else None
    seen = True
    print(tf.random.categorical(tf.zeros([1, 4]), 5, dtype=dtype, seed=5).numpy())
tf.random.set_seed(3)
for dtype in (tf.float32, tf.int32, tf.float32, tf.int32):
    print(tf.random.poisson([2], 3.0, dtype=dtype, seed=5).numpy())
