"""Dataclasses whose methods are made when they are first called.

The standard library's own decorator writes, compiles and runs the text of up to eight functions where a class
stands, whether anybody calls them or not: a tenth of all that a start of the window did. What it makes is
made here without a text of its own, all but `__init__`, and that one when it is called often. Whatever asks
a class as a dataclass (`dataclasses.fields`, `asdict`, `is_dataclass`) is told what the standard library
would say.

What the window's start reads takes its decorator from here, so that it need not read the standard library's.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:

    def dataclass(
        cls: Any = None, *, frozen: bool = False, slots: bool = False, eq: bool = True, order: bool = False,
        unsafe_hash: bool = False,
    ) -> Any:  # fmt: skip
        """Decorate a class as `dataclasses.dataclass` does."""
        how = _How(frozen, slots, eq, order, unsafe_hash)
        return how.make if cls is None else how.make(cls)

    def field(*, default_factory: Callable[[], Any]) -> Any:
        """Return a field that is made anew for each record, as `dataclasses.field` does."""
        return _Made(default_factory)

    def replace(record: Any, /, **changes: Any) -> Any:
        """Return a record with other values in some fields, as `dataclasses.replace` does."""
        kind = record.__class__
        known = kind.__dict__.get(_OURS)
        if known is None:  # one of the standard library's
            import dataclasses

            return dataclasses.replace(record, **changes)
        for name in known:
            if name not in changes:
                changes[name] = getattr(record, name)
        return kind(**changes)


__all__ = ["dataclass", "field", "replace", "values"]

_MISSING: Any = object()
_FEW = 10
"""So many records of a class are filled in one by one: to write and compile a constructor takes as long as
to fill in forty."""
_FIELDS, _PARAMS, _OURS = "__dataclass_fields__", "__dataclass_params__", "__record_fields__"


def values(record: Any) -> dict[str, Any]:
    """Return the fields of a record or dataclass by their names, as they are."""
    return {name: getattr(record, name) for name in record.__match_args__}


class _Made:
    """The default of a field that is made anew for each record."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


