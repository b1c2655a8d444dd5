"""A report for a person: plain ASCII tables, numbers under one another, colour only on request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import copysign
from typing import TYPE_CHECKING, Any

from ...errors import clip, visible
from ...results import COUNTING, CURLY, VALUE, Note, Path, Report, Result
from ...results.numbers import Number
from . import Style
from .lines import asides, formula, inline, labelled, quotients, ratio, symbol
from .numbers import align, drawn, fitted, is_array, short, table

if TYPE_CHECKING:
    from ...results.check import Check, Item
    from ...results.steps import Derivation

GAP = " " * 5  # between the parts of a headline
FORMULA = 24
DEVIATION = 4  # digits of a standard deviation
TITLE = 70
BY_HAND = ("against", "expect")  # kinds of what the user derived
NAMED = 6  # constants of a script
COLORS = {
    "ok": "32", "custom": "33", "convention": "33", "imprecise": "33", "undefined": "33", "skipped": "33",
    "FAIL": "1;31",
}  # fmt: skip


def write(report: Report, style: Style) -> str:
    """All results, an empty line between them, each line ended."""
    with fitted(style.width, style.full):
        drawings = [result_lines(r, style.digits, style.color) for r in report.results]
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in drawings)


def result_lines(result: Result, digits: int, color: bool) -> list[str]:
    """One result: a headline, then what was asked for."""
    f = symbol(result)
    lines = [headline(result, digits), ""]
    lines += labelled("value", drawn(result.value, digits) if VALUE in result.numbers else [])
    if is_list(result):
        listed = {path: v for path, v in result.of("derivatives").items() if path.by}
        ratios = [ratio(f, path.by, result.partial) for path in listed]
        numbers = align([short(v, digits) for v in listed.values()])
        for order, (left, number) in enumerate(zip(ratios, numbers), 1):
            lines += labelled(f"order {order}", [f"{left:<{len(ratios[-1]) + 2}}{number}"])
    else:
        lines += quotients("gradient", result, first_order(result, result.of("grad")), digits, asides(result))
        lines += jacobians(result, digits)
        lines += hessian(result, digits)
    lines += constants(result, color)
    lines += uncertainty(result, digits)
    lines += quotients("partials", result, [(path.by, v) for path, v in result.of("partials").items()], digits)
    if result.formulas:
        lines += labelled("formula", formulas(result, result.formulas))
    for derivation in (result.steps or {}).values():
        lines += [""] * (lines[-1] != "") + derived(derivation)
    if result.check is not None:
        lines += [""] * (lines[-1] != "") + check_lines(result.check, digits, color, result.partial)
    return [line.rstrip() for line in lines]


def constants(result: Result, color: bool) -> list[str]:
    """The numbers of a script that are taken as constant, but for its counts, and how to differentiate by them."""
    found = [one for one in result.not_differentiated if one.why not in COUNTING]
    if not found or not result.of("grad", "jacobian", "derivatives"):
        return []
    groups: dict[str, list[str]] = {}
    for one in found[:NAMED]:
        groups.setdefault(one.why, []).append(visible(one.name))
    told = ", ".join(f"{', '.join(names)} ({visible(why)})" for why, names in groups.items())
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    line = f"not differentiated: {told}{more}; --wrt {visible(found[0].name)} takes it"
    return labelled("", [f"\x1b[2m{line}\x1b[0m" if color else line])


def uncertainty(result: Result, digits: int) -> list[str]:
    """The standard deviation of the value, what each variable has to do with it, and what curvature adds."""
    found = result.of("deviation")
    if not found:
        return []
    digits = min(digits, DEVIATION)
    lines = labelled("std dev", drawn(next(iter(found.values())), digits))
    for path, share in result.of("share").items():
        shown = inline(share, 3) if is_array(share) or share is None else f"{100 * share:.3g} %"
        lines += labelled("", [f"{shown} {'of it ' if is_array(share) else ''}from {visible(path.by[0])}"])
    for value, mean in zip(result.of("second_order").values(), result.of("mean").values()):
        lines += labelled("", [f"{short(value, digits)} to second order, about a mean of {short(mean, digits)}"])
    return lines


def jacobians(result: Result, digits: int) -> list[str]:
    """The Jacobians; of those that are diagonal by construction the diagonal."""
    found = [(path, value) for path, value in result.of("jacobian").items() if path not in result.diagonal]
    shown = first_order(result, dict(found))
    lines = quotients("jacobian", result, shown, digits, asides(result))
    alone = [(path.by, [row[n] for n, row in enumerate(result.numbers[path])]) for path in result.diagonal]
    alone += [(path.by, value) for path, value in result.of("diagonal").items()]
    if alone:
        lines += quotients("diagonal", result, alone, digits)
        lines += labelled("", [f"(of the Jacobian: element k depends on {alone[0][0][0]}[k] alone)"])
    return lines


def is_list(result: Result) -> bool:
    """Whether derivatives are shown as a list, one line for each order, and not as gradient and Hessian."""
    return len(result.of("derivatives")) > 3


def is_shown(note: Note, result: Result) -> bool:
    """Whether a note is about a number as it is shown, and not told of it under its other path."""
    kind = note.path.kind if isinstance(note.path, Path) else ""
    if is_list(result):
        return kind != "hessian" or all(other.path != "derivatives.2" for other in result.notes)
    return kind != "derivatives"


def first_order(result: Result, found: Mapping[Path, Number]) -> list[tuple[tuple[str, ...], Number]]:
    """Gradients or Jacobians with their variables; where a tape found no path, its None."""
    return [(path.by, "None" if value is None and is_none(result, path) else value) for path, value in found.items()]


def is_none(result: Result, path: str) -> bool:
    """Whether the null at a path is a tape's None."""
    return any(note.path == path and note.code == "unconnected" for note in result.notes)


