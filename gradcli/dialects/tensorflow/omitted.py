"""Names that TensorFlow 2.21 has and this dialect leaves out: asked for, they are refused, and not called unknown.

All its public names stand in public_names.txt, a module a line, those of compat.v1 that are not the modern ones apart.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

SHARED = ("losses", "metrics", "optimizers", "initializers")  # Keras's modules, by a second name


@cache
def public() -> dict[str, frozenset[str]]:
    """{module: its names}; the root is '.'."""
    lines = Path(__file__).with_name("public_names.txt").read_text().splitlines()
    return {home: frozenset(names) for home, *names in map(str.split, lines)}


def left_out(path: str, v1: bool) -> bool:
    """Whether a dotted name is TensorFlow's. v1: compat.v1 has it too."""
    home, _, name = path.rpartition(".")
    if home == "raw_ops":
        return name[:1].isupper()
    homes = [home or ".", f"keras.{home}" if home in SHARED else ""]
    homes += [f"compat.v1.{home}".rstrip(".")] if v1 else []
    return any(name in public().get(place, ()) for place in homes)
