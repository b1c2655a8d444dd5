"""Requests in words, by one grammar for all that people type: the second derivative of x^2*y by y at x=1, y=2.

    request  = {opening} [quantity] expression {clause} ["?"]
    quantity = {kind} noun [about] ["of"] | d^n/dx^n ["of"] | noun "(" expression {"," argument} ")" {tail}
    clause   = "by" names | "at" values | "along" vector | "from" range | "order" n; each mark is of many words

The words of a command line are one text, put together with APART, which is a blank to every pattern.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ....record import Record
from ..foreign_notation import CONSTANTS, DERIVATIVES, LIBRARIES
from ..tokens import NAME, NUMBER, at_commas

APART = "\x1f"
LENGTH = 400  # characters of a text that is looked at: the patterns take the square of it, or more
ORDERS = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, **dict(zip("²³⁴23456789", (2, 3, 4, *range(2, 10))))}
_PI = r"(?:pi|π|Pi)"
VALUE = (
    rf"(?:{NUMBER}(?:\s?\*?\s?{_PI})?|[-+]?(?:{_PI}|e|inf)\b)(?:\s?/\s?\d+)?(?:\s*(?:±|\+-|\+/-)\s*{NUMBER})?[°%]?"
    r"(?![\w*/+(\[±^.]|-\w|\s+[-+*/^]\s|\s*[*/^<>])"
)
VALUES = rf"(?:[(\[]\s*{VALUE}(?:\s*,\s*{VALUE})*\s*[)\]]|{VALUE}(?:,\s*{VALUE})*)"
_IS = r"\s*(?:->|→|:=|=(?!=)|\bis\s|\bequals\s)\s*"
BINDING = rf"{NAME}{_IS}{VALUES}"
_END = rf"[-+]?(?:\d*\.?\d+(?!\d)|{_PI})"
_TO = r"(?:\.\.+|:|to\b)"
_NAMES = rf"{NAME}(?:(?:\s*,\s*|\s+and\s+){NAME})*"
_ASKED = r"(?:(?:what(?:'s|\s+(?:is|are))|find|compute|calculate|determine|show|me|please|the|that)\s+)*"
_KIND = r"(?:(?:first|total|partial|mixed|implicit|directional|linear|(?P<nth>second|third|2nd|3rd))\s+)*"
_ABOUT = (
    r"(?:\s+(?:of\s+change|of\s+order\s+(?P<order>[2-9])|line|plane|points?|values?|series|expansion|polynomial|matrix|"
    r"propagation|cost|rule)\b)?"
)
_OPERAND = r"(?![-+*/^=)]|(?:and|or|if|else|mod|at|of|to|where|with)\b)"
_QUANTITY = re.compile(
    rf"\s*{_ASKED}{_KIND}(?P<noun>[A-Za-z_]{{2,}}\d?){_ABOUT}(?:\s+(?:by|wrt)\s+(?P<by>{NAME})(?=\s+of))?"
    rf"(?:\s+(?:of|to|for|in)\b\s*|\s+){_OPERAND}",
    re.IGNORECASE,
)
_LEIBNIZ = re.compile(
    rf"\s*{_ASKED}(?:[d∂]\^?(?P<nth>[2-9²³⁴])?\s*(?P<of>(?:{NAME})??)\s*/\s*[d∂]\s*(?P<by>(?:{NAME})?)(?:\^?[2-9²³⁴])?|∇)"
    rf"(?:\s*\(\s*\w+\s*\))?(?:\s+of\b\s*|\s+{_OPERAND}|\s*(?=[(\[{{|√\\]))"
    r"|\s*\\frac\s*\{\s*(?:d|\\partial)(?:\^(?P<tex>[2-9]))?\s*\}\s*\{\s*(?:d|\\partial)\s*[A-Za-z\\][^{}]*\}\s*"
)
_CALL = re.compile(r"\s*(?!(?:np|numpy)\b)(?:[A-Za-z]\w*(?:\.|::))*(?P<noun>[A-Za-z_]+)\s*(?=[(\[])")
_TAIL = re.compile(
    rf"\s*(?:\.(?:doit|simplify|evalf)\(\)|\.subs\(\s*\{{?\s*(?P<n>{NAME})\s*[,:]\s*(?P<v>{VALUE})\s*\}}?\s*\)"
    rf"|(?P<at>{VALUES})|\(\s*(?P<x>{NAME})\s*=\s*(?P<is>{VALUE})\s*\))\s*"
)
_HEAD = re.compile(
    r"\s*(?:lambda\s+(?P<a>[\w\s,]+):|@\((?P<b>[\w\s,]+)\)|function\s*\((?P<c>[\w\s,]+)\)"
    rf"|\(?(?P<d>{NAME}(?:\s*,\s*{NAME})*)\)?\s*->(?!\s*{VALUE}))"
)
# what changes no derivative
_AROUND = re.compile(r"\s*(?:N|evalf?|ev|at|subs|vpa|double|float|simplify|expand)\s*(?=[(\[])")
_METHOD = re.compile(r"\s*(?P<of>\(.+\)|\w+)\.(?P<noun>diff|differentiate|jacobian|grad)\((?P<by>[^()]*)\)(?P<tail>.*)")
_BEHIND = re.compile(r"(?P<of>.*[\w)\]])[\s,]+(?P<noun>derivative|gradient|hessian|slope|(?<!=\s)[d∂]\w+/[d∂]\w+)\s*")
_NAMED = rf"(?P<f>{NAME})\s*(?:\((?P<args>[\w\s,]*)\))?\s*:?=(?!=)"
_LAST = re.compile(rf"(?P<defs>(?:.*;\s*)?{_NAMED}[^;]+?)\s*[;,]\s*(?P<ask>[^;=]+)")
_FIRST = re.compile(rf"(?P<ask>[^;=]+?)\s*(?:[;,]|\b(?:where|with|if|for)\b)\s*(?P<defs>{_NAMED}.+)")
_CLAUSE = re.compile(
    r"(?:(?<=[\s)\]}])|\s*[,;]\s*|(?=@|/\.|\|))(?:and\s+)?(?:(?P<by>(?<!ided )(?<!plied )"
    rf"(?:(?:with\s+)?respect\s+to|w\.?r\.?t\.?|in\s+terms\s+of|by))\s+(?={_NAMES}(?:[\s,;]|\Z))"
    rf"|(?P<along>(?:in\s+(?:the\s+)?)?direction(?:\s+of)?|along(?:\s+the)?(?:\s+vector)?)\s+(?=[(\[<]?\s*[-\d.])"
    rf"|(?P<ends>(?:for\s+)?(?:(?P<of>{NAME})\s+)?(?:from|between)|over|on)\s+(?=[(\[]?{VALUE}\s*(?:{_TO}|and\b|,))"
    rf"|(?P<inside>(?:for\s+)?(?P<name>{NAME})\s*(?:(?:in\s|∈)\s*(?=[(\[]?{_END}\s*(?:,|{_TO}))|=\s*(?={_END}\s*{_TO})))"
    rf"|(?P<order>(?:up\s+)?(?:to|of)\s+order|order)[\s=]+(?=\d\b)"
    rf"|(?P<at>(?:(?:evaluated\s+)?at|around|about|near)(?:\s+the)?(?:\s+points?)?\s*(?={BINDING}|{VALUES})"
    rf"|(?:(?:where|when|for|if|with|given|as)\s|@|/\.|\|_?)\s*\{{?(?={BINDING})|(?={BINDING}|\(\s*{VALUE}(?:\s*,\s*{VALUE})+\s*\)\s*\Z)))",
    re.IGNORECASE,
)


class Request(Record):
    """What is asked for, in lower case, "" where nothing is said; to which order, 0 where none is; of which text.

    by: names. at: NAME=VALUE, and values without a name. along: a vector. ends: a range in words. rest: what was not
    understood. names: the arguments of the text, where it says them. body: what is left where no clause is read.
    """

    quantity: str
    order: int
    text: str
    by: list[str]
    at: list[str]
    along: str = ""
    ends: str = ""
    rest: str = ""
    names: Sequence[str] = ()
    body: str = ""

    @property
    def said(self) -> bool:
        """Whether there is anything in words."""
        return any((self.quantity, self.order, self.by, self.at, self.along, self.ends))


def read(text: str, nouns: Collection[str] = DERIVATIVES) -> Request:
    """A text as a request; a long one as it stands. nouns: what may be asked for, in lower case."""
    if len(text) > LENGTH:
        return Request("", 0, text, [], [], body=text)
    body, quantity, order, by, at = re.sub(r"\s*\?\s*\Z", "", text), "", 0, list[str](), list[str]()
    if (found := _METHOD.fullmatch(body)) and found["of"] not in LIBRARIES:
        body = f"{found['noun']}({found['of']}, {found['by']}){found['tail']}"
    elif (found := _BEHIND.fullmatch(body)) and ("/" not in found["noun"] or "=" in found["of"]):
        body = f"{found['noun']} of {found['of']}"
    if made := _wrapped(body, nouns) or _defined_beside(body, nouns):
        return made
    while (found := _QUANTITY.match(body)) and found["noun"].lower() in nouns:  # the slope of the tangent to F
        quantity = quantity or found["noun"].lower()
        order = order or ORDERS.get((found["nth"] or found["order"] or "").lower(), 0)
        by, body = by or [found["by"]] * bool(found["by"]), body[found.end() :]
    if found := _LEIBNIZ.match(body):
        body, order = body[found.end() :], ORDERS.get(found["nth"] or found["tex"] or "", order)
        quantity = quantity or ("implicit" if found["of"] and "=" in body else "d")
        by = [found["by"]] if found["by"] else by
    first, clauses = _split(body)
    values, rest = {"along": "", "ends": ""}, list[str]()
    for mark, value in clauses:
        if mark == "by":
            named = re.match(_NAMES, value)
            end = named.end() if named else 0
            by, left = re.findall(rf"(?!and\b){NAME}", value[:end]), value[end:]
        elif mark == "at":
            points, left = _points(value)
            at += points
        elif mark == "order":
            order, left = int(value[0]), value[1:]
        else:
            values[mark], left = value, ""
        rest += [left.strip()] if left.strip(f" ,;}}{APART}") else []
    made = Request(quantity, order, first.strip(), by, at, **values, rest=" ".join(rest), body=body)
    return _called(made, nouns) or made


def by_place(names: Sequence[str], values: Sequence[str]) -> list[str]:
    """Values as those of names by their places, 1 2 or (1,2), or of their letters; none where they do not fit."""
    parts = at_commas(values[0].strip("()[] ")) if len(values) == 1 else [one.strip("()[] ") for one in values]
    names = sorted(names) if set(names) <= {"x", "y", "z"} else names
    letters = list(dict.fromkeys("".join(names))) if max(map(len, names), default=9) < 4 else []
    if len(parts) == len(letters) != len(names) and len(parts) > 1:
        names = letters
    if len(parts) == len(names) or 1 < len(values) <= len(names):
        return [f"{name}={value.strip()}" for name, value in zip(names, parts)]
    return [f"{names[0]}={','.join(parts)}"] if len(names) == len(values) == 1 else []


def names_of(text: str) -> list[str]:
    """The words of a text that may be variables, and are not defined in it."""
    text = re.sub(rf"\b{_NAMED}", "", text)
    found = re.findall(rf"(?<![\w.]){NAME}(?!\w|\s*[(\[])", text)
    return [name for name in dict.fromkeys(found) if name not in CONSTANTS]


def closing(text: str) -> int:
    """Where the bracket closes with which `text` begins; -1 where it does not."""
    depth = 0
    for place, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        if depth == 0:
            return place
    return -1


def _split(text: str) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the clauses, and each: its mark, and what follows."""
    depth, inside = 0, set[int]()
    for at, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        inside |= {at + 1} if depth > 0 else set()
    found = [one for one in _CLAUSE.finditer(text) if one.start() not in inside]
    found = [one for one in found if text[: one.start()].strip() not in ("", "let")]
    found = [one for n, one in enumerate(found) if not n or one.end() > found[n - 1].end()]  # one in at x=1, not two
    stops = [*(one.start() for one in found), len(text)]
    clauses = [(one, text[one.end() : stop].strip(f" ,;{APART}")) for one, stop in zip(found, stops[1:])]
    marks = ((one.lastgroup or "at", one["of"] or one["name"] or "", value) for one, value in clauses)
    ranged = ("ends", "inside")
    return text[: stops[0]], [
        ("ends", f"{name} from {value}".strip()) if mark in ranged else (mark, value) for mark, name, value in marks
    ]


