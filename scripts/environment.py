"""Imported first by the Python scripts beside it: they run in the project's own .venv, which is made on first use."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

PREPARE = '. "$(dirname -- "$0")/venv.sh"; prepare; exec "$venv/bin/python" "$@"'

if importlib.util.find_spec("gradcli") is None:
    here = str(Path(__file__).resolve().with_name("gradcli"))  # by which venv.sh knows the project
    os.execvp("sh", ["sh", "-euc", PREPARE, here, *sys.argv])
