"""A ranking of the 季度通报 on one axis: its places, what is not compared, and the target of each county."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from jzdesk.models.across.axis import Axis, Bar, Goal, Group
from jzdesk.models.assess.case import Case
from jzdesk.models.assess.judge import assess
from jzdesk.models.bulletin.boards import case_behind
from jzdesk.models.bulletin.values import Board, Entry
from jzdesk.models.catalogue import CITY
from jzdesk.models.entry import Key
from jzdesk.models.sheet import Sheet
from jzdesk.models.trends.tracks import Aim, aim_of
from jzdesk.words import say

_W = "models.across"


def axis_of(board: Board, sheets: Mapping[str, Sheet], key: Key | None) -> Axis:
    """Return a ranking on one axis; `key` is its line in the table of totals."""
    cases = {unit: case_behind(board.code, sheet) for unit, sheet in sheets.items() if unit != CITY}
    groups = tuple(Group(g.name, tuple(_bar(entry) for entry in g.entries)) for g in board.groups)
    axis = Axis(
        board.code, say(f"{_W}.to_date", name=board.name) if board.compared else board.name,
        board.unit, board.decimals, groups, ranked=True, key=key,
    )  # fmt: skip
    apart = [b for b in axis.bars if b.value is not None and b.why]
    notes = [say(f"{_W}.apart", names="、".join(b.name for b in apart), why=apart[0].why)] if apart else []
    return aimed(replace(axis, notes=tuple(notes)), cases)


def _bar(entry: Entry) -> Bar:
    value = None if entry.value is None else Decimal(entry.value)
    return Bar(entry.unit, entry.name, value, entry.why, entry.place or 0, entry.tied)


def aimed(axis: Axis, cases: Mapping[str, Case | None]) -> Axis:
    """Return an axis with what each county's figure is measured against, where that is a figure.

    What all have in common is one goal. A target of another basis than a figure is never beside it.
    """
    found = {unit: told for unit, case in cases.items() if case is not None and (told := _aim(case))}
    same = {unit: (text, aim) for unit, (text, aim) in found.items() if aim.same_basis}
    notes = axis.notes
    if len(same) < len(found):
        notes = (*notes, say(f"{_W}.other_basis"))
    if not same:
        return replace(axis, notes=notes)
    (text, first), *_ = same.values()
    if all((t, a.value) == (text, first.value) for t, a in same.values()):
        word = say(f"{_W}.goal", year=first.year, target=text)
        return replace(axis, goal=Goal(word, first.value, first.up), notes=notes)
    return replace(
        axis, goal=Goal(say(f"{_W}.own_goals"), up=first.up), notes=notes,
        groups=tuple(
            replace(g, bars=tuple(replace(b, aim=_value(same, b.unit)) for b in g.bars))
            for g in axis.groups
        ),
    )  # fmt: skip


def _value(known: Mapping[str, tuple[str, Aim]], unit: str) -> Decimal | None:
    return known[unit][1].value if unit in known else None


def _aim(case: Case) -> tuple[str, Aim] | None:
    """Return a county's target in words and as a figure; an amount of the whole city is none of its own."""
    if not case.targets or case.of_the_city(case.targets[0]):
        return None
    main = assess(case).main
    aim = aim_of(case, main)
    return None if aim is None else (main.target_text, aim)
