"""The index of families says what their modules define, so that nothing is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from importlib import import_module
from gradcli.core.vocabulary import ALIASES, FUNCTIONS
from gradcli.ops import index
for module in index.FAMILIES:
    before = set(dict.keys(FUNCTIONS)), set(dict.keys(ALIASES))
    import_module(f"gradcli.ops.{module}")
    for table, listed, old in ((FUNCTIONS, index.FAMILIES, before[0]), (ALIASES, index.OTHER_NAMES, before[1])):
        new = {n for n in set(dict.keys(table)) - old if table.later.get(n, module).endswith(module)}
        stated = set(listed.get(module, "").split())
        assert new == stated, (module, "not listed", sorted(new - stated), "not defined", sorted(stated - new))
"""


def test_the_index_lists_what_the_families_define() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_module_of_ops_is_loaded_at_once_or_in_the_index() -> None:
    from pathlib import Path

    import gradcli.ops as ops
    from gradcli.ops import index

    assert ops.__file__ is not None
    nameless = {"__init__", "index", "multi_output", "notation"}
    here = {p.stem for p in Path(ops.__file__).parent.glob("*.py")} - nameless
    at_once = {"analysis", "arithmetic", "branches", "indexing", "joining", "layout", "values"}
    assert here == at_once | set(index.FAMILIES)
