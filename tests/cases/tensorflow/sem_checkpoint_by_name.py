import os
import tempfile

import tensorflow as tf

d = tempfile.mkdtemp()
a, b, c = tf.Variable(1.0), tf.Variable(2.0), tf.Variable(3.0)
p = tf.train.Checkpoint(a=a, b=b, c=c).save(os.path.join(d, "k"))


def cleared(restore):
    for v in (a, b, c):
        v.assign(0.0)
    try:
        restore()
        print(a.numpy(), b.numpy(), c.numpy())
    except (AssertionError, ValueError, tf.errors.NotFoundError) as e:
        print(type(e).__name__)


C = tf.train.Checkpoint
cleared(lambda: C(b=b).restore(p).expect_partial())
cleared(lambda: C(c=c, b=b, a=a).restore(p).assert_consumed())
cleared(lambda: C(c=a, z=b).restore(p).expect_partial())
cleared(lambda: C(z=b).restore(p).assert_consumed())
cleared(lambda: C(b=b).restore(p).assert_consumed())
cleared(lambda: C(b=b).restore(p).assert_existing_objects_matched())
cleared(lambda: C(b=b, z=c).restore(p).assert_existing_objects_matched())
cleared(lambda: C(z=c).restore(p).assert_nontrivial_match())
cleared(lambda: C(a=tf.Variable([1.0, 2.0])).restore(p))
cleared(lambda: C(a=a).restore(os.path.join(d, "nothing")))
cleared(lambda: C(a=a).restore(None))


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.l1, self.l2 = tf.keras.layers.Dense(2), tf.keras.layers.Dense(1)

    def call(self, x):
        return self.l2(self.l1(x))


n, step = Net(), tf.Variable(1)
n(tf.ones((1, 1)))
opt = tf.keras.optimizers.Adam(0.1)
opt.build(n.trainable_variables)
w = [v.numpy() for v in n.weights]
p = C(
    step=step, net=n, opt=opt, parts=[a, {"k": b}], seq=tf.keras.Sequential([n.l1])
).save(os.path.join(d, "q"))


def matched(**parts):
    for v in n.weights:
        v.assign(v * 0)
    C(**parts).restore(p).expect_partial()
    print(
        [bool((v.numpy() == q).all()) for v, q in zip(n.weights, w)], n.weights[0].dtype
    )


matched(net=n)
matched(net=C(l2=n.l2))
matched(l2=n.l2)
