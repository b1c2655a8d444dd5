"""What the names of modules mean to a script and to its sibling modules, and to nobody else.

Their built-ins are a copy whose `__import__` hands out TensorFlow's spelling of our ops, and a `math` and a `numpy`
that know Tensors; a script's own modules of those names come first. What looks at a number's class is for `rewrite`.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import importlib.util
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

from ....core.forms import numpy
from ..text.constants import nodes_of
from ..text.module_texts import encoded, imported, read, warned_before, writes
from . import hooks
from .hooks import ANSWERS, HOOKS
from .json_numbers import teach_json
from .questions import QUESTIONS, asking
from .seen import NAMES, Modules, Seen, System, last_loaded, loaded_since, seeing, teach_inspect
from .tracebacks import OURS

# what a script's own call runs
FORWARD = tuple(os.path.join(OURS, room) + os.sep for room in ("core", "ops", "dialects"))
TAPED = ("tensorflow", "keras", "tensorflow_probability", "gradcli")
ERRORS = ("errstate", "seterr", "simplefilter", "filterwarnings")  # what may make errors of warnings
SPELT = ("numpy", "scipy")  # whose parts are found in the library's own modules
STAND_INS = ("tensorflow", "keras", "tensorflow_probability")  # for which the TensorFlow dialect stands


class ScriptModules:
    """One script's modules. filename: as code objects carry it. directory: where its siblings are; None: nowhere.

    untraced: names mean what they mean to Python itself.
    """

    def __init__(self, filename: str, directory: str | None, untraced: bool = False) -> None:
        self.filename, self.directory, self.untraced = filename, directory, untraced
        self.files = {filename}  # of all code that belongs to the script
        self.sources: dict[str, bytes] = {}  # filename -> text, for whoever asks where a call stands
        self.own: dict[str, ModuleType] = {}  # siblings that bear the name of a module already loaded
        self.paths: set[str] | None = None  # sys.path as the script finds it
        self.watching = False
        self.writes = False  # whether it stores into arrays
        self.traces = True  # whether math and numpy know Tensors here
        self.builtins = ModuleType("builtins", builtins.__doc__)
        self.builtins.__dict__.update(builtins.__dict__)
        self.builtins.__dict__.update({} if untraced else HOOKS | QUESTIONS | ANSWERS, __import__=self.find)
        self.asked: set[str] = set()  # the top names of what the script imports

    # reading

    def parse(self, source: bytes, filename: str) -> ast.Module:
        """The tree of a module's text; SyntaxError as Python's own."""
        try:
            compile(source, filename, "exec", dont_inherit=True)  # all its errors, with their lines
        except SyntaxError as error:
            raise (encoded(error, source, filename) if filename == self.filename else error) from None
        tree = read(source, filename)
        self.writes = self.writes or any(map(writes, nodes_of(tree)))
        self.sources[filename] = source
        return tree

    def compile(self, tree: ast.Module, filename: str) -> CodeType:
        """The code of a module that lives in this modules."""
        if any(name.encode() in self.sources[filename] for name in NAMES):
            tree = Seen().visit(tree)
        changed = tree if self.untraced else asking(tree)
        with warned_before():
            code: CodeType = compile(changed, filename, "exec", dont_inherit=True)
        return code

    def uses_tapes(self, tree: ast.Module) -> bool:
        """Whether the script, or a sibling of its, imports TensorFlow or gradcli: asked once, before it runs."""
        seen: set[str] = set()
        waiting = [tree]
        found: set[str] = set()
        while waiting:
            for name in imported(waiting.pop()):
                if name in seen:
                    continue
                seen.add(name)
                path = self.sibling(name)
                if path is None:
                    found.add(name)
                elif path.endswith(".py"):
                    try:
                        with open(path, "rb") as file:
                            waiting.append(read(file.read(), path))
                    except (OSError, SyntaxError, ValueError):
                        continue
        taped = not found.isdisjoint(TAPED)
        self.traces = "gradcli" in found or not taped
        return taped

    def sibling(self, name: str) -> str | None:
        """The file of a module, or of a package, that lies beside the script."""
        if name in sys.builtin_module_names:
            return None
        for root in self.roots():
            for path in (os.path.join(root, name, "__init__.py"), os.path.join(root, name + ".py")):
                if os.path.isfile(path):  # the script may lie beside gradcli itself, or bring a library
                    return None if path.startswith(OURS) or is_library(root, name) else path
        return None

    def roots(self) -> list[str]:
        """The directories of the script's own modules: where it lies, and what it puts on sys.path itself."""
        added = () if self.paths is None else (os.path.abspath(p) for p in sys.path if p not in self.paths)
        return [*added, *([] if self.directory is None else [self.directory])]

    # importing

    def find(
        self, name: str, globals: Any = None, locals: Any = None, fromlist: Sequence[str] | None = (), level: int = 0
    ) -> Any:
        """`__import__`, for the script and its siblings."""
        top = name.partition(".")[0]
        self.asked.add(top)
        if level == 0 and (path := self.sibling(top)) is not None:
            known = sys.modules.get(top)
            taken = top in sys.stdlib_module_names if known is None else getattr(known, "__file__", None) != path
            if taken and name == top:
                return self.private(top, path)
        elif level == 0 and (module := self.stand_in(top, fromlist)) is not None:
            if top in SPELT:
                builtins.__import__(name, globals, locals, fromlist or (), level)  # its parts are attributes then
            return member(module, name, fromlist)
        try:
            return builtins.__import__(name, globals, locals, fromlist or (), level)
        except ModuleNotFoundError as error:
            if error.name == "tensorflow_datasets":
                error.add_note("help: gradcli downloads no data: make a tf.data.Dataset of arrays")
            raise

    def stand_in(self, top: str, fromlist: Sequence[str] | None) -> Any:
        """The module of ours that stands for a library; None where the library itself does."""
        if top in STAND_INS:
            return importlib.import_module("gradcli.dialects.tensorflow").modules()[top]
        if top == "inspect":
            self.teach(top, teach_inspect)
        if top == "sys" and fromlist:
            return System(self.see)
        if self.untraced or top == "builtins":
            return None if self.untraced else self.builtins
        if top == "json":
            self.teach(top, teach_json)
        if self.traces and top in ("math", "statistics"):
            return importlib.import_module(f"gradcli.dialects.python.{top}").module()
        if self.traces and top == "numpy":
            self.watch_warnings()
            module = importlib.import_module("gradcli.dialects.numpy.module")
            strict = [w for w in ERRORS if any(w.encode() in text for text in self.sources.values())]
            module.STRICT.update(strict)
            self.undo.append(module.STRICT.clear)
            return module.module(self.writes)
        if self.traces and top == "pandas" and importlib.util.find_spec(top):
            self.teach(top, importlib.import_module("gradcli.dialects.pandas.teaching").teach_pandas)
        if self.traces and top == "scipy" and importlib.util.find_spec("scipy") is not None:
            self.watch_warnings()
            return importlib.import_module("gradcli.dialects.scipy.module").module(self.writes)
        return None

    def teach(self, top: str, how: Callable[[], list[Callable[[], object]]]) -> None:
        """Tell a library of our numbers, once."""
        if top not in self.taught:
            self.taught.add(top)
            self.undo += how()

    def private(self, name: str, path: str) -> ModuleType:
        """A sibling with the name of a module that is loaded, or that we may need: loaded for the script alone."""
        if name not in self.own:
            spec = importlib.util.spec_from_file_location(name, path, loader=Sibling(name, path, self))
            assert spec is not None
            self.own[name] = module = importlib.util.module_from_spec(spec)
            assert spec.loader is not None
            spec.loader.exec_module(module)
        return self.own[name]

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: Any = None) -> ModuleSpec | None:
        """The finder of sibling modules, first on sys.meta_path while the script runs."""
        roots = self.roots()
        places = roots if path is None else [p for p in path if p.startswith(tuple(roots))]
        library = any(is_library(root, name.partition(".")[0]) for root in roots)
        if library or (path is None and self.sibling(name) is None) or "site-packages" in "".join(places):
            return None
        if path is None and self.foreign():
            others = [p for p in sys.path if os.path.abspath(p) not in map(os.path.abspath, roots)]
            return PathFinder.find_spec(name, others)
        spec = PathFinder.find_spec(name, places)
        if spec is None or type(spec.loader) is not SourceFileLoader or spec.loader.path.startswith(OURS):
            return None
        spec.loader = Sibling(name, spec.loader.path, self)
        return spec

    def foreign(self) -> bool:
        """Whether it is gradcli, and not the script, by way of whom a module is looked for."""
        frame: Any = sys._getframe(2)
        while frame is not None and frame.f_code is not ScriptModules.find.__code__:
            file = frame.f_code.co_filename
            if file in self.files or file.startswith(OURS):
                return file not in self.files
            frame = frame.f_back
        return False

    def open(self) -> None:
        """Resolve imports from here on."""
        sys.meta_path.insert(0, self)
        self.paths = set(sys.path)
        self.last = last_loaded()
        self.see = seeing(Modules(self.asked, self.last))
        self.builtins.__dict__["__gradcli_seen__"] = self.see
        self.taught: set[str] = set()  # libraries that have been told of our numbers
        self.undo: list[Callable[[], object]] = []

    def close(self) -> None:
        """Resolve imports no more; forget the siblings, which may differ the next time."""
        sys.meta_path.remove(self)
        for undo in reversed(self.undo):
            undo()
        for name in loaded_since(self.last):
            if getattr(sys.modules[name], "__file__", None) in self.files:
                del sys.modules[name]

    def watch_warnings(self) -> None:
        """A warning that NumPy raises under our spelling of a function is shown with the script's line."""
        if self.watching:
            return
        self.watching = True
        original = warnings.showwarning
        told: set[tuple[str, str, int]] = set()
        known = (*FORWARD, __file__, hooks.__file__)

        def show(message: Any, category: Any, filename: str, lineno: int, file: Any = None, line: Any = None) -> None:
            if filename.startswith(FORWARD):
                frame: Any = sys._getframe(1)
                while frame is not None and frame.f_code.co_filename not in self.files:
                    if (home := frame.f_code.co_filename).startswith(OURS) and not home.startswith(known):
                        return  # of a sweep or a check, and none of the script's
                    frame = frame.f_back
                if frame is None:
                    return
                filename, lineno = frame.f_code.co_filename, frame.f_lineno
                if (str(message), filename, lineno) in told:
                    return
                told.add((str(message), filename, lineno))
            original(message, category, filename, lineno, file, line)

        warnings.showwarning = show
        numpy()  # its filter silences our ops; ours comes before it
        warnings.filterwarnings("always", category=RuntimeWarning, module=r"gradcli\.(core|ops|dialects)\.")
        self.undo.append(lambda: setattr(warnings, "showwarning", original))
        # what comes after the script overflows in silence
        self.undo.append(lambda: warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"gradcli\."))


