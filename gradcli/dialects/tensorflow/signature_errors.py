"""Calls whose arguments do not fit: refused in TensorFlow's words, as are keywords that only TensorFlow 1 knew."""

from __future__ import annotations

import functools
import re
from types import FunctionType
from typing import Any

CHECKED = ("", "math", "nn", "linalg", "random", "signal")  # homes of functions that look at their arguments themselves
PLAIN = frozenset(
    "acosh as_dtype as_string asin asinh atan atan2 atanh bitcast broadcast_to constant cos cosh custom_gradient "
    "dynamic_partition dynamic_stitch executing_eagerly function get_logger get_static_value grad_pass_through "
    "gradients greater greater_equal hessians identity_n inside_function is_tensor less less_equal band_part cholesky "
    "cross det inv logm lu qr slogdet solve sqrtm tensor_diag logical_and logical_not logical_or map_fn betainc "
    "digamma erf erfc expm1 floormod igamma igammac invert_permutation is_finite is_inf is_nan lgamma log log1p "
    "maximum minimum mod negative nextafter polygamma reciprocal rint segment_max segment_mean segment_min "
    "segment_prod segment_sum sin sinh softsign square squared_difference tan tanh unsorted_segment_max "
    "unsorted_segment_min unsorted_segment_prod unsorted_segment_sum xlogy zeta elu l2_loss "
    "local_response_normalization lrn relu selu no_gradient no_op get_global_generator set_global_generator set_seed "
    "realdiv recompute_grad register_tensor_conversion_function reverse scatter_nd fft fft2d fft3d ifft ifft2d ifft3d "
    "irfft irfft2d irfft3d rfft rfft2d rfft3d space_to_batch_nd switch_case tile truncatediv truncatemod "
    "type_spec_from_value tensor_scatter_nd_add tensor_scatter_nd_max tensor_scatter_nd_min tensor_scatter_nd_sub "
    "vectorized_map while_loop".split()
)  # functions of these homes whose errors are Python's own
OLD = frozenset(
    "data dim dimension filter fn1 fn2 keep_dims optimize preferred_dtype reduction_indices squeeze_dims strict stride "
    "strides verify_shape".split()
)  # keywords of TensorFlow 1, where they stand behind `name`
KEPT = {"l2_normalize": {"dim"}}  # and those that TensorFlow 2 kept


def fitted(path: str, thing: Any) -> Any:
    """A public function as TensorFlow 2 offers it: its own words where arguments do not fit."""
    home, _, name = path.rpartition(".")
    if home not in CHECKED or name in PLAIN or not isinstance(thing, FunctionType):
        return thing
    code = thing.__code__
    words = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    behind = set(words[words.index("name") :]) if "name" in words else set()
    old = OLD & behind - KEPT.get(name, set())

    @functools.wraps(thing)
    def call(*args: Any, **kwargs: Any) -> Any:
        for word in old and kwargs:
            if word in old:
                raise TypeError(f"Got an unexpected keyword argument '{word}'")
        try:
            return thing(*args, **kwargs)
        except TypeError as error:
            if error.__traceback__ is not None and error.__traceback__.tb_next is None:  # Python's own, of this call
                raise TypeError(said(str(error), len(args))) from None
            raise

    return call


def said(message: str, given: int) -> str:
    """Python's message on arguments that do not fit, as TensorFlow puts it."""
    if found := re.search(r"unexpected keyword argument '(\w+)'", message):
        return f"Got an unexpected keyword argument '{found[1]}'"
    if found := re.search(r"multiple values for argument '(\w+)'", message):
        return f"Got multiple values for argument '{found[1]}'"
    if "missing" in message:
        return "Missing required positional argument"
    if found := re.search(r"takes (?:from \d+ to )?(\d+) positional", message):
        return f"Too many arguments were given. Expected {found[1]} but got {given}."
    return message