def formulas(result: Result, texts: dict[Path, str]) -> list[str]:
    """Derivatives as formulas, below each other; those of a vector by numbers as a matrix."""
    name = symbol(result)
    columns = {path: cells(text) for path, text in texts.items() if path.kind == "jacobian"}
    if columns and all(column and not any(c.startswith("[") for c in column) for column in columns.values()):
        rows = [["", *(visible(path.by[-1]) for path in columns)]]
        rows += [[f"{name}[{n}]", *map(formula, row)] for n, row in enumerate(zip(*columns.values()))]
        return [*(f"{visible(name)} = {formula(texts[path])}" for path in texts if not path.by), *table(rows)]
    names = {path: ratio(name, path.by, result.partial) if path.by else visible(name) for path in texts}
    rows = [[names[path], formula(text)] for path, text in texts.items()]
    width = max(len(left) for left, _ in rows) + 3
    return [f"{left:<{width}}{text}" for left, text in rows]


def cells(text: str) -> list[str]:
    """The elements of a list in brackets, as it is written; none of anything else."""
    if not (text.startswith("[") and text.endswith("]")):
        return []
    found, depth, start = [], 0, 1
    for n, c in enumerate(text):
        depth += (c in "([") - (c in ")]")
        if (c == "," and depth == 1) or depth == 0:
            found.append(text[start:n].strip())
            start = n + 1
    return found if start == len(text) else []


def derived(one: Derivation) -> list[str]:
    """How one derivative is derived: the rule, then what it says."""
    rows = [[f"  {step.rule}", f"{visible(step.left)} = {visible(step.right)}"] for step in one.lines]
    return labelled("steps", [visible(one.title)]) + table(rows)


def headline(result: Result, digits: int) -> str:
    """What was differentiated, and where."""
    title = visible(result.name)
    if result.expr is not None and result.expr != result.name:
        text = clip(visible(" ".join(result.expr.split())), TITLE)
        what = "gradient" if result.jacobian is None else "jacobian"
        equals = ": " if ";" in text else " = "
        title += f"{equals}{text}" if result.line is None else f": {what} of {text}"
    if result.line is not None:
        title += f"{GAP}line {result.line}" + (f", last of {result.calls} calls" if result.calls > 1 else "")
    point = [f"{visible(name)} = {located(result, name, digits)}" for name in list(result.point)[:12]]
    point += ["..."] * (len(result.point) > 12)
    return title + (f"{GAP}at {', '.join(point)}" if point else "")


def located(result: Result, name: str, digits: int) -> str:
    """A variable's value, with its standard deviation if it has one."""
    shown = inline(signed(result.point[name]), digits)
    return shown + (f" +- {inline(result.deviations[name], 3)}" if name in result.deviations else "")


def signed(value: Any) -> Any:
    """A point with the sign of its zeros, on which 1/x and a branch cut hang; long arrays are not written out."""
    if is_array(value):
        return list(map(signed, value)) if len(value) < 20 else value
    return "-0" if isinstance(value, float) and value == 0 and copysign(1.0, value) < 0 else value


