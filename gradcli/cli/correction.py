"""A command line put right: all of its mistakes that do not hang together, told at once, and the line without them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ..errors import Edit, GradcliError
from .written import COMMANDS, EXAMPLES, SHORT, is_binding, is_option, shown

MOST = 8  # mistakes of one line
LONGEST = 400  # characters of a line that is shown
VALUELESS = ("no-value", "usage")
NONE = Edit((), ())


def corrected(argv: Sequence[str], first: GradcliError) -> GradcliError:
    """The first mistake of a line, with those that come to light when it is mended, or passed over.

    The help is the whole line, where that is without mistakes and there were several, or one needs it whole. Of what
    is wrong only with words that are offered, or has no value yet, nothing is said; it is mended.
    """
    line, error, found, mended = list(argv), first, [first], True
    following: GradcliError | None = first
    induced = False
    for _ in range(MOST):
        edit = error.edit or passed_over(line, error)
        changed = applied(line, edit) if edit else None
        mended = mended and error.edit is not None and changed is not None
        if edit is None or changed is None or changed == line:
            break
        line, following = changed, mistake(changed)
        if following is None or (not mended and (following.code in VALUELESS or (following.edit or NONE).whole)):
            break  # what is said of a line with words left out, as a whole, is not of the line that was typed
        given = {word.partition("=")[0] for word in edit.instead if is_binding(word) and word not in edit.words}
        own = is_of(argv, following) and (following.text or "").partition("=")[0] not in given
        induced = induced or not own and following.code not in VALUELESS
        if following.code not in VALUELESS and own and str(following) not in map(str, found):
            found.append(following)
        error = following
    mended = mended and following is None
    if first.code != "unknown-command" or mended:
        first.others = tuple(found[1:])
    elif following not in (None, first) and "write gradcli" in str(first.hint):  # no line with a mistake is offered
        first.hint, first.edit, first.others = None, None, (following,)
        return first
    whole = first.edit is not None and (first.edit.whole or induced) and first.hint == str(first.edit)
    whole = whole or first.edit is not None and any(map(is_option, first.edit.instead)) and first.edit.derived
    if mended and (len(found) > 1 or whole) and len(text := shown(line)) <= LONGEST:
        remarks = dict.fromkeys(one.edit.remark for one in found if one.edit and one.edit.words)
        told = "; ".join(re.sub(r"\A\((.*)\)\Z", r"\1", remark.strip(" :;,")) for remark in remarks if remark)
        before = first.edit.before if first.edit else ""
        first.hint = f"{before}write {text}{'  # ' * bool(told)}{told}"  # a comment, where the line is pasted
        for error in first.others:
            error.hint = None
    elif whole and first.edit and first.edit.instead and first.edit.instead[0] not in COMMANDS:
        first.hint = str(first.edit._replace(whole=False))
    return first


def is_of(argv: Sequence[str], error: GradcliError) -> bool:
    """Whether a mistake is one of the line as it was typed."""
    return error.text in argv or bool(error.edit and error.edit.words and set(error.edit.words) <= {*argv})


def applied(argv: Sequence[str], edit: Edit) -> list[str] | None:
    """A line with an edit made; None where it has no such words. Options of a derivative in words go to the end."""
    if edit.derived and (at := next((n for n, word in enumerate(edit.instead) if is_option(word)), 0)):
        pairs = zip(edit.instead[at::2], edit.instead[at + 1 :: 2])
        more = [word for pair in pairs if pair[0] not in argv for word in pair]
        line = applied(argv, edit._replace(instead=edit.instead[:at]))
        return line and [*line, *more]
    end = argv.index("--") if "--" in argv else len(argv)
    if not edit.words:
        return [*argv[:end], *edit.instead, *argv[end:]]
    if "--" not in edit.instead:
        for words in spellings(edit.words):
            for at in range(len(argv) - len(words) + 1 if words else 0):
                if tuple(argv[at : at + len(words)]) == words:
                    return [*argv[:at], *edit.instead, *argv[at + len(words) :]]
    left, kept, places = list(edit.words), list[str](), list[int]()  # wherever they stand
    for before, word in pairwise(["", *argv[:end]]):
        if word in left and SHORT.get(before, before) not in EXAMPLES:
            left.remove(word)
            places.append(len(kept))
        else:
            kept.append(word)
    if left:
        return None
    if "--" not in edit.instead:
        return [*kept[: places[0]], *edit.instead, *kept[places[0] :], *argv[end:]]
    at, rest = edit.instead.index("--") + 1, argv[end + 1 :]
    own = [*rest, *edit.instead[at:]] if is_option(edit.words[0]) else [*edit.instead[at:], *rest]
    return [*kept, *edit.instead[:at], *own]


def spellings(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The ways in which an option and its value may be written; of other words as they are."""
    yield words
    if len(words) == 2 and is_option(words[0]):
        yield (f"{words[0]}={words[1]}",)
        for short in (short for short, long in SHORT.items() if long == words[0]):
            yield from spellings((short, words[1]))


def passed_over(argv: Sequence[str], error: GradcliError) -> Edit | None:
    """What takes a mistake that nothing is known to mend out of a line, so that the others are seen."""
    if error.code in ("unknown-option", "binding") and error.text is not None and error.text in argv[2:]:
        value = argv[argv.index(error.text) + 1 :][: error.code == "unknown-option"]  # of an option
        return Edit((error.text, *filter(str.isdigit, value)), ())
    return None


def mistake(argv: Sequence[str]) -> GradcliError | None:
    """What is wrong with a line, as far as reading it tells; nothing is computed."""
    import io
    from contextlib import redirect_stderr

    from .root import made, parsed

    try:
        with redirect_stderr(io.StringIO()):
            command, found = parsed(argv)
            if {"--help", "--version"} & {*found.options}:
                return None
            context = made(command, found)
            command.invoke(context)
            understand(argv[0], context.params.get("words") or (), context.params)
    except GradcliError as error:
        return error
    return None


def understand(name: str, words: Sequence[str], given: Mapping[str, Any]) -> None:
    """Read what a command is given beside its options. Raises GradcliError."""
    if not words or words[0] == "-":
        return
    text, *rest = words
    if name == "run" or (name in ("trace", "compile") and (given.get("call") or re.search(r"\.py\Z", text))):
        from .script_words import split

        split(words, given)
    elif name == "table":
        from .table import job

        made, pieces = job(text, rest, given)
        for rows in pieces.opened(made.reading):
            made.function(rows)
            break
    elif name == "plot":
        from .plot import read

        read(text, rest)
    elif name in ("eval", "trace", "compile"):
        from ..frontends.exact import nearest
        from ..frontends.expression.reading import match_names
        from ..frontends.expression.run import Formula, vocabulary
        from .eval import read as read_words

        expression, bindings = read_words(words, bool(given.get("skip_bad")), uncertain=name == "eval")
        values = {b.name: nearest(b) for b in bindings}
        if given.get("cov") or given.get("corr"):
            from .covariances import covariances

            covariances(rest, given["cov"], given["corr"])
        formula = Formula(expression, values)
        if values or not (name == "compile" or any(given.get(k) for k in ("formula", "expect", "steps", "check"))):
            match_names(formula.expression, values, vocabulary())
