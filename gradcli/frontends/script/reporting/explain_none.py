"""Why is my gradient None? Read off what the tape heard, what left it, and the text round the call."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Any

from ....core.reach import Way, descendants, inputs, passes
from ....core.trace import Readable, Traced, held, place_of
from ....results import Note
from ....tape.recorder import Call
from ..running.observer import ScriptObserver
from ..running.source_lines import Lined, line_of, lines
from ..text.text_reasons import assigned, block_of, ended, made_anew, rebound, watched_at
from .tape_answers import leaves


class Heard:
    """What a tape heard, step by step: which places meet which."""

    def __init__(self, heard: list[Any]) -> None:
        self.marks: dict[int, tuple[int, int | None]] = {}  # place -> (the clock when it was watched, line)
        self.steps: list[Any] = []
        for n, entry in enumerate(heard):
            if entry.__class__ is int:
                after = next((p for p in heard[n + 1 :] if p.__class__ is not int), None)
                line = line_of(after.begun) if isinstance(after, Lined) else None
                self.marks.setdefault(entry, (len(self.steps), line))
            else:
                self.steps += entry
        self.heard = heard
        self.made = {s[0] for s in self.steps}

    @cached_property
    def lines(self) -> dict[int, int]:
        """{place: the line of its step}."""
        return lines(self.heard)

    def reach(self, place: int) -> dict[int, Any]:
        """{place: step} of everything computed from a place, whether or not it was watched."""
        return {step[0]: step for step in descendants(self.steps, [place])}


class Reasons:
    """Collects, while a script runs, what is needed to say why there is no gradient; and says it."""

    def __init__(self, files: Collection[str]) -> None:
        self.files = files
        self.observer = ScriptObserver(files)
        self.kept: list[Any] = []  # answers, each with the line of the call that gave it

    def answered(self, call: Call, line: int) -> None:
        """Remember an answer, which may be another tape's target."""
        for g in leaves(call):
            if isinstance(g, Traced):
                if len(self.kept) > 256:
                    del self.kept[:128]
                self.kept.append((g, line))

    def explain(self, names: list[str], call: Call, site: Any, text: Any) -> list[Note]:
        """A note for each answer that is None."""
        heard = Heard(call.tape.heard)
        return [
            Note(f"{call.kind}.{name}", "unconnected", self.reason(name, source, call, heard, site, text))
            for name, source, g in zip(names, call.sources, leaves(call))
            if g is None
        ]

    def reason(self, name: str, source: Any, call: Call, heard: Heard, site: Any, text: Any) -> str:
        """One sentence."""
        target = call.targets[0] if call.targets else None
        what = site.target or "the target"
        if textual(source):
            return f"{name} is text, and has no gradient"
        if not floating(source):
            return f"{name} is of an integer type, and has no gradient: write {float_of(source)}"
        if target is not None and textual(target):
            return f"{what} is text, and has no gradient"
        if target is not None and not floating(target):
            return f"{what} is of an integer type, and has no gradient"
        if target is not None and source.at in heard.reach(place_of(target)):
            return f"{name} is computed from {what}, not the other way round: the target comes first"
        if source.at in heard.marks:
            return self.watched(name, source, call, heard, site, text, what)
        if isinstance(source, Readable):
            return self.variable(name, source, call)
        if (anew := made_anew(name, site)) is not None:
            return anew
        if (bound := rebound(name, text)) is not None:
            return f"{name} was rebound at line {bound}, and is no longer a Variable: use {name}.assign(...)"
        return f"{name} was not watched: only Variables are by themselves; call tape.watch({name}) inside the block"

    def variable(self, name: str, source: Any, call: Call) -> str:
        """A Variable that the tape did not watch."""
        if not source.watchable:
            return f"{name} is not trainable, and was not watched: call tape.watch({name})"
        if not call.tape.accessed:
            return f"{name} was not watched: the tape has watch_accessed_variables=False; call tape.watch({name})"
        return f"the target does not depend on {name}, which was not read while the tape recorded; {ZERO}"

    def watched(self, name: str, source: Any, call: Call, heard: Heard, site: Any, text: Any, what: str) -> str:
        """A source that the tape watched, and that no path leads from."""
        reach = heard.reach(source.at)
        since, line = heard.marks[source.at]
        line = watched_at(name, site, text) or line
        target = next((t for t in call.targets), None)
        at = place_of(target)
        if at in reach:
            way = Way(heard.steps, at, differentiable)
            early = [s for s in heard.steps[:since] if source.at in inputs(s) and s[0] in way.places]
            if early:
                used = heard.lines.get(early[0][0])
                return (
                    f"{name} was watched{at_line(line)} after it was used{at_line(used)}: call tape.watch({name}) first"
                )
            for flat in way.cuts(source.at):
                where = at_line(heard.lines.get(flat[0]))
                return f"{op_name(flat)}{where} has no derivative, and cut the path from {name}"
        leak = self.leak(source.at, reach, at)
        if leak is not None and at not in reach:
            shown = None if at else ended(name, site, text)  # nobody knows when the target was made
            return shown or f"the path from {name} left the tape through {leak[0]}{at_line(leak[1])}"
        if at not in heard.made and at not in heard.marks:
            return self.elsewhere(name, target, site, text, what)
        return ended(name, site, text) or f"{what} does not depend on {name}; {ZERO}"

    def leak(self, place: int, reach: dict[int, Any], target: int) -> tuple[str, int] | None:
        """How, and in which line, a value that depends on a place left the tape, before the target was made."""
        for left in self.observer.exits:
            if (left.place == place or left.place in reach) and (not target or left.when < target):
                return left.how, line_of(left.where) or 0
        return None

    def elsewhere(self, name: str, target: Any, site: Any, text: Any, what: str) -> str:
        """The target was computed where the tape did not hear it."""
        block = block_of(site, text)
        made = assigned(site.node.args[0] if site.node is not None and site.node.args else None, site, text)
        for g, line in self.kept:
            if g is target and block is not None and block[0] <= line <= block[1]:
                return f"{what}, the gradient of line {line}, is the same whatever {name} is; {ZERO}"
            if g is target:
                return (
                    f"{what} was computed by the gradient() of line {line}, outside this tape's block: indent that call"
                )
        if block is None or made is None:
            return f"{what} was not computed inside the tape's block"
        first, last = block
        if made < first:
            return f"{what} was computed at line {made}, before the tape began at line {first}"
        if made > last:
            return f"{what} was computed at line {made}, after the tape's block, which ends at line {last}: indent it"
        line = watched_at(name, site, text)
        if line is not None and line > made:
            return f"{name} was watched at line {line} after it was used at line {made}: call tape.watch({name}) first"
        return ended(name, site, text) or f"{what} does not depend on {name}; {ZERO}"


