"""All that charts show beyond one period, and its way through JSON."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.trends.tasks import Stages, stages_of
from jzdesk.models.trends.tracks import Light, Track, lights_of, tracks_of
from jzdesk.models.trends.works import Works, works_of

_TEXTS = (Decimal, Period, Key)


@dataclass(frozen=True, slots=True)
class Trends:
    """An office's way up to a period: indicators, targets that are no figure, projects, tasks."""

    tracks: tuple[Track, ...] = ()
    lights: tuple[Light, ...] = ()
    works: Works | None = None
    stages: Stages | None = None


NO_TRENDS = Trends()


def trends_of(sheet: Sheet) -> Trends:
    """Return an office's way up to the period of a sheet, as it is known there."""
    return Trends(tracks_of(sheet), lights_of(sheet), works_of(sheet), stages_of(sheet))


def plain(value: Any) -> Any:
    """Return values as JSON can hold them."""
    if isinstance(value, _TEXTS):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def of_plain(told: Mapping[str, Any]) -> Trends:
    """Return what `plain` was given, also after a way through JSON."""
    made = _made(Trends, told)
    assert isinstance(made, Trends)
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