class Sibling(SourceFileLoader):
    """Loads one of the script's own modules."""

    def __init__(self, name: str, path: str, modules: ScriptModules) -> None:
        super().__init__(name, path)
        self.modules = modules

    def get_code(self, fullname: str) -> CodeType:
        """Always from source: compiled files on disk are other people's."""
        self.modules.files.add(self.path)
        return self.modules.compile(self.modules.parse(self.get_data(self.path), self.path), self.path)

    def exec_module(self, module: ModuleType) -> None:
        """Run it with the script's built-ins."""
        module.__dict__["__builtins__"] = self.modules.builtins
        super().exec_module(module)


@cache
def is_library(root: str, name: str) -> bool:
    """Whether a package is none of the script's own, wherever it lies: installed there, or one with compiled code."""
    parts = os.walk(os.path.join(root, name)) if name in SPELT else ()
    compiled = any(part.endswith(tuple(EXTENSION_SUFFIXES)) for _, _, files in parts for part in files)
    return compiled or any(entry.endswith(".dist-info") for entry in os.listdir(root))


def member(library: Any, name: str, fromlist: Sequence[str] | None) -> Any:
    """What `import a.b.c` binds, or what `from a.b.c import ...` takes its names from."""
    module, path = library, name.split(".")
    for n, part in enumerate(path[1:], 2):
        found = getattr(module, part, None)
        if not isinstance(found, ModuleType):
            raise ModuleNotFoundError(f"No module named '{'.'.join(path[:n])}'", name=".".join(path[:n]))
        module = found
    return module if fromlist else library
