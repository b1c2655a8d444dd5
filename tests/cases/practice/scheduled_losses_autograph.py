"""Curriculum in tf.function: tensor-dependent loops with break and continue, early exit, TensorArray of losses, nested conditions, line search."""
import tensorflow as tf
v = tf.Variable([2.0, -1.5])
def rosen(p): return (1 - p[0]) ** 2 + 5 * (p[1] - p[0] ** 2) ** 2
@tf.function
def descend(n, tol):
    print("tracing", n.shape)
    ta = tf.TensorArray(tf.float32, 0, dynamic_size=True); i = tf.constant(0)
    for k in tf.range(n):
        with tf.GradientTape() as t: l = rosen(v)
        g = t.gradient(l, v); s = tf.constant(1.0)
        while rosen(v - s * g) > l - 0.3 * s * tf.reduce_sum(g * g):
            s *= 0.5
            if s < 1e-4: break
        if tf.norm(g) < tol:
            print("tracing stop"); break
        v.assign_sub(s * g)
        if k % 2 == 1: continue
        ta = ta.write(i, l); i += 1
    return ta.stack(), k
for n in (4, 7): l, k = descend(tf.constant(n), tf.constant(1e-3)); print(l.numpy(), int(k), v.numpy())
@tf.function
def collatz(n):
    steps = 0
    while n != 1:
        if n % 2 == 0: n //= 2
        else: n = 3 * n + 1
        steps += 1
    return steps
print(collatz(tf.constant(27)).numpy(), collatz(6).numpy())
@tf.function
def clipped(x, lo, hi):
    if x < lo:
        print("low"); return lo * 1.0
    elif x > hi:
        print("high"); return hi * 1.0
    else:
        print("in"); return x * x
zs = [tf.Variable(q) for q in (0.5, 3.0, -2.0)]
for z in zs:
    with tf.GradientTape() as t: r = clipped(z, tf.constant(0.0), tf.constant(1.0))
    print(r.numpy(), t.gradient(r, z).numpy())
