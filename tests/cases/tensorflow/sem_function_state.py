import tensorflow as tf

log, n, total, kinds = [], [0], 0, {}


@tf.function
def f(x):
    global total
    n[0] += 1
    log.append("traced")
    total += 1
    kinds.setdefault(str(x.shape), 0)
    kinds[str(x.shape)] += 1
    return x * 2


for i in range(3):
    f(tf.constant(float(i)))
f(tf.constant([1.0]))
f(tf.constant([2.0]))
print(log, n, total, kinds)


def outer():
    calls = 0
    seen = set()

    @tf.function
    def inner(x):
        nonlocal calls
        calls += 1
        seen.add(calls)
        return x + 1

    print(inner(tf.constant(1)), inner(tf.constant(2)), calls, seen)


outer()


class M(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(1.0)
        self.count = 0
        self.history = []

    @tf.function
    def step(self, x):
        self.count += 1
        self.history.append(x.shape)
        with tf.GradientTape() as t:
            l = (self.w * x - 3.0) ** 2
        self.w.assign_sub(0.1 * t.gradient(l, self.w))
        return l


m = M()
for _ in range(3):
    l = m.step(tf.constant(2.0))
print(m.count, len(m.history), m.w.numpy(), l.numpy())
heard = []


@tf.function
def p(x):
    tf.py_function(lambda a: heard.append(float(a)), [x], [])
    return x


p(tf.constant(1.0))
p(tf.constant(2.0))
print(heard)
