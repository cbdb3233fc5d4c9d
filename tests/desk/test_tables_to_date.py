"""Somebody's own table of 1—本季累计: the quarters it stands for, seen before they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jzdesk.desk import tables
from jzdesk.desk.office import Office
from jzdesk.desk.tables import Table
from tests.desk import handmade
from tests.desk.conftest import Q3
from tests.desk.test_tables import look, news, stored

COD, NH3N = "emissions/cod.industry", "emissions/nh3n.industry"


def taken(office: Office, folder: Path, *lines: Sequence[Any], title: str = "2018年三季度") -> Table:
    path = folder / "table.xlsx"
    path.write_bytes(handmade.book({"报表": [[title], *lines]}))
    return look(office, path)


@pytest.mark.parametrize("head", ["1-9月", "1—3季度累计（吨）", "本年累计", "累计排放量", "1—本季累计"])
def test_a_column_of_cumulatives_fills_the_quarters(begun: Office, tmp_path: Path, head: str) -> None:
    table = taken(begun, tmp_path, ["污染物", "企业数", head], ["化学需氧量", 12, 400], ["氨氮", 12, 30])
    assert news(table) == {
        f"{COD}/enterprises": "12", f"{COD}/emitted": "99.50",
        f"{NH3N}/enterprises": "12", f"{NH3N}/emitted": "0.00",
    }  # fmt: skip
    [line] = [x for x in table.lines if x.new == "99.50"]
    assert line.why == "由 1—本季累计 400.00 减去上季末累计和前期调整数得出。"
    assert (line.place, line.old) == ("报表!C3", "")
    tables.write(table)
    assert stored(begun, Q3, f"{COD}/emitted", f"{COD}/ytd") == ["99.50", "400.00"]


def test_what_the_table_says_of_the_quarter_goes_first(begun: Office, tmp_path: Path) -> None:
    table = taken(begun, tmp_path, ["污染物", "三季度", "1-9月累计"], ["化学需氧量", 99, 400])
    assert news(table) == {f"{COD}/emitted": "99.00"}
    assert [(t.typed, t.sum) for t in table.plan.totals] == [("400.00", "399.50")]


def test_the_adjustment_beside_it_counts_and_units_are_converted(begun: Office, tmp_path: Path) -> None:
    table = taken(begun, tmp_path, ["污染物", "1-9月（万吨）", "前期调整（吨）"], ["化学需氧量", 0.04, -3])
    assert news(table) == {f"{COD}/adjustment": "-3.00", f"{COD}/emitted": "102.50"}


def test_each_cell_that_cannot_be_taken_says_why(begun: Office, tmp_path: Path) -> None:
    rows = (["化学需氧量", 12, 280], ["氨氮", 12, "无此项"], ["总氮", 12, 5])
    table = taken(begun, tmp_path, ["污染物", "企业数", "1-9月"], *rows)
    refused = {r.key.row: r.why for r in table.plan.refused if r.key is not None}
    assert set(refused) == {"cod.industry", "nh3n.industry", "tn.industry"}
    assert "少 20.50 吨" in refused["cod.industry"]
    assert "空白原因" in refused["nh3n.industry"]
    assert "缺2018年第一季度" in refused["tn.industry"]
    assert not table.can
    table = replace(table, mapping=replace(table.mapping, omit=True))
    assert set(news(table)) == {f"{row}/enterprises" for row in (COD, NH3N, "emissions/tn.industry")}


@pytest.mark.parametrize("head", ["累计完成投资", "2017年1-9月累计完成投资", "自开始建设累计完成投资"])
def test_a_head_that_may_mean_another_sum_is_compared_alone(
    county: Office, tmp_path: Path, head: str
) -> None:  # fmt: skip
    name = county.sheet(Q3).row("investment", "P016").name
    table = taken(county, tmp_path, ["项目名称", "建设阶段", head], [name, "在建", 400])
    assert set(news(table)) == {"investment/P016/stage"}


def test_a_new_project_begins_with_its_cumulative(county: Office, tmp_path: Path) -> None:
    known = county.sheet(Q3).row("investment", "P016").name
    lines = (["项目名称", "建设阶段", "1-9月完成投资"], [known, "在建", ""], ["县城北湿地公园", "在建", 12.5])
    table = taken(county, tmp_path, *lines)
    table = replace(table, mapping=replace(table.mapping, add=True))
    assert sorted(c.new or "" for c in table.plan.changes) == ["12.50", "县城北湿地公园", "在建", "在建"]
