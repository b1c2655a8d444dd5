"""Immutable records: what typing.NamedTuple is, made in an eighth of its time; a command makes dozens as it starts."""

from __future__ import annotations

__all__ = ["Record"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as Record
else:
    from operator import itemgetter

    try:
        from _collections import _tuplegetter as getter  # as collections has it, twice as quick
    except ImportError:

        def getter(place, doc):
            return property(itemgetter(place), doc=doc)

    new = tuple.__new__

    class Fields(type):
        """Makes a class of records: NamedTuple compiles a constructor and every annotation, this one neither."""

        def __new__(kind, name, bases, body):
            if names := tuple(body.get("__annotations__", ())):
                known = {field: body.pop(field) for field in names if field in body}
                defaults, needed = tuple(known.values()), len(names) - len(known)
                rest = {needed + n: defaults[n:] for n in range(len(known) + 1)}
                getters = {field: getter(place, None) for place, field in enumerate(names)}
                body.update(getters, _fields=names, _known=known, _rest=rest, __match_args__=names)
            return super().__new__(kind, name, bases, {"__slots__": (), **body})

    class Record(tuple, metaclass=Fields):
        """A tuple whose fields have names, declared as in typing.NamedTuple. Raises TypeError as a function does.

        _known: the defaults. _rest: those of what is not given, by how much is.
        """

        _fields, _known, _rest = (), {}, {0: ()}

        def __new__(cls, *values, **named):
            if named:
                values = cls._with(values, named)
            try:
                return new(cls, values + cls._rest[len(values)])
            except KeyError:
                raise TypeError(f"{cls.__name__}() takes {', '.join(cls._fields)}: got {len(values)}") from None

        @classmethod
        def _with(cls, values, named):
            fields, known = cls._fields[len(values) :], cls._known | named
            if not (named.keys() <= {*fields} <= known.keys()):
                raise TypeError(f"{cls.__name__}() takes {', '.join(cls._fields)}: got {len(values)} and {[*named]}")
            return values + tuple([known[field] for field in fields])

        @classmethod
        def _make(cls, values):
            return cls(*values)

        def _replace(self, **named):
            made = new(type(self), map(named.pop, self._fields, self))
            return type(self)(*made, **named) if named else made  # which raises

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            told = ", ".join(f"{field}={value!r}" for field, value in self._asdict().items())
            return f"{type(self).__name__}({told})"
