"""What stands about a pasted expression, or in it in words, taken off or put as signs before it is read: f(x) = ...,
lambda x:, "the square root of", d/dx, 1 000 000, ½, xʸ, # comments."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from unicodedata import decimal, decomposition, normalize

from ....record import Record
from ..foreign_notation import DERIVATIVES, LIBRARIES
from ..tokens import NAME, SUBSCRIPTS
from .requests import by_place, closing, names_of, read

_OVER = re.compile(rf"\A\s*[d∂]\s*(\(.*\))\s*/\s*[d∂]\s*{NAME}\s*\Z")
_PRIMES = re.compile(r"(?:(?P<f>[a-z]\w*)?(?P<of>\(.*\))|(?P<power>[^'′’″]*\^\w))\s*(?P<primes>['′’]{1,3}|″)")
_COMMENT = re.compile(r";?\s*(?://|%)\s+(?=[a-z]{3})[A-Za-z ,.'-]+\Z")
_WHERE = re.compile(rf"(?:,|\b(?:where|with))\s*({NAME}\s*=(?!=)(?:[^,=()]|\([^()]*\))+)\Z")
_SOLVE = re.compile(r"\A\s*(?:solve|solve_for|[fn]solve|roots?)\s*(?:\((.*)\)|([^(].*=.*))\s*\Z")
_PREFIX = re.compile(
    rf"\A\s*(?:function\s*\([\w\s,]*\)|def\s+{NAME}\s*\([^)]*\)\s*:\s*return\b|(?:{NAME}\s*=\s*)?lambda\b[^:]*:|(?:{NAME}\s*[=:]\s*)?@\([\w\s,]*\)"
    rf"|(?:{NAME}\s*[=:]\s*)?(?:{NAME}|\([\w\s,]*\))\s*(?:->|↦|\\mapsto|\\to)(?!\s*-?[\d.]+\s*\Z)"
    rf"|(?P<js>{NAME})\s*=>(?=.*\b(?P=js)\b)|\([\w\s,]+\)\s*=>|function\s+(?={NAME}\()|[fghyF]:(?=\s)|=(?!=)|{NAME}\s*~(?!=)|\\\([\w\s,]*\)(?=\s*[\w(]))"
)
_LIBRARY = re.compile(rf"(?<![\w.])(?:{'|'.join(sorted(LIBRARIES))}|Math)(?:\.\w+)*\.({NAME})")
_UNCERTAIN = re.compile(r"\(?\s*([0-9][0-9.]*)\s*(?:±|\+-|\+/-)\s*([0-9][0-9.]*)\s*\)?")
_FRACTION = re.compile("([0-9]*)([¼-¾⅐-⅞])")
_FORMS = frozenset("<wide> <narrow> <font> <circle> <square> <small> <compat>".split())
_LATIN = dict(zip("хуаеорсѕіј", "xyaeopcsij"))  # Cyrillic
_QUOTES = ("''", '""', "``", "“”", "‘’", "$$")
_SIGNED = str.maketrans(
    {**dict.fromkeys("‐‑‒–—➖", "-"), "‖": "||", "➕": "+", "➗": "/", **dict.fromkeys("〖〗\u2061")}
)
_COUNTED = r"(?:range\(\s*(?:(-?\d+)\s*,\s*)?(\w+)\s*\)|(-?\d+)\s*\.\.+\s*(\w+))"  # range(a, b), a..b
_SPELLED: list[tuple[str, str]] = [  # in words and marks, as signs
    (r"\\q?quad\s*\([\d.]+\)\s*\Z|\\tag\s*\{[^{}]*\}", ""),  # the number of an equation
    (r"\\text\{\s*(?:for|if|where|when)\b(?!.*\\end).*\Z", ""), (r"\\\\\s*&(?!.*matrix)", " "), (r"&\s*=", "="),
    (r"\\\[([A-Z]\w+)\]", "greek"), (r"\\(?:mathrm|text|rm)\s*\{\s*d\s*\}", "d "),
    (rf"\A\s*({NAME})\s*=\s*@(\([\w\s,]*\))([^;\n]*);\s*(?=\S)", r"\1\2 =\3; "),
    (r"\A\s*#\s*define\s+\w+\([^)]*\)\s*|/\*.*?\*/|\A\s*syms\s[\w\s]*[;\n]|(?<=;)\s*return\b", ""),
    (r"\s*#.*\Z|[\s,;]+\Z|(?<=[\d)])\s*°\s*[CF]\b|\bstd::|\A\s*return\b|\A@\.|\\[\[\]]", ""),
    (r"\A([^=,]*[-+*/^²³][^=,]*?)\s*=\s*\Z", r"\1"),
    (r"\A\s*(?:(?:\w+\s+)?\w+\s*=\s*0[.\d]*f?\s*;\s*)?for\s*\(\s*(?:\w+\s+)?([ijkn])\s*=[^)]*\)\s*\{?\s*\w+\s*\+=\s*([^;]*)"
     r";?\s*\}?\s*(?:(?:return\s+)?\w+)?\s*\Z", r"sum(\2, \1)"),
    (rf"(\A|;\s*)(?:(?:const|static)\s+)*(?:double|float|int|auto|let(?!.*\bin\b)|var|const)\s+(?={NAME}\s*=)", r"\1"),
    (rf"\A\s*({NAME})\s*(?:<-|=)\s*function\s*(\([\w\s,]*\))\s*\{{?([^{{}};]*)\}}?\s*(?:;|\Z)", r"\1\2 =\3; "),
    (rf"\A\s*({NAME})\s*<-\s*(?!function)", r"\1 = "),
    (r"(?<![\w^])([A-Za-df-z])\^(\d|\{[^{}]*\})_(\w|\{[^{}]*\})", r"\1_\3^\2"),
    (r"\A\s*nDeriv\((.*),\s*(\w+)\s*,\s*(-?[\d.]+)\s*\)\Z", r"\1, \2=\3"),
    (r"\AWith\[\{(.*)\}\s*,\s*(.*)\]\Z", r"\1; \2"),
    (r"\bPDF\[NormalDistribution\[(.*?)\]\s*,\s*(.*?)\]", r"NormPDF[\2,\1]"),
    (r"\bCDF\[NormalDistribution\[(.*?)\]\s*,\s*(.*?)\]", r"NormCDF[\2,\1]"),
    (r"\A\s*function\s+\w+\s*=\s*\w+\([^)]*\)[\s,;]*(.*?)[\s;]*\bend\Z", r"\1"),
    (r"\bSubscript\[\s*(\w+)\s*,\s*(\w+)\s*\]", r"\1_\2"),
    (r"(?<=\d)\{,\}(\d+)", "braced"), (r"\\nabla\b", "∇"),
    (r"\A\s*\\left\s*\.|\\right(?=\s*\|_)", ""), (r"(?<!\\)\b(sum|prod)_([a-z])\b", "summed"),
    (r"\blower\.tail\b", "lower_tail"),
    (r"\A\s*\{([^{};]+,[^{};]*[<>≤≥=][^{};]*(?:;[^{};]+,[^{};]+)+)\}\s*\Z", "braces"),
    (r"\A\s*(?:static\s+)?(?:double|float|int|auto)\s+\w+\s*\([^)]*\)\s*\{\s*return\b(.*?);?\s*\}\s*\Z", r"\1"),
    (r"\A\s*function\s+\w+\([^)]*\)\s*(.*?)\s*\bend\Z|\((?:double|float)\)", r"\1"),
    (r"\(int\)\s*(\w+|\([^()]*\))", r"trunc(\1)"), (r"::\w+(?=[,)])|\bbase\s*=\s*", ""),
    (r"\A\s*(\S.*?)\s*\|>\s*(\w+)\s*\Z", r"\2(\1)"), ("↑", "^"), (r"\A(\w+\s*=\s*)(['\"])(.*)\2\Z", r"\1\3"),
    (r"\A\s*<([^<>,]+),([^<>,]+)>\s*\Z", r"⟨\1,\2⟩"), (r"(?<![\w\])\[,])\[([A-Z][A-Za-z]*)\]", r"\1"),
    (r"\\(?:begin|end)\{(?:equation|align)\*?\}", ""), (r"\barray\(\s*(\[[^()]*\])\s*\)", r"\1"),
    (rf"\A\s*\[([^\[\]]+?)\s+for\s+({NAME})\s+in\s+{_COUNTED}\s*\]\Z", "comprehension"),
    (rf"\s+for\s+({NAME})\s+in\s+{_COUNTED}", "range"),
    (r"\bsum\(\s*(\w)\s*=\s*(\w+):(\w+)\s*,\s*([^()]*)\)", r"sum(\4, \1, \2, \3)"),
    (rf"\A\s*({NAME})\s*=(?!=)([^=,;]+),\s*({NAME})\s*=(?!=)(?!\s*-?[\d.]+\s*\Z)([^=,;]+)\Z", "listed"),
    (r"\|\|(?=[^|]*\|[^|]+\|(?!\|))", "| |"),
    (r"(?<![\w.,\[])([0-9]{1,3}(?:[ '’_\u202f][0-9]{3})+)(?![\w'’])", "digits"),
    (r"(?<![\w.,])([0-9]{1,3}(?:\.[0-9]{3}){2,})(?![\w.])", "digits"), (r"(?<=\s)otherwise(?=\s)", "else"),
    (r"(?<![\w.,\[])([0-9]{1,3}(?:,[0-9]{3})+)(?=\.[0-9])", "digits"),
    (r"\b(?:the\s+)?(square|cube)\s+root\s+of\s+", "root"),
    (r"\b(?:the\s+)?(?:natural\s+)?(?:log|logarithm|ln)\s+of\s+", "ln "),
    (r"\b(?:the\s+)?(sin|cos|tan)(?:e|gent)?\s+of\s+", r"\1 "),
    (r"\s*\b(?:raised\s+)?to\s+the\s+(?:power\s+(?:of\s+)?)?", "^"), (r"\bdivided\s+by\b", "/"),
    (r"\bmultiplied\s+by\b", "*"), (r"\A\s*let\s+(.*?=.*?)\s+in\s+", r"\1; "),
    (r"\b(?:scipy\.)?(?:stats\.)?norm\.(pdf|cdf)\b", r"norm\1"), (r"\A\s*\[?(-?\d+):(-?\d+)\]?\Z", "colon"),
    (r"([0-9.]+)°\s*([0-9.]+)\s*['′’]\s*(?:([0-9.]+)\s*(?:''|[\"″]))?", "degrees"),
    (r"\^\^|\*{3,}", "^"), (r"%/%", "//"), (r"%%", "%"), (r"(?<=\w)\.\(", "("), (r"(?<=\s)\.([-+])", r"\1"),
    (r"(\d)\*\^(-?\d+)", r"\1e\2"), (r"\s*//\s*(?:N|Simplify|Expand)\Z", ""), (r"[€£¥](?=\d)|\b\w+!(?=\$?[A-Z])", ""),
    (r"\[@\s*(\w+)\]", r"\1"), (r"\A(\w+)\s*([-+*/])=\s*", r"\1\2"), (r"\+\+\Z", "+1"),
    (r"\bexp\s*\^(?!\s*\d+\s*\()", "e^"),
    ("∜", "⁴√"), (r"\berf(c?)(?:⁻¹|\^\(?-1\)?)(?=\()", r"erf\1inv"), (r"Φ(?:⁻¹|\^\(?-1\)?)(?=\()", "norminv"),
    (r",\s*(\w+)\s*=\s*(-?\w+)\s*(?:\.{2,}|:|…)\s*(\w+)(?=\s*\))", r", \1, \2, \3"),
    (r"\A[Σ∑]\s*(.*),\s*(\w+)\s*=\s*(-?\w+)\s*(?:\.{2,}|…)\s*(\w+)\Z", r"sum(\1, \2, \3, \4)"),
    (rf"\A({NAME}\s*=(?!=)(?:[^,=;()]|\([^()]*\))+),\s+(?=[^=]+\Z)", r"\1; "),
    (rf"\A\s*def\s+({NAME}\([\w\s,]*\))\s*:\s*return\b([^;\n]*)[;\n]\s*(?=\S)", r"\1 =\2; "),
    (rf"\A({NAME})\s*:?=\s*(?:lambda\s+)?({NAME}(?:,\s*{NAME})*)\s*(?::|->)([^;\n]*)[;\n]\s*(?=\S)", r"\1(\2) =\3; "),
    (rf"\A({NAME})\[((?:\s*{NAME}_\s*,?)+)\]\s*:?=", "headed"),
    (rf"\A(({NAME})\([^()=]*\) =.*;.*)\b\2\[([^\[\]]*)\]", r"\1\2(\3)"),
    (rf"\A(({NAME})\(\s*({NAME})\s*\)\s*:?=(?!=)[^;=]*?)[\s,]+(\2\((?!.*\b\3\b)[^=]*)\Z", r"\1; \4"),
    (r"\\begin\{[bpv]?matrix\}(.*?)\\end\{[bpv]?matrix\}(\s*(?=[\w\\(]))?", "matrix"),
    (r"\\n(?![a-z])", " "), (r"ᵀ(?=[^\W\d])", "^T "), (r"ᵀ", "^T"), (r"Σ(?=[\w(\s])", "∑"), ("∑[ᵢⱼₖₙ]", "∑"),
    (r"\\begin\{cases\}(.*)\\end\{cases\}", "cases"), (r"\A(.*\S)\s*//\s*([A-Z][A-Za-z]+)\s*\Z", r"\2[\1]"),
]  # fmt: skip


class Phrase(Record):
    """What is left to be read; about: what to say of it; after: values that stood behind; given: with their names;
    options: what else was asked for."""

    body: str
    about: str
    after: str
    given: frozenset[str]
    options: tuple[str, ...] = ()


def phrase(text: str, given: Collection[str], shapes: Mapping[str, tuple[int, ...]] = MappingProxyType({})) -> Phrase:
    """An expression without what stands about it. shapes: of those values that are known."""
    body, about, after = "".join(_plain(c, given) for c in text.strip()).translate(_SIGNED), "", ""
    if body[:1] + body[-1:] in _QUOTES:
        body = body[1:-1].strip("$")
    body = _FRACTION.sub(_fraction, _LIBRARY.sub(r"\1", _raised(body)))
    for pattern, sign in _SPELLED:
        assigned = "<-" in pattern and body.partition("<-")[0].strip() in given  # x <-3 compares
        if not assigned and ("Σ" not in pattern or "Σ" not in given):
            body = re.sub(pattern, _SIGNS.get(sign, sign), body)
    if (found := _COMMENT.search(body)) and not {*re.findall(r"\w+", found[0])} & {*given}:
        body = body[: found.start()]
    data = {"diff", "gradient"} if re.search(r"\b(?:np|numpy)\.(?:diff|gradient)\b", text) else set()
    asked, order, by = read(body, DERIVATIVES.difference(given, data)), 1, list[str]()
    if asked.said and not (asked.rest or asked.along or asked.ends) and is_closed(asked.text):
        body, order, by = asked.text, max(asked.order, 1 + asked.quantity.startswith("hess")), asked.by
        values = [value for value in asked.at if "=" not in value]
        named = by_place(asked.names or names_of(body), values) if values else []
        body = body if bool(named) == bool(values) else text
        after = " ".join([value for value in asked.at if "=" in value] + named)
        given = {*given, *re.findall(rf"({NAME})=", after)}
    elif asked.quantity:
        body = asked.body
    if found := _OVER.match(body):
        body, asked = found[1][1:-1], asked._replace(quantity="d")
    elif (
        (found := _PRIMES.fullmatch(body))
        and is_number(body, shapes)
        and (found["power"] or closing(found["of"]) + 1 == len(found["of"]))
    ):
        body = found["power"] or (f"{found['f']}{found['of']}" if found["f"] else found["of"][1:-1])  # x^2', (x^2)''
        order, asked = 2 if found["primes"] == "″" else len(found["primes"]), asked._replace(quantity="d")
    elif asked.quantity and re.fullmatch(r"[\s\d.,()-]*", body):  # df/dx(2, 3)
        body = ""
    elif asked.quantity and body[:1] in ("(", "[", "{") and closing(body) == len(body) - 1:
        body = body[1:-1]
    if asked.quantity and body:
        about = "; its derivatives are printed" + f", with --order {order} to that order" * (order > 1)
    while found := _UNCERTAIN.search(body):  # (2±0.1)*x
        name = next(n for n in "abcdefghijklm" if not re.search(rf"\b{n}\b", body) and n not in given)
        body, after = body.replace(found[0], name), f"{after} {name}={found[1]}+-{found[2]}".strip()
        given = {*given, name}
    if (found := _WHERE.search(body)) and is_closed(body[: found.start()]):
        body = f"{found[1].strip()}; {body[: found.start()].strip()}"
    if (found := _SOLVE.match(body)) and not (found[1] or "").isidentifier():
        body = re.sub(rf"\s*,\s*{NAME}\s*\Z", "", found[1] or found[2]) + ("" if "=" in found[0] else "=0")
    short = body.count("(") - body.count(")")
    body = body[:short].rstrip() if short < 0 and body.endswith(")" * -short) else body + ")" * short
    options: tuple[str, ...] = ("--order", str(order)) if order > 1 else ()
    options += ("--wrt", ",".join(by)) if by and {*names_of(body)} > {*by} else ()
    return Phrase(body.strip(), about, after, frozenset(given), options)


def latin(text: str) -> str:
    """A text with the Cyrillic letters that look Latin as those."""
    return text.translate({ord(c): plain for c, plain in _LATIN.items()})


def is_closed(text: str) -> bool:
    """Whether no round bracket of a text is left open, and no operator without its value."""
    return text.count("(") <= text.count(")") and not re.search(r"[-+*/^=,]\s*\Z", text)


def unheaded(text: str) -> str:
    """An expression without what begins it elsewhere: = in a spreadsheet, @(x), lambda x:, x ->."""
    return re.sub(r"\A\s*@\([\w\s,]*\)", "", _PREFIX.sub("", text))


def _plain(c: str, given: Collection[str]) -> str:
    """A character that is another form of a plain one, of a digit or a letter, as that one."""
    if c.isascii() or c in SUBSCRIPTS:
        return c
    if (latin := _LATIN.get(c)) and latin in given and c not in given:
        return latin
    digit, form = decimal(c, None), decomposition(c).partition(" ")[0]
    return str(digit) if digit is not None else normalize("NFKC", c) if form in _FORMS else c


def _fraction(found: re.Match[str]) -> str:
    """A fraction of one character, with the whole number before it: 2½ is (2+1/2)."""
    whole, fraction = found[1], normalize("NFKC", found[2]).replace("\N{FRACTION SLASH}", "/")
    return f"({whole}+{fraction})" if whole else f"({fraction})"


def _raised(text: str) -> str:
    """Exponents of raised letters behind ^: eˣ, e⁻ˣ; those of digits alone are read."""
    high = "".join(sorted({c for c in text if decomposition(c).startswith("<super>")}))
    if not any(normalize("NFKC", c).isalpha() and c != "ᵀ" for c in high):
        return text

    def lowered(found: re.Match[str]) -> str:
        plain = normalize("NFKC", found[0]).replace("−", "-")
        return found[0] if found[0] == "ᵀ" else f"^{plain}" if plain.isalnum() else f"^({plain})"

    return re.sub(f"[{re.escape(high)}]+", lowered, text)


def is_number(text: str, shapes: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether a text names no array, and nothing that is written as matrices are and not known to be a number."""
    return "[" not in text and not any(shapes.get(name, name[0].isupper()) for name in re.findall(NAME, text))


