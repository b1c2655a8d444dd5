import numpy as np
import tensorflow as tf
import tensorflow.experimental.numpy as tnp

x = tf.constant([[1.0, 2.0], [3.0, 0.5]])
w = tf.constant([[0.5, -1.0], [2.0, 1.0]])
with tf.GradientTape() as t:
    t.watch([x, w])
    y = tf.raw_ops.MatMul(a=x, b=w, transpose_b=True)
    y = tf.raw_ops.BiasAdd(value=y, bias=[0.1, 0.2]) + tf.raw_ops.Select(condition=x > 1.0, x=x, y=w)
    y = y + tf.raw_ops.SelectV2(condition=x > 1.0, t=w, e=x) * tf.raw_ops.Pack(values=[x[0], w[1]], axis=0)
    y = tf.raw_ops.ConcatV2(values=[y, tf.raw_ops.Transpose(x=w, perm=[1, 0])], axis=1)
    a, b = tf.raw_ops.Split(axis=1, value=y, num_split=2)
    z = tf.raw_ops.Sum(input=a * b, axis=[0]) + tf.raw_ops.Max(input=x, axis=0, keep_dims=False)
    z = z + tf.raw_ops.Reshape(tensor=tf.raw_ops.Tile(input=x[:1], multiples=[1, 1]), shape=[2])
    z = z * tf.raw_ops.Cast(x=tf.raw_ops.ArgMax(input=x, dimension=1), DstT=tf.float32)
    z = tf.raw_ops.Softmax(logits=z) + tf.raw_ops.GatherV2(params=x, indices=[1], axis=0)[0]
    z = z + tf.raw_ops.Squeeze(input=tf.raw_ops.ExpandDims(input=w[0], axis=0), axis=[0]) + tf.raw_ops.DivNoNan(x=x[0], y=w[1])
    s = tf.raw_ops.Mean(input=tf.raw_ops.Pad(input=z, paddings=[[1, 1]]), axis=0) + tf.raw_ops.MatrixDeterminant(input=w)
gx, gw = t.gradient(s, [x, w])
print(s, gx, gw)
tnp.random.seed(11)
print(tnp.random.rand(2, 2), tnp.random.randn(3), tnp.random.uniform(-1.0, 1.0, (2,)))
print(tnp.random.randint(0, 10, (4,)), tnp.random.random((2,)), tnp.random.standard_normal((2,)))
W = tf.Variable(tnp.random.randn(3, 2))
with tf.GradientTape() as t:
    out = tnp.sum(tnp.tanh(tnp.matmul(tnp.ones((2, 3)), W)) ** 2)
print(t.gradient(out, W))
