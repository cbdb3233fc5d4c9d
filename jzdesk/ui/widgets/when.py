"""Days, times and sizes as they are said in the window."""

from __future__ import annotations

from datetime import date, datetime

from jzdesk.words import say

_KB = 1024
OLD = 7
"""After so many days the last copy is called old."""


def short_day(day: str) -> str:
    """Return an ISO day as 10月6日; empty stays empty."""
    if not day:
        return ""
    told = date.fromisoformat(day[:10])
    return say("ui.when.day", month=told.month, day=told.day)


def whole_day(day: str) -> str:
    """Return an ISO day as 2018年10月6日; empty stays empty."""
    if not day:
        return ""
    told = date.fromisoformat(day[:10])
    return say("ui.when.whole", year=told.year, month=told.month, day=told.day)


def moment(at: str, today: date) -> str:
    """Return an ISO time as it is said on `today`: 今天 14:00, 昨天 09:12, 10月1日 08:30."""
    told = datetime.fromisoformat(at)
    ago = (today - told.date()).days
    if ago in {0, 1}:
        day = say("ui.when.today" if ago == 0 else "ui.when.yesterday")
    else:
        day = short_day(at) if told.year == today.year else whole_day(at)
    return say("ui.when.moment", day=day, time=f"{told:%H:%M}")


def size(count: int) -> str:
    """Return a number of bytes as people read it; — where there is none."""
    if count < 0:
        return say("ui.when.nothing")
    if count < _KB * _KB:
        return say("ui.when.kb", n=max(1, round(count / _KB)))
    return say("ui.when.mb", n=f"{count / _KB / _KB:.1f}")
