# keras.ops, whose defaults are NumPy's and whose whole numbers are floats where floats come of them
import keras
import numpy as np
import tensorflow as tf

ops = keras.ops
x = np.linspace(-1, 1, 6).reshape(2, 3).astype("f")
y = np.array([[0.5, -0.2, 2.0], [1.0, 0.3, -1.5]], "f")
p, sq, n = (
    np.abs(x) + 0.5,
    np.array([[2.0, 0.5], [0.5, 1.0]], "f"),
    np.array([[3, 1, 2], [0, 2, 2]]),
)


def shown(v):
    if isinstance(v, (list, tuple)):
        return [shown(u) for u in v]
    a = np.asarray(v)
    return (a.tolist() if a.dtype == bool else np.round(a, 4).tolist(), a.dtype.name)


for f in (
    lambda: ops.abs(x), lambda: ops.add(x,y), lambda: ops.subtract(x,y), lambda: ops.multiply(x,y),
    lambda: ops.maximum(x,y), lambda: ops.minimum(x,y), lambda: ops.exp(x), lambda: ops.sqrt(p),
    lambda: ops.square(x), lambda: ops.sign(x), lambda: ops.sin(x), lambda: ops.cos(x), lambda: ops.tan(x),
    lambda: ops.sinh(x), lambda: ops.cosh(x), lambda: ops.tanh(x), lambda: ops.floor(x), lambda: ops.round(x),
    lambda: ops.round(x,1), lambda: ops.matmul(x,y.T), lambda: ops.cumsum(x), lambda: ops.cumsum(x,axis=1),
    lambda: ops.cumprod(x), lambda: ops.cumprod(x,axis=0), lambda: ops.squeeze(x[:1]), lambda: ops.squeeze(x[:1],0),
    lambda: ops.reshape(x,(3,2)), lambda: ops.reshape(x,6), lambda: ops.stack([x,y]), lambda: ops.stack([x,y],1),
    lambda: ops.einsum('ij,ij->i',x,y), lambda: ops.zeros_like(x), lambda: ops.ones_like(x), lambda: ops.eye(2),
    lambda: ops.eye(2,3), lambda: ops.eye(2,3,1), lambda: ops.argmax(x), lambda: ops.argmax(y,axis=0),
    lambda: ops.argmax(y,axis=1,keepdims=True), lambda: ops.argmin(y), lambda: ops.argmin(y,axis=1),
    lambda: ops.norm(x), lambda: ops.norm(x,axis=1), lambda: ops.norm(x,ord=1,axis=1), lambda: ops.linspace(0.,1.,5),
    lambda: ops.linspace(0,1,5), lambda: ops.roll(x,1), lambda: ops.roll(x,1,axis=1), lambda: ops.where(x>0,x,y),
    lambda: ops.where(x>0), lambda: ops.stop_gradient(x), lambda: ops.size(x), lambda: ops.repeat(x,2),
    lambda: ops.repeat(x,2,axis=1), lambda: ops.unstack(x), lambda: ops.unstack(x,axis=1),
    lambda: ops.cast(x,'int32'), lambda: ops.divide(x,y), lambda: ops.negative(x), lambda: ops.tensordot(x,y.T,1),
    lambda: ops.convert_to_tensor(x), lambda: ops.sort(y), lambda: ops.sort(y,axis=0),
    lambda: ops.broadcast_to(x[0],(2,3)), lambda: ops.log(p), lambda: ops.log1p(p), lambda: ops.expm1(x),
    lambda: ops.erf(x), lambda: ops.erfinv(x*.5), lambda: ops.ceil(x), lambda: ops.rsqrt(p),
    lambda: ops.reciprocal(y), lambda: ops.top_k(x,2), lambda: ops.cholesky(sq), lambda: ops.det(sq),
    lambda: ops.inv(sq), lambda: ops.solve(sq,x[:,:2].T[:2]), lambda: ops.trace(sq), lambda: ops.trace(x,1),
    lambda: ops.diag(x), lambda: ops.diag(x[0]), lambda: ops.diag(x[0],1), lambda: ops.diag(x,1), lambda: ops.qr(sq),
    lambda: ops.svd(sq), lambda: ops.eigh(sq), lambda: ops.dot(x,y.T), lambda: ops.dot(x[0],y[0]),
    lambda: ops.binary_crossentropy(p*.5,p*.5), lambda: ops.true_divide(x,y), lambda: ops.power(p,y),
    lambda: ops.absolute(x), lambda: ops.arcsin(x), lambda: ops.arccos(x), lambda: ops.arctan(x),
    lambda: ops.arctan2(x,y), lambda: ops.logsumexp(x), lambda: ops.logsumexp(x,axis=1),
    lambda: ops.logsumexp(x,axis=1,keepdims=True), lambda: ops.segment_sum(x,np.array([0,0])),
    lambda: ops.segment_sum(x,np.array([0,1]),3), lambda: ops.clip(x,-.5,.5),
    lambda: ops.segment_max(x,np.array([0,1])), lambda: ops.lu_factor(sq), lambda: ops.mod(x,y),
    lambda: ops.floor_divide(x,y), lambda: ops.scatter(np.array([[0],[2]]),x,(4,3)), lambda: ops.outer(x,y),
    lambda: ops.swapaxes(x,0,1), lambda: ops.moveaxis(x,0,1), lambda: ops.sum(x), lambda: ops.sum(x,0),
    lambda: ops.sum(x,(0,1)), lambda: ops.sum(x,1,True), lambda: ops.mean(x), lambda: ops.mean(n),
    lambda: ops.max(x), lambda: ops.max(x,1), lambda: ops.min(x), lambda: ops.prod(x), lambda: ops.std(x),
    lambda: ops.std(x,1), lambda: ops.var(x), lambda: ops.var(x,0), lambda: ops.tile(x,2), lambda: ops.tile(x,(2,1)),
    lambda: ops.transpose(x), lambda: ops.expand_dims(x,0), lambda: ops.take(x,2), lambda: ops.take(x,[0,2]),
    lambda: ops.take(x,[0,2],axis=1), lambda: ops.ravel(x), lambda: ops.array(x), lambda: ops.flip(x),
    lambda: ops.flip(x,1), lambda: ops.concatenate([x,y]), lambda: ops.concatenate([x,y],-1),
    lambda: ops.split(x,3,axis=1), lambda: ops.split(x,[1],axis=1),
    lambda: ops.take_along_axis(x,np.array([[0],[1]]),axis=1), lambda: ops.pad(x,((1,0),(0,1))),
    lambda: ops.pad(x,((1,0),(0,1)),constant_values=2.), lambda: ops.arange(3), lambda: ops.arange(1.,3.),
    lambda: ops.arange(0,6,2), lambda: ops.zeros((2,)), lambda: ops.ones((2,)), lambda: ops.full((2,),3.),
    lambda: ops.one_hot(n,4), lambda: ops.normalize(x), lambda: ops.normalize(x,axis=0), lambda: ops.moments(x,[0]),
    lambda: ops.moments(x,axes=[0,1]), lambda: ops.categorical_crossentropy(np.eye(3)[[0,1]].astype('f'),p/3),
    lambda: ops.sparse_categorical_crossentropy(np.array([0,2]),p/3), lambda: ops.relu(x), lambda: ops.gelu(x),
    lambda: ops.gelu(x,approximate=False), lambda: ops.elu(x), lambda: ops.selu(x), lambda: ops.sigmoid(x),
    lambda: ops.softmax(x), lambda: ops.softmax(x,axis=0), lambda: ops.softsign(x), lambda: ops.log_softmax(x),
    lambda: ops.softplus(x), lambda: ops.silu(x), lambda: ops.swish(x), lambda: ops.hard_sigmoid(x),
    lambda: ops.leaky_relu(x), lambda: ops.leaky_relu(x,.1), lambda: ops.log_sigmoid(x), lambda: ops.hard_silu(x),
    lambda: ops.hard_swish(x), lambda: ops.celu(x), lambda: ops.glu(np.hstack([x,x])), lambda: ops.hard_tanh(x),
    lambda: ops.threshold(x,.5,0.), lambda: ops.hard_shrink(x), lambda: ops.soft_shrink(x),
    lambda: ops.tanh_shrink(x), lambda: ops.sparse_plus(x), lambda: ops.sparse_sigmoid(x), lambda: ops.sparsemax(x),
    lambda: ops.squareplus(x), lambda: ops.relu6(x), lambda: ops.shape(x), lambda: ops.ndim(x),
    lambda: ops.count_nonzero(x), lambda: ops.diff(x), lambda: ops.argsort(y), lambda: ops.triu(sq),
    lambda: ops.tril(sq), lambda: ops.average(x), lambda: ops.average(x,1), lambda: ops.average(x,1,weights=y**2),
    lambda: ops.meshgrid(x[0],y[0]), lambda: ops.vstack([x,y]), lambda: ops.hstack([x,y]), lambda: ops.identity(2),
    lambda: ops.inner(x,y), lambda: ops.cross(x,y), lambda: ops.vdot(x,y), lambda: ops.logaddexp(x,y),
    lambda: ops.conj(x), lambda: ops.real(x), lambda: ops.imag(x), lambda: ops.nonzero(x), lambda: ops.log2(p),
    lambda: ops.log10(p), lambda: ops.exp2(x), lambda: ops.cbrt(x), lambda: ops.hypot(x,y), lambda: ops.amax(x),
    lambda: ops.amin(x), lambda: ops.full_like(x,2.), lambda: ops.tri(3), lambda: ops.nansum(x),
    lambda: ops.logdet(sq), lambda: ops.erfc(x), lambda: ops.rot90(x), lambda: ops.maximum(x,0.),
    lambda: ops.floor_divide(n,2), lambda: ops.power(n,2), lambda: ops.mean(x,axis=-1),
    lambda: ops.slice(x,(0,1),(2,2)), lambda: ops.cond(True,lambda:x,lambda:y), lambda: ops.is_tensor(x),
    lambda: ops.convert_to_numpy(x), lambda: ops.heaviside(x,.5), lambda: ops.logspace(0,1,3),
    lambda: ops.absolute(n), lambda: ops.einsum('ij->ji',x), lambda: ops.maximum(n,1), lambda: ops.subtract(n,1.5),
    lambda: ops.add(n,.5), lambda: ops.divide(n,2), lambda: ops.matmul(n,n.T), lambda: ops.mean(n,0),
    lambda: ops.sqrt(n), lambda: ops.exp(n), lambda: ops.sum(n), lambda: ops.cumsum(n), lambda: ops.true_divide(n,2),
    lambda: ops.relu(n), lambda: ops.where(x>0,1.,0), lambda: ops.log(n+1), lambda: ops.square(n),
    lambda: ops.one_hot(n[0],3,axis=0), lambda: ops.dot(n,n.T),
):  # fmt: skip
    print(shown(f()))
