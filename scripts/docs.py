"""The documents' console examples, run anew.

    python scripts/docs.py             writes what the commands print now under each of them
    python scripts/docs.py --check     says which examples print something else than the documents show

An example is a line `$ command` in a block fenced as `console`; what follows it, up to the next one, is its output.
A Chinese document has the same blocks as its English twin, and gets their outputs.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (ROOT / "README.md", ROOT / "scripts" / "snippets" / "README.md")
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
SKIPPED = ("git ", "pip", "uv ", "scripts/test")  # they install, or run for minutes


def run(command: str) -> str:
    """What a command prints, errors and all, with this environment's gradcli, from the project's root."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    env = {**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "100"}
    command = command.removeprefix("scripts/")  # `scripts/gradcli` makes an environment, and then is `gradcli`
    done = subprocess.run(
        command, shell=True, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, check=False, timeout=120,
    )  # fmt: skip
    return done.stdout


def examples(block: str) -> list[tuple[str, str]]:
    """(command, output) of each example in a block; a command goes on after a backslash, or inside a here-document."""
    found: list[tuple[str, str]] = []
    lines = block.splitlines(keepends=True)
    while lines:
        command = lines.pop(0).removeprefix("$ ").rstrip("\n")
        if here := re.search(r"<<'?(\w+)'?", command):
            while lines and command.rpartition("\n")[2] != here[1]:
                command += "\n" + lines.pop(0).removeprefix("> ").rstrip("\n")
        output = ""
        while lines and not lines[0].startswith("$ "):
            output += lines.pop(0)
        found.append((command, output))
    return found


def shown(command: str) -> str:
    """A command as the README spells it."""
    first, *rest = command.split("\n")
    return "\n".join([f"$ {first}", *(f"> {line}" for line in rest)]) + "\n"


def renew(block: str) -> str:
    """The block with every output as it is now. A blank line before an example stays."""
    text = ""
    for command, output in examples(block):
        if command.startswith(SKIPPED):
            text += shown(command) + output
            continue
        gap = "\n" if output.endswith("\n\n") or output == "\n" else ""
        text += shown(command) + run(command).rstrip("\n") + "\n" + gap
    return text.rstrip("\n") + "\n"


def twin(document: Path) -> Path:
    """The same document in Chinese."""
    return document.with_suffix(".zh-CN.md")


def stale(text: str) -> list[str]:
    """The commands whose output is not what a document shows."""
    found = []
    for block in BLOCK.findall(text):
        for command, output in examples(block):
            if not command.startswith(SKIPPED) and run(command).strip("\n") != output.strip("\n"):
                found.append(command)
    return found


def main() -> int:
    """Renew the documents, or check them."""
    wrong = []
    for document in DOCUMENTS:
        text = document.read_text("utf-8")
        if "--check" in sys.argv:
            wrong += stale(text)
            continue
        text = BLOCK.sub(lambda block: renew(block[0]), text)
        document.write_text(text, "utf-8")
        if twin(document).exists():
            blocks = iter(BLOCK.findall(text))
            other = twin(document).read_text("utf-8")
            twin(document).write_text(BLOCK.sub(lambda _, blocks=blocks: next(blocks), other), "utf-8")
    if "--check" in sys.argv:
        print("\n".join(wrong) or "all examples print what the documents show")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
