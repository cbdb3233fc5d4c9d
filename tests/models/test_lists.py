"""What the list forms compute and carry: counts, sums by kind, rows that end, facts that stand."""

from __future__ import annotations

import pytest

from jzdesk.errors import RefusedError
from jzdesk.models import derive
from jzdesk.models.entry import Key
from jzdesk.models.sheet import Sheet
from tests.models.kit import key, own, sheet

ROWS = tuple(own("reductions", f"X410823-00{n}", "projects", "2018Q2") for n in (1, 2, 3))
CARDS = (own("cards", "C001", "enterprises", "2018Q1"), own("cards", "C002", "enterprises", "2018Q2"))


def derived(found: Sheet, text: str) -> str | None:
    place = key(text)
    _, row, column = found.place(place)
    return derive.derived_value(found, place, row, column)


def reductions(when: str = "2018H2") -> Sheet:
    typed = {}
    for n, (kind, cut) in enumerate((("工程", "10.25"), ("工程", "4.10"), ("结构", "7")), 1):
        typed[f"reductions/X410823-00{n}/type"] = kind
        typed[f"reductions/X410823-00{n}/cut_cod"] = cut
    return sheet(when, typed, own=ROWS)


@pytest.mark.parametrize(
    ("row", "count", "cut"),
    [
        ("engineering", "2", "14.35"),
        ("structure", "1", "7.00"),
        ("management", "0", None),
        ("total", "3", "21.35"),
    ],
)
def test_reductions_are_added_up_and_counted_by_type(row, count, cut):
    found = reductions()
    assert derived(found, f"reductions/{row}/count") == count
    assert derived(found, f"reductions/{row}/cut_cod") == cut


def test_only_totals_count():
    with pytest.raises(RefusedError):
        reductions().place(key("reductions/X410823-001/count"))


def test_what_the_city_approves_is_locked_even_in_rows_of_the_office():
    found = reductions()
    _, row, column = found.place(key("reductions/X410823-001/approved_cod"))
    assert found.locked(row, column)


def test_the_year_s_plan_stands_for_the_year_and_what_was_cut_is_asked_anew():
    half = {"reductions/X410823-001/plan_cod": "30", "reductions/X410823-001/cut_cod": "12"}
    rows = (own("reductions", "X410823-001", "projects", "2018Q1"),)
    year = sheet("2018", earlier={"2018H1": half}, own=rows)
    after = sheet("2019H1", earlier={"2018H1": half}, own=rows)

    def value(found: Sheet, column: str):
        place = Key("reductions", "X410823-001", column)
        _, row, col = found.place(place)
        return found.cell(place, row, col).value

    assert (str(value(year, "plan_cod")), value(year, "cut_cod")) == ("30.00", None)
    assert value(after, "plan_cod") is None


def test_an_enterprise_that_lost_its_card_is_listed_no_more_from_the_next_quarter_on():
    typed = {"cards/C001/name": "某厂", "cards/C001/card": "黄牌", "cards/C001/removed": "2018-06-20",
             "cards/C002/name": "另一厂", "cards/C002/card": "红牌"}  # fmt: skip
    then = sheet("2018Q2", typed, own=CARDS)
    after = sheet("2018Q3", earlier={"2018Q2": typed}, own=CARDS)
    assert [r.code for r in then.rows("cards")] == ["C001", "C002", "yellow", "red"]
    assert [r.code for r in after.rows("cards")] == ["C002", "yellow", "red"]
    assert (derived(then, "cards/yellow/count"), derived(after, "cards/yellow/count")) == ("1", "0")
    with pytest.raises(RefusedError):
        after.place(key("cards/C001/progress"))


def test_standing_facts_are_looked_up_and_what_belongs_to_the_quarter_is_not():
    typed = {
        "cards/C001/name": "某厂",
        "cards/C001/credit": "91410823MA3X00000N",
        "cards/C001/progress": "整改中",
    }
    after = sheet("2018Q3", earlier={"2018Q2": typed}, own=CARDS)

    def value(column: str):
        place = Key("cards", "C001", column)
        _, row, col = after.place(place)
        return after.cell(place, row, col).value

    assert (value("credit"), value("progress")) == ("91410823MA3X00000N", None)
