"""An op is one record: everything that gradcli knows about one operation.

A value's class names its library: the same op runs `math` on a float, NumPy on an array, mpmath on an mpf, SymPy on a
SymPy node, found there by the op's name. An override is a keyword of the record: ``math=``, ``numpy=``, ``mpmath=``,
``sympy=``, or ``python=`` for one form that serves every class. The callable made from a record is in `calls`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .forms import FAILS, Forms

Rule = Any  # (g, y, *inputs) -> cotangent of one input; None where the derivative is zero
KINDS = ("linear", "bilinear", "smooth", "branch", "flat", "general")
OPAQUE = "opaque"  # the kind of what left the trace and came back: nobody knows its derivative
OPS: dict[str, Op] = {}


class Op:
    """One operation and everything that gradcli knows about it: its facts, each with what holds where it is not given.

    name: NumPy's name, which is the contract. kind: a mathematical fact, from which the rest follows (see KINDS):
        linear: in all inputs together; bilinear: in each of two; smooth: elementwise, analytic; branch: elementwise,
        linear once the branch is known; flat: derivative zero; general: anything else.
    vjp: one rule per input, (g the cotangent, y the result, then the inputs) -> the input's cotangent, in y's shape for
        an elementwise op, since the sweep sums to the input's shape. None: the derivative is zero.
    overrides: its form of one library's; besides scipy: (scipy.special) -> the compiled function that runs it on large
        arrays, where SciPy is installed; elements: of an op that takes the elements of an array together, the function
        that takes two of them; stacked: (stack of cotangents, shape of the input's stack) -> the input's, of a rule
        that only moves elements.
    """

    call: Callable[..., Any]

    # names
    short = ""  # that math, mpmath and SymPy share, where it is not NumPy's
    shown = ""  # in messages, where that is neither of the two
    sign = ""  # between or before its operands
    params: tuple[Any, ...] = ()  # what distinguishes this op in its family

    # what it computes
    elementwise = True  # it acts on each element alone, and broadcasts
    compares = False  # it answers with a truth
    selects = False  # its first input chooses between the others
    picks = False  # each element of its result is one of its input's
    casts = False  # it only changes the dtype
    guards = False  # it records that Python branched on its input
    reads = False  # its result is what a Variable, or an array that is written into, held at that time
    symmetric = False  # it is asked of symmetric matrices alone
    saturates = False  # beyond 2**4096 its argument is as good as infinite (mpmath's cost grows with it)

    # where it can be differentiated
    domain: tuple[tuple[float, float], ...] = ()  # one (low, high) per input, to sample it in; (-2, 2) without it
    needs = ""  # its domain, in words
    kinks: Callable[..., Any] | None = None  # (inputs) -> where the derivative does not exist, or the op jumps
    gap: Callable[..., Any] | None = None  # (inputs) -> how far they are from the next kink
    steep: Callable[..., Any] | None = None  # (inputs) -> how far they are from an infinite slope; None: there is none
    unit = 0.0  # it rounds to multiples of it
    remedy = ""  # what to do where its slope is infinite
    custom = False  # its rule is meant to differ from the derivative of what it computes
    convention: Callable[..., Any] | None = None  # (inputs) -> where its rule is another library's choice
    rows: Any = None  # the numbers of the rows that it takes: the gradient may be kept as rows

    # how it rounds
    plain = False  # a ball in its place holds the truth, and in its rule: neither rounds, or decides on what is unsure
    ulps: float | Callable[..., Any] = 2.0  # units in the last place, or (y, inputs) -> error in unit roundoffs
    nonexpansive = False  # its partials are at most 1 in size
    terms: Callable[..., float] | None = None  # (y, inputs) -> how many products of elements each result adds up
    fold: Callable[[Any], Any] | None = None  # (bounds of its elements' errors) -> those of the results

    # what encloses its values and derivatives in balls: FLINT's own "series", or "equations" that define it, solved by
    # FLINT's matrices; never a rule of ours
    proof = "series"

    def __init__(
        self, name: str, kind: str, vjp: tuple[Rule, ...], doc: str = "", aliases: tuple[str, ...] = (), **about: Any
    ) -> None:
        self.name, self.kind, self.vjp, self.summary, self.aliases = name, kind, vjp, doc, aliases
        self.overrides: dict[str, Callable[..., Any]] = {}
        for key, value in about.items():
            if key in FACTS:
                setattr(self, key, value)
            elif value is not None:
                self.overrides[key] = value
        self.short = self.short or name
        self.shown = self.shown or self.short
        self.domain = self.domain or ((-2.0, 2.0),) * len(vjp)
        self.fits = self.elementwise and len(vjp) > 1
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


FACTS = frozenset(key for key, value in vars(Op).items() if key[0] != "_" and not callable(value) and key != "facts")
