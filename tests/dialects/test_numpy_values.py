"""What NumPy prints: each text under NumPy, and under our spelling of it with everything traced.

The same values in the same dtype, the same views and copies, the same errors: on arrays that a tape watches, and on
arrays that traced numbers were written into.
"""

import warnings

import numpy
import pytest

from gradcli import GradientTape, constant
from gradcli.core.observer import observing
from gradcli.core.trace import Observer, place, plain
from gradcli.dialects.numpy.module import module
from gradcli.dialects.numpy.tracked_array import TrackedArray
from gradcli.dialects.python.number import Number

# a text that ends in `r = ...` is a script; what its names are, see `names`
TEXTS = [
    "z=np.array(x); v=z; z+=1; r=v*x", "z=np.array(x); z[...]=x*x; r=z", "z=np.array(x); z.fill(3.0); r=z*x",
    "z=np.array(x); v=np.asarray(z); z*=2; r=v is z, v*1", "z=np.array(x)[None]; r=z",
    "r=isinstance(np.array(x), np.ndarray)",
    "z=np.array(x); r=z.reshape(1), np.dot(z, z), z.T*1, np.stack([z, z]), z.item()",
    "v=w.view(); v.shape=(3,1); v[0,0]*=2; r=w", "r=(w[0]>1) is True, isinstance(w[0]>1, np.bool_)",
    "w.sort(); r=w", "w[::-1].sort(); r=w", "v=w[1:]; v.fill(7.0); r=w", "w.fill(x); r=w",
    "np.fill_diagonal(A, 7.0); r=A", "np.fill_diagonal(A, [x, 1]); r=A", "np.put(w,[0,2],[x,9]); r=w",
    "w.put([0],x); r=w", "np.copyto(w, 5.0); r=w", "np.copyto(w, w*x, where=w>1.5); r=w",
    "np.place(w, w>1.5, [x, 4]); r=w", "np.putmask(w, w>1.5, w**2); r=w",
    "np.put_along_axis(A, np.array([[1],[0]]), 9.0, 1); r=A", "np.random.seed(3); np.random.shuffle(w); r=w",
    "g=np.random.default_rng(3); g.shuffle(w); r=w", "g=np.random.default_rng(3); g.shuffle(A, axis=1); r=A",
    "g=np.random.default_rng(3); r=g.permutation(w)", "g=np.random.default_rng(3); r=g.permuted(w)",
    "g=np.random.default_rng(3); g.permuted(w, out=w); r=w", "w.partition(1); r=w", "np.partition(w[::-1],1)",
    "A.sort(axis=0); r=A", "A.sort(); r=A", "np.sort(A, axis=0)", "np.sort(A, axis=None)", "np.sort(A)",
    "np.add.at(w,[0,0,1],x); r=w", "np.add.at(w,[0,0,1],[1,2,3]); r=w", "np.subtract.at(A,([0,1],[1,1]),2.0); r=A",
    "np.multiply.at(w,[0,0],3.0); r=w", "np.nan_to_num(w, copy=False); r=w", "np.array(w)",
    "old=np.array(w); w[0]=9; r=(old,w)", "old=np.asarray(w); w[0]=9; r=(old,w)",
    "old=np.array(w,copy=True); w[0]=9; r=(old,w)", "old=np.array(w,dtype=float); w[0]=9; r=(old,w)",
    "old=w.flatten(); old[0]=9; r=(old,w)", "old=w.ravel(); old[0]=9; r=(old,w)",
    "old=A.ravel(); old[0]=9; r=(old,A)", "old=A.T.ravel(); old[0]=9; r=(old,A)",
    "old=w.copy(); old[0]=9; r=(old,w)", "old=w.astype(float); old[0]=9; r=(old,w)",
    "old=w.astype(float,copy=False); old[0]=9; r=(old,w)", "old=w.view(); old[0]=9; r=(old,w)",
    "old=np.copy(w); old[0]=9; r=(old,w)", "np.array([x], dtype=int)", "np.array(w, dtype=int)",
    "np.full(2,x,dtype=int)", "np.full_like(k,x)", "np.full_like([1.,2.],x)", "np.full_like(((1,2),(3,4)),x)",
    "np.piecewise(k,[k<2,k>=2],[x,lambda v: v*x])", "np.multiply(k,x,out=k,casting='unsafe'); r=k",
    "np.multiply(k,x,out=k); r=k", "np.full_like(w,n)", "np.full(2,n)", "w.astype(np.float32)",
    "w.astype(np.float32)*2", "w.astype(complex)", "w.view(np.int64)", "w.astype(int).astype(np.int8)",
    "w.astype('i4')", "w.astype(bool)", "np.array(w,ndmin=2)", "np.array([w,w],dtype=np.float32)",
    "np.asarray(w,dtype=np.float32)", "np.sum(w,dtype=np.float32)", "np.sum(w,dtype=int)", "np.cumsum(w,dtype=int)",
    "np.zeros_like(w,dtype=int)", "np.array([n,1])", "np.array([n,x])", "w/0", "w//0", "w%0", "1/w",
    "x/np.array([0.0,1.0])", "k+0.5", "k+=0.5; r=k", "k*=2; r=k", "k/=2; r=k", "k//=2; r=k", "k**=2; r=k",
    "w+=1; r=w", "w/=2; r=w", "w//=2; r=w", "w%=2; r=w", "w**=2; r=w", "A@=A; r=A", "k[0]=2.7; r=k", "k[0]=x; r=k",
    "(k//2*1.5).sum()", "k//2", "k%2", "k**2", "k/2", "k*1.0", "k.sum()", "k.mean()", "k.tolist()", "k.max()",
    "k[0]", "w.tolist()", "w.item(0)", "A.item(3)", "A.item(1,0)", "np.arange(n)", "np.arange(x)", "np.arange(0,x)",
    "np.arange(n,9,2)", "np.arange(x,9)", "np.arange(1.0*n)", "np.clip(x,0,1)", "np.clip(n,0,1)", "np.clip(w,0,2)",
    "np.clip(k,0,2)", "np.maximum(x,3)", "np.maximum(n,2)", "np.minimum(n,2.0)", "np.max(w,initial=9)",
    "np.max(k*1.0,initial=9)", "np.where(x>1,x,3)", "np.where(x>5,x,3)", "np.sign(n)", "np.sign(x)", "np.sign(k)",
    "np.sign(w)", "np.floor(n)", "np.floor(x)", "np.abs(n)", "np.sqrt(n)", "np.square(n)", "np.power(n,2)",
    "np.power(k,2)", "np.power(k,-1)", "np.negative(n)", "np.linalg.norm(A,2)", "np.linalg.norm(A,1)",
    "np.linalg.norm(A,-1)", "np.linalg.norm(A,-2)", "np.linalg.norm(A,np.inf)", "np.linalg.norm(A,-np.inf)",
    "np.linalg.norm(A,'nuc')", "np.linalg.norm(A,'fro')", "np.linalg.norm(A)", "np.linalg.norm(A,3)",
    "np.linalg.norm(A,ord=2,keepdims=True)", "np.linalg.norm(A,axis=0)", "np.linalg.norm(A,1,axis=0)",
    "np.linalg.norm(A,axis=(0,1))", "np.linalg.norm(A,2,axis=(0,1))", "np.linalg.norm(w,0)", "np.linalg.norm(w,1)",
    "np.linalg.norm(w,-1)", "np.linalg.norm(w,np.inf)", "np.linalg.norm(w,-np.inf)", "np.linalg.norm(w,0.5)",
    "np.linalg.norm(w,'fro')", "np.linalg.norm(w,'nuc')", "np.linalg.norm(np.ones((2,2,2))*x,2)",
    "np.linalg.norm(np.ones((2,2,2))*x)", "np.linalg.cond(A)", "np.linalg.lstsq(A,w[:2],rcond=None)[0]",
    "np.linalg.lstsq(A,w[:2],rcond=None)", "np.linalg.pinv(A)", "np.linalg.eig(A)", "np.linalg.eigvals(A)",
    "np.linalg.solve(A,w)", "np.linalg.inv(A*0)", "np.linalg.inv(w)", "np.linalg.cholesky(-A)", "np.linalg.det(w)",
    "np.reshape(A,(4,),order='F')", "A.reshape(4,order='F')", "A.reshape((1,-1),order='F')", "A.flatten('F')",
    "A.ravel('F')", "A.ravel('K')", "A.T.ravel('K')", "np.ravel(A,order='F')", "w.reshape(2,2)",
    "np.reshape(w,(2,-1))", "w[5]", "w[1,1]", "w['a']", "w[1.5]", "w[5]=1; r=w", "A[:,5]", "A[[0,7]]",
    "w+np.ones(4)", "w@np.ones(4)", "A@w", "w@2.0", "n@w", "w@w", "np.dot(A,w)", "np.concatenate([w,A])",
    "np.stack([w,A])", "np.sum(A,axis=5)", "np.sum(A,5)", "np.mean(w,axis=1)", "np.split(w,2)", "np.split(w,3)",
    "np.split(w,[1])", "np.add(w,w,np.zeros(3))", "o=np.zeros(3); np.add(w,w,o); r=o",
    "o=np.zeros(3); np.add(w,w,out=o); r=o", "o=np.zeros(3); np.sum(A,axis=0,out=o[:2]); r=o",
    "np.add(w,1,out=w); r=w", "np.sin(w,w); r=w", "np.add(w,1,where=w>1,out=w); r=w", "np.median(A,axis=0)",
    "np.median(A)", "np.median(A,1)", "np.kron(w,w)", "np.kron(A,A)", "np.pad(w,1)",
    "np.pad(w,(1,2),constant_values=5)", "np.pad(w,(1,2),constant_values=(5,x))", "np.pad(w,2,mode='reflect')",
    "np.pad(A,1,mode='symmetric')", "np.pad(A,((1,0),(0,1)),'constant')", "np.pad(w,2,'mean')",
    "np.pad(w,2,'constant',constant_values=x)", "np.diff(w,prepend=0)", "np.diff(w,append=9)", "np.diff(A,axis=0)",
    "np.diff(w,n=2)", "np.gradient(A)", "np.gradient(A,axis=0)", "np.gradient(w,2)", "np.gradient(w,w)",
    "np.trace(A,1)", "np.trace(A)", "A.trace(1)", "A.diagonal(1)", "np.diagonal(A)", "np.interp(2.0,w,w,period=3)",
    "np.interp(x,w,w**2)", "np.average(w,weights=w,returned=True)", "np.average(A,axis=0,weights=w[:2])",
    "w.flat[0]", "list(w.flat)", "A.flat[3]", "A.flat[1:3]", "A.flat[1]=x; r=A", "A.T.flat[1]=x; r=A", "len(A.flat)",
    "w.shape=(3,1); r=w", "w.real", "w.imag", "k.imag", "(w*1j).imag", "(w*1j).real", "(w*1j).conj()",
    "np.real(w*1j)", "np.imag(w)", "np.conj(w*1j)", "np.angle(w*1j)", "np.abs(w*1j)", "np.linspace(0,x,4)",
    "np.linspace(x,1,4,endpoint=False)", "np.linspace(0,x,1)", "np.linspace(0,x,5,dtype=int)",
    "np.linspace(w,w+1,3)", "np.linspace(0,x,4,retstep=True)", "np.linspace(0,n,4)", "np.logspace(0,x,4)",
    "np.geomspace(1,x,4)", "np.meshgrid(w,w)", "np.meshgrid(w,w,sparse=True)", "np.unique(w)",
    "np.unique(w,return_counts=True)", "np.squeeze(A,axis=0)", "np.transpose(A,(1,1))", "np.swapaxes(A,0,3)",
    "np.tile(w,2)", "np.tile(A,(2,1,2))", "np.repeat(w,[1,2,3])", "np.repeat(w,[1,2])", "np.roll(w,1)",
    "np.roll(A,(1,1),axis=(0,1))", "np.flip(A)", "np.flip(A,(0,1))", "np.take(w,[0,5])",
    "np.take(w,[0,5],mode='wrap')", "np.take(A,1,axis=1)", "np.cumsum(A,1)", "np.cumprod(w)", "np.prod(A,axis=1)",
    "np.std(w,ddof=1)", "np.std(A,0)", "np.var(A,axis=1,keepdims=True)", "np.ptp(w)", "np.ptp(A,axis=0)",
    "np.max(A,axis=(0,1))", "np.max([w,w],axis=0)", "np.sum(w,where=w>1)", "np.mean(w,where=w>1)",
    "np.sum(A,0,None,None,True)", "np.sum(A,keepdims=True)", "np.any(w>1)", "np.outer(A,w)", "np.inner(A,w[:2])",
    "np.inner(w,w)", "np.vdot(A,A)", "np.cross(w,w+1)", "np.cross(w[:2],w[:2]+1)", "np.tensordot(A,A)",
    "np.einsum('ij,j',A,w[:2])", "np.mod(w,2)", "np.fmod(-w,2)", "np.fmod(x,0.1)", "np.remainder(x,0.1)",
    "np.divmod(w,2)", "np.modf(w)", "np.copysign(w,-1)", "np.float_power(w,2)", "np.heaviside(w-2,0.5)",
    "np.sinc(w)", "np.round(w,1)", "np.round(x)", "np.round(n)", "np.rint(w)", "np.trunc(x)", "np.logaddexp(w,x)",
    "np.hypot(n,4)", "np.arctan2(n,4)", "np.isnan(x)", "np.isclose(w,w)", "np.polyval(w,x)", "np.polyfit(w,w,1)",
    "np.convolve(w,[1,2,3,4],'same')", "np.convolve(w,[1,2,3,4],'valid')", "np.convolve([1,2,3,4],w,'valid')",
    "np.tril(A,1)", "np.diag(w,1)", "np.diag(A,-1)", "np.atleast_2d(w)", "np.vstack([w,w])", "np.hstack([A,A])",
    "np.column_stack([w,w])", "np.append(A,A,axis=0)", "np.append(w,x)", "np.insert(w,1,x)", "np.delete(w,1)",
    "np.select([w>2,w>1],[w,-w])", "np.piecewise(w,[w>2],[lambda t:t*2,1])", "np.vectorize(lambda t:t*2)(w)",
    "np.apply_along_axis(np.sum,0,A)", "np.matmul(A,w)", "np.searchsorted(w,x)", "np.broadcast_to(w,(2,2))",
    "np.expand_dims(w,(0,1))", "np.moveaxis(A,0,5)", "np.ones(3)*x", "x*np.ones(3)", "np.ones(3)**x",
    "np.ones(3,int)*n", "np.ones(3,int)*x", "np.ones(3,int)/n", "w.sum(axis=0,keepdims=True)", "w.max(initial=10)",
    "w.mean(dtype=np.float32)", "w.clip(1)", "w.clip(max=2)", "w.argmax()", "w.cumsum()", "w.round(1)", "w.dot(w)",
    "w.dot([1,2,3])", "w.repeat(2)", "w.take([0,1])", "w.nonzero()", "w.compress([True,False,True])",
    "w.searchsorted(2.0)", "w.argsort()", "w.argpartition(1)", "w.tobytes()", "w.swapaxes(0,0)", "A.transpose(1,0)",
    "A.squeeze()", "w.std(ddof=1)", "w.itemsize", "w.nbytes", "w.dtype", "max(w)", "sum(w)", "sorted(w)",
    "round(x,1)", "abs(w)", "-k", "w==2", "(w>1)&(w<3)", "~(w>1)", "w>A", "5 in w", "bool(w)", "float(w)",
    "int(w[0])", "len(w)", "np.log(w-1)", "np.log(-1.0*n)", "np.sqrt(-x)", "np.arccos(x)",
    "np.linalg.matrix_power(A,-1)", "np.linalg.matrix_power(A,2)", "np.linalg.slogdet(A)", "np.linalg.slogdet(A*0)",
    "np.nanmean(w)", "np.nanmax(A,axis=0)", "np.nansum(A,1)", "np.nanstd(w)", "np.argmax(A,axis=1)",
    "np.maximum.reduce(A)", "np.add.reduce(A,axis=1)", "np.add.reduce(A,axis=None)",
    "np.multiply.reduce(A,keepdims=True)", "np.maximum.accumulate(w)", "np.add.accumulate(w)",
    "np.add.reduceat(w,[0,1])", "np.subtract.outer(w,w)", "np.power.outer(w,w)", "np.multiply.outer(A,w)",
    "np.trapezoid(w,dx=2)", "np.trapezoid(A,axis=0)", "np.trapezoid(A,w[:2],axis=0)", "np.size(A,0)",
    "np.percentile(w,30)", "np.corrcoef(A)", "np.histogram(w,3)", "np.triu_indices(2)", "np.extract(w>1,w)",
    "np.rot90(A)", "np.fliplr(A)", "np.array_split(w,2)", "np.resize(w,5)",
    "w[x]", "np.sin(x, x)", "np.linspace(0, 1, x)", "w[0].sum()", "w.sum().round(1)", "w[1].mean()", "x.sum()",
    "np.linalg.svd(A)", "np.linalg.svd(np.outer(w,w[:2])+A[0])", "np.linalg.svd(np.outer(w,w[:2])+A[0],False)",
    "np.linalg.svd(np.outer(w,w[:2]).T+w).Vh[:2]", "np.linalg.svd(A,hermitian=True)", "np.linalg.svd(A*1j)",
    "np.linalg.svd(w)", "np.linalg.svd(np.stack([A,A+1]))", "np.linalg.eigh(A)", "np.linalg.eigh(A+A[0],'U')",
    "np.linalg.eigh(A+A[0])", "np.linalg.eigh(A,'x')", "np.linalg.eigh(A*1j)", "np.linalg.eigh(A+np.inf)",
    "np.linalg.eigh(w)", "np.linalg.eigh(np.stack([A,A+1])).eigenvalues", "np.linalg.qr(A)", "np.linalg.qr(A,'raw')",
    "np.linalg.qr(np.outer(w,w[:2])+A[0])", "np.linalg.qr(np.outer(w,w[:2])+A[0],'complete')", "np.linalg.qr(A).Q",
    "np.linalg.qr(np.outer(w,w[:2]).T+w,'complete').R", "np.linalg.qr(A,'x')", "np.linalg.qr(w)", "np.linalg.qr(A*1j)",
    "np.linalg.multi_dot([A,A,w[:2]])", "np.linalg.multi_dot([A])", "np.linalg.multi_dot([w,w])",
    "np.linalg.multi_dot([A,w[:2],A])", "np.linalg.multi_dot([A,np.stack([A,A])])", "np.linalg.multi_dot([w[:2],A,A])",
    "np.linalg.multi_dot((A,[[1,2],[3,4]],A[0]))", "np.logaddexp(n,n)", "np.logaddexp(-np.inf,w)",
    "np.logaddexp(w-np.inf,-np.inf)", "np.logaddexp(w,np.inf)", "np.logaddexp(x,np.nan)", "np.logaddexp(np.nan,w)",
    "np.logaddexp(w,w-60)", "np.logaddexp(x,-1e17)", "np.logaddexp(A,w)", "np.logaddexp(A,w[:2])",
    "np.logaddexp.reduce(A,axis=1)", "np.logaddexp.reduce(w)", "np.logaddexp.reduce(A)", "np.logaddexp.reduce(A,None)",
    "np.logaddexp.accumulate(w)", "np.logaddexp([1,2,3],w)", "np.logaddexp(w,1,out=w); r=w", "np.logaddexp(k,2)",
    "isinstance(np.meshgrid(w, w), tuple)", "np.linalg.slogdet(A).sign", "np.linalg.slogdet(A).logabsdet", "n.sum()",
]  # fmt: skip


