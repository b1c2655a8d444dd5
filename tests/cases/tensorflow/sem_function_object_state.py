import tensorflow as tf


class Counter:
    of_class = 0

    def __init__(self):
        self.n, self.seen, self.inner = 0, [], {"n": 0}


class Net(tf.Module):
    calls = 0

    def __init__(self):
        super().__init__()
        self.w, self.count, self.log = tf.Variable(2.0), 0, []

    def __call__(self, x):
        self.count += 1
        self.log.append("called")
        Net.calls += 1
        return self.w * x


counter, net = Counter(), Net()


@tf.function
def f(x):
    counter.n += 1
    counter.seen.append(1)
    counter.inner["n"] += 1
    Counter.of_class += 1
    return net(x) * x


@tf.function
def g(x, state):
    state.n += 10
    return x


for v in (1.0, 2.0, 3.0):
    with tf.GradientTape() as t:
        y = f(tf.constant(v))
    print(y, t.gradient(y, net.w), counter.n, len(counter.seen), counter.inner, Counter.of_class, net.count, Net.calls)
    g(tf.constant(v), counter)
f(tf.constant([1.0, 2.0]))
g(tf.constant([1.0, 2.0]), counter)
print(counter.n, counter.seen, Counter.of_class, net.count, len(net.log), Net.calls)
