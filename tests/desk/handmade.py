"""Workbooks as county offices make them by hand: five shapes, none of them ours."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

Line = Sequence[Any]


def book(sheets: Mapping[str, Sequence[Line]], merges: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """Return a workbook with these lines on its sheets."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, lines in sheets.items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append([None if part == "" else part for part in line])
        for area in (merges or {}).get(name, ()):
            sheet.merge_cells(area)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def merged_heads() -> bytes:
    """Return a table with a title block, joined heads, a note on the unit, a 合计 and a foot."""
    lines = [
        ["武陟县2018年第三季度主要污染物排放情况表"],
        ["填报单位：武陟县环境保护局", "", "", "计量单位：万吨"],
        ["指标名称", "重点企业数", "排放量", "", "备注"],
        ["", "", "三季度", "1-3季度累计", ""],
        ["一、工业源"],
        ["COD", 12, 0.0131245, 0.04, "在线监测"],
        ["氨 氮", 12, 0.00123456, "", ""],
        ["烟（粉）尘", "３", " ０．０２ ", "", ""],
        ["合计", 15, 0.034, "", ""],
        ["注：本表由县环保局汇总。"],
    ]  # fmt: skip
    return book(
        {"Sheet1": lines}, {"Sheet1": ["A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4"]}
    )  # fmt: skip


def side_by_side() -> bytes:
    """Return a table with the four quarters of a year side by side, and a sheet of other things before it."""
    lines = [
        ["2018年污染物排放台账"],
        ["污染物", "单位", "一季度", "二季度", "三季度", "四季度", "全年"],
        ["化学需氧量", "吨", 11.1, 22.2, 33.3, "", 66.6],
        ["氨氮", "千克", 1000, 2000, 3500, "—", 6500],
        ["总氮", "吨", 1, 2, "3.456", "", ""],
        ["总磷", "吨", 1, 2, "待核实", "", ""],
    ]  # fmt: skip
    return book({"通讯录": [["姓名", "电话"], ["张三", "0391"]], "台账": lines})


def turned() -> bytes:
    """Return a table whose rows are the quarters and whose columns the pollutants, its units in the heads."""
    return book({
        "废水废气": [
            ["2018年", "化学需氧量（吨）", "氨氮（吨）", "二氧化硫（万吨）", "氮氧化物（吨）"],
            ["一季度", 10, 1, 0.001, 7],
            ["二季度", 20, 2, 0.002, 8],
            ["三季度", 30, 3, 0.0033, 9],
        ]
    })  # fmt: skip


def projects() -> bytes:
    """Return a list of projects whose names differ a little, with one that nobody knows."""
    return book({
        "重点项目": [
            ["2018年三季度重点工程进展情况"],
            ["序号", "项目名称", "责任单位", "总投资（亿元）", "本季完成投资(万元)", "形象进度", "建设阶段"],
            [1, "圪垱店村污水处理工程", "圪垱店镇政府", 0.5, "1，200.5", "管网完成八成", "在建"],
            [2, "县城北湿地公园", "县住建局", 0.12, 30, "前期手续", "前期"],
            ["", "合计", "", 0.62, 1230.5, "", ""],
        ]
    })  # fmt: skip


def years() -> bytes:
    """Return a table of three years before the first report, the sources in a joined column."""
    lines = [
        ["污染物", "来源", "2015年", "2016年", "2017年"],
        ["化学需氧量", "工业", 2100, 2050.5, 2001.2],
        ["", "农业源", 800, 790, 780],
        ["", "生活源", 3000, 2900, 2800],
        ["", "合计", 5900, 5740, 5581.2],
        ["氨氮", "工业", 210, 205, 200],
        ["", "农业源", 80, 79, 78],
    ]  # fmt: skip
    return book({"历年": lines}, {"历年": ["A2:A5", "A6:A7"]})


SHAPES = {
    "merged_heads": merged_heads, "side_by_side": side_by_side, "turned": turned, "projects": projects,
    "years": years,
}  # fmt: skip
