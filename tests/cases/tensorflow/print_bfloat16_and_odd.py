import tempfile
import tensorflow as tf

b = tf.cast(tf.linspace(-2.0, 30000.0, 7), tf.bfloat16)
for t in (b, tf.reshape(b[:6], (2, 3)), b[2], tf.zeros((2, 0, 3), tf.bfloat16), tf.cast(tf.range(1200), tf.bfloat16)):
    print(repr(t))
    print(t, f'{t}', tf.Variable(t))
with tempfile.NamedTemporaryFile() as file:
    z = tf.complex([1.0, 2.0, 3.0, 4.0], 0.5 * tf.ones(4))
    for things in ([tf.constant('abc')], ['a', tf.constant('abc')], [z], [tf.reshape(z, (2, 2)), z[:2]], [tf.zeros((2, 0, 3))]):
        tf.print(*things, output_stream='file://' + file.name)
    print(file.read().decode())
    del file
