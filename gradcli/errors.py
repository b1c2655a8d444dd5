"""What went wrong, where in the text, and what to do: an error describes itself here and is drawn in the cli."""

from __future__ import annotations

from collections.abc import Iterable

from .record import Record

Span = tuple[int, int]

MANY = 30  # words, of which some are like any other

# what a library raises at numbers that it was not made for, such as mpmath's mpf in a function of NumPy's
BREAKS = (ArithmeticError, ValueError, TypeError, AttributeError, LookupError, RuntimeError)


class Edit(Record):
    """Words of a command line and what to write in their place, both in order; without words, what to add.

    before, remark: what to say before it and behind. whole: the whole line is shown. derived: its derivatives are
    what is asked for.
    """

    words: tuple[str, ...]
    instead: tuple[str, ...]
    remark: str = ""
    whole: bool = False
    derived: bool = False
    before: str = ""

    def __str__(self) -> str:
        words = [clip(word) if len(self.instead) == 1 and "=" not in word else typed(word) for word in self.instead]
        told = "write " + "gradcli " * self.whole + " ".join(words) if words else "leave it out"
        remark = f"  # {self.remark.strip(' :;')}" if self.whole and self.remark else self.remark
        return self.before + told + remark  # a comment, where a line is pasted


class GradcliError(Exception):
    """One mistake, told in one line, with its place and its remedy.

    message: what is wrong, one line, without a full stop.
    code: a stable word for programs, e.g. ``unknown-name``.
    text, span: the text that was read and the half-open range of characters at fault in it.
    hint: one line of what to do; the edit in words, unless it is given.
    status: the exit status of a command that ends with this error (2 usage, 4 no finite answer).
    edit: what mends it in the command line. others: further mistakes of the same line.
    """

    status = 2
    others: tuple[GradcliError, ...] = ()

    def __init__(
        self, message: str, *, code: str = "usage", text: str | None = None, span: Span | None = None,
        hint: str | None = None, status: int | None = None, edit: Edit | None = None,
    ) -> None:  # fmt: skip
        message = " ".join(message.split())  # some libraries complain over several lines
        super().__init__(message)
        self.message, self.code, self.text, self.span, self.edit = message, code, text, span, edit
        self.hint = hint or (str(edit) if edit else None)
        if status is not None:
            self.status = status

    def at(self, text: str, span: Span) -> GradcliError:
        """The same error, placed in `text`, unless it already knows its place."""
        if self.span is None:
            self.text, self.span = text, span
        return self

    def about(self, subject: str) -> GradcliError:
        """The same error, said of `subject`: its message begins with it."""
        self.message = f"{subject}: {self.message}"
        self.args = (self.message,)
        return self


class SyntaxFault(GradcliError):
    """Text that the grammar does not allow."""


class ShapeFault(GradcliError, ValueError):
    """Shapes that do not fit together: status 2."""


class DomainFault(GradcliError, ArithmeticError):
    """An input outside the real domain of an operation: an error and no number, status 4."""

    status = 4
    place = 0  # of the step at fault


class IndexFault(DomainFault, IndexError):
    """An index outside the array."""


def suggestion(word: str, known: Iterable[str], otherwise: str | None = None) -> str | None:
    """The hint for a word that is not known: the one of which it is a slip of the finger, else what is handed in."""
    meant = likely(word, known)
    return f"did you mean '{clip(meant)}'?" if meant else otherwise


def likely(word: str, known: Iterable[str], mark: str = "") -> str | None:
    """The known word that is meant by its beginning, or of which one is a slip of the finger.

    mark: what the words are written with, such as ``--``, of which a beginning is enough.
    """
    word, names = word.removeprefix(mark), [name.removeprefix(mark) for name in known]
    begun = [name for name in names if mark and len(name) <= 2 * len(word) and name.startswith(word)]
    meant = begun[0] if len(begun) == 1 else misspelt(word, names)
    return mark + meant if meant else None


def misspelt(word: str, known: Iterable[str]) -> str | None:
    """The known word of which `word` is a slip of the finger: a letter more, less, other, exchanged; two of a long one.

    What is merely like it is another word, range no angle; so are hyp2f1 and hyp2f2, and short words of another letter.
    """
    from difflib import get_close_matches  # 3 ms that only a mistake should cost

    lower, names = word.lower()[:40], {name.lower(): name for name in known}
    near = get_close_matches(lower, names, n=8, cutoff=0.6)
    many = len(names) > MANY
    found = [(slips(lower, name, many), -alike(lower, name), names[name]) for name in near]
    most = 0 if len(lower) < 3 else 1 if len(lower) < 8 else 2
    best = min((one for one in found if one[0] <= max(0, min(most, len(one[2]) - 2))), default=None)
    return best[2] if best else None


def alike(a: str, b: str) -> int:
    """With how many same letters two words begin."""
    return next((n for n, (c, d) in enumerate(zip(a, b)) if c != d), min(len(a), len(b)))


def slips(a: str, b: str, many: bool = False) -> int:
    """How many letters must be put in, left out, changed or exchanged with the next to make one word another.

    many: of many words, where changed digits, and changed letters of words up to four, are too much.
    """
    rows = [list(range(len(b) + 1))]
    for i, c in enumerate(a, 1):
        row = [i]
        for j, d in enumerate(b, 1):
            other = 9 if many and ((c + d).isdigit() or len(a) <= 4) else 1
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (c != d) * other)
            if i > 1 and j > 1 and c == b[j - 2] and a[i - 2] == d:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def typed(word: str) -> str:
    """A word as it is typed in a shell, clipped: in quotes where it needs them, of NAME=VALUE the value."""
    name, equals, value = word.partition("=")
    if not set(word) & set(" ()'\"&;|<>$*`#!~\\"):
        return clip(word)
    bound = equals and name.isidentifier()
    text = value if bound else word
    quoted = f'"{clip(text)}"' if "'" in text and not set(text) & set('"$`\\!') else quote(text)
    return f"{name}={quoted}" if bound else quoted


def visible(text: str) -> str:
    """`text` with every character that a terminal would act on, or not show, written as its escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def clip(text: str, limit: int = 60) -> str:
    """At most `limit` characters of `text`, escaped: fit for one line of a message."""
    return visible(text if len(text) <= limit else text[: limit - 3] + "...")


def quote(text: str, limit: int = 60) -> str:
    """`text` in quotes, clipped."""
    return f"'{clip(text, limit)}'"


class Undecided(GradcliError, ValueError):
    """A ball holds a kink."""
