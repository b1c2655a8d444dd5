import tensorflow as tf
from tensorflow.python.ops import math_ops, array_ops, nn_ops, linalg_ops, random_ops, gradients_impl, control_flow_ops, variables, init_ops, clip_ops, nn_impl, sparse_ops, gen_math_ops, gen_array_ops, string_ops, functional_ops, state_ops, check_ops, logging_ops, special_math_ops, array_ops_stack, cond, while_loop, map_fn, tensor_array_ops
from tensorflow.python.framework import ops, constant_op, dtypes, tensor_shape, errors, tensor, indexed_slices, tensor_spec
from tensorflow.python.eager import backprop, def_function, context, forwardprop
x = constant_op.constant([[1., 2.], [3., 4.]])
with backprop.GradientTape(persistent=True) as t:
    t.watch(x)
    a = math_ops.cumsum(x)
    b = array_ops.split(x, [1, 1], 1)
    c = math_ops.matmul(x, x, transpose_b=True)
    d = math_ops.reduce_sum(a * c)
    e = nn_ops.softmax(x)
    f = array_ops.where(x > 2., x, 0. * x)
    h = special_math_ops.einsum('ij,jk->ik', x, x)
    k = cond.cond(x[0, 0] > 0, lambda: x * 2, lambda: x)
    m = map_fn.map_fn(lambda r: r * r, x)
    n = sparse_ops.sparse_tensor_dense_matmul(sparse_ops.from_dense(x), x)
    o = while_loop.while_loop(lambda i, v: i < 3, lambda i, v: (i + 1, v * x), [0, x])[1]
print(a, b, c, d, e, f, h)
print(math_ops.argmax(x), array_ops.ones([2]), array_ops.zeros([2, 1]), array_ops.identity(x), array_ops.size(x), array_ops.shape(x))
for y in (a, b[0], c, d, e, f, h, k, m, n, o): print(t.gradient(y, x))
print(math_ops.argmax(x, 1), array_ops.concat([x, x], 0), array_ops.reshape(x, [4]), array_ops.tile(x, [1, 2]), array_ops_stack.stack([x, x]), array_ops.expand_dims(x, 0).shape, array_ops.squeeze(x[None]).shape)
print(math_ops.reduce_mean(x, axis=0), math_ops.add_n([x, x]), math_ops.cast(x, dtypes.int32), math_ops.square(x), math_ops.tanh(x), math_ops.range(3), math_ops.pow(x, 2.))
print(array_ops.ones_like(x), array_ops.zeros_like(x), array_ops.rank(x), array_ops.transpose(x), array_ops.gather(x, [0]), array_ops.fill([2], 1.), array_ops.one_hot([1], 2), array_ops_stack.unstack(x))
print(linalg_ops.cholesky(constant_op.constant([[2., 1.], [1., 2.]])), clip_ops.clip_by_value(x, 1.5, 3.), nn_impl.l2_normalize(x, 1), gen_math_ops.mul(x, x), isinstance(x, tensor.Tensor), isinstance(errors.InvalidArgumentError(None, None, ""), Exception))
