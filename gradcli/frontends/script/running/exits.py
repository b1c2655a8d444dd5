"""A script that exits before its end, where --call names a function of it, and a function that exits itself."""

from __future__ import annotations

import ast
from collections.abc import Callable
from types import CodeType, ModuleType
from typing import Any

from ....errors import GradcliError
from ..inputs import Inputs
from ..text.constants import bindings
from .stage import exit_status
from .tracebacks import execute


def until_exit(code: CodeType, main: ModuleType, inputs: Inputs, text: ast.Module) -> None:
    """Execute the script; an exit with status 0 is an end as good as any other, if the function is there by then.

    Raises SystemExit where the function cannot be called, with `inputs.refused` set, and where none is to be.
    """
    try:
        execute(code, main)
    except SystemExit as error:
        if (call := inputs.call) is None:
            raise
        if exit_status(error):
            hint = f"what the script itself takes goes after --: --call {call} ... -- ARGUMENTS"
            inputs.refused = refusal(error, f"the script exits before {call} is called", hint)
            raise
        if call not in main.__dict__ and call in bindings(text):
            hint = f"define {call} above the exit"
            inputs.refused = refusal(error, f"the script exits before it defines {call}", hint)
            raise


def returning(inputs: Inputs, action: Callable[..., Any], *args: Any) -> Any:
    """What an action that calls the function returns. Raises SystemExit, `inputs.refused` set, where that exits."""
    try:
        return action(*args)
    except SystemExit as error:
        hint = "only a function that returns can be differentiated"
        inputs.refused = refusal(error, f"{inputs.call} exits and returns no value", hint)
        raise


def refusal(error: SystemExit, what: str, hint: str) -> GradcliError:
    """That the function has no value; the exit's own status is the error's, unless it is 0."""
    status = exit_status(error)
    return GradcliError(f"{what} (exit status {status})", code="exit", hint=hint, status=status or None)
