"""Plain values of dataclasses on their way through JSON and back."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from jzdesk.models.entry import Key
from jzdesk.models.period import Period

T = TypeVar("T")
_TEXTS = (Decimal, Period, Key)


def plain(value: Any) -> Any:
    """Return values as JSON can hold them."""
    if isinstance(value, _TEXTS):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def of_plain(kind: type[T], told: Any) -> T:
    """Return the dataclass of which `plain` made this, also after a way through JSON."""
    made = _made(kind, told)
    assert isinstance(made, kind)
    return made


def _made(kind: Any, told: Any) -> Any:
    """Return a value of a kind as dataclasses name it."""
    if told is None:
        return None
    if get_origin(kind) is types.UnionType:
        return _made(next(k for k in get_args(kind) if k is not types.NoneType), told)
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        kinds = [inner[0]] * len(told) if inner[-1] is Ellipsis else inner
        return tuple(_made(k, one) for k, one in zip(kinds, told, strict=True))
    if kind in {Period, Key}:
        return kind.parse(told)
    if kind is Decimal:
        return Decimal(told)
    if kind is date:
        return date.fromisoformat(told)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _made(hints[name], one) for name, one in told.items()})  # type: ignore[operator]
    return told
