"""gradcli completion: what makes a shell complete gradcli's command lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from ..errors import GradcliError, quote
from . import streams
from .root import declared, usage

HELP = """Print the text that makes a shell complete gradcli's command lines: commands, options and their values, files,
functions within an expression, and the variables that have no value yet: after 'x^2*y' x=2, TAB offers y=.

\b
  bash   gradcli completion bash > ~/.local/share/bash-completion/completions/gradcli
  zsh    gradcli completion zsh > ~/.zfunc/_gradcli    (with: fpath+=~/.zfunc; autoload -Uz compinit; compinit)
  fish   gradcli completion fish > ~/.config/fish/completions/gradcli.fish

To try it in this shell:

\b
  bash   source <(gradcli completion bash)
  fish   gradcli completion fish | source
"""

# Bash cuts words at = and :, and replaces no more than the last piece; the words are read again from the line.
BASH = """\
_gradcli() {
    local IFS=$'\\n' line
    COMPREPLY=()
    while read -r line; do
        COMPREPLY+=("$line")
    done < <("${COMP_WORDS[0]}" completion --line "${COMP_LINE:0:COMP_POINT}" --piece "$2" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=\\(/,] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o nosort -F _gradcli gradcli
"""
ZSH = """\
#compdef gradcli
_gradcli() {
    local line text
    local -a closed open
    while IFS= read -r line; do
        text=${line%%$'\\t'*}
        if [[ $text == *[=\\(/,] ]]; then
            open+=("$text")
        else
            closed+=("$text")
        fi
    done < <("${(Q)words[1]}" completion --words -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
    (( $#open )) && compadd -S '' -a open
    (( $#closed )) && compadd -a closed
    return $(( ! ($#open + $#closed) ))
}
if [[ $funcstack[1] == _gradcli ]]; then
    _gradcli "$@"
else
    compdef _gradcli gradcli
fi
"""
FISH = """\
function __gradcli_complete
    set -l words (commandline -opc)
    set -l last (commandline -ct | string unescape 2>/dev/null; or commandline -ct)
    $words[1] completion --words -- $words[2..-1] "$last" 2>/dev/null
end
complete -c gradcli -f -a '(__gradcli_complete)'
"""
TEXTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


@declared("completion", HELP, "bash|zsh|fish")
@click.option("--words", "shell", is_flag=True, hidden=True, help="Answer a shell: what may the last word become?")
@click.option("--line", hidden=True, help="Answer bash: the command line up to the cursor.")
@click.option("--piece", hidden=True, help="The piece of it that bash replaces.")
def command(context: click.Context, /, words: tuple[str, ...], **given: Any) -> Callable[[], int]:
    """Collect what is asked."""
    if given["line"] is not None:
        return lambda: answer_bash(given["line"], given["piece"] or "")
    if given["shell"]:
        return lambda: answer(words)
    if not words:
        return lambda: usage(context.command, context)
    if len(words) > 1 or words[0] not in TEXTS:
        message = f"there is no completion for {quote(' '.join(words))}"
        raise GradcliError(message, code="option", hint=f"one of {', '.join(TEXTS)}")
    return lambda: show(TEXTS[words[0]])


def show(text: str) -> int:
    """Print a text."""
    streams.write(text)
    return 0


def answer(words: tuple[str, ...]) -> int:
    """The candidates for the last word, one a line, each with what it is after a tab."""
    from .complete import candidates

    found = candidates(words)
    return show("".join(f"{c.text}\t{c.help}\n" if c.help else f"{c.text}\n" for c in found))


def answer_bash(line: str, piece: str) -> int:
    """The candidates without the beginning of the word that bash leaves as it is."""
    from .complete import candidates, shell_words

    (_, *words), _ = shell_words(line)
    last = words[-1] if words else ""
    kept = kept_by_bash(last, piece)
    return show("".join(f"{c.text[kept:]}\n" for c in candidates(words)))


def kept_by_bash(last: str, piece: str) -> int:
    """How much of the last word stands before the piece that bash replaces."""
    piece = piece.lstrip("'\"")
    if piece in ("=", ":") or not last.endswith(piece):
        piece = ""
    return len(last) - len(piece)
