"""Second runs have time by the clock, too, where the machine does much else; and a script is run as most tests do."""

from types import SimpleNamespace

import pytest

from gradcli.answer.subject import Ask
from gradcli.frontends.script.again import rerun
from gradcli.frontends.script.runner import run_script

rerun.PATIENCE = 30.0


@pytest.fixture
def run(tmp_path):
    """What is reported of a script's text. bindings: (name, value) pairs; f: the function that --call names."""

    def call(text, *bindings, of=None, f=None, **ask):
        path = tmp_path / "script.py"
        path.write_text(text)
        given = [SimpleNamespace(name=n, value=v) for n, v in bindings]
        return run_script(str(path), text.encode(), bindings=given, ask=Ask(**ask), of=of, call=f).report

    return call
