"""A Python script to programs: it runs as under python, and what it computes is heard (runner is the way in).

`imports` is the script's Python; `untaped` is a script without tapes, of which `inputs` are the sources and `target` is
what is differentiated; `tape_calls` are the places where a script asks tapes of its own. `report`, `explain_none` and
`kinks` say what is to be said of the answers.
"""

from __future__ import annotations

from .runner import Outcome, run_script

__all__ = ["Outcome", "run_script"]
