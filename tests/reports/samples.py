"""Sheets and frozen periods of a county to print, filled by rule: a reader can tell what stands where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from jzdesk.models import checks, plan_source, quantity, snapshot
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Cell, Key
from jzdesk.models.form import Column, OwnRow, Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Explanation, Sheet
from jzdesk.models.snapshot import Frozen, Origin, Signers
from jzdesk.models.value import places_of

ROOT = Path(__file__).resolve().parents[2]
Q3 = Period.parse("2018Q3")
WUZHI = "410823"

EMITTED = {
    "cod": "128.46", "nh3n": "9.72", "tn": "41.05", "tp": "1.18",
    "so2": "356.20", "nox": "612.75", "dust": "208.33",
}  # fmt: skip
SEASON = {"2017Q3": "1.104", "2017Q4": "1.21", "2018Q1": "0.93", "2018Q2": "1.015", "2018Q3": "1"}
PROJECTS = {
    "X410823-001": (
        "武陟县第二污水处理厂及配套管网工程", "infrastructure",
        "日处理能力3万吨，配套管网18.6公里，出水执行一级A标准", "8600.00", "3200.00", "845.50",
    ),
    "X410823-002": (
        "江河纸业有限责任公司废气超低排放改造（含脱硫、脱硝、除尘及在线监控设施升级）", "industry",
        "2台75吨锅炉脱硫脱硝除尘改造", "2460.00", "2460.00", "1230.00",
    ),
    "X410823-003": ("沁河武陟段生态湿地修复", "ecology", "湿地面积420亩", "5300.00", "1500.00", "0.00"),
}  # fmt: skip
TEXTS = {
    "responsible": "武陟县人民政府", "lead": "县环境保护局",
    "content": "新建截污管网、提升泵站各一处，改造入河排口12处",
    "progress": "主体结构封顶，设备安装完成六成",
    "problems": "征地拆迁滞后，影响管网铺设；下季度由县政府督办，限期完成。",
    "evidence": "验收意见、现场照片", "factors": "氨氮（0.3）", "quantity_unit": "个",
}  # fmt: skip


@cache
def catalogue() -> Catalogue:
    return Catalogue(plan_source.load(ROOT / "resources/plan/jiaozuo-13fyp"))


def own_rows(projects: Iterable[str] = PROJECTS) -> tuple[OwnRow, ...]:
    first = Period.parse("2017Q3")
    return (
        *(OwnRow("investment", code, "projects", first) for code in projects),
        OwnRow("quality", "X410823-101", "sections", first),
        OwnRow("quality", "X410823-102", "sources", first),
    )


def filled(period: Period, own: tuple[OwnRow, ...], unit: str = WUZHI) -> dict[Key, Cell]:
    """Return a figure or a word for every cell that can be entered."""
    sheet = Sheet(catalogue(), unit, period, {}, own=own)
    cells: dict[Key, Cell] = {}
    for form in sheet.forms:
        for row in sheet.rows(form.id):
            for column in sheet.columns(form, row):
                if column.derived or row.derived or sheet.locked(row, column):
                    continue
                key = Key(form.id, row.code, column.code)
                cell = _cell(period, key, row, column)
                if cell is not None:
                    cells[key] = cell
    return cells


def _cell(period: Period, key: Key, row: Row, column: Column) -> Cell | None:
    if column.kind == "number":
        value = _number(period, key, row, column)
        return None if value is None else Cell(quantity.rounded(value, places_of(row, column)))
    if column.kind == "month":
        if column.code in {"actual_end", "finished"}:
            return None
        return Cell("2020-12" if column.code == "plan_end" else "2018-03")
    if column.kind == "enum":
        return Cell(_option(key, row, column))
    if column.code == "name":
        names = {code: project[0] for code, project in PROJECTS.items()}
        return Cell(
            names.get(row.code, {"sections": "沁河武陟渠首", "sources": "何营水源地"}.get(row.block, "其他"))
        )
    if column.code == "content" and row.code in PROJECTS:
        return Cell(PROJECTS[row.code][2])
    if column.code == "text":
        return Cell(f"{period.title}各项工作按计划推进，没有要写的问题。")
    return Cell(TEXTS.get(column.code, "有"))


def _option(key: Key, row: Row, column: Column) -> str:
    chosen = {
        "category": PROJECTS.get(row.code, ("", "ecology"))[1], "stage": "building", "target_class": "4",
        "basis": "standard", "sand": "yes",
        "status": ("running", "nearly", "behind", "not_started")[len(row.code + row.name) % 4],
    }  # fmt: skip
    return chosen.get(column.code, column.options[0].code)


def _number(period: Period, key: Key, row: Row, column: Column) -> Decimal | None:
    season = Decimal(SEASON.get(str(period), "1"))
    pollutant = key.row.split(".")[0]
    project = PROJECTS.get(key.row)
    if key.form == "emissions":
        known = {
            "emitted": Decimal(EMITTED.get(pollutant, "8.64" if key.row == "sewage.tp" else "86.4")) * season,
            "enterprises": Decimal(23),
            "annual": Decimal(EMITTED.get(pollutant, "12.3")) * 4,
        }  # fmt: skip
        return known.get(column.code)
    if key.form == "investment" and project is not None:
        known = {
            "planned": Decimal(project[3]), "year_plan": Decimal(project[4]),
            "done": Decimal(project[5]) * season,
            "fund_central": Decimal(400), "fund_county": Decimal("612.35"), "percent": Decimal("45.5"),
        }  # fmt: skip
        return None if column.code == "adjustment" else known.get(column.code, Decimal(0))
    air = {
        "good_days": 61,
        "heavy_days": 1,
        "valid_days": 90,
        "pm25": 41,
        "pm10": 79,
        "so2": 14,
        "no2": 33,
        "o3_90": 178,
    }
    if key.form == "quality" and column.code in {"flash", "annual", "closed"}:
        whole_year = {**air, "good_days": 244, "heavy_days": 4, "valid_days": 360}
        return Decimal(whole_year.get(key.row, 12)) if column.code == "annual" else None
    if column.code in {"days", "mean", "ytd"} and key.row in air:
        return Decimal(air[key.row]) * (1 if key.row == "valid_days" else season)
    known = {
        "adjustment": None, "valid_days": Decimal(90), "ytd": Decimal("1.9"), "denominator": Decimal(12),
        "numerator": Decimal(11), "quantity": Decimal(12), "done": Decimal(4),
    }  # fmt: skip
    return known.get(column.code, Decimal(0))


def sheet(
    period: Period = Q3, *, earlier: bool = True, projects: Iterable[str] = PROJECTS, unit: str = WUZHI,
    change: Mapping[str, Cell | None] | None = None, nil: Iterable[str] = (), explain: bool = True,
) -> Sheet:  # fmt: skip
    """Return a county's period; `change` sets (or, with None, clears) single cells by key."""
    own = own_rows(projects)
    before = {p: filled(p, own, unit) for p in map(Period.parse, SEASON) if p < period} if earlier else {}
    cells = filled(period, own, unit)
    for text, cell in (change or {}).items():
        cells.pop(Key.parse(text), None)
        if cell is not None:
            cells[Key.parse(text)] = cell
    made = Sheet(catalogue(), unit, period, cells, before, own=own, nil=frozenset(nil))
    if not explain:
        return made
    explanations = tuple(
        Explanation(f.rule, f.keys, "去年同期重点企业停产检修，今年恢复正常生产。", f.figures)
        for f in checks.run(made)
        if f.result == "failed" and f.severity != "强制性"
    )
    return replace(made, explanations=explanations)


def content(made: Sheet, **origin: object) -> dict[str, object]:
    outcomes = checks.run(made)
    details = {
        "office": "武陟县环境保护局",
        "practice": False,
        "program": "0.1.0",
        "revision": 1,
        "draft": 1,
    } | origin
    signers = Signers("李晓燕", "王建军", "张国强", "0391-7290000", "2018-10-06")
    return snapshot.build(made, outcomes, checks.counts(outcomes), signers, Origin(**details))


def frozen(made: Sheet | None = None, **origin: object) -> Frozen:
    return Frozen(content(made if made is not None else sheet(), **origin), catalogue())


def number(text: str) -> Cell:
    return Cell(Decimal(text))