v = tf.Variable(x)
for f in (ops.gelu, ops.cumsum, ops.cumprod, ops.diag, lambda w: ops.logaddexp(w, y), lambda w: ops.svd(w)[1],
          lambda w: ops.roll(w, 1), lambda w: ops.average(w, 1, y**2), lambda w: ops.hypot(w, 2)):  # fmt: skip
    with tf.GradientTape() as tape:
        z = tf.reduce_sum(f(tf.convert_to_tensor(v)) ** 2)
    print(tape.gradient(z, v).numpy().round(4).tolist())
u = tf.Variable(y)
with tf.GradientTape() as tape:
    second = tf.identity_n([v, u])[1] ** 2
print(*tape.gradient(second, [v, u]), sep="\n")
t, q = np.array([[0, 1, 1], [1, 0, 1], [0, 0, 1], [1, 1, 0]], "f"), np.array(
    [[0.3, 0.9, 0.4], [0.8, 0.2, 0.1], [0.35, 0.6, 0.7], [0.2, 0.4, 0.8]], "f")  # fmt: skip
for about in ({"multi_label": True}, {"multi_label": True, "curve": "PR"}, {"multi_label": True, "label_weights": [0.5, 0.2, 0.3]},
              {"label_weights": [0.5, 0.2, 0.3]}):  # fmt: skip
    auc = keras.metrics.AUC(**about)
    print(round(float(auc(t, q)), 5), round(float(auc(1 - t, q, sample_weight=[1.0, 2.0, 3.0, 4.0])), 5))
