import tensorflow as tf


def t(f, *a):
    try:
        out = f(*a)
        print("OK", [x.numpy().tolist() for x in tf.nest.flatten(out)])
    except Exception as e:
        print(type(e).__name__, "|", " ".join(str(e).split("Error: ")[-1].split())[:150])


c = tf.constant


@tf.function
def grows(x):
    for _ in tf.range(3):
        x = tf.concat([x, x], 0)
    return x


t(grows, tf.ones([1]))


@tf.function
def grows_while(x):
    while tf.reduce_sum(x) < 10.0:
        x = tf.concat([x, x], 0)
    return x


t(grows_while, tf.ones([1]))


@tf.function
def dtype_while(x):
    k = 0
    while x < 10.0:
        x = x * 2.0
        k = x
    return k


t(dtype_while, c(1.0))


@tf.function
def scalar_to_vector(x):
    total = 0.0
    for row in x:
        total += row
    return total


t(scalar_to_vector, tf.ones([3, 2]))


@tf.function
def accumulates(x):
    total = tf.zeros([2])
    for row in x:
        total += row
    return total


t(accumulates, tf.ones([3, 2]))


@tf.function
def none_before(n):
    y = None
    for i in tf.range(n):
        y = i * 2
    return y


t(none_before, c(3))


@tf.function
def unset_before(n):
    for i in tf.range(n):
        y = i * 2
    return y


t(unset_before, c(3))


@tf.function
def none_after(x):
    y = c(1.0)
    while x < 4.0:
        x = x + 1.0
        y = None
    return x if y is None else y


t(none_after, c(1.0))


@tf.function
def python_break(n):
    i, s = 0, c(0)
    while True:
        if i >= n:
            break
        i += 1
        s += i
    return s


t(python_break, c(4))
t(python_break, 4)


@tf.function
def python_for_break(x):
    s = c(0.0)
    for i in range(5):
        if s > x:
            break
        s += 1.0
    return s


t(python_for_break, c(2.0))


@tf.function
def tensor_for_break(x):
    s = c(0.0)
    for i in tf.range(5):
        if s > x:
            break
        s += 1.0
    return s


t(tensor_for_break, c(2.0))


@tf.function
def python_for_continue(x):
    s = c(0.0)
    for i in range(5):
        if s > x:
            continue
        s += 1.0
    return s


t(python_for_continue, c(2.0))


@tf.function
def return_in_loop(x):
    for i in tf.range(5):
        if x > 3.0:
            return x
        x += 1.0
    return x * 10.0


t(return_in_loop, c(1.0))


@tf.function
def return_in_while(x):
    while x < 10.0:
        x = x * 2.0
        if x > 3.0:
            return x
    return x


t(return_in_while, c(1.0))


@tf.function
def return_in_python_loop(x):
    for i in range(5):
        if x > 3.0:
            return x
        x += 1.0
    return x * 10.0


t(return_in_python_loop, c(1.0))


@tf.function
def chain(z):
    if z > 0.0:
        return tf.sqrt(z)
    elif z < -5.0:
        return z * 0.0
    return tf.exp(z)


t(chain, c(-1.0))


@tf.function
def whole_chain(z):
    if z > 0.0:
        return tf.sqrt(z)
    elif z < -5.0:
        return z * 0.0
    else:
        return tf.exp(z)


t(whole_chain, c(-1.0))


@tf.function
def two_ifs(z):
    if z > 0.0:
        return tf.sqrt(z)
    if z < -5.0:
        return z * 0.0
    return tf.exp(z)


t(two_ifs, c(-1.0))


@tf.function
def nested_return(z, q):
    if z > 0.0:
        if q > 0.0:
            return z
    return z * 2.0


t(nested_return, c(1.0), c(1.0))


@tf.function
def one_returns(z):
    if z > 0.0:
        z = z + 1.0
        return z
    else:
        z = z - 1.0
    return z * 2.0


t(one_returns, c(-1.0))


@tf.function
def none_branch(z):
    y = None
    if z > 0.0:
        y = z
    return y


t(none_branch, c(1.0))
t(none_branch, c(-1.0))


@tf.function
def returns_none(z):
    if z > 0.0:
        return None
    return z


t(returns_none, c(-1.0))
t(returns_none, c(1.0))


@tf.function
def other_shapes(z):
    if z > 0.0:
        y = z
    else:
        y = tf.stack([z, z])
    return y


t(other_shapes, c(-1.0))
t(other_shapes, c(1.0))


@tf.function
def counted(n):
    i = 0
    while i < n:
        i += 1
    return i


t(counted, c(5))
t(counted, 5)


@tf.function
def shadow(x):
    i = 0
    while tf.reduce_sum(x) > 1.0:
        x = x * 0.5
        k = x + 1.0
        i += 1
    return x, i


t(shadow, c([1.0, 3.0]))


@tf.function(autograph=False)
def raw(x):
    if x > 0.0:
        return x
    return -x


t(raw, c(1.0))


@tf.function
def unpacked(x):
    a, b = x
    return a + b


t(unpacked, c([1.0, 2.0]))


@tf.function
def comprehended(x):
    return tf.add_n([v * 2.0 for v in x])


t(comprehended, c([1.0, 2.0]))


@tf.function
def listed(x):
    return list(x)[0]


t(listed, c([1.0, 2.0]))


@tf.function
def float_condition(x):
    if x:
        return x * 2.0
    return x


t(float_condition, c(1.0))


@tf.function
def options(x):
    for _ in tf.range(3):
        tf.autograph.experimental.set_loop_options(shape_invariants=[(x, tf.TensorShape([None]))])
        x = tf.concat([x, x], 0)
    return tf.shape(x)


t(options, tf.ones([1]))


@tf.function
def attribute(x):
    box.v = x
    if x > 0.0:
        box.v = x * 2.0
    return box.v


class Box:
    v = None


box = Box()
t(attribute, c(1.0))


@tf.function
def said(x):
    if x > 0.0:
        print("main branch")
        y = x
    else:
        print("other branch")
        y = -x
    print("after")
    return y


t(said, c(1.0))
t(said, c(-1.0))


@tf.function
def buzz(n):
    for i in tf.range(n):
        print("tracing loop")
        if i % 15 == 0:
            print("tracing fizzbuzz")
            tf.print("fizzbuzz")
        elif i % 3 == 0:
            print("tracing fizz")
            tf.print("fizz")
        elif i % 5 == 0:
            print("tracing buzz")
            tf.print("buzz")
        else:
            print("tracing default")
            tf.print(i)


t(buzz, c(5))
t(buzz, c(20))


@tf.function
def only_else(x):
    if x > 0.0:
        y = x
    else:
        print("else only")
        y = -x
    return y


t(only_else, c(1.0))
