import tensorflow as tf


def t(f, x=3.0):
    try:
        print(f.__name__, tf.function(f)(tf.constant(x)))
    except Exception as e:
        why = str(e).strip().splitlines()[-1].split("Error: ")[-1][:90]
        print(f.__name__, type(e).__name__, "" if "Inaccessible" in type(e).__name__ else why)


def asserted(x):
    assert x > 0, "negative"
    return x


def as_bool(x):
    return 1 if bool(x > 0) else 2


def comprehension(x):
    return [a for a in [x, -x] if a > 0]


def largest(x):
    return max(x, 1.0)


def smallest(x):
    return min([x, x * 2])


def ordered(x):
    return sorted([x, -x])


def some(x):
    return any([x > 0, x < 0])


def every(x):
    return all([x > 0, x < 5])


def contained(x):
    return x if x in [1, 2, 3] else -x


def logical(x):
    return x > 0 and not x > 5, 0 < x < 5


def dtypes(x):
    if x > 0:
        y = x
    else:
        y = tf.cast(x, tf.int32)
    return y


def structures(x):
    if x > 0:
        y = (x, x)
    else:
        y = x
    return y


def lengths(x):
    if x > 0:
        y = [x]
    else:
        y = [x, x]
    return y


def keys(x):
    if x > 0:
        return {"a": x}
    else:
        return {"b": x}


def returned(x):
    if x > 0:
        return x
    return tf.cast(x, tf.int32)


def number_before(x):
    y = 1
    if x > 0:
        y = 2.5
    return y


def same_number(x):
    y = 1
    if x > 0:
        y = 2
    return y


def expression(x):
    return 1 if x > 0 else 2.5


def nothing(x):
    return x if x > 0 else None


def shapes(x):
    if x > 0:
        y = tf.ones([2])
    else:
        y = tf.ones([3])
    return y


def raised(x):
    if x > 0:
        raise ValueError("bad")
    return x


def raised_behind(x):
    if x > 0:
        return x
    raise KeyError("worse")


def appended(x):
    kept = []
    for i in tf.range(3):
        kept.append(x * tf.cast(i, tf.float32))
    return tf.add_n(kept)


def appended_while(x):
    kept = []
    while x > 0:
        x -= 1.0
        kept.append(x)
    return kept


def appended_unused(x):
    kept = []
    for i in tf.range(3):
        x = x + 1.0
        kept.append(x)
    return x


def appended_known(x):
    kept, n = [], []
    for i in tf.range(3):
        kept.append(x)
        n.append(1)
    return tf.stack(kept), len(n)


for f in (asserted, as_bool, comprehension, largest, smallest, ordered, some, every, contained, logical, dtypes, structures,
          lengths, keys, returned, number_before, same_number, expression, nothing, shapes, raised, raised_behind, appended,
          appended_while, appended_unused, appended_known):
    t(f)
t(raised, -3.0)
