"""--cov x,y=C, --cov v=MATRIX and --corr x,y=R: how uncertain variables hang together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..errors import Edit, GradcliError, quote
from ..frontends.expression.tokens import NAME, NUMBER


def covariances(points: Sequence[str], cov: Sequence[str], corr: Sequence[str]) -> dict[tuple[str, ...], Any]:
    """What --cov and --corr give. Raises GradcliError where it is not of the form x,y=C or v=MATRIX."""
    from ..core.forms import numpy
    from ..frontends.uncertainty import Correlation
    from .points import at

    found: dict[tuple[str, ...], Any] = {}
    for option, text in [*(("--cov", text) for text in cov), *(("--corr", text) for text in corr)]:
        names, equals, value = text.partition("=")
        key = tuple(name.strip() for name in names.split(","))
        many = option == "--cov" and value.strip()[:2] == "[[" and len(set(key)) == len(key) > 1  # a matrix of all
        twice = option == "--cov" and len(key) == 2 and key[0] == key[1]  # a variance
        fits = many or twice or len(key) <= 2 and len(set(key)) == len(key)
        if not equals or "=" in value or not fits or not all(map(str.isidentifier, key)):
            raise related(option, text, points)
        key = key[:1] if twice else key
        if again := next((k for k in found if sorted(k) == sorted(key)), None):
            message = f"{','.join(again)} is given two of --cov and --corr"
            raise GradcliError(message, code="option", hint="leave one out")
        try:
            given: Any = at([f"{option[2:]}={value}"])[0].value
        except GradcliError as error:
            error.hint = (error.hint or "").replace(f"{option[2:]}=", f"{option} {names}=") or None
            raise
        if many and numpy().shape(given) == (len(key), len(key)):
            found.update(blocks(key, given))
            continue
        found[key] = given
        if option == "--corr":
            if len(key) < 2:
                raise related(option, text, points)
            if not isinstance(found[key], float) or not -1.0 <= found[key] <= 1.0:
                message = f"--corr {quote(text)}: a correlation of two is from -1 to 1"
                raise GradcliError(message, code="option", hint=f"write --corr {','.join((*key, 'y')[:2])}=0.5")
            found[key] = Correlation(found[key])
    return found


def related(option: str, text: str, points: Sequence[str]) -> GradcliError:
    """The error for a covariance in another form: the pair that it names, or that is uncertain, and its own number."""
    given = [point.partition("=")[0] for point in points]
    uncertain = [point.partition("=")[0] for point in points if re.search("[+]/?-|±", point)]
    named = [name for name in re.findall(NAME, text) if name in given]
    own = list(dict.fromkeys((*(named if len(named) > 1 else ()), *uncertain, *given)))
    pair = ",".join((*own, "x", "y")[:2] if len(own) != 1 else (own[0], "y"))
    number = re.search(rf"{NUMBER}%?\Z", text.strip())
    edit, either, hint = None, False, f"write --cov {pair}=0.02 for a covariance, --corr {pair}=0.5 for a correlation"
    if text.strip()[:2] == "[[" and option == "--corr":
        rows = re.findall(r"\[([^\[\]]*)\]", text)
        pairs = [(a, b, rows[n].split(",")[m]) for m, b in enumerate(own) for n, a in enumerate(own[:m])]
        edit = Edit((option, text), tuple(word for a, b, r in pairs for word in (option, f"{a},{b}={r}")))
    elif text.strip()[:2] == "[[":
        edit = Edit((option, text), (option, f"{','.join(uncertain or given)}={text}"))
    elif number:
        edit = Edit((option, text), (option, f"{pair}={number[0]}"))
        hint = hint.replace("0.02", number[0]).replace("0.5", number[0])
        either = option == "--cov" and text.strip() == number[0]
    message = f"{option} {quote(text)} is not of the form {pair}=C"
    return GradcliError(message, code="option", hint=hint if either or edit is None else None, edit=edit)


def blocks(names: Sequence[str], matrix: Sequence[Sequence[float]]) -> dict[tuple[str, ...], float]:
    """The variances and covariances of numbers, given as one matrix. Raises GradcliError where it is not symmetric."""
    found: dict[tuple[str, ...], float] = {}
    for n, name in enumerate(names):
        found[(name,)] = matrix[n][n]
        for m in range(n):
            if matrix[n][m] != matrix[m][n]:
                message = "a matrix of covariances is symmetric"
                raise GradcliError(message, code="option", hint="write it as it was printed")
            found[names[m], name] = matrix[n][m]
    return found
