"""A frozen content gives back what was entered to make it."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.errors import RefusedError
from jzdesk.models import checks, snapshot, taking_back
from jzdesk.models.entry import Cell, Key, Stamp
from jzdesk.models.sheet import Explanation, Sheet
from jzdesk.models.snapshot import Frozen, Origin, Signers
from jzdesk.models.taking_back import Entered
from tests.models import kit
from tests.models.kit import key, own
from tests.thoroughness import tries

COD = "emissions/cod.industry/emitted"
NAME = "investment/X410823-001/name"
ADDED = (
    own("investment", "X410823-001", "projects", "2018Q1"),
    own("quality", "X410823-002", "sections", "2018Q2"),
)
BLANKS = ("无此项", "未监测", "保密", "暂缺:县水务局,2018-10-20", f"已并入:{COD}")


def build(sheet: Sheet) -> dict[str, Any]:
    outcomes = checks.run(sheet)
    origin = Origin("武陟县环境保护局", False, "0.1.0", 1, 1)
    return snapshot.build(sheet, outcomes, checks.counts(outcomes), Signers(), origin)


def entered(content: dict[str, Any]) -> Entered:
    return taking_back.entered(Frozen(content, kit.plan()))


def explained(sheet: Sheet) -> Sheet:
    """Return the sheet with every finding explained that may be."""
    failed = [f for f in checks.findings(checks.run(sheet)) if f.result == checks.FAILED]
    told = [Explanation(f.rule, f.keys, f"说明{n}", f.figures) for n, f in enumerate(failed)]
    return replace(sheet, explanations=tuple(told))


def changed(sheet: Sheet, chance: random.Random) -> Sheet:
    """Return the sheet with cells cleared, left blank for a reason, noted or with another figure."""
    cells = dict(sheet.cells)
    for at in chance.sample(sorted(cells), 12):
        kept = cells[at]
        other = Cell(kept.number + chance.randrange(1, 900)) if kept.number is not None else kept
        cells[at] = chance.choice(
            [
                Cell(),
                Cell(blank=chance.choice(BLANKS)),
                replace(kept, note="见台账\n第二页"),
                other,
                Cell(note="未到"),
            ]
        )
    return replace(sheet, cells={at: cell for at, cell in cells.items() if cell != Cell()})


@tries(6, full=15)
@given(st.integers(0, 10**6))
def test_what_comes_back_makes_the_same_content(seed: int) -> None:
    chance = random.Random(seed)
    sheet = explained(changed(kit.ordinary_quarter(own=ADDED), chance))
    content = build(sheet)
    given = entered(content)
    again = replace(
        sheet, cells=given.cells, own=given.rows, nil=given.nil,
        explanations=taking_back.explanations(content),
    )  # fmt: skip
    made = build(again)
    assert made == content
    assert snapshot.form_codes(made) == snapshot.form_codes(content)
    lean = build(replace(again, cells=taking_back.uncarried(given, sheet)))
    assert lean["forms"] == content["forms"]


def test_nothing_comes_back_that_was_not_entered() -> None:
    sheet = kit.ordinary_quarter(own=ADDED)
    given = entered(build(sheet))
    extra = {k for k in given.cells if k not in sheet.cells}
    assert all(kit.plan().find(k)[1].standing for k in extra)
    assert given.cells[key(COD)] == Cell(Decimal(10))
    assert [(r.form, r.code, r.block, str(r.since)) for r in given.rows] == [
        ("investment", "X410823-001", "projects", "2018Q3"),
        ("quality", "X410823-002", "sections", "2018Q3"),
    ]
    assert not given.nothing
    assert Entered().nothing


def test_a_form_with_nothing_to_report_comes_back_so() -> None:
    content = build(kit.ordinary_quarter())
    content["forms"]["quality"]["nil"] = True
    assert "quality" in entered(content).nil
    assert not Entered(nil=frozenset({"quality"})).nothing


def test_day_and_reason_of_a_figure_come_back() -> None:
    content = build(kit.ordinary_quarter())
    content["forms"]["emissions"]["cells"]["cod.industry/emitted"] |= {"on": "2019-03-02", "why": "核定"}
    content["forms"]["emissions"]["cells"]["nh3n.industry/emitted"] |= {"on": "2019-03-01"}
    assert entered(content).stamps == {
        key(COD): Stamp("2019-03-02", "核定"),
        key("emissions/nh3n.industry/emitted"): Stamp("2019-03-01", ""),
    }


def test_a_standing_fact_carried_unchanged_is_not_entered_again() -> None:
    past = {"2018Q2": {NAME: "污水管网", "investment/X410823-001/responsible": "水务局"}}
    now = {
        NAME: "污水管网",
        "investment/X410823-001/responsible": "住建局",
        "investment/X410823-001/done": "1.00",
    }
    sheet = kit.sheet("2018Q3", now, past, own=ADDED)
    given = Entered(sheet.cells, ADDED)
    lean = taking_back.uncarried(given, sheet)
    assert set(map(str, lean)) == set(now) - {NAME}
    noted = Entered({**sheet.cells, key(NAME): Cell("污水管网", note="已改名")}, ADDED)
    assert taking_back.uncarried(noted, sheet)[key(NAME)] == Cell(note="已改名")
    gone = replace(sheet, own=())
    assert taking_back.uncarried(Entered({key(NAME): Cell("污水管网")}), gone) == {
        key(NAME): Cell("污水管网")
    }


def test_a_period_stands_as_taken_back_until_something_is_entered() -> None:
    past = {"2018Q2": {NAME: "污水管网"}}
    sheet = kit.sheet("2018Q3", {NAME: "污水管网", COD: "1.00"}, past, own=ADDED)
    given = Entered(sheet.cells, ADDED, frozenset({"cards"}))
    carried = taking_back.carried_in(sheet, given)

    def stands(cells: dict[Key, Cell], nil: str = "cards") -> bool:
        return given.stands(Entered(cells, nil=frozenset({nil})), carried)

    figure = {key(COD): Cell(Decimal(1))}
    assert stands({**sheet.cells})
    assert stands(figure)  # the name is carried
    assert not stands({key(NAME): Cell("污水管网")})
    assert not stands({**figure, key(NAME): Cell("别的")})
    assert not stands({key(COD): Cell(Decimal(2))})
    assert not stands({**figure, key("emissions/so2.industry/emitted"): Cell(Decimal(1))})
    assert not stands(figure, nil="quality")
    elsewhere = kit.sheet("2018Q3", {}, {"2018Q2": {NAME: "别的"}}, own=ADDED)
    assert not given.stands(Entered(figure, nil=given.nil), taking_back.carried_in(elsewhere, given))
    standing = taking_back.standing_in(kit.plan())
    assert (standing(key(NAME)), standing(key(COD))) == (True, False)
    assert given.same(Entered(sheet.cells, nil=given.nil))
    assert not given.same(Entered(figure, nil=given.nil))


@pytest.mark.parametrize("code", ["X410825-001", "X410823-1", "X410823-0000000001", "x410823-001", "A.1"])
def test_a_row_of_no_office_s_making_is_refused(code: str) -> None:
    content = build(kit.ordinary_quarter(own=ADDED))
    content["forms"]["investment"]["own"] = [{"code": code, "block": "projects"}]
    with pytest.raises(RefusedError, match=code):
        entered(content)


@pytest.mark.parametrize(
    "wrong",
    [
        {"keys": COD},
        {"keys": [1]},
        {"keys": None},
        {"left": 3},
        {"difference": ["1"]},
        {"explanation": "a\tb"},
    ],
)
def test_an_explanation_that_no_check_wrote_is_refused(wrong: dict[str, Any]) -> None:
    found = {"rule": "211", "severity": "核实性", "keys": [COD], "left": "1.00", "right": None,
             "difference": None, "explanation": "停产"}  # fmt: skip
    assert taking_back.explanations({"findings": [found, {**found, "explanation": None}]}) == (
        Explanation("211", (key(COD),), "停产", "1.00||"),
    )
    with pytest.raises(RefusedError):
        taking_back.explanations({"findings": [{**found, **wrong}]})
