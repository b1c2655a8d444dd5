"""Forward mode: Jacobian-vector products, by differentiating the transposed product."""

from __future__ import annotations

from typing import Any

from .convert import convert
from .names import export
from .nest import flatten, pack_sequence_as
from .questions import UnconnectedGradients, source_like, wants_zero
from .tape import GradientTape


class OwnTape(GradientTape):
    """A tape whose questions are none of the script's, and are not reported as such."""

    def testify(self, *_: Any) -> None:
        """Tell nobody."""


@export("autodiff.ForwardAccumulator")
class ForwardAccumulator:
    """Jacobian-vector products, by differentiating the transposed product."""

    def __init__(self, primals: Any, tangents: Any) -> None:
        self.primals = flatten(primals)
        self.tangents = [convert(t, p.dtype) for p, t in zip(self.primals, flatten(tangents))]
        self.tape = OwnTape(persistent=True)

    def __enter__(self) -> ForwardAccumulator:
        self.tape.__enter__()
        self.tape.watch(self.primals)
        return self

    def __exit__(self, *error: object) -> None:
        self.tape.__exit__(*error)

    def jvp(self, primals: Any, unconnected_gradients: Any = UnconnectedGradients.NONE) -> Any:
        """The derivative of `primals` along the tangents."""
        recording = self.tape.on
        if recording:
            self.tape.pause()
        outputs = [self._one(y, wants_zero(unconnected_gradients)) for y in flatten(primals)]
        if recording:
            self.tape.resume()
        return pack_sequence_as(primals, outputs)

    def _one(self, y: Any, zero: bool) -> Any:
        from .reductions import reduce_sum

        seed = source_like(y, 1)
        with OwnTape() as outer:
            outer.watch(seed)
            backward = self.tape.gradient(y, self.primals, output_gradients=seed)
            found = [reduce_sum(convert(g) * t) for g, t in zip(backward, self.tangents) if g is not None]
            total = sum(found[1:], found[0]) if found else None
        if total is None:
            return source_like(y, 0) if zero else None
        return outer.gradient(total, seed)


ForwardAccumulator.__module__ = "tensorflow.python.eager.forwardprop"
