"""改动 and 免审 of an upload file: by how much, why, what becomes of the year; and what need not be kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from jzdesk.errors import RefusedError
from jzdesk.exchange import shape
from jzdesk.models.entry import Cell
from jzdesk.models.period import Period
from jzdesk.models.waiver import Waiver
from tests.exchange import kit
from tests.thoroughness import ALL

COD = "emissions/cod.industry"
HEADS = [
    "位置", "上次", "本次", "差", "增减（%）", "本年累计（上次）", "本年累计（本次）", "原因",
]  # fmt: skip
WAIVER = Waiver("211", kit.COUNTY, "2018-07-01", "2018-12-31", "焦环办〔2018〕71号", "=企业\n整体搬迁")


def sheet_of(what: dict[str, Any], name: str) -> list[list[str]]:
    (found,) = (s for s in kit.sheets_of(what) if s.name == name)
    last = max(column for _, column in found.cells)
    blank = type("Blank", (), {"shown": ""})()
    return [
        [found.cells.get((row, column), blank).shown for column in range(1, last + 1)]
        for row in range(3, found.last_row + 1)
    ]


def change(key: str, old: str | None, new: str | None, **more: str) -> dict[str, Any]:
    return {"key": key, "old": old, "new": new, **more}


def corrected(*changes: dict[str, Any], period: Period = kit.Q3, **origin: Any) -> dict[str, Any]:
    told = {"revision": 2, "kind": "correction", "reason": "漏报一家", **origin}
    return kit.content(kit.filled(period=period), changes=changes, **told)


def test_a_change_says_by_how_much_why_and_what_becomes_of_the_year() -> None:
    now = kit.content(kit.filled())["forms"]["emissions"]["cells"]["cod.industry/emitted"]["v"]
    what = corrected(change(f"{COD}/emitted", "10.00", now), change(f"{COD}/ytd", "1,000.00", None))
    what["changes"][1]["old"] = "1000.00"
    heads, entered, computed = sheet_of(what, "改动")
    gap, percent = Decimal(now) - 10, (Decimal(now) - 10) * 10
    assert heads == HEADS
    assert entered == [
        "主要污染物排放情况·化学需氧量·工业源·本季", "10.00", f"{Decimal(now):,.2f}",
        f"{gap:,.2f}".replace("-", "−"), f"{percent:,.1f}", "1,000.00", "—", "漏报一家",
    ]  # fmt: skip
    assert computed[-1] == "随之计算"
    assert computed[3:7] == ["—"] * 4, "nothing to compare with"


@pytest.mark.parametrize("old", ["0.00", "-3.00", "未监测", None])
def test_without_a_base_there_is_a_dash(old: str | None) -> None:
    now = kit.content(kit.filled())["forms"]["emissions"]["cells"]["cod.industry/emitted"]["v"]
    what = corrected(change(f"{COD}/emitted", old, now))
    (_, row) = sheet_of(what, "改动")
    assert row[4] == "—"
    assert (row[3] == "—") == (old in {"未监测", None})
    assert kit.read(kit.made(what))["altered"] == []


def test_late_figures_and_earlier_years_say_what_they_are_for() -> None:
    who = ("暂缺:县水务局,2018-10-20", "暂缺:县水务局,2018-11-20")
    assert sheet_of(corrected(change(f"{COD}/emitted", *who)), "改动")[1][1:3] == list(who)
    late = corrected(
        change(f"{COD}/emitted", "暂缺:县水务局,2018-10-20", "5.00"), kind="supplement", reason=""
    )
    assert sheet_of(late, "改动")[1][-1] == "补报暂缺的数"
    rows = sheet_of(kit.correction(), "改动")
    by_place = {row[0]: row for row in rows}
    stage = by_place["2016年·主要污染物排放情况·化学需氧量·农业源·年报数"]
    assert stage[1:] == ["2,031.00", "2,031.50", "0.50", "0.0", "—", "—", "环统年报"]


def test_what_was_returned_is_the_reason_of_its_cell() -> None:
    key, text = f"{COD}/emitted", "与在线监测数据不符"
    reply = {"slip": "3ca3c1d99d15cd1f", "key": key, "place": "化学需氧量", "text": text, "answer": ""}
    what = corrected(change(key, "5.00", "6.00"), change("emissions/so2.industry/emitted", "1.00", "2.00"))
    what["replies"] = [reply]
    by_place = {row[0].split("·")[1]: row[-1] for row in sheet_of(what, "改动")[1:]}
    assert by_place == {"化学需氧量": f"按退回意见改：{text}", "二氧化硫": "漏报一家"}


def test_a_yearly_file_shows_the_figure_that_counts() -> None:
    year = Period.parse("2018")
    key = "emissions/cod.agriculture"
    cells = kit.content(kit.filled(period=year))["forms"]["emissions"]["cells"]
    final = cells["cod.agriculture/final"]["v"]
    what = corrected(
        change(f"{key}/closed", "1.00", final), change(f"{key}/final", "1.00", final), period=year
    )
    heads, closed, _ = sheet_of(what, "改动")
    assert heads[5:7] == ["全年采用数（上次）", "全年采用数（本次）"]
    assert closed[5:7] == ["1.00", f"{Decimal(final):,.2f}"]


def test_every_cell_of_the_two_sheets_is_compared() -> None:
    what = {**kit.correction(), "waivers": [WAIVER.plain()], "waived": 0}
    data = kit.made(what)
    assert kit.read(data)["altered"] == []
    for name, first in (("改动", 4), ("免审", 4)):
        (sheet,) = (s for s in kit.sheets_of(what) if s.name == name)
        for column in range(1, max(c for _, c in sheet.cells) + 1, 1 if ALL else 3):

            def other(book: Workbook, name: str = name, column: int = column, first: int = first) -> None:
                book[name].cell(first, column).value = "改"

            told = kit.read(kit.edited(data, other))["altered"]
            assert [a["sheet"] for a in told] == [name], column


def test_what_is_waived_stands_on_a_sheet_of_its_own() -> None:
    plain = kit.content(kit.filled())
    assert "免审" not in {s.name for s in kit.sheets_of(plain)}
    what = {**plain, "waivers": [WAIVER.plain()], "waived": 3}
    heads, row = sheet_of(what, "免审")
    assert heads == ["规则", "审核关系", "依据", "自", "至", "免审原因"]
    assert row[0] == "211"
    assert len(row[1]) > 10
    assert row[2:] == ["焦环办〔2018〕71号", "2018-07-01", "2018-12-31", "=企业\n整体搬迁"]


def test_what_is_waived_is_counted_apart() -> None:
    plain = kit.content(kit.filled())
    count = plain["counts"]["not_applicable"]
    assert count > 3
    (before,) = (s for s in kit.sheets_of(plain) if s.name == "审核情况")
    assert before.cells[2, 1].text.endswith(f"无比较基础 {count}")
    what = {**plain, "waivers": [WAIVER.plain()], "waived": 3}
    (after,) = (s for s in kit.sheets_of(what) if s.name == "审核情况")
    assert after.cells[2, 1].text.endswith(f"无比较基础 {count - 3}，免审 3")


@pytest.mark.parametrize("count", [-1, True, "3", 10**9])
def test_a_count_that_cannot_be_is_refused(count: object) -> None:
    what = {**kit.content(kit.filled()), "waivers": [WAIVER.plain()], "waived": count}
    with pytest.raises(RefusedError, match="不成形"):
        shape.check(what)


def test_a_row_that_is_gone_is_named_as_it_was() -> None:
    row = "investment/X410823-009"
    named = corrected(change(f"{row}/done", "12.50", None), change(f"{row}/name", "旧项目", None))
    assert [line[:3] for line in sheet_of(named, "改动")[1:]] == [
        ["重点工程投资完成情况·旧项目·本季完成投资", "12.50", ""],
        ["重点工程投资完成情况·旧项目·项目名称", "旧项目", ""],
    ]  # fmt: skip
    assert kit.read(kit.made(named))["altered"] == []
    unnamed = corrected(change(f"{row}/done", "12.50", None))
    assert sheet_of(unnamed, "改动")[1][0] == f"{row}/done"


def test_a_figure_that_is_no_number_any_more_stays_a_word() -> None:
    what = kit.content(kit.filled({f"{COD}/emitted": Cell(blank="无此项")}), revision=2, kind="correction",
                       changes=[change(f"{COD}/emitted", "5.00", "无此项")])  # fmt: skip
    assert sheet_of(what, "改动")[1][1:5] == ["5.00", "无此项", "—", "—"]