class _How:
    """How a class is decorated."""

    __slots__ = ("eq", "frozen", "hashed", "order", "slots")

    def __init__(self, frozen: bool, slots: bool, eq: bool, order: bool, hashed: bool) -> None:
        self.frozen, self.slots, self.eq, self.order, self.hashed = frozen, slots, eq, order, hashed

    def make(self, cls: Any) -> Any:
        """Return the class with what a dataclass has; with slots it is another one."""
        fields = dict(_fields(cls))
        if self.slots:
            cls = _slotted(cls, fields)
        else:
            for name, default in fields.items():
                if isinstance(default, _Made) and name in vars(cls):
                    delattr(cls, name)
        setattr(cls, _OURS, fields)
        own = vars(cls)
        for name, made in self._methods(cls, tuple(fields)):
            if name not in own:
                made.__name__, made.__qualname__ = name, f"{cls.__qualname__}.{name}"
                setattr(cls, name, made)
        if self.eq and own.get("__hash__") is None:
            cls.__hash__ = _hash(_getter(tuple(fields))) if self.frozen or self.hashed else None
        cls.__match_args__ = tuple(fields)
        for name in (_FIELDS, _PARAMS):
            setattr(cls, name, _Asked(name, cls, self))
        return cls

    def _methods(self, cls: Any, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        get = _getter(names)
        yield "__init__", _init(cls, self.frozen)
        yield "__repr__", _repr(names)
        if self.eq:
            yield "__eq__", _comparison(operator.eq, get)
        if self.order:
            for compare in (operator.lt, operator.le, operator.gt, operator.ge):
                yield f"__{compare.__name__}__", _comparison(compare, get)
        if self.frozen:
            yield "__setattr__", _no_setting(cls, frozenset(names))
            yield "__delattr__", _no_deleting(cls, frozenset(names))
            if self.slots:
                yield "__getstate__", _state
                yield "__setstate__", _set_state


class _Asked:
    """What the standard library knows of a dataclass, told when it is asked for."""

    def __init__(self, name: str, cls: Any, how: _How) -> None:
        self._name, self._cls, self._how = name, cls, how

    def __get__(self, _record: Any, _owner: Any) -> Any:
        import dataclasses

        known = {k: v for base in reversed(self._cls.__mro__) for k, v in _annotations(base).items()}
        told: list[tuple[str, Any, Any]] = []
        for name, default in vars(self._cls)[_OURS].items():
            if isinstance(default, _Made):
                told.append((name, known[name], dataclasses.field(default_factory=default.make)))
            elif default is _MISSING:
                told.append((name, known[name], dataclasses.field()))
            else:
                told.append((name, known[name], dataclasses.field(default=default)))
        how = self._how
        shadow = dataclasses.make_dataclass(
            self._cls.__name__, told, frozen=how.frozen, slots=how.slots, eq=how.eq, order=how.order,
            unsafe_hash=how.hashed,
        )  # fmt: skip
        for name in (_FIELDS, _PARAMS):
            setattr(self._cls, name, getattr(shadow, name))
        return getattr(shadow, self._name)


def _annotations(cls: Any) -> Mapping[str, Any]:
    return getattr(cls, "__annotations__", {})  # of the class itself: a type gives no inherited ones


def _fields(cls: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields a class has and inherits, each with its default."""
    for base in cls.__mro__[-1:0:-1]:
        if _FIELDS in vars(base) and _OURS not in vars(base):
            raise TypeError(f"{cls.__name__} and {base.__name__} are to be decorated by one and the same")
        yield from vars(base).get(_OURS, {}).items()
    own = vars(cls)
    for name, kind in _annotations(cls).items():
        if not str(kind).startswith("ClassVar"):
            yield name, own.get(name, _MISSING)


def _slotted(cls: Any, fields: Mapping[str, Any]) -> Any:
    """Return the class anew with a slot for each field of its own."""
    own = dict(vars(cls))
    inherited = {name for base in cls.__mro__[1:-1] for name in vars(base).get("__slots__", ())}
    for name in (*fields, "__dict__", "__weakref__"):
        own.pop(name, None)
    own["__slots__"] = tuple(name for name in fields if name not in inherited)
    made = type(cls)(cls.__name__, cls.__bases__, own)
    made.__qualname__ = cls.__qualname__
    return made


def _getter(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return operator.attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def _init(cls: Any, frozen: bool) -> Any:
    """Return what takes the first calls and then puts in its place what takes all others."""
    left = _FEW

    def __init__(self: Any, /, *args: Any, **named: Any) -> None:  # noqa: N807 (it stands in for one)
        nonlocal left
        left -= 1
        if left < 0 or not _filled(self, cls, frozen, args, named):
            cls.__init__ = made = _written(cls, frozen)
            made(self, *args, **named)

    return __init__


def _filled(record: Any, cls: Any, frozen: bool, args: Sequence[Any], named: Mapping[str, Any]) -> bool:
    """Fill a record in; False for a call that does not fit, which a written constructor is to refuse."""
    fields, put = vars(cls)[_OURS], object.__setattr__ if frozen else setattr
    given = dict(zip(fields, args, strict=False))
    if len(args) > len(fields) or not given.keys().isdisjoint(named):
        return False
    given |= named
    if not given.keys() <= fields.keys():
        return False
    for name, default in fields.items():
        value = given.get(name, default)
        if value is _MISSING:
            return False
        if value is default and isinstance(default, _Made):
            value = default.make()
        put(record, name, value)
    if hasattr(cls, "__post_init__"):
        record.__post_init__()
    return True


def _written(cls: Any, frozen: bool) -> Any:
    fields = vars(cls)[_OURS]
    known: dict[str, Any] = {"_set": object.__setattr__, "_missing": _MISSING}
    given, body = ["self"], []
    for name, default in fields.items():
        if default is _MISSING:
            given.append(name)
        elif isinstance(default, _Made):
            known[f"_make_{name}"] = default.make
            given.append(f"{name}=_missing")
            body.append(f" if {name} is _missing: {name} = _make_{name}()")
        else:
            known[f"_default_{name}"] = default
            given.append(f"{name}=_default_{name}")
        body.append(f" _set(self, {name!r}, {name})" if frozen else f" self.{name} = {name}")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(given)}):\n" + "\n".join(body or [" pass"]), known)
    made = known["__init__"]
    made.__module__, made.__qualname__ = cls.__module__, f"{cls.__qualname__}.__init__"
    return made


def _hash(get: Callable[[Any], tuple[Any, ...]]) -> Any:
    return lambda self: hash(get(self))


def _repr(names: tuple[str, ...]) -> Any:
    def told(self: Any) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({fields})"

    return told


def _comparison(compare: Callable[[Any, Any], Any], get: Callable[[Any], tuple[Any, ...]]) -> Any:
    def compared(self: Any, other: Any) -> Any:
        if other.__class__ is self.__class__:
            return compare(get(self), get(other))
        return NotImplemented

    return compared


def _no_setting(cls: Any, names: frozenset[str]) -> Any:
    def refuse(self: Any, name: str, value: Any) -> None:
        if type(self) is cls or name in names:
            _refuse("assign to", name)
        super(cls, self).__setattr__(name, value)

    return refuse


def _no_deleting(cls: Any, names: frozenset[str]) -> Any:
    def refuse(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            _refuse("delete", name)
        super(cls, self).__delattr__(name)

    return refuse


def _refuse(what: str, name: str) -> None:
    # `typing` tries to set what a record of a generic kind was made by, and goes on where it is refused
    raise AttributeError(f"cannot {what} field {name!r}")


def _state(self: Any) -> list[Any]:
    return [*values(self).values()]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__match_args__, state, strict=True):
        object.__setattr__(self, name, value)