def hessian(result: Result, digits: int) -> list[str]:
    """The Hessian as a square of numbers, or block by block where its variables are arrays."""
    matrix = result.hessian
    if not matrix:
        return []
    if any(is_array(value) for row in matrix.values() for value in row.values()):
        blocks = [(path.by, value) for path, value in result.of("hessian").items()]
        return quotients("hessian", result, blocks, digits)
    names = [visible(x) for x in matrix]
    columns = [[short(row[x], digits) for row in matrix.values()] for x in matrix]
    cells = []
    for x, texts in zip(names, map(align, columns)):
        width = max(len(x), len(texts[0]))
        cells.append([x.rjust(width), *[text.rjust(width) for text in texts]])
    rows = zip(["", *names], *cells)
    return labelled("hessian", table(rows))


COLUMNS = {  # by what all items are: what is verified, by what, and the title
    "": ("tape", "reference", "tape against"),
    "expect": ("yours", "reference", "yours against"),
    "against": ("by hand", "derivative", "by hand against the derivative"),
}


def check_lines(check: Check, digits: int, color: bool, partial: bool) -> list[str]:
    """The verdict on every number, and on all of them."""
    kinds = {getattr(item.path, "kind", "") for item in check.items}
    ours, reference, title = COLUMNS.get(kinds.pop() if len(kinds) == 1 else "", COLUMNS[""])
    if reference == "reference":
        proven = any(item.proven for item in check.items) or not check.items
        formulas = check.symbolic and (proven or any(item.formula for item in check.items))
        title += f" {'proven digits' if proven else 'differences'}{' and SymPy' * formulas}"
    header = [f"{CURLY}/{CURLY}" if partial else "d/d", "formula", ours, reference, "rel err"]
    rows = [header, *[_item(item, digits) for item in check.items]]
    if not check.symbolic:
        rows = [[place, *rest] for place, _, *rest in rows]
    last = [f"{'' if item.digits is None else item.digits:>2}  {_verdict(item, color)}" for item in check.items]
    if not check.items and not check.notes:
        return labelled("check", ["no number to verify"])
    lines = [f"  {line}" for line in table([*row, end] for row, end in zip(rows, ["digits", *last]))]
    notes = [f"  {_called(item)}: {visible(item.note)}" for item in check.items if item.note]
    return labelled("check", [title]) + (
        (lines if check.items else []) + notes + [f"  {visible(note)}" for note in check.notes] + [summary(check)]
    )


def _item(item: Item, digits: int) -> list[str]:
    error = "" if item.rel_err is None else short(item.rel_err, 2)
    shown = "" if item.formula is None else clip(formula(item.formula), FORMULA)
    none = item.reference is None and item.verdict != "undefined"
    reference = "not computed" if none else inline(item.reference, digits)
    return [_called(item), shown, inline(item.tape, digits), reference, error]


def _called(item: Item) -> str:
    """Where a number stands, and which call of several it is."""
    return _place(item.path) + (f" (call {item.call})" if item.call else "")


def _place(path: str) -> str:
    """grad.x as x, hessian.x.y as x,y, derivatives.3 as order 3; others as they are."""
    if not isinstance(path, Path) or path.kind in BY_HAND:
        return visible(path)
    return f"order {len(path.by)}" if path.kind == "derivatives" else visible(",".join(path.by) or path)


def _verdict(item: Item, color: bool) -> str:
    word = "proven" if item.proven and item.verdict == "ok" else item.verdict
    return f"\x1b[{COLORS[item.verdict]}m{word}\x1b[0m" if color else word


def summary(check: Check) -> str:
    """5 of 5 agree; or how many do not, and in what way."""
    from ...results.check import VERDICTS

    counts: dict[str, int] = {}
    for item in check.items:
        counts[item.verdict] = counts.get(item.verdict, 0) + 1
    agree = counts.pop("ok", 0)
    words = {"skipped": "not verified"}
    found = sorted(counts.items(), key=lambda entry: VERDICTS.index(entry[0]))
    others = "".join(f", {n} {words.get(word, word)}" for word, n in found)
    return f"{agree} of {len(check.items)} agree{others}"


def note_lines(notes: Iterable[tuple[str, Note]], color: bool = False) -> str:
    """Messages about numbers, for standard error: (path, note) each."""
    lines = []
    for path, note in notes:
        word = "note" if note.code in MILD or (note.code, note.value) == ("underflow", "0") else "warning"
        paint = ("\x1b[33m", "\x1b[0m") if color else ("", "")
        where = "" if not path or path == "expr" or path.startswith("point.") else f"{visible(path)}: "
        lines.append(f"{paint[0]}{word}:{paint[1]} {where}{visible(note.message)}\n")
    return "".join(lines)


MILD = frozenset(
    {"constant", "elements", "vector", "flat", "limit", "summed", "digits"}
)  # nothing is wrong with the number
