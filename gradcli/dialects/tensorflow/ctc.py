"""tf.nn.ctc_loss: the likelihood of labels over all their alignments with time steps (Graves et al. 2006)."""

from __future__ import annotations

from typing import Any

import numpy as np

from .convert import constant, convert
from .gathering import gather
from .names import export
from .neural import log_softmax
from .operands import shape
from .padding import where
from .reductions import reduce_logsumexp
from .shaping import concat, stack, transpose

NEVER = -1e30  # the logarithm of a probability of none


@export("nn.ctc_loss")
def ctc_loss(
    labels: Any, logits: Any, label_length: Any, logit_length: Any, logits_time_major: bool = True, unique: Any = None,
    blank_index: Any = None, name: Any = None,
) -> Any:  # fmt: skip
    """The negative logarithm of the likelihood of each row of dense labels; a blank stands between any two.

    labels: (batch, longest); logits: (time, batch, classes), or with the batch first.
    """
    if hasattr(labels, "dense_shape"):
        raise NotImplementedError("sparse labels of tf.nn.ctc_loss are not offered: pad them")
    x = convert(logits)
    x = log_softmax(x if logits_time_major else transpose(x, [1, 0, 2]))
    steps, batch, classes = shape(x)
    blank = (0 if blank_index is None else int(blank_index)) % classes
    rows, count = np.asarray(convert(labels).value), np.asarray(convert(label_length).value)
    length = np.asarray(convert(logit_length).value)
    wide = np.full((batch, 2 * rows.shape[1] + 1), blank)
    wide[:, 1::2] = rows
    skips = np.zeros(wide.shape, bool)  # where the blank before may be left out
    skips[:, 2:] = (wide[:, 2:] != blank) & (wide[:, 2:] != wide[:, :-2])
    emitted = gather(x, np.broadcast_to(wide, (steps, *wide.shape)), batch_dims=2)
    never = constant(np.full((batch, 1), NEVER), x.dtype)
    first = np.arange(wide.shape[1]) < 2
    alpha = where(np.broadcast_to(first, wide.shape), emitted[0], constant(np.full(wide.shape, NEVER), x.dtype))
    for t in range(1, steps):
        one = concat([never, alpha[:, :-1]], 1)
        two = concat([never, never, alpha[:, :-2]], 1)
        two = where(skips, two, constant(np.full(wide.shape, NEVER), x.dtype))
        after = reduce_logsumexp(stack([alpha, one, two]), 0) + emitted[t]
        alpha = where(np.broadcast_to((t < length)[:, None], wide.shape), after, alpha)
    ends = np.stack([2 * count, np.maximum(2 * count - 1, 0)], 1)
    last = gather(alpha, ends, batch_dims=1)
    last = where(np.stack([np.ones_like(count), count], 1) > 0, last, constant(np.full(ends.shape, NEVER), x.dtype))
    return -reduce_logsumexp(last, 1)
