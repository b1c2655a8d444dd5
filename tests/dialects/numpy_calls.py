"""NumPy by name: how each function is called, with every keyword that it documents.

A line of numpy_calls.txt is `name: call; call; ...`. A call after `~` is told as left (its path ends, and that is
said); after `?` it is a question, whose answer has no derivative. All others have the derivative that differences show.
The letters:

    s t   numbers            v w   vectors of 4         p q   vectors of 4, positive       n N   v, a (3, 4), with nans
    e E   empty, (0,) (0, 3) A B   matrices, (3, 3) (2, 3)   S   symmetric positive definite, (3, 3)
    T     an array, (2, 3, 4)     o    an array without axes     i j   whole numbers, (4,) (2, 3)    b   a mask, (4,)
    c d   complex vectors of 4    C R  matrices, (3, 3), complex and with complex eigenvalues
"""

from __future__ import annotations

from pathlib import Path

UNARY = {  # ufuncs of one operand: where its derivative is
    "sin cos tan sinh cosh tanh arctan arcsinh exp exp2 expm1 cbrt square negative positive absolute fabs deg2rad "
    "rad2deg degrees radians reciprocal conj conjugate abs atan asinh": "s v B T e E o n",
    "sqrt log log2 log10 log1p": "p p[:2]*2 p.reshape(2,2) e p[0] np.sin(T)**2+0.5",
    "arcsin arccos arctanh asin acos atanh": "p[1] p e np.sin(T)*0.9 p.reshape(2,2)-0.3",
    "arccosh acosh": "p+1 e p[0]+1.5 np.abs(T)+1.1",
}
FLAT = {
    "floor ceil trunc rint sign": "s v B T e n",
    "floor_divide": "v,p v,0.7 s,t B,B[0] e,s",
    "isnan isinf isfinite signbit logical_not": "s v B e n",
}
BINARY = {
    "add subtract multiply divide true_divide maximum minimum hypot logaddexp logaddexp2 fmax fmin copysign arctan2 "
    "atan2": "s,t v,w v,s 2.0,v v,[1.0,2.0,3.0,4.0] B,v[:3] T,v e,s e,e E,B[0] o,v v,i B,B*2 v[0],w B[:,:1],B[:1] n,w "
    "w,n",
    "fmod remainder mod": "v,p v,0.7 B,0.7 5.3,p T,p e,s",
    "power float_power pow": "p,w p,2 p,2.5 2.0,v v,2 v,3 v,0 B,2 B,-1 T,2 e,2 p,s s,p[0] i,v*0+2.0 p,i",
    "heaviside": "v,0.5 v,w B,1.0 e,s",
}
QUESTIONS = {
    "equal not_equal less less_equal greater greater_equal": "s,t v,w v,0.0 B,B[0] e,s",
    "logical_and logical_or logical_xor": "v,w v>0,w>0 v,1",
}
WHOLE = {  # of whole numbers and truth values alone
    "bitwise_and bitwise_or bitwise_xor left_shift right_shift bitwise_left_shift bitwise_right_shift gcd "
    "lcm": "i,i i,3",
    "bitwise_not invert bitwise_invert bitwise_count": "i",
}


def generated() -> dict[str, list[str]]:
    """The calls of NumPy's elementwise functions."""
    calls: dict[str, list[str]] = {}
    for table, mark in ((UNARY, ""), (FLAT, "?"), (BINARY, ""), (QUESTIONS, "?"), (WHOLE, "?")):
        for names, operands in table.items():
            for name in names.split():
                calls[name] = [f"{mark}np.{name}({args})" for args in operands.split()]
    for name in "sin exp square absolute".split():
        calls[name] += [
            f"np.{name}(v, out=w*1)", f"np.{name}(v, w*1)", f"np.{name}(v, where=b, out=w*1)",
            f"np.{name}(v, dtype=float)", f"np.{name}(v, dtype=np.float64, casting='same_kind')",
            f"np.{name}(v, order='C')", f"np.{name}(v, subok=False)", f"np.{name}(v.astype(np.float32))",
        ]  # fmt: skip
    for name in "add multiply maximum logaddexp".split():
        calls[name] += [
            f"np.{name}(v, w, out=np.zeros(4))", f"np.{name}(v, w, where=b, out=p*1)",
            f"np.{name}(v, w, dtype=float)", f"np.{name}.outer(v, w)", f"np.{name}.outer(v, B)",
            f"np.{name}.reduce(v)", f"np.{name}.reduce(B)", f"np.{name}.reduce(B, axis=1)",
            f"np.{name}.reduce(B, axis=1, keepdims=True)", f"np.{name}.reduce(B, None)",
            f"np.{name}.reduce(T, axis=(0, 2))",
            f"np.{name}.reduce(v, initial=0.4)", f"np.{name}.reduce(v, where=b, initial=0.5)",
            f"np.{name}.accumulate(v)", f"np.{name}.accumulate(B, axis=1)", f"np.{name}.accumulate(T, 2)",
            f"~np.{name}.reduceat(v, [0, 2])",
        ]  # fmt: skip
    return calls


APART = frozenset(
    "busday_count busday_offset is_busday datetime_as_string datetime_data from_dlpack frombuffer fromfile fromregex "
    "fromstring genfromtxt load loadtxt save savetxt savez savez_compressed get_include info show_config show_runtime "
    "test get_printoptions set_printoptions printoptions getbufsize setbufsize geterr geterrcall seterr seterrcall "
    "isdtype issubdtype mintypecode promote_types typename nested_iters isnat row_stack asmatrix bmat linalg.test "
    "fft.test".split()
)  # dates, files, settings, questions about dtypes, what is deprecated: they take no numbers of an array
METHODS_APART = frozenset(
    "base byteswap ctypes data device dump dumps flags getfield itemsize nbytes setfield setflags strides to_device "
    "tobytes tofile".split()
)  # memory, files


def table(library: str) -> dict[str, list[str]]:
    """Every call, by the name of its function."""
    calls = generated() if library == "numpy" else {}
    for line in Path(__file__).with_name(f"{library}_calls.txt").read_text().splitlines():
        if line:
            name, _, rest = line.partition(": ")
            calls.setdefault(name, []).extend(part.strip() for part in rest.split("; "))
    return calls
