"""What has come from every county, form by form and period by period: plain values."""

from __future__ import annotations

from dataclasses import dataclass

from jzdesk.models.period import Period

FILLED, NIL, OWED, BLANK, NONE = "filled", "nil", "owed", "blank", "none"
"""A form that came: filled, as 零报告, with 暂缺, with nothing in it; or one that a county does not have."""
ON_TIME, LATE, CAME, BACK = "on_time", "late", "came", "back"
"""A period that came: in time, late, with no day to judge by; or one that is owed again."""
MISSING, WAITING, UNASKED = "missing", "waiting", "unasked"
"""What did not come: owed, not due yet, or asked of nobody."""
KINDS = (FILLED, ON_TIME, CAME, LATE, NIL, OWED, BLANK, BACK, MISSING, WAITING, UNASKED, NONE)
"""All of them, as a legend names them."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column: `code` is a form's or a period's, `group` stands above those that have it in common."""

    code: str
    name: str
    period: Period
    group: str = ""


@dataclass(frozen=True, slots=True)
class Square:
    """How one thing stands, and what has to be known of it beside."""

    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One county. `state` says in words how far its file of the period is."""

    unit: str
    name: str
    squares: tuple[Square, ...]
    state: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """A table of what came: a square for every county and head. `first` and `last` are its periods."""

    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    first: Period
    last: Period
    note: str = ""