def _points(text: str) -> tuple[list[str], str]:
    """The values with which a clause begins, NAME=VALUE where they have a name, and what follows."""
    points = list[str]()
    while found := re.match(rf"(?:({NAME}){_IS})?({VALUES})[\s,;}}]*(?:and\s+)?", text, re.IGNORECASE):
        value = re.sub(r"\s", "", found[2]).replace("Pi", "pi")
        points.append(f"{found[1]}={value}" if found[1] else value)
        text = text[found.end() :]
        if not re.match(BINDING, text):
            break
    return points, text


def _wrapped(body: str, nouns: Collection[str]) -> Request | None:
    """What stands in a call that only evaluates: N[D[F, x] /. x->1, 20], subs(x=2, diff(F, x)), eval(F', x=2)."""
    if not (found := _AROUND.match(body)) or closing(body[found.end() :]) != len(body) - found.end() - 1:
        return None
    others, at, made = at_commas(body[found.end() + 1 : -1]), list[str](), None
    for n, word in enumerate(one.strip() for one in others):
        value = re.sub(r"\Alist\((.*)\)\Z", r"\1", word)
        if re.fullmatch(BINDING, value):
            at += _points(value)[0]
        elif made and word.isidentifier() and others[n + 1 :]:  # subs(F, x, 2)
            at.append(f"{word}={others[n + 1].strip()}")
        elif made is None and (asked := read(word, nouns)).quantity:
            made = asked
    return made._replace(at=[*made.at, *at]) if made else None