def names(np, kind):
    """w, A and k are arrays, x and n numbers; under our spelling all of them are traced."""
    w, A, k, x, n = numpy.array([1.0, 2.0, 3.5]), numpy.array([[2.0, 1.0], [1.0, 3.0]]), numpy.array([3, 1, 2]), 2.7, 3
    if np is not numpy:
        x, n, k, w, A = Number(x), Number(n), constant(k), constant(w), constant(A)
        for traced in (w, A, k, x, n):
            place(traced)
        if kind == "written":
            parts, w, A = (w, A), np.zeros(3), np.zeros((2, 2))
            w[:], A[...] = parts[0].value, parts[1].value
            w[1], A[0] = parts[0][1], parts[1][0]
    return {"np": np, "w": w, "A": A, "k": k, "x": x, "n": n}


def bare(v):
    if isinstance(v, list | tuple):
        return [bare(u) for u in v]
    return plain(v.read() if isinstance(v, TrackedArray) else v)


def outcome(np, text, kind):
    """(what a text gives, the class of what it raises)"""
    space = names(np, kind)
    try:
        if "; r=" not in text:
            return bare(eval(text, space)), None
        exec(text, space)
        return bare(space["r"]), None
    except Exception as error:
        return None, type(error)


def same(found, expected):
    if isinstance(expected, list):
        assert len(found) == len(expected)
        for pair in zip(found, expected):
            same(*pair)
        return
    found, expected = numpy.asarray(found), numpy.asarray(expected)
    assert found.dtype == expected.dtype
    if expected.dtype.kind in "fc":
        assert found.shape == expected.shape
        numpy.testing.assert_allclose(found, expected, rtol=1e-13, atol=0)
    else:
        numpy.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("kind", ["watched", "written"])
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_as_numpy_has_it(text, kind):
    expected, fault = outcome(numpy, text, kind)
    with observing(Observer(follows=True)), GradientTape():
        found, raised = outcome(module(writes=kind == "written"), text, kind)
    assert raised is fault
    if fault is None:
        same(found, expected)


def test_what_is_computed_by_element_warns_of_nothing_of_its_own():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = module().i0(constant([1.0, 2.0]))
    assert found.value == pytest.approx(numpy.i0([1.0, 2.0]), rel=1e-14)