ZERO = 'unconnected_gradients="zero" gives zeros instead'


def at_line(line: int | None) -> str:
    """Where, if it is known."""
    return f" at line {line}" if line else ""


def floating(x: Any) -> bool:
    """Whether values of this type have a gradient."""
    value = held(x)
    if hasattr(value, "dtype"):
        return value.dtype.kind in "fcVO"
    return isinstance(value, float | complex)


def textual(x: Any) -> bool:
    """Whether a value is text, or an array of texts (whose dtype has kind O)."""
    value = held(x)
    first = next(iter(value.flat), None) if hasattr(value, "flat") else value
    return isinstance(first, bytes | str)


def float_of(x: Any) -> str:
    """An integer value as it should have been written."""
    value = held(x)
    return "its numbers with a point, or cast it to a float" if getattr(value, "shape", ()) else f"{float(value)}"


def differentiable(step: Any) -> tuple[int, ...]:
    """The inputs of a step through which a derivative passes; none of one whose result is of an integer type."""
    return passes(step) if floating(step[2]) else ()


def op_name(step: Any) -> str:
    """An op as the script's author knows it."""
    op = step[1]
    if op.casts or not floating(step[2]) and op.kind != "flat":
        return "a cast to integers" if not floating(step[2]) else "a cast"
    return str(op.name if op.shown == op.short else op.shown)