def _defined_beside(body: str, nouns: Collection[str]) -> Request | None:
    """What is asked of a name that is defined beside it: f = x^2; df/dx, f(x) = x^2; f''(3), y' where y = x^2."""
    found = _LAST.fullmatch(body) or _FIRST.fullmatch(body)
    if not found:
        return None
    f = rf"{re.escape(found['f'])}(?:\([\w\s,]*\)(?=\s*[/),]))?"
    ask = re.fullmatch(
        rf"{_ASKED}(?:[d∂]\^?(?P<nth>[2-9²³])?\s*{f}\s*/\s*[d∂]\s*(?P<by>(?:{NAME})??)(?:\^?[2-9²³])?|{f}(?P<primes>['′’″]+)"
        rf"|(?P<noun>[A-Za-z]+|∇)\s*(?:of\s+)?\(?\s*{f}(?:\s*,\s*(?P<wrt>{NAME}))?\s*\)?)\s*(?P<at>\([^()]*\))?",
        found["ask"].strip(),
    )
    if not ask or ask["noun"] and ask["noun"].lower() not in {*nouns, "∇"}:
        return None
    if not re.fullmatch(rf"(?:{VALUES}|\({_NAMES}\))?", ask["at"] or ""):  # grad f(x, 2*y)
        return None
    order = ORDERS.get(ask["nth"] or "", len((ask["primes"] or "").replace("″", "''")))
    noun = (ask["noun"] or "d").lower().replace("∇", "grad")
    by = [one for one in (ask["by"], ask["wrt"]) if one]
    at = [ask["at"]] if re.fullmatch(VALUES, ask["at"] or "") else []
    text, names = found["defs"].strip().replace(":=", "="), re.findall(NAME, found["args"] or "")
    return Request(noun, order * (order > 1), text, by, at, names=names, body=text)


