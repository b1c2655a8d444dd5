"""json writes a traced number as the number, be it a value, a key, or what the script's own `default` gives back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from ....core.observer import leak
from ....core.trace import Tensor, plain


def teach_json() -> list[Callable[[], object]]:
    """Teach it, and give back what undoes it; nothing if it knows already."""
    original: Any = json.JSONEncoder.iterencode
    if hasattr(original, "knows_tensors"):
        return []

    def iterencode(self: json.JSONEncoder, o: Any, _one_shot: bool = False) -> Iterator[str]:
        kept, own = self.default, vars(self).get("default")
        vars(self)["default"] = lambda x: x.value if is_traced_number(x) else untraced(kept(plain(x)))
        try:
            found: Iterator[str] = original(self, untraced(o), _one_shot)
            return found
        finally:
            vars(self).pop("default", None)
            if own is not None:
                vars(self)["default"] = own

    vars(iterencode)["knows_tensors"] = True
    setattr(json.JSONEncoder, "iterencode", iterencode)  # noqa: B010
    return [lambda: setattr(json.JSONEncoder, "iterencode", original)]


def is_traced_number(x: Any) -> bool:
    """Whether x is a traced number."""
    return isinstance(x, Tensor) and not x.shape


def untraced(x: Any, above: tuple[int, ...] = ()) -> Any:
    """x, or a copy of it where numbers in it are traced; a thing inside itself as it is, for json to refuse."""
    if is_traced_number(x):
        leak(x, "json")
        repr(x)  # it is written
        return x.value
    if not isinstance(x, list | tuple | dict) or id(x) in above:
        return x
    inside = (*above, id(x))
    if isinstance(x, dict):
        pairs = [(k, untraced(k, inside) if is_traced_number(k) else k, v, untraced(v, inside)) for k, v in x.items()]
        changed = any(k is not key or v is not value for k, key, v, value in pairs)
        return {key: value for _, key, _, value in pairs} if changed else x
    parts = [untraced(v, inside) for v in x]
    return parts if any(a is not b for a, b in zip(x, parts)) else x
