"""Sentences of a 季度通报 made from figures: right for a rise, a fall, no change, no base, one, nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from jzdesk.models import quantity
from jzdesk.models.bulletin.values import LEVELS, Board, Bulletin, Entry, Ranked, Slow, Stand
from jzdesk.reports.stamp import day
from jzdesk.words import say

_W = "reports.bulletin"
_MOST = 3
"""So many names of a county stand in a sentence; the annex has all."""


def mark(names: Iterable[str]) -> str:
    """Return names one after the other."""
    return say(f"{_W}.mark").join(names)


# Who has handed in


def counts(given: Bulletin) -> str:
    """Return how many files came and count, and whose do not."""
    told = say(f"{_W}.counts", number=given.number, received=given.received, accepted=given.accepted)
    if not given.accepted:
        return told + say(f"{_W}.nobody")
    out = len(given.uncounted)
    word = "some_in" if out else "all_in"
    return told + say(f"{_W}.{word}", accepted=given.accepted, out=out)


def punctuality(given: Bulletin) -> str:
    """Return who was on time, late, or is still awaited."""
    if not given.due:
        return say(f"{_W}.no_due") + _awaited(given)
    on_time = [one for one in given.stands if one.received and not one.days]
    parts = [say(f"{_W}.due", day=day(given.due), on_time=len(on_time), number=given.number)]
    if given.late:
        parts.append(say(f"{_W}.late", n=len(given.late), names=mark(_late(one) for one in given.late)))
    return say(f"{_W}.comma").join(parts) + say(f"{_W}.stop") + _awaited(given)


def _late(one: Stand) -> str:
    return say(f"{_W}.late_one", name=one.name, days=one.days)


def _awaited(given: Bulletin) -> str:
    awaited = [one for one in given.stands if not one.received]
    names = mark(one.name for one in awaited)
    told = say(f"{_W}.awaited", n=len(awaited), names=names) if awaited else ""
    here = [one for one in given.uncounted if one.received]
    names = mark(say(f"{_W}.out", name=one.name, state=one.state) for one in here)
    return told + (say(f"{_W}.unaccepted", n=len(here), names=names) if here else "")


# Rankings


def of_board(given: Bulletin, board: Board) -> str:
    """Return what a ranking says: of each group the best and the last, and how they changed."""
    name = say(f"{_W}.measure", name=board.name, span=span(given)) if board.compared else board.name
    parts = [of_group(board, group) for group in board.groups]
    return name + say(f"{_W}.colon") + say(f"{_W}.semicolon").join(parts) + say(f"{_W}.stop")


def span(given: Bulletin) -> str:
    """Return the months of the year so far."""
    return say(f"{_W}.span", month=given.month)


def of_group(board: Board, group: Ranked) -> str:
    """Return the sentence of one group, its denominator named."""
    known, number = group.known, len(group.entries)
    fields = {"group": group.name, "known": len(known), "number": number}
    if not known:
        return say(f"{_W}.group_none", **fields)
    if len(known) == 1:
        only = known[0]
        told = say(f"{_W}.group_one", name=only.name, value=figure(board, only.value), **fields)
        return told + (_change_of(board, only) if board.compared else "")
    ends = _ends(board, known)
    told = say(f"{_W}.group", ends=ends, **fields)
    return told + (say(f"{_W}.comma") + _changes(known) if board.compared else "")


def _ends(board: Board, known: Sequence[Entry]) -> str:
    """Return who is first and who is last; all of them where they are equal."""
    best, worst = (_at(known, place) for place in (1, max(one.place or 0 for one in known)))
    if best == worst:
        return say(f"{_W}.all_equal", value=figure(board, best[0].value))
    return say(f"{_W}.ends", best=_names(board, best), worst=_names(board, worst))


def _at(known: Sequence[Entry], place: int) -> list[Entry]:
    return [one for one in known if one.place == place]


def _names(board: Board, entries: Sequence[Entry]) -> str:
    word = "tied" if len(entries) > 1 else "single"
    names = mark(one.name for one in entries)
    return say(f"{_W}.{word}", names=names, value=figure(board, entries[0].value))


def _changes(known: Sequence[Entry]) -> str:
    """Return how many rose, fell, stayed, and of how many there is nothing to compare with."""
    ways = [way(one) for one in known]
    if all(one == "no_base" for one in ways):
        return say(f"{_W}.none_comparable")
    told = [say(f"{_W}.way.{w}", n=ways.count(w)) for w in ("down", "same", "up", "no_base") if w in ways]
    return say(f"{_W}.compared") + mark(told)


def way(entry: Entry) -> str:
    """Return how a figure lies to that of a year before: `up`, `down`, `same`, `no_base`."""
    if entry.value is None or entry.base is None:
        return "no_base"
    now, base = Decimal(entry.value), Decimal(entry.base)
    return "same" if now == base else "up" if now > base else "down"


def _change_of(board: Board, entry: Entry) -> str:
    found = way(entry)
    if found in {"no_base", "same"}:
        return say(f"{_W}.only.{found}")
    unit = say(f"{_W}.only.points") if board.unit == "%" else ""
    return say(f"{_W}.only.{found}", change=change(board, entry).lstrip("+−"), unit=unit)


def change(board: Board, entry: Entry) -> str:
    """Return the change since a year before as tables show it: in percent, of percents in points."""
    if entry.value is None or entry.base is None:
        return say("models.derive.dash")
    now, base = Decimal(entry.value), Decimal(entry.base)
    if board.unit == "%":
        found: Decimal | None = now - base
        places = board.decimals
    else:
        found, places = quantity.change_pct(now, base), 1
    if found is None:
        return say("models.derive.dash")
    text = quantity.show(found, places) + ("" if board.unit == "%" else "%")
    return f"+{text}" if found > 0 else text


def reported(boards: Sequence[Board]) -> str:
    """Return that reported figures rank, with the 核定数 that say something else beside them."""
    told = [
        say(
            f"{_W}.note_approved_one", name=entry.name, measure=board.name,
            approved=figure(board, entry.approved), value=figure(board, entry.value),
        )
        for board in boards for group in board.groups for entry in group.entries if entry.approved
    ]  # fmt: skip
    beside = say(f"{_W}.note_approved", told=say(f"{_W}.semicolon").join(told)) if told else ""
    return say(f"{_W}.note_reported") + beside


def figure(board: Board, value: str | None) -> str:
    """Return a figure with its unit."""
    if value is None:
        return say("models.derive.dash")
    return quantity.show(Decimal(value), board.decimals) + board.unit


# What is slow


def slow_counts(given: Bulletin, sort: str) -> str:
    """Return how many of a sort are behind and not begun, in which counties most."""
    found = [one for one in given.slow if one.sort == sort]
    if not found:
        return say(f"{_W}.none_slow.{sort}")
    known = dict.fromkeys(one.level for one in sorted(found, key=_rank))
    parts = [
        say(f"{_W}.level_count", level=level_word(level, sort), n=sum(one.level == level for one in found))
        for level in known
    ]
    return say(f"{_W}.slow.{sort}", n=len(found), parts=mark(parts))


def _rank(one: Slow) -> int:
    return LEVELS.index(one.level)


def level_word(level: str, sort: str) -> str:
    """Return a level as it is read."""
    return say(f"{_W}.level.{sort}_{level}" if level == "not_started" else f"{_W}.level.{level}")


def by_county(given: Bulletin, sort: str) -> list[str]:
    """Return a sentence for each county with something behind: the names and their levels."""
    told = []
    for unit in dict.fromkeys(one.unit for one in given.slow if one.sort == sort and one.late):
        items = [one for one in given.slow_of(unit) if one.sort == sort]
        names = say(f"{_W}.comma_list").join(_slow_name(one) for one in items[:_MOST])
        more = say(f"{_W}.and_more", n=len(items)) if len(items) > _MOST else ""
        told.append(say(f"{_W}.of_county", name=items[0].name, names=names, more=more))
    return told


def _slow_name(one: Slow) -> str:
    return say(f"{_W}.slow_name", title=one.title, level=level_word(one.level, one.sort))
