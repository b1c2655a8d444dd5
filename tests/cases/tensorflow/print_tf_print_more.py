import tensorflow as tf, sys
o = sys.stdout
tf.print(1, 2.5, "a", None, True, [1, 2], (3.0,), {"k": 1}, output_stream=o)
tf.print(tf.constant([0.1, 1e-5, 1e8, 123456.789]), tf.constant([[1, 2], [3, 4]]), tf.constant("s"), tf.constant(["a", "b"]), tf.constant(True), tf.constant([True, False]), output_stream=o)
tf.print(tf.range(10), tf.range(100), tf.reshape(tf.range(60), [10, 6]), output_stream=o)
tf.print(tf.range(10), summarize=-1, output_stream=o); tf.print(tf.range(10.0), summarize=2, output_stream=o)
tf.print("x:", tf.constant(1.0 / 3), tf.constant(2.0 / 3, tf.float64), tf.constant(1e20), tf.constant(float("nan")), tf.constant(float("inf")), sep=" | ", end=" END\n", output_stream=o)
tf.print([tf.constant(1.0), tf.constant([2.0])], {"a": tf.constant(1), "b": [tf.constant(2)]}, output_stream=o)
tf.print(tf.Variable([1.0, 2.0]), tf.Variable(3), output_stream=o); tf.print(tf.constant(1+2j), tf.zeros([0]), tf.zeros([2, 0]), tf.constant(5, tf.uint8), output_stream=o)
print(tf.constant([1.0, 2.0]).numpy(), repr(tf.constant(2.0)), str(tf.constant([[1.5]])), tf.constant(3).numpy() + 1, f"{tf.constant(1.23456):.2f}", f"{tf.constant([1.0, 2.0])}")
print(tf.Variable(2.0, name="v"), [tf.Variable(1)], tf.constant([1.0]).shape, tf.TensorShape([1, None]), tf.float32, tf.constant(1).dtype, tf.constant(1.0).device[-5:])
