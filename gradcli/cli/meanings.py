"""What words come to that are a command or an option elsewhere: one row each, of whatever a line is written with."""

from __future__ import annotations

from ..record import Record


class Meaning(Record):
    """What a word comes to.

    line: as a command, options of eval, or another command's line; eval's own without. option: as an option, another
    with its value, a command's line, or advice; what `line` says unless given. before, behind: what is said before the
    line that is offered, and behind it. equation: whether left - (right) of an equation is meant. point: whether it is
    nothing without one.
    """

    line: str = ""
    option: str = ""
    before: str = ""
    behind: str = ""
    equation: bool = False
    point: bool = False

    @property
    def written(self) -> str:
        """What an option comes to: an option, a command's line, advice; nothing where only a whole line will do."""
        return self.option or (f"gradcli {self.line}" if self.line[:1].isalpha() else self.line)


_EXTREMUM = "nothing is minimised here; for the gradient, 0 at an extremum, "
_PRINTED = "leave it out: it is printed; a function's by run --call F"
_ROWS = {
    "evaluate calc calculate compute val": Meaning(),
    "gradient grad jacobian jac derivative deriv": Meaning(option=_PRINTED),
    "laplacian": Meaning("--order 2", behind=": the Laplacian is the sum of the Hessian's diagonal"),
    "divergence div": Meaning(behind=": the divergence is the sum of the Jacobian's diagonal"),
    "nabla value diff differentiate derive partial d derivatives differential rate dt marginal sensitivity": Meaning(),
    "slope": Meaning(behind=": along the curve d{y}/d{x} is -(df/d{x})/(df/d{y})", equation=True),
    "hessian hess second second-order d2": Meaning("--order 2"), "third d3": Meaning("--order 3"),
    "taylor series": Meaning(
        "--order 5", "--order", behind=": the n-th derivative over n! is the coefficient", point=True),
    "check verify validate test": Meaning("--check"), "compare equal same": Meaning("--check", " "),
    "gradcheck": Meaning("--check"), "json": Meaning("--json"), "latex tex": Meaning("--formula --format latex"),
    "formula symbolic simplify expand factor": Meaning("--formula"), "steps explain derivation": Meaning("--steps"),
    "implicit implicitdiff idiff": Meaning(
        behind=": along the curve d{y}/d{x} is -(df/d{x})/(df/d{y})", equation=True, point=True),
    "normal": Meaning(behind=": the normal's slope is -1/slope", point=True),
    "curl": Meaning(behind=": the curl is made of differences of the Jacobian's entries"),
    "tangent linearize linearise linearization approximation": Meaning(
        behind=": the tangent is value + slope*({x} - {at})", point=True),
    "solve solve_for root roots fsolve nsolve newton find_root zero zeros": Meaning(
        before="equations are not solved here; ",
        behind=": the next guess by Newton's method is {x} - value/slope", equation=True, point=True),
    "minimize minimise maximize maximise optimize optimise argmin argmax fmin nminimize findminimum fminsearch "
    "minimum maximum descend critical "
    "extrema stationary": Meaning(before=_EXTREMUM, point=True),
    "integrate integral antiderivative int quad simpson trapz": Meaning(
        before="there are no integrals here; for the derivative "),
    "limit lim": Meaning(before="there are no limits here; for the value at a point ", point=True),
    "propagate error errors uncertainty uncertainties sigma deviation errorprop": Meaning(
        behind=": with x=2+-0.1 for a value and its deviation", point=True),
    "exec execute python script train": Meaning("run"), "tabulate rows table": Meaning("table"),
    "draw chart curve plot": Meaning("plot"), "tape": Meaning("trace"), "shell interactive console": Meaning("repl"),
    "graph": Meaning(
        "trace --graph graph.svg", "gradcli trace --graph", behind="or gradcli plot for a curve"),
    "code": Meaning("compile", "--to"), "compile codegen generate export convert c": Meaning("compile"),
    "list ls funcs": Meaning("functions"), "complete": Meaning("completion bash"), "version -v": Meaning("--version"),
}  # fmt: skip
MEANINGS = {word: meaning for words, meaning in _ROWS.items() for word in words.split()}
