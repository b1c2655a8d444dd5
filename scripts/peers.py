"""Who is right at the hard points: TensorFlow, JAX, PyTorch and gradcli, by kind, as a Markdown table.

    python scripts/peers.py          the table
    python scripts/peers.py -v       and each point that gradcli gets wrong

The points, their 50-digit truths and the peers' answers (TensorFlow 2.21, JAX 0.10, PyTorch 2.13) are in
tests/cases/hard_points.json; gradcli is asked anew.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import environment as environment

from gradcli.answer.subject import Ask
from gradcli.errors import GradcliError
from gradcli.frontends.bindings import read_bindings
from gradcli.frontends.evaluate import calculate
from gradcli.frontends.expression.run import vocabulary
from gradcli.results import Report
from gradcli.tape import GradientTape, constant

CASES = Path(__file__).parent.parent / "tests" / "cases" / "hard_points.json"
CODES = {"kink": {"kink"}, "kink1": {"kink"}, "jump": {"jump"}, "infinite": {"infinite"}, "pole": {"pole"},
         "onesided": {"onesided"}, "overflow": {"overflow"}, "limit": {"removable"},
         "undefined": {"nonfinite"}}  # fmt: skip
KINDS = {"exists": "derivative exists", "hand": "derivative exists", "note": "a matter of convention"}
TOLERANCE = 1e-9


def load() -> list[dict[str, Any]]:
    """The cases."""
    found: list[dict[str, Any]] = json.loads(CASES.read_text("utf-8"))
    return found


def numbers(nested: Any) -> list[float]:
    """A number or nested list as a flat list of floats; nan for what is none."""
    if isinstance(nested, list):
        return [v for part in nested for v in numbers(part)]
    try:
        return [float(nested)]
    except (TypeError, ValueError):
        return [float("nan")]


def matches(answer: Any, truth: Any) -> bool:
    """Whether every number agrees with the truth to TOLERANCE, and there are as many."""
    got, want = numbers(answer), numbers(truth)
    return len(got) == len(want) and all(abs(a - b) <= TOLERANCE * abs(b) or a == b for a, b in zip(got, want))


def expression(case: dict[str, Any]) -> str:
    """The text of a case; some are too long to be written out."""
    terms = re.search(r"\((\d+) terms\)", case["expr"])
    if "expr_python" in case or terms:
        return "+".join(["x"] * (int(terms[1]) if terms else 100_000))
    text: str = case["expr"]
    return text


def looped(case: dict[str, Any], count: int, body: str) -> float:
    """A case that repeats an assignment, under a tape."""
    from gradcli.ops.analysis import sin

    steps = {"sin(y)": sin, "y + y": lambda y: y + y, "y*1.0001": lambda y: y * 1.0001}
    step, x = steps[body.split(" (")[0]], constant(case["point"]["x"])
    with GradientTape() as tape:
        tape.watch(x)
        y = x
        for _ in range(count):
            y = step(y)
    return float(tape.gradient(y, x).value)


def ask(case: dict[str, Any]) -> tuple[Any, set[str]]:
    """What gradcli answers, and the codes of its notes. Raises GradcliError as it does."""
    if loop := re.match(r"repeat (\d+): y = (.*)", case["expr"]):
        return looped(case, int(loop[1]), loop[2]), set()
    bindings = read_bindings(
        [f"{n}={json.dumps(v).replace(chr(34), '')}" for n, v in case["point"].items()], vocabulary()
    )
    wrt, order = case["wrt"], case["order"]
    chosen = Ask(order=0, partials=(tuple(wrt),)) if isinstance(wrt, list) else Ask(order=order, wrt=(wrt,))
    report = calculate(expression(case), list(bindings.values()), chosen)
    return answer(report, wrt, order), {note.code for note in report.results[0].notes}


def answer(report: Report, wrt: Any, order: int) -> Any:
    """The number asked for."""
    result = report.results[0]
    if isinstance(wrt, list):
        return next(iter((result.partials or {}).values()), None)
    if order == 1:
        return (result.grad or result.jacobian or {}).get(wrt)
    return result.hessian[wrt][wrt] if order == 2 and result.hessian else (result.derivatives or [None])[-1]


def outcome(case: dict[str, Any]) -> tuple[bool, str]:
    """Whether gradcli does what the case's kind asks for, and what it said."""
    kind = case["kind"]
    try:
        got, codes = ask(case)
    except GradcliError as error:
        told = f"error: {error.message}"
        return kind == "note" or (kind in ("domain", "limit", "pole") and error.status == 4), told
    told = f"{got} {sorted(codes)}"[:200]
    if kind in ("exists", "hand"):
        return matches(got, case["truth"]), told
    return kind == "note" or bool(CODES.get(kind, set()) & codes), told


def main() -> None:
    """Print the table."""
    peers = ("tf", "jax", "torch")
    right: dict[str, Counter[str]] = {}
    for case in load():
        kind = KINDS.get(case["kind"], "no derivative there")
        row = right.setdefault(kind, Counter())
        row["all"] += 1
        fine, told = outcome(case)
        row["gradcli"] += fine
        if case["kind"] in ("exists", "hand"):
            row.update(peer for peer in peers if matches(case["peers"][peer], case["truth"]))
        if not fine and "-v" in sys.argv:
            print(case["id"], case["expr"][:60], "truth", str(case["truth"])[:40], "got", told)
    print("| points | all | TensorFlow | JAX | PyTorch | gradcli |\n|---|---|---|---|---|---|")
    for kind, row in right.items():
        others = [str(row[p]) if kind == KINDS["exists"] else "-" for p in peers]
        print(f"| {kind} | {row['all']} | {' | '.join(others)} | {row['gradcli']} |")


if __name__ == "__main__":
    main()