def _called(made: Request, nouns: Collection[str]) -> Request | None:
    """A call of what is asked for, with what its arguments say: diff(F, x, 2), D[F, {x, 2}], grad(lambda x: F)(3)."""
    found = _CALL.match(made.text)
    if not found or found["noun"].lower() not in nouns:
        return None
    noun, inner, at = found["noun"].lower(), made.text[found.end() :], list(made.at)
    end = closing(inner)
    tail, inner = inner[end + 1 :], inner[1:end]
    while tail and (one := _TAIL.match(tail)):
        named = one["n"] or one["x"]
        at += [f"{named}={one['v'] or one['is']}"] if named else [one["at"]] if one["at"] else []
        tail = tail[one.end() :]
    if tail or end < 0:
        return None
    head = _HEAD.match(inner)
    names = re.findall(NAME, next(filter(None, head.groups()), "")) if head else []
    text, *others = at_commas(inner[head.end() :] if head else inner)
    text = re.sub(r"\A\s*(?:~|(?:expression|quote)(?=\())", "", text).strip()  # R's
    if (
        names and (places := {*map(int, re.findall(rf"\b{names[0]}\[(\d)\]", text))}) and 0 not in places
    ):  # R's, Julia's
        text = re.sub(rf"\b({names[0]})\[(\d)\]", lambda one: f"{one[1]}[{int(one[2]) - 1}]", text)
    by, order, ends = list[str](), 0, ""
    for word in (one.strip() for one in others):
        own, digits = re.findall(NAME, word), re.findall(rf"(?<![\w.]){VALUE}", word)
        if between := re.fullmatch(rf"({NAME})\s*=\s*(.+)\.\.+(.+)", word):
            ends = f"{between[1]} from {between[2]} to {between[3]}"
        elif re.fullmatch(BINDING, word):
            at += _points(word)[0]
        elif noun in ("limit", "lim", "taylor", "series") and by and word not in by and not at:
            at.append(f"{by[0]}={word}")
        elif by and (word in ORDERS or word == "1"):
            order += ORDERS.get(word, 1) - 1
        elif re.fullmatch(rf"\{{\s*{NAME}\s*,[^,]+,[^,]+\}}", word):
            ends = f"{own[0]} from {' to '.join(at_commas(word[1:-1])[1:])}".replace("Pi", "pi")
        elif own and re.fullmatch(r"[\w\s,$(){}\[\]\"']+", word) and len(digits) <= 1:
            by, order = by + own, order + ORDERS.get(digits[0] if digits else "", 1) - 1
        elif re.fullmatch(rf"{VALUES}|c\(.*\)", word):
            at.append(re.sub(r"\Ac\((.*)\)", r"[\1]", word))
        else:
            return made._replace(quantity=noun, text=inner.strip(), at=at)
    mixed = (
        len(by) > 1
        and noun in ("d", "diff", "derivative", "deriv", "differentiate")
        and others[0].strip()[0] not in "[{("
    )
    order += len(by) if mixed else 1
    by = list(dict.fromkeys(by)) * (not mixed or len({*by}) == 1)
    order = order * (order > 1) or made.order
    return Request(noun, order, text, by, at, made.along, ends or made.ends, made.rest, names, made.body)
