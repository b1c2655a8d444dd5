"""A Python script to programs: it runs as under python, and what it computes is heard (runner is the way in).

`house` is the script's Python; `snippet` is a script without tapes, of which `inputs` are the sources and `target` is
what is differentiated; `sites` are the places where a script asks tapes of its own. `verdict`, `why` and `kinks` say
what is to be said of the answers.
"""

from __future__ import annotations

from .runner import Outcome, run_script

__all__ = ["Outcome", "run_script"]