b = np.array([[0.0, 0.5, 1.0], [1.0, 0.2, 0.0]], "f")
for f in (
    lambda: ops.split(x, [1, 2], axis=1), lambda: ops.norm(x, ord=2), lambda: ops.norm(x, ord=np.inf),
    lambda: ops.norm(x, ord="nuc"), lambda: ops.norm(x[0], ord=3), lambda: ops.softmax(x, axis=None),
    lambda: ops.softmax(x, axis=(0, 1)), lambda: ops.log_softmax(x, axis=None), lambda: ops.take(x, -1, axis=1),
    lambda: ops.binary_crossentropy(b, b[::-1]), lambda: ops.maximum(n, 1.5), lambda: ops.where(x > 0, n, x),
    lambda: ops.equal(n, n * 1.0), lambda: ops.sum(x > 0), lambda: ops.add(n, x), lambda: ops.multiply(n, 0.5),
    lambda: tf.experimental.numpy.where(x > 0), lambda: ops.svd(x)[2].shape,
):  # fmt: skip
    print(shown(f()))
for matrix in (tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]])):
    for whole in (matrix, tf.transpose(matrix)):
        with tf.GradientTape() as tape:
            tape.watch(whole)
            a, r = tf.linalg.qr(whole, full_matrices=True)
            z = tf.reduce_sum(a**3) + tf.reduce_sum(r**2)
        try:
            print(tape.gradient(z, whole).numpy().round(2))
        except NotImplementedError as error:
            print(error)
