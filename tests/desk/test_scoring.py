"""A scoring scheme of the city's own: loaded from a workbook, applied, refused cell by cell, taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest

from jzdesk.desk import entering, evaluating, safekeeping, scoring
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.evaluation.scheme import Scheme
from jzdesk.models.period import Period

SHARES = {"已达": "100%", "达到时间进度": "80%", "未到期": "60", "滞后": 0.2}


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Office]:
    """A city with one figure of its own and two tasks, one done and one behind."""
    with safekeeping.init(tmp_path / "city.jzdesk", unit="410800", office=None, practice=True) as made:
        entering.set_values(made, Period.parse("2018"), ["quality/forest_stock/annual", "510"])
        tasks = ["milestones/M003/status", "已完成", "milestones/M004/status", "滞后"]
        entering.set_values(made, Period.parse("2018Q4"), tasks)
        yield made


def book(folder: Path, points: Mapping[str, object], shares: Mapping[str, object] = SHARES) -> Path:
    """Write a scheme as an officer would: two tables on one sheet, below a title."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet["A1"] = "焦作市规划评估评分办法"
    for row, (what, figure) in enumerate([("编号或名称", "分值"), *points.items()], 3):
        sheet.cell(row, 2, what)
        sheet.cell(row, 3, figure)
    for row, (what, figure) in enumerate([("判断", "得分比例"), *shares.items()], 3):
        sheet.cell(row, 6, what)
        cell = sheet.cell(row, 7, figure)
        if isinstance(figure, float):
            cell.number_format = "0%"
    path = folder / "评分办法.xlsx"
    made.save(path)
    return path


def load(city: Office, path: Path) -> Scheme:
    found = scoring.look(city, path)
    scoring.keep(city, "midterm", found)
    return found


def test_points_are_given_by_judgement_and_none_without_data(city: Office, tmp_path: Path):
    points = {"森林蓄积量": 20, "M003": "10", "M004": 10, "细颗粒物（PM2.5）年均浓度": 30}
    load(city, book(tmp_path, points))
    scores = evaluating.evaluated(city, "midterm").scores
    assert scores is not None
    assert {row.name: row.points for row in scores.rows} == {
        "森林蓄积量": "20", "建立生态保护红线管控制度": "10", "评价资源环境承载能力现状": "2",
        "细颗粒物（PM2.5）年均浓度": "",
    }  # fmt: skip
    assert (scores.reached, scores.judged, scores.full) == ("32", "40", "70")
    assert scores.shares == "已达 100%，达到时间进度 80%，未到期 60%，滞后 20%"
    assert evaluating.evaluated(city, "final").scores is None, "it is that evaluation's alone"


def test_it_is_kept_until_it_is_taken_back(city: Office, tmp_path: Path):
    path = book(tmp_path, {"M003": 10})
    load(city, path)
    before = len(safekeeping.history(city))
    load(city, path)
    assert len(safekeeping.history(city)) == before, "the same scheme again is no change"
    assert safekeeping.history(city)[-1]["why"] == "载入中期评估评分办法“评分办法.xlsx”（1 项）"
    assert scoring.keep(city, "midterm", None)
    assert not scoring.keep(city, "midterm", None)
    assert evaluating.evaluated(city, "midterm").scores is None


@pytest.mark.parametrize(
    ("points", "shares", "said"),
    [
        ({"M999": 10, "M003": 10}, SHARES, "规划里没有“M999”"),
        ({"M003": 10, "建立生态保护红线管控制度": 5}, SHARES, "写了两次"),
        ({"M003": "十分"}, SHARES, "第 4 行第 3 列"),
        ({"M003": 10}, {**SHARES, "已达": "120%"}, "大于 100%"),
        ({"M003": 10}, {**SHARES, "无法评价": "50%"}, "“无法评价”不能给得分比例"),
        ({"M003": 10}, {"已达": "100%"}, "没有写这些判断的得分比例：达到时间进度、未到期、滞后"),
        ({}, SHARES, "不是评分办法"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(
    city: Office, tmp_path: Path, points: Mapping[str, object], shares: Mapping[str, object], said: str
):
    with pytest.raises(RefusedError) as refused:
        load(city, book(tmp_path, points, shares))
    assert said in "\n".join([refused.value.sentence, *refused.value.findings])
    assert scoring.kept(city, "midterm") is None


def test_what_is_no_workbook_is_refused(city: Office, tmp_path: Path):
    text = tmp_path / "评分.xlsx"
    text.write_text("不是工作簿")
    for path in (text, tmp_path / "没有.xlsx"):
        with pytest.raises(RefusedError):
            load(city, path)


def test_the_empty_table_names_everything_and_is_loaded_when_filled(city: Office, tmp_path: Path):
    path = scoring.template(city, tmp_path / "空表.xlsx")
    with pytest.raises(RefusedError, match="不是评分办法"):
        load(city, path)
    made = openpyxl.load_workbook(path)
    items, verdicts = made.worksheets
    for row in items.iter_rows():
        if row[2].value in {"M003", "细颗粒物（PM2.5）年均浓度"}:
            row[3].value = 5
    for row in verdicts.iter_rows():
        if row[0].value in SHARES:
            row[1].value = SHARES[row[0].value]
    made.save(path)
    assert load(city, path).points == {"pm25_annual_mean": "5", "M003": "5"}
