"""tf.train: checkpoints kept in memory, for the script that made them, and running means; summaries are not written."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from ....core.trace import Readable
from ..tensors import NAMES, Variable, convert, detached, export, failure, warn
from .devices import nothing
from .module import Module, Quiet

UNWRITTEN = "checkpoints are kept in memory while the script runs: gradcli writes none to disk"
UNSUMMED = "summaries are not written: gradcli leaves tf.summary out, which changes no number"
KEPT: dict[str, Saved] = {}  # by path
UNTRACKED = frozenset(("_given", "_added", "_call_losses", "_inbound", "_graph", "_stack", "_steps", "memory",
                       "_trainable_variables"))  # fmt: skip


def parts(thing: Any) -> dict[Any, Any]:
    """What hangs at a thing, by name: at a model, an optimizer, a Module, a list, or what holds such."""
    if isinstance(thing, list | tuple | dict):
        return thing if isinstance(thing, dict) else dict(enumerate(thing))
    if not isinstance(thing, Checkpoint | Module) and not hasattr(thing, "variables"):
        return {}
    found = {name: part for name, part in vars(thing).items() if name not in UNTRACKED}
    return found | {"layers": thing.layers} if hasattr(thing, "layers") else found


class Saved:
    """The values of Variables, and the names that lead from thing to thing to them."""

    def __init__(self, root: Any) -> None:
        self.names, self.values = dict[int, dict[Any, int]](), dict[int, Any]()
        self.things: list[Any] = [root]  # kept, so that no id is given anew
        for thing in self.things:
            if isinstance(thing, Readable):
                v: Any = thing
                self.values[id(v)] = v.held, v.shape, v.dtype
            elif id(thing) not in self.names:
                inner = parts(thing)
                self.names[id(thing)] = {name: id(part) for name, part in inner.items()}
                self.things += inner.values()


class Status:
    """Put values back, and tell what came of it. ValueError for a value of another shape or dtype."""

    def __init__(self, checkpoint: Any, saved: Saved | None) -> None:
        self.names, self.values = (saved.names, saved.values) if saved else ({}, {})
        queue: list[tuple[Any, Any, str]] = [(checkpoint, id(saved.things[0]) if saved else None, "")]
        met, found, self.done = set[Any](), set[int](), set[int]()
        for thing, node, at in queue:
            if (id(thing), node) in met:
                continue
            met.add((id(thing), node))
            if not isinstance(thing, Readable):
                names = self.names.get(node, {})
                queue += [(part, names.get(name), f"{at}/{name}") for name, part in parts(thing).items()]
            elif node in self.values:
                v: Any = thing
                value, shape, dtype = self.values[node]
                if (v.shape, v.dtype) != (shape, dtype):
                    raise ValueError(f"Received incompatible tensor with shape {shape} when attempting to restore "
                                     f"variable with shape {v.shape} and name {v.name}.")  # fmt: skip
                v.move(value)
                found.add(id(v))
                self.done.add(node)
        self.left = next((at[1:] for v, _, at in queue if isinstance(v, Readable) and id(v) not in found), "")

    def expect_partial(self) -> Status:
        return self

    def assert_consumed(self) -> Status:
        """AssertionError where a value has found no place."""
        for names in self.names.values():
            for name, node in names.items():
                if node in self.values and node not in self.done:
                    raise AssertionError(f"Unresolved object in checkpoint: {name}")
        return self.assert_existing_objects_matched()

    def assert_existing_objects_matched(self) -> Status:
        """AssertionError where a Variable has found no value."""
        if self.left:
            raise AssertionError(f"No checkpointed value for {self.left}")
        return self

    def assert_nontrivial_match(self) -> Status:
        """AssertionError where nothing was put back."""
        if not self.done:
            raise AssertionError("Nothing to load.")
        return self


@export("train.Checkpoint")
class Checkpoint:
    """The values of what its attributes hold, to be put back later."""

    def __init__(self, root: Any = None, **kwargs: Any) -> None:
        self.save_counter = Variable(0, dtype="int64", trainable=False, name="save_counter")
        for name, thing in kwargs.items():
            setattr(self, name, thing)
        if root is not None:
            self.root = root

    def write(self, file_prefix: str, options: Any = None) -> str:
        warn(UNWRITTEN)
        KEPT[os.fspath(file_prefix)] = Saved(self)
        return os.fspath(file_prefix)

    def save(self, file_prefix: str, options: Any = None) -> str:
        """Keep the values under a path and a number."""
        self.save_counter.assign_add(1)
        return self.write(f"{os.fspath(file_prefix)}-{int(self.save_counter)}")

    def restore(self, save_path: Any, options: Any = None) -> Status:
        """Put values back, by the names that lead to them. NotFoundError where none are kept under that path."""
        if save_path is None:
            return Status(self, None)
        path = os.fspath(save_path)
        if path not in KEPT:
            text = f"Unsuccessful TensorSliceReader constructor: Failed to find any matching files for {path}"
            raise failure("NotFoundError", text)
        return Status(self, KEPT[path])

    read = restore


@export("train.CheckpointManager")
class CheckpointManager:
    """Keeps the last checkpoints of a directory."""

    def __init__(
        self, checkpoint: Checkpoint, directory: Any, max_to_keep: Any = None, checkpoint_name: str = "ckpt",
        **ignored: Any,
    ) -> None:  # fmt: skip
        self.checkpoint, self.directory, self.most = checkpoint, os.fspath(directory), max_to_keep
        self.prefix, self.checkpoints = os.path.join(self.directory, checkpoint_name), list[str]()

    @property
    def latest_checkpoint(self) -> str | None:
        """The path of the last; None before the first."""
        return self.checkpoints[-1] if self.checkpoints else None

    def save(self, checkpoint_number: Any = None, check_interval: bool = True, options: Any = None) -> str:
        number = None if checkpoint_number is None else int(checkpoint_number)
        path = self.checkpoint.save(self.prefix) if number is None else self.checkpoint.write(f"{self.prefix}-{number}")
        self.checkpoints.append(path)
        if self.most is not None:
            for old in self.checkpoints[: -self.most]:
                KEPT.pop(old, None)
            self.checkpoints = self.checkpoints[-self.most :]
        return path

    def restore_or_initialize(self) -> str | None:
        self.checkpoint.restore(self.latest_checkpoint)
        return self.latest_checkpoint


@export("train.latest_checkpoint")
def latest_checkpoint(checkpoint_dir: Any, latest_filename: Any = None) -> str | None:
    """The last path kept under a directory; None where there is none."""
    found = [path for path in KEPT if os.path.dirname(path) == os.fspath(checkpoint_dir)]
    return found[-1] if found else None


class Writer(Quiet):
    """What would write summaries."""

    def as_default(self, step: Any = None) -> Writer:
        return self

    set_as_default = flush = close = init = nothing


WRITES = "scalar histogram image text audio write graph trace_on trace_export flush"
WRITERS = "create_file_writer create_noop_writer record_if should_record_summaries"
NAMES.update({f"summary.{name}": lambda *args, **kwargs: warn(UNSUMMED) for name in WRITES.split()})
NAMES.update({f"summary.{name}": Writer for name in WRITERS.split()})


@export("train.ExponentialMovingAverage")
class ExponentialMovingAverage:
    """Running means of Variables: `apply` moves each mean a little towards its Variable."""

    def __init__(
        self, decay: Any, num_updates: Any = None, zero_debias: bool = False, name: str = "ExponentialMovingAverage"
    ) -> None:
        self.decay, self.num_updates, self.zero_debias, self.name = decay, num_updates, zero_debias, name
        self.means: dict[int, Variable] = {}

    def apply(self, var_list: Any = None) -> None:
        """Move the means. The first time they are their Variables' values."""
        n = np.inf if self.num_updates is None else float(convert(self.num_updates).value)
        decay = float(np.float64(self.decay) if n == np.inf else np.minimum(self.decay, (1.0 + n) / (10.0 + n)))
        for v in var_list or ():
            if v.at not in self.means:
                self.means[v.at] = Variable(v.held, trainable=False, name=f"{v.name[:-2]}/{self.name}")
            mean = self.means[v.at]
            mean.assign_sub((detached(convert(mean)) - detached(convert(v))) * (1.0 - decay))

    def average(self, var: Any) -> Variable | None:
        """The mean of a Variable."""
        return self.means.get(var.at)
