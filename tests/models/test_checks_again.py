"""After an edit only what it touches is asked again, and that comes to the same as asking everything."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from jzdesk.models import checks
from jzdesk.models.checks import again
from jzdesk.models.checks.place import Place
from jzdesk.models.entry import Cell, Key
from jzdesk.models.period import Period
from jzdesk.models.sheet import Explanation, Sheet
from tests.reports import samples
from tests.thoroughness import ALL

COD = Key.parse("emissions/cod.industry/emitted")


def places(sheet: Sheet) -> Iterator[tuple[Key, str]]:
    """Yield every cell that can be typed into, with its kind."""
    for form in sheet.forms:
        for row in sheet.rows(form.id):
            for column in sheet.columns(form, row):
                if not (column.derived or row.derived or sheet.locked(row, column)):
                    yield Key(form.id, row.code, column.code), column.kind


def thrown(rng: random.Random, sheet: Sheet, kind: str, key: Key) -> Cell | None:
    """Return what the dice put into a cell: a figure, what stands elsewhere, a reason, or nothing."""
    if kind == "number" and rng.random() < 0.6:
        return Cell(Decimal(rng.choice(["0", "1", "128.46", "99999", "0.01"])))
    alike = [c for k, c in sheet.cells.items() if (k.form, k.column) == (key.form, key.column)]
    return rng.choice([*alike, Cell(blank="无此项"), Cell(blank="暂缺:县局,2018-10-20"), None])


def edited(sheet: Sheet, key: Key, cell: Cell | None) -> Sheet:
    cells = {k: c for k, c in sheet.cells.items() if k != key}
    return replace(sheet, cells=cells | ({key: cell} if cell else {}))


@pytest.mark.parametrize("when", ["2018Q3", "2018"])
def test_any_edits_come_to_what_asking_everything_comes_to(when: str, rng: random.Random) -> None:
    sheet = samples.sheet(Period.parse(when))
    known = again.checked(sheet)
    assert known.outcomes == tuple(checks.run(sheet))
    every = list(places(sheet))
    for _ in range(400 if ALL else 25):
        for _ in range(rng.choice([1, 1, 1, 5])):
            key, kind = rng.choice(every)
            sheet = edited(sheet, key, thrown(rng, sheet, kind, key))
        known = again.checked(sheet, known)
        assert known.outcomes == tuple(checks.run(sheet)), key


def test_one_figure_asks_few_again(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = samples.sheet()
    known = again.checked(sheet)
    asked: list[Place] = []
    say = checks.said_at
    monkeypatch.setattr(checks, "said_at", lambda place: asked.append(place) or say(place))
    again.checked(edited(sheet, COD, Cell(Decimal(77))), known)
    assert 0 < len(asked) < len(known.parts) / 20


@pytest.mark.parametrize(
    "other",
    [
        lambda sheet: replace(sheet, nil=frozenset({"milestones"})),
        lambda sheet: replace(sheet, own=sheet.own[1:]),
        lambda sheet: replace(sheet, earlier={}),
        lambda sheet: samples.sheet(Period.parse("2018Q4")),
    ],
    ids=["nil", "row", "earlier", "period"],
)
def test_what_is_no_cell_asks_everything_again(other) -> None:
    sheet = samples.sheet()
    changed = other(sheet)
    assert again.checked(changed, again.checked(sheet)).outcomes == tuple(checks.run(changed))


def test_a_period_that_is_locked_or_opened_asks_nothing_again_while_its_rows_are_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheet = samples.sheet()
    own = frozenset((row.form, row.code) for row in sheet.own)
    known = again.checked(sheet)
    fewer = replace(sheet, signed_rows=own - {min(own)})
    assert again.checked(fewer, known).outcomes == tuple(checks.run(fewer)) != known.outcomes
    monkeypatch.setattr(checks, "said_at", lambda _: pytest.fail("asked again"))
    locked = replace(sheet, signed_rows=own, unlocked=frozenset({COD}))
    assert again.checked(sheet, again.checked(locked, known)).outcomes == known.outcomes


def test_an_explanation_counts_at_once_and_asks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = samples.sheet(explain=False)
    known = again.checked(sheet)
    found = next(f for f in known.outcomes if f.blocking and f.severity != checks.MANDATORY)
    given = Explanation(found.rule, found.keys, "检修停产", found.figures)
    monkeypatch.setattr(checks, "said_at", lambda _: pytest.fail("asked again"))
    told = again.checked(replace(sheet, explanations=(given,)), known)
    assert [f.explanation for f in told.outcomes if f.explanation] == ["检修停产"]