def _listed(found: re.Match[str]) -> str:
    """The elements of [F for k in range(n)]; of many as it stands."""
    first, last = found[3] or found[5] or "0", found[6] or _before(found[4])
    if not last.isdigit() or not 0 <= int(last) - int(first) < 20:
        return found[0]
    each = (re.sub(rf"\b{found[2]}\b", str(k), found[1]) for k in range(int(first), int(last) + 1))
    return f"[{', '.join(each)}]"


def _summed(found: re.Match[str]) -> str:
    """The rest of a call, sum(F for k in range(n)), as arguments; of a list, as it stands."""
    before = found.string[: found.start()]
    if before.count("[") > before.count("]"):
        return found[0]
    return f", {found[1]}, {found[2] or found[4] or 0}, {found[5] or _before(found[3])}"


def _before(count: str) -> str:
    """A whole number less one."""
    return str(int(count) - 1) if count.isdigit() else f"{count}-1"


def _cases(found: re.Match[str], apart: str = r"\\\\", mark: str = "&") -> str:
    """LaTeX's cases as Mathematica writes them, which is read; or {x^2, x>0; 0, x<=0}."""
    rows = [row.partition(mark) for row in re.split(apart, found[1]) if row.strip()]
    words = r"\\text\{\s*if\s*\}|\bif\b|(\\text\{)?[^}]*wise[^}]*\}?|else"
    pairs = [(value.strip(" ,"), re.sub(words, "", when).strip(" ,.") or True) for value, _, when in rows]
    return f"piecewise({', '.join(f'({value}, {when})' for value, when in pairs)})"


