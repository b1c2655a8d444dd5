import tensorflow as tf, numpy as np
print(tf.constant([1+2j, 3-1j]), tf.constant("abc"), tf.constant([["a", "b"]]), tf.constant(True), tf.constant([], tf.float32), tf.zeros([0, 3]))
print(tf.Variable([1, 2], name="w"), tf.Variable(1.5), repr(tf.Variable(["s"])), tf.TensorShape([None, 3]), tf.TensorShape(None), tf.float32, repr(tf.bfloat16))
print(tf.constant(1e-8), tf.constant(123456789.0), tf.constant([1e10, 1.0]), tf.constant(1.0, tf.float64), tf.constant([0.1, 0.25], tf.float16), tf.constant(3, tf.uint8))
print(tf.range(2000), tf.reshape(tf.range(12.0), [2, 2, 3]))
print(f"{tf.constant(3.14159):.3f} {tf.constant(7)} {tf.constant([1.0])}", "%s %.2f" % (tf.constant(2.0), tf.constant(2.5)), "{}".format(tf.constant([1, 2])))
print([tf.constant(1.0)], (tf.constant([1]),), {"a": tf.constant(2)})
print(tf.constant(1.0).shape, tf.constant([[1.0]]).shape, list(tf.constant([[1.0]]).shape), tf.constant([[1.0]]).shape[0], tf.constant(0.1).numpy(), tf.constant([0.1]).numpy().tolist())
tf.print("a", tf.constant([1.5, 2.25]), tf.constant([[1, 2], [3, 4]]), {"k": tf.constant(1)}, [tf.constant(2.0), "x"], sep="|", end="!\n", output_stream="file:///dev/stdout") if False else None
with tf.GradientTape() as t: pass
print(isinstance(t, tf.GradientTape), type(tf.constant(1.0)).__name__, type(tf.Variable(1.0)).__name__)
