"""What classes of Keras are made with: a text of words and defaults, each an attribute of what is made."""

from __future__ import annotations

import inspect
from inspect import Parameter
from typing import TYPE_CHECKING, Any, ClassVar

from ..tensors.spelling import default

ANY = Parameter.POSITIONAL_OR_KEYWORD


class Settled:
    """A class whose subclasses say in `_settings` what they are made with: "word word=default", then other keywords."""

    _settings: ClassVar[str]
    if TYPE_CHECKING:

        def __init__(self, *args: Any, **about: Any) -> None: ...
        def __getattr__(self, name: str) -> Any: ...  # the settings

    def __init_subclass__(cls, **about: Any) -> None:
        super().__init_subclass__(**about)
        if "_settings" in cls.__dict__:
            cls.__init__ = constructor(cls._settings)  # type: ignore[method-assign]

    def get_config(self) -> dict[str, Any]:
        """What it was made with."""
        return {k: v for k, v in vars(self).items() if not k.startswith("_")}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """One made with that."""
        return cls(**config)

    def begin(self, **rest: Any) -> None:
        """What is done with the other keywords, first. TypeError for any."""
        if rest:
            raise TypeError(f"{type(self).__name__}.__init__() got an unexpected keyword argument '{next(iter(rest))}'")

    def ready(self) -> None:
        """What follows from the settings."""


def constructor(text: str) -> Any:
    """The `__init__` of a class with these settings."""
    words = [word.partition("=") for word in text.split()]
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
        for word, value in list(found.arguments.items())[1:]:
            setattr(self, word, value)
        self.ready()

    __init__.__signature__ = form  # type: ignore[attr-defined]
    return __init__
