# Sourced by the scripts beside it: finds the project, and keeps .venv in step with pyproject.toml.
# Nothing here writes to standard output.

self=$0
while [ -h "$self" ]; do
    link=$(readlink "$self")
    case $link in
        /*) self=$link ;;
        *) self=$(dirname -- "$self")/$link ;;
    esac
done
root=$(CDPATH= cd -- "$(dirname -- "$self")/.." && pwd -P)
venv=$root/.venv

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "error: $1"
    [ $# -lt 2 ] || say "help: $2"
    exit 1
}

# The first Python on PATH that is new enough.
find_python() {
    for name in python3 python3.11 python3.12 python3.13 python3.14 python; do
        if "$name" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s\n' "$name"
            return
        fi
    done
    fail "no Python 3.11 or later on PATH" "install one, with its venv module, and try again"
}

# install REQUIREMENT...: quietly, unless it fails. A Python without ensurepip lends its own pip.
install() {
    if [ -x "$venv/bin/pip" ]; then
        set -- "$venv/bin/python" -m pip install "$@"
    else
        set -- "$(find_python)" -m pip --python "$venv/bin/python" install "$@"
    fi
    if ! "$@" --quiet --disable-pip-version-check --no-input >"$venv/install.log" 2>&1 </dev/null; then
        cat "$venv/install.log" >&2
        fail "the installation into $venv failed" "see above; it needs a network, or a pip configured without one"
    fi
}

# in_step STAMP: whether what STAMP records was installed from here, by this pyproject.toml.
in_step() {
    { printf '%s\n' "$root"; cat "$root/pyproject.toml"; } | cmp -s - "$venv/$1" && [ -x "$venv/bin/python" ]
}

stamp() { { printf '%s\n' "$root"; cat "$root/pyproject.toml"; } >"$venv/$1"; }

# One installer at a time; one that was killed leaves a lock that nobody holds.
lock() {
    while ! mkdir "$venv.lock" 2>/dev/null; do
        [ -w "$root" ] || fail "cannot write to $root"
        holder=$(cat "$venv.lock/pid" 2>/dev/null || sleep 1; cat "$venv.lock/pid" 2>/dev/null || :)
        if [ -z "$holder" ] || ! kill -0 "$holder" 2>/dev/null; then
            rm -rf "$venv.lock"
        else
            sleep 1
        fi
    done
    trap 'rm -rf "$venv.lock"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    printf '%s\n' $$ >"$venv.lock/pid"
}

unlock() {
    rm -rf "$venv.lock"
    trap - EXIT INT TERM
}

# The environment with the project in it, made on first use and after changes to pyproject.toml.
prepare() {
    in_step installed && return
    lock
    if ! in_step installed; then
        if ! "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python=$(find_python)
            say "making $venv ..."
            rm -rf "$venv"
            "$python" -m venv "$venv" >/dev/null 2>&1 || "$python" -m venv --clear --without-pip "$venv" >&2
        fi
        say "installing gradcli into $venv ..."
        install --editable "$root"
        stamp installed
    fi
    unlock
}

# The test tools too: the `dev` group of pyproject.toml, read here because older pips cannot.
prepare_tests() {
    prepare
    in_step tested && return
    lock
    say "installing the test tools into $venv ..."
    "$venv/bin/python" - "$root/pyproject.toml" >"$venv/dev.txt" <<'PYTHON'
import sys, tomllib

with open(sys.argv[1], "rb") as file:
    print(*tomllib.load(file)["dependency-groups"]["dev"], sep="\n")
PYTHON
    install --requirement "$venv/dev.txt"
    stamp tested
    unlock
}
