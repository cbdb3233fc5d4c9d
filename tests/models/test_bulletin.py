"""Rankings and slow items from sheets: on what basis figures are compared, and when something is slow."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jzdesk.models.assess.rates import Project
from jzdesk.models.bulletin.boards import boards, groups
from jzdesk.models.bulletin.slow import lamps_of, project_lamp, slow_in
from jzdesk.models.bulletin.values import Board, Entry, Slow
from jzdesk.models.sheet import Sheet
from tests.models import kit
from tests.models.test_assess_sheet import days, pm25

WUZHI, XIUWU, WEN = "410823", "410821", "410825"
PROJECT = "investment/X410823-001"


def board(code: str, *sheets: Sheet) -> Board:
    found = boards(kit.plan(), {sheet.unit: sheet for sheet in sheets}, {WEN: "未报送"})
    return next(one for one in found if one.code == code)


def entry(found: Board, unit: str) -> Entry:
    return next(e for group in found.groups for e in group.entries if e.unit == unit)


def test_groups_are_those_of_the_divisions() -> None:
    (counties, in_counties), (urban, in_urban) = groups(kit.plan())
    assert (counties, len(in_counties), urban, len(in_urban)) == ("县（市）", 6, "城区", 5)
    assert set(in_counties) | set(in_urban) == set(kit.plan().counties)


def test_means_are_compared_with_the_year_before_on_the_same_basis() -> None:
    same = kit.sheet("2019Q3", pm25("50", "实况"), {"2018Q3": pm25("60", "实况")}, unit=WUZHI)
    other = kit.sheet("2019Q3", pm25("48", "实况"), {"2018Q3": pm25("66", "标况")}, unit=XIUWU)
    found = board("pm25", same, other)
    assert (entry(found, WUZHI).base, entry(found, WUZHI).place) == ("60", 2)
    assert (entry(found, XIUWU).base, entry(found, XIUWU).place) == (None, 1)
    assert entry(found, WEN).why == "未报送"


def test_days_are_ranked_by_their_share_so_far() -> None:
    before = {"2018Q1": days("40", "90"), "2018Q2": days("50", "91")}
    one = kit.sheet("2018Q3", days("60", "92"), before, unit=WUZHI)
    two = kit.sheet("2018Q3", days("70", "92"), before, unit=XIUWU)
    found = board("good_days", one, two)
    assert [(entry(found, u).value, entry(found, u).place) for u in (WUZHI, XIUWU)] == [
        ("54.9", 2), ("58.6", 1)
    ]  # fmt: skip


def test_a_quarter_that_lacks_leaves_no_figure() -> None:
    found = board("good_days", kit.sheet("2018Q3", days("60", "92"), {"2018Q1": days("40", "90")}))
    assert (entry(found, WUZHI).value, entry(found, WUZHI).why) == (None, "没有累计数")


def test_sections_are_ranked_by_their_sums_with_what_they_are_of() -> None:
    own = tuple(kit.own("quality", f"X410823-00{n}", "sections", "2018Q1") for n in (1, 2))

    def typed(*shares: tuple[str, str]) -> dict[str, str]:
        return {
            f"quality/X410823-00{n}/{column}": text
            for n, (top, bottom) in enumerate(shares, 1)
            for column, text in (("name", f"断面{n}"), ("numerator", top), ("denominator", bottom))
        }

    sheet = kit.sheet(
        "2018Q2", typed(("2", "3"), ("3", "3")), {"2018Q1": typed(("1", "3"), ("3", "3"))}, own=own
    )
    found = entry(board("sections", sheet), WUZHI)
    assert (found.over, found.under, found.value) == ("9", "12", "75.0")
    assert entry(board("sources", sheet), WUZHI).why == "没有水源地"


def test_a_project_without_its_plan_is_left_out_and_says_why() -> None:
    found = board("invested", kit.sheet("2018Q3", {}))
    assert entry(found, WUZHI).place is None
    assert entry(found, WUZHI).why


def test_a_figure_the_city_approved_stands_beside_and_ranks_nobody() -> None:
    one = kit.sheet("2018Q3", pm25("50", "实况"), unit=WUZHI)
    two = kit.sheet("2018Q3", pm25("48", "实况"), unit=XIUWU)
    judged = kit.sheet("2018Q3", pm25("40", "实况"), unit=WUZHI)
    made = boards(kit.plan(), {WUZHI: one, XIUWU: two}, {}, {WUZHI: judged, XIUWU: two})
    found = next(board for board in made if board.code == "pm25")
    assert (entry(found, WUZHI).value, entry(found, WUZHI).approved, entry(found, WUZHI).place) == (
        "50",
        "40",
        2,
    )
    assert entry(found, XIUWU).approved == ""


# What is slow


def slow(words: dict[str, str]) -> list[Slow]:
    own = (kit.own("investment", "X410823-001", "projects", "2018Q1"),)
    typed = {f"{PROJECT}/{column}": text for column, text in words.items()}
    found = slow_in(kit.sheet("2018Q3", {f"{PROJECT}/name": "管网", **typed}, own=own), "武陟县")
    return [one for one in found if one.sort == "project" and one.title == "管网"]


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ({"stage": "在建", "plan_start": "2018-01", "plan_end": "2018-12", "percent": "75"}, ""),
        ({"stage": "在建", "plan_start": "2018-01", "plan_end": "2018-12", "percent": "60"}, "yellow"),
        ({"stage": "在建", "plan_start": "2018-01", "plan_end": "2018-12", "percent": "50"}, "red"),
        ({"stage": "在建", "plan_end": "2018-09", "percent": "99"}, "red"),
        ({"stage": "投运", "plan_end": "2018-06", "percent": "90"}, ""),
        ({"stage": "取消", "plan_end": "2018-06"}, ""),
        ({"stage": "停建", "plan_end": "2020-12"}, "stopped"),
        ({"stage": "前期", "plan_start": "2018-03", "plan_end": "2020-12"}, "late_start"),
        ({"stage": "未开工", "plan_start": "2019-03", "plan_end": "2020-12"}, "not_started"),
        ({"stage": "未开工", "plan_start": "2018-09", "plan_end": "2020-12"}, "late_start"),
        ({"stage": "在建"}, ""),
    ],
)  # fmt: skip
def test_a_project_is_slow_by_the_printed_thresholds(words: dict[str, str], level: str) -> None:
    assert [one.level for one in slow(words)] == ([level] if level else [])


def test_what_the_office_says_of_a_project_goes_along() -> None:
    (one,) = slow({"stage": "停建", "plan_end": "2020-12", "problems": "资金未到位"})
    assert (one.name, one.state, one.due, one.reason) == ("武陟县", "停建", "2020-12", "资金未到位")


def test_without_a_share_what_was_invested_of_the_plan_counts() -> None:
    sheet = kit.sheet("2018Q3", {})
    half = Project("building", Decimal(100), Decimal(60), plan_end="2018-12")
    assert project_lamp(half, "2018-01", None, sheet).colour == "yellow"
    assert project_lamp(replace(half, planned=None), "2018-01", None, sheet).colour == "grey"


def test_tasks_are_named_with_lamp_state_and_reason() -> None:
    rows = [r.code for r in kit.sheet("2018Q3", {}).rows("milestones") if not r.derived]
    first, second, third, *rest = rows
    words = {f"milestones/{code}/status": "已完成" for code in rest}
    words |= {
        f"milestones/{first}/status": "滞后", f"milestones/{first}/problems": "用地没有落实",
        f"milestones/{second}/status": "未启动", f"milestones/{third}/status": "不适用",
    }  # fmt: skip
    sheet = kit.sheet("2018Q3", words)
    found = [one for one in slow_in(sheet, "武陟县") if one.sort == "task"]
    assert {one.state for one in found} == {"滞后", "未启动"}
    assert next(one for one in found if one.state == "滞后").reason == "用地没有落实"
    lamps = lamps_of(sheet)
    assert (lamps.total, lamps.done, lamps.not_started) == (len(rows) - 1, len(rest), 1)


def test_an_indicator_behind_its_line_is_named_with_its_target() -> None:
    before = {"2018Q1": days("40", "90"), "2018Q2": days("50", "91")}
    found = slow_in(kit.sheet("2018Q3", days("60", "92"), before), "武陟县")
    one = next(one for one in found if one.sort == "indicator")
    assert (one.title, one.level, one.due) == ("优良天数", "behind", "≥65%")
    assert one.late
