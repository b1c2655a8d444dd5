"""What all of tf.keras shares: the default float; names, paths and settings of what is made; shapes that are asked."""

from __future__ import annotations

import contextlib
import inspect
from collections import Counter
from collections.abc import Iterator
from inspect import Parameter
from typing import TYPE_CHECKING, Any, ClassVar

from ..tensors import NAMES, as_dtype, rows, snake
from ..tensors.spelling import default
from ..tensors.state import SYMBOLIC
from ..tensors.tracing import SEEDS

_made: Counter[str] = Counter()
SETTINGS: dict[str, Any] = {"floatx": "float32", "epsilon": 1e-7, "image_data_format": "channels_last"}


def auto_name(thing: Any) -> str:
    """A name after a thing's class, numbered from the second on: adam, adam_1."""
    return numbered(snake(type(thing).__name__))


def numbered(kind: str) -> str:
    """A name, numbered from the second time on."""
    _made[kind] += 1
    return kind if _made[kind] == 1 else f"{kind}_{_made[kind] - 1}"


def set_floatx(value: Any) -> None:
    """Another default float dtype. ValueError for what is none."""
    accepted = {"bfloat16", "float16", "float32", "float64"}
    if value not in accepted:
        raise ValueError(f"Unknown `floatx` value: {value}. Expected one of {accepted}")
    SETTINGS["floatx"] = as_dtype(value).name


def floatx() -> str:
    """The name of the default float dtype."""
    return str(SETTINGS["floatx"])


def policy() -> str:
    """The dtype of layers that are made without one: the default where the first was made since the session began."""
    return str(SETTINGS.setdefault("policy", floatx()))


def clear_session() -> None:
    """Begin names anew, and the dtype of layers."""
    _made.clear()
    SETTINGS.pop("policy", None)


def epsilon() -> float:
    """The small number that keeps logarithms and divisions finite."""
    return float(SETTINGS["epsilon"])


def _shared(name: str, signature: str, body: Any, doc: str = "") -> tuple[Any, ...]:
    return f"keras.backend.{name} keras.config.{name}", "", signature, body, doc


__getattr__ = rows(
    __name__,
    ("keras.backend.clear_session keras.utils.clear_session", "", "free_memory=True:-", clear_session),
    _shared("floatx", "", floatx), _shared("set_floatx", "value", set_floatx), _shared("epsilon", "", epsilon),
    _shared("set_epsilon", "value", lambda value: SETTINGS.update(epsilon=value), "Another small number."),
    _shared("image_data_format", "", lambda: SETTINGS["image_data_format"], "Where the channels of images are: last."),
    _shared("backend", "", lambda: "tensorflow", "The name of the library."),
)  # fmt: skip


ANY = Parameter.POSITIONAL_OR_KEYWORD


class Settled:
    """A class whose subclasses say in `_settings` what they are made with, then other keywords.

    "word word=default word=default:attribute"; the attribute is called as the word unless it is named.
    """

    _settings: ClassVar[str]
    if TYPE_CHECKING:

        def __init__(self, *args: Any, **about: Any) -> None: ...
        def __getattr__(self, name: str) -> Any: ...  # the settings

    def __init_subclass__(cls, **about: Any) -> None:
        super().__init_subclass__(**about)
        if "_settings" in cls.__dict__:
            cls.__init__ = constructor(cls._settings)  # type: ignore[method-assign]

    def get_config(self) -> dict[str, Any]:
        return {k: v for k, v in vars(self).items() if not k.startswith("_")}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        return cls(**config)

    def begin(self, **rest: Any) -> None:
        """What is done with the other keywords, first. TypeError for any."""
        if rest:
            raise TypeError(f"{type(self).__name__}.__init__() got an unexpected keyword argument '{next(iter(rest))}'")

    def ready(self) -> None:
        """What follows from the settings."""


class OfFunction(Settled):
    """A thing of a function, some of whose arguments are settings."""

    function: Any = None
    _own: ClassVar[tuple[str, ...]] = ()
    _about: Any = property(lambda self: {word: getattr(self, word) for word in self._own})


def worded(settings: str) -> tuple[str, ...]:
    """The words of settings."""
    return tuple(word.partition("=")[0] for word in settings.split())


def constructor(text: str) -> Any:
    """The `__init__` of a class with these settings."""
    tokens = [token.partition(":") for token in text.split()]
    words = [word.partition("=") for word, _, _ in tokens]
    kept = [attribute or word for (_, _, attribute), (word, _, _) in zip(tokens, words)]
    own = [Parameter(word, ANY, default=default(value) if sign else Parameter.empty) for word, sign, value in words]
    form = inspect.Signature([Parameter("self", ANY), *own, Parameter("about", Parameter.VAR_KEYWORD)])

    def __init__(self: Any, *args: Any, **about: Any) -> None:
        try:
            found = form.bind(self, *args, **about)
        except TypeError as error:
            told = str(error).replace("missing a required", "missing 1 required positional")
            raise TypeError(f"{type(self).__name__}.__init__() {told}") from None
        found.apply_defaults()
        self.begin(**found.arguments.pop("about"))
        for attribute, value in zip(kept, list(found.arguments.values())[1:]):
            setattr(self, attribute, value)
        self.ready()

    __init__.__signature__ = form  # type: ignore[attr-defined]
    return __init__


def chosen(kind: str, homes: str, table: dict[str, Any], otherwise: Any = None) -> Any:
    """Announce the `get` of homes: what a name stands for, a class or a dict of a name and settings made to a thing.

    otherwise: what is made of what is none of these, and cannot be called; where it is None, a ValueError.
    """

    def get(identifier: Any) -> Any:
        found: Any = identifier
        about = None
        if isinstance(identifier, dict):
            found, about = identifier["class_name"], identifier.get("config", {})
        found = table.get(found) if isinstance(found, str) else found
        if identifier is not None and not callable(found):
            if otherwise is not None and not isinstance(identifier, str | dict):
                return otherwise(identifier)
            raise ValueError(f"Could not interpret {kind} identifier: {identifier}")
        if not isinstance(found, type):
            return found
        made: Any = found
        return made.from_config(about) if about else made()

    NAMES.update({f"{home}.{name}": get for home in homes.split() for name in ("get", "deserialize")})
    return get


PATH: list[tuple[Any, str]] = []  # (who opened it, name)
CONTEXT: dict[str, Any] = {}  # what all layers of the running call share: the `training` that was last settled


@contextlib.contextmanager
def name_scope(name: str, owner: Any = None) -> Iterator[None]:
    """While the block runs, Variables bear this name in their paths; once, however often its owner opens it."""
    if owner is not None and PATH and PATH[-1][0] is owner:
        yield
        return
    PATH.append((owner, name))
    try:
        yield
    finally:
        PATH.pop()


def path(name: str) -> str:
    return "/".join([*(part for _, part in PATH), name])


@contextlib.contextmanager
def asking_shapes(drawn: bool = True) -> Iterator[None]:
    """While the block runs, calls leave no trace: seeds and Variables keep their state. drawn: lengths are made up."""
    SYMBOLIC[0] += 1
    SYMBOLIC[1] += drawn
    streams, state = dict(SEEDS.streams), SEEDS.next and SEEDS.next.getstate()
    try:
        yield
    finally:
        SEEDS.streams = streams
        if state is not None:
            SEEDS.next.setstate(state)
        SYMBOLIC[0] -= 1
        SYMBOLIC[1] -= drawn
