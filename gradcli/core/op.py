"""An op is one record: everything that gradcli knows about one operation.

A value's class names its library: the same op runs `math` on a float, NumPy on an array, mpmath on an mpf, SymPy on a
SymPy node, found there by the op's name. An override is a keyword of the record: ``math=``, ``numpy=``, ``mpmath=``,
``sympy=``, or ``python=`` for one form that serves every class. The callable made from a record is in `calls`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .forms import FAILS, Forms

if TYPE_CHECKING:
    from collections.abc import Callable

Rule = Any  # (g, y, *inputs) -> cotangent of one input; None where the derivative is zero
KINDS = ("linear", "bilinear", "smooth", "branch", "flat", "general")
OPAQUE = "opaque"  # the kind of what left the trace and came back: nobody knows its derivative
OPS: dict[str, Op] = {}
FACTS = (
    "short", "elementwise", "kinks", "domain", "params", "sign", "shown", "needs", "compares", "saturates", "symmetric",
    "selects", "custom", "remedy", "picks", "casts", "proof", "convention",
)  # fmt: skip


class Op:
    """One operation and everything that gradcli knows about it.

    name: NumPy's name, which is the contract. short: the name that math, mpmath and SymPy share, where it differs.
    kind: a mathematical fact, from which the rest follows (see KINDS):
        linear: in all inputs together; bilinear: in each of two; smooth: elementwise, analytic; branch: elementwise,
        linear once the branch is known; flat: derivative zero; general: anything else.
    vjp: one rule per input, (g the cotangent, y the result, then the inputs) -> the input's cotangent, in y's shape for
        an elementwise op, since the sweep sums to the input's shape. None: the derivative is zero.
    elementwise: acts on each element alone, and broadcasts.
    kinks: (inputs) -> where the derivative does not exist, or the op jumps.
    domain: one (low, high) interval per input, to sample it in.
    params: what distinguishes this op in its family, for show.
    scipy: (scipy.special) -> the compiled function that runs it on large arrays, where SciPy is installed.
    elements: of an op that takes the elements of an array together, the function that takes two of them.
    stacked: (stack of cotangents, shape of the input's stack) -> the input's, of a rule that only moves elements.
    sign: its infix sign. shown: its name in messages, where that is neither of the two. needs: its domain, in words.
    compares: it answers with a truth. saturates: beyond 2**4096 its argument is as good as infinite (mpmath's cost
        grows with it). symmetric: of a symmetric matrix, which alone it is asked of. selects: its first input
        chooses between the others. custom: its rule is meant to differ from the derivative of what it computes. remedy:
        what to do where its slope is infinite. picks: each element of its result is one of its input's. casts: it only
        changes the dtype.
    convention: (inputs) -> where its rule is another library's choice, and not the derivative that there is.
    proof: what encloses its values and derivatives in balls: FLINT's own "series", or "equations" that define it,
        solved by FLINT's matrices; never a rule of ours.
    """

    __slots__ = (
        "aliases", "call", "casts", "compares", "convention", "custom", "domain", "elementwise", "fits", "forms",
        "kind", "kinks", "name", "needs", "overrides", "params", "picks", "proof", "remedy", "saturates", "selects",
        "short", "shown", "sign", "summary", "symmetric", "vjp",
    )  # fmt: skip
    call: Callable[..., Any]

    def __init__(
        self,
        name: str,
        kind: str,
        vjp: tuple[Rule, ...],
        *,
        doc: str = "",
        aliases: tuple[str, ...] = (),
        short: str | None = None,
        elementwise: bool = True,
        kinks: Callable[..., Any] | None = None,
        domain: tuple[tuple[float, float], ...] | None = None,
        params: tuple[Any, ...] = (),
        sign: str = "",
        shown: str | None = None,
        needs: str = "",
        compares: bool = False,
        saturates: bool = False,
        symmetric: bool = False,
        selects: bool = False,
        custom: bool = False,
        remedy: str = "",
        picks: bool = False,
        casts: bool = False,
        convention: Callable[..., Any] | None = None,
        proof: str = "series",
        **overrides: Callable[..., Any] | None,
    ) -> None:
        self.name, self.kind, self.vjp = name, kind, vjp
        self.summary, self.short, self.aliases = doc, short or name, aliases
        self.elementwise, self.fits = elementwise, elementwise and len(vjp) > 1
        self.kinks, self.domain, self.params = kinks, domain or ((-2.0, 2.0),) * len(vjp), params
        self.sign, self.shown, self.needs = sign, shown or self.short, needs
        self.compares, self.saturates, self.symmetric, self.proof = compares, saturates, symmetric, proof
        self.selects, self.custom, self.remedy = selects, custom, remedy
        self.picks, self.casts, self.convention = picks, casts, convention
        self.overrides = {library: form for library, form in overrides.items() if form is not None}
        self.forms = Forms(self)

    @property
    def facts(self) -> dict[str, Any]:
        """What another record of the same function, under other rules, says as well."""
        return {name: getattr(self, name) for name in FACTS} | self.overrides

    def __repr__(self) -> str:
        return self.name + (f"[{', '.join(map(str, self.params))}]" if self.params else "")

    def evaluate(self, *args: Any) -> Any:
        """The op on bare values; where plain floats raise, IEEE arithmetic's inf or nan."""
        try:
            return self.forms.of(args)(*args)
        except FAILS as error:
            return self.forms.rescue(error, *args)
