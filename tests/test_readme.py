"""Every example runs: those of the documents print what they show, and those of each --help succeed."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from shell import bash, line

PROJECT = Path(__file__).parents[1]

spec = importlib.util.spec_from_file_location("docs", PROJECT / "scripts" / "docs.py")
assert spec is not None
assert spec.loader is not None
docs = importlib.util.module_from_spec(spec)
spec.loader.exec_module(docs)

TEXTS = [document.read_text("utf-8") for document in docs.DOCUMENTS]
EXAMPLES = [example for text in TEXTS for block in docs.BLOCK.findall(text) for example in docs.examples(block)]
SHOWN = {command: output for command, output in EXAMPLES if not command.startswith(docs.SKIPPED)}


@pytest.mark.parametrize(("command", "output"), SHOWN.items(), ids=[c.partition("\n")[0] for c in SHOWN])
def test_examples_print_what_is_shown(command: str, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    found = line(command, merged=True)
    printed = docs.run(command) if found is None else found.out
    assert printed.strip("\n") == output.strip("\n")


@pytest.mark.parametrize("document", docs.DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_the_chinese_twin_has_the_same_blocks(document: Path) -> None:
    other = docs.twin(document)
    fences = re.compile(r"(?<=^```)\w+\n.*?(?=^```$)", re.MULTILINE | re.DOTALL)
    assert fences.findall(document.read_text("utf-8")) == fences.findall(other.read_text("utf-8"))
    assert other.name in document.read_text("utf-8").split("\n")[0]
    assert document.name in other.read_text("utf-8").split("\n")[0]


def helps() -> list[str]:
    """Every example of every --help."""
    from click import Context

    from gradcli.cli.root import root
    from gradcli.cli.written import COMMANDS

    context = Context(root, info_name="gradcli", terminal_width=200)
    texts = [root.get_help(context)]
    for name in COMMANDS:
        command = root.get_command(context, name)
        assert command is not None
        texts.append(command.get_help(Context(command, parent=context, info_name=name, terminal_width=200)))
    found = [
        line.strip() for text in texts for line in text.splitlines() if re.match(r" {4}(echo .*\| )?gradcli ", line)
    ]
    return list(dict.fromkeys(found))


SCRIPTS = {
    "train.py": """\
import argparse

from gradcli import GradientTape, Variable

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=2)
w = Variable(2.0)
for _ in range(parser.parse_args().epochs):
    with GradientTape() as tape:
        loss = (3 * w - 1) ** 2
    w.assign_sub(0.01 * tape.gradient(loss, w))
""",
    "points.csv": "x,y,t,v\n1,2,0.5,3\n3,4,1,30\n",
    "log.csv": "seconds\n0.5\n1.5\n",
    "model.py": """\
w = 2.0
b = 1.0
loss = (3 * w + b) ** 2


def energy(x):
    return sum(t * t for t in x)


def height(t, v):
    return v * t - 4.9 * t * t


def area(r, h):
    return 2 * 3.14159 * r * (r + h)


def grad_energy(x):
    return [2 * t for t in x]
""",
}


def test_there_are_examples_in_every_help() -> None:
    assert {line.partition("gradcli ")[2].split()[0] for line in helps()} >= {"eval", "run", "functions"}


@pytest.mark.parametrize("command", [line for line in helps() if "--dask" not in line])  # its tests start a cluster
def test_help(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in SCRIPTS.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    found = line(command) or bash(command)
    assert (found.status, found.err) == (0, "")
    assert found.out