def _matrix(found: re.Match[str]) -> str:
    """LaTeX's matrix as one of lists, and the product with what follows."""
    rows = ",".join(f"[{','.join(row.split('&'))}]" for row in found[1].split(r"\\"))
    return f"[{rows}]{' @ ' if found[2] is not None else ''}"


_SIGNS = {
    "digits": lambda found: re.sub(r"[ .,'’_\u202f]", "", found[1]),
    "root": lambda found: {"square": "sqrt ", "cube": "cbrt "}[found[1]],
    "range": _summed,
    "comprehension": _listed,
    "listed": lambda found: found[0] if re.search(rf"\b{found[3]}\b", found[2]) else f"[{found[2]}, {found[4]}]",
    "degrees": lambda found: f"({found[1]}+{found[2]}/60{f'+{found[3]}/3600' if found[3] else ''})°",
    "colon": lambda found: f"arange({found[1]},{int(found[2]) + 1})", "cases": _cases, "matrix": _matrix,
    "headed": lambda found: f"{found[1]}({found[2].replace('_', '')}) =",
    "greek": lambda found: f"\\{found[1].lower()} ",
    "braces": lambda found: _cases(found, ";", ","),
    "summed": lambda found: f"{'∑' if found[1] == 'sum' else '∏'}_{{{found[2]}}} ",
    "braced": lambda found: found[1] if len(found[1]) == 3 else f".{found[1]}",
}  # fmt: skip
