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


OFFERED = (
    "gradcli runs GradientTape programs on tensors, Variables, tf.math, tf.nn, tf.linalg, tf.data, Keras's layers, "
    "models, losses, metrics and optimizers"
)
REFUSED = {
    "keras.layers": "write it as a subclass of tf.keras.layers.Layer",
    "keras.applications": "gradcli downloads no weights: write the model with tf.keras.layers",
    "keras.datasets": "gradcli downloads no data: load arrays with NumPy, or bind them: X=@data.npy",
    "keras.preprocessing": "prepare the data with NumPy",
    "keras.utils.get_file": "read the file with Python or NumPy",
    "keras.callbacks": "leave it out: it changes no gradient",
    "data": "iterate over NumPy arrays or lists of tensors",
    "saved_model": "save values with NumPy",
    "image": "prepare images with NumPy",
    "io": "read files with Python or NumPy",
    "ragged": "pad the rows, or loop over a list of tensors",
    "sets": "use Python's sets",
    "lookup": "use a Python dict",
    "tpu": "run on one device",
    "lite": "there is nothing to convert",
    "queue": "use a Python list",
    "audio": "read files with Python or NumPy",
    "feature_column": "prepare the data with NumPy",
    "Graph": "compute at once, and take the gradient with tf.GradientTape, or with tf.gradients in a tf.function",
}
