# the signs of eigenvectors and singular vectors, a gradient that depends on them, and the order of an unsorted top_k
import tensorflow as tf

for dtype in (tf.float32, tf.float64):
    a = tf.Variable([[2.0, 1.0, 0.5], [1.0, 3.0, -0.25], [0.5, -0.25, 1.0]], dtype=dtype)
    with tf.GradientTape(persistent=True) as tape:
        values, vectors = tf.linalg.eigh(a)
        s, u, v = tf.linalg.svd(a + tf.constant([[0.0, 1.0, 0.0], [0.0, 0.0, 2.0], [0.5, 0.0, 0.0]], dtype))
        cubes = tf.reduce_sum(vectors**3)
        turned = tf.reduce_sum(u**3) + tf.reduce_sum(v[0])
    print(values.numpy(), vectors.numpy(), s.numpy(), u.numpy(), v.numpy(), sep="\n")
    print(tape.gradient(cubes, a).numpy(), tape.gradient(turned, a).numpy(), sep="\n")

z = tf.constant([[2.0, 1.0 + 1.0j, 0.5j], [1.0 - 1.0j, 3.0, 0.25], [-0.5j, 0.25, 1.0]], tf.complex128)
print(tf.linalg.eigh(z)[1].numpy())
tall = tf.reshape(tf.sin(tf.range(1.0, 13.0)), [2, 3, 2])
for x in (tall, tf.transpose(tall, [0, 2, 1])):
    s, u, v = tf.linalg.svd(x)
    print(s.numpy(), u.numpy(), v.numpy(), sep="\n")
    print([part.shape for part in tf.linalg.svd(x, full_matrices=True)])
print(tf.linalg.svd(tf.constant([[1.0, -1.0], [0.0, 2.0], [1.0, 1.0]]), full_matrices=True)[1].numpy())
print(tf.linalg.eigh(tf.linalg.diag([3.0, 1.0, 2.0])))

row = tf.Variable([0.83, 0.13, -0.02, 0.59, -0.38, 1.78, 1.53, 0.63, -1.26, 0.3])
with tf.GradientTape() as tape:
    found = tf.math.top_k(row, 4, sorted=False)
    weighed = tf.reduce_sum(found.values * [1.0, 2.0, 3.0, 4.0])
print(found.values.numpy(), found.indices.numpy(), tape.gradient(weighed, row).numpy())
print(tf.math.top_k([[3.0, 1.0, 2.0], [1.0, 1.0, 1.0]], 2, sorted=False))
