"""Tensors, Variables, their dtypes and shapes, and how a call reads its operands: what all functions stand on.

What most files of the other rooms need is found here by name; the rest in the modules.
"""

# ruff: noqa: F401
# mypy: implicit-reexport

from .convert import constant, convert, detached, is_tensor
from .dtypes import as_dtype, float32, int64, string
from .errors import bracket, check, failure, invalid, unregistered
from .log import warn
from .names import FRAMES, NAMES, ONLY_V1, export, snake
from .nest import flatten, pack_sequence_as
from .operands import cast, lengths, numbers, pair, shape, whole
from .shapes import TensorShape
from .spelling import methods, rows
from .tensor import EagerTensor
from .variable import Variable
