"""tf.train.ExponentialMovingAverage: running means of Variables."""

from __future__ import annotations

from typing import Any

import numpy as np

from .convert import convert
from .elements import bare
from .names import export
from .variable import Variable


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
        decay = np.float64(self.decay)
        if self.num_updates is not None:
            n = float(convert(self.num_updates).value)
            decay = np.minimum(decay, (1.0 + n) / (10.0 + n))
        for v in var_list or ():
            if v.at not in self.means:
                self.means[v.at] = Variable(v.held, trainable=False, name=f"{v.name[:-2]}/{self.name}")
            mean = self.means[v.at]
            mean.assign_sub((bare(mean) - bare(v)) * (1.0 - float(decay)))

    def average(self, var: Any) -> Variable | None:
        """The mean of a Variable."""
        return self.means.get(var.at)

    def average_name(self, var: Any) -> str:
        """The name of the mean of a Variable."""
        return f"{var.name[:-2]}/{self.name}"
