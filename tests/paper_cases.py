"""Offices in every situation that a paper has to be right for, and what the desk has printed for them.

The figures are the sample county's; the stores are filled as a clerk fills them, and the papers come out of
the very jobs that the second process is handed.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jzdesk.desk import (
    deadlines,
    demo,
    entering,
    handing_in,
    inbox,
    receiving,
    rendering,
    safekeeping,
    signing,
)
from jzdesk.desk.arriving import Read
from jzdesk.desk.beforehand import Beforehand
from jzdesk.desk.entering import all_cells
from jzdesk.desk.office import Office
from jzdesk.desk.sample import Sample
from jzdesk.models import quantity, snapshot
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.value import places_of
from jzdesk.reports import rendering as second_process
from tests.desk import walk

Case = Callable[[Path], tuple[Office, Period]]
_FIRST = {
    "reductions/X410823-001": "reductions/+projects.1", "reductions/X410823-002": "reductions/+projects.2",
    "investment/X410823-003": "investment/+projects.1", "quality/X410823-004": "quality/+sections.1",
    "quality/X410823-005": "quality/+sections.2", "quality/X410823-006": "quality/+sources.1",
    "cards/C001": "cards/+enterprises.1",
}  # fmt: skip
"""The rows that the sample opened in its first quarter, as they are opened."""


def printed(job: Mapping[str, object]) -> bytes:
    """Return what the second process makes of a job; the job comes to it as text, as it does there."""
    answer = second_process.render(json.loads(json.dumps(job)), lambda _told: None)
    return base64.b64decode(answer["data"])


def report(office: Office, period: Period, ending: str) -> bytes:
    """Return the quarterly report as it stands."""
    return printed(rendering.standing(office, period, "report", ending))


# Counties


@cache
def sample() -> Sample:
    return Sample.load()


def _new(folder: Path, unit: str, day: date) -> Office:
    office = safekeeping.init(folder / f"{unit}.jzdesk", unit=unit, office=None, practice=True, who="李晓燕")
    office.set_today(day)
    return office


def _type(office: Office, period: Period, typed: Mapping[str, str]) -> None:
    entering.set_values(office, period, [word for pair in typed.items() for word in pair])


def _typed(name: str) -> dict[str, str]:
    return dict(sample().periods[name])


def _sign(office: Office, period: Period, *, submit: bool = False) -> None:
    """Explain, review and freeze a period, and hand it in if that is wanted."""
    given = sample()
    walk.explain_all(office, period)
    handing_in.review(office, period, given.reviewer)
    out = office.store.info.path.parent / "out"
    with walk.without_paper():
        signing.freeze(
            office, period, preparer=given.clerk, head=given.head, phone=given.phone, one_person=False,
            out=out,
        )  # fmt: skip
        if submit:
            signing.submit(office, period, signed_on=office.today, out=out)


def _first_quarter() -> dict[str, str]:
    """Return the sample's first quarter of 2018 for an office that has nothing before it."""
    found: dict[str, str] = {}
    for name in ("2017Q3", "2017Q4", "2018Q1"):
        for key, text in _typed(name).items():
            row, _, column = key.rpartition("/")
            found[f"{_FIRST.get(row, row)}/{column}"] = text
    return found


def first(folder: Path) -> tuple[Office, Period]:
    """The first quarter of all: nothing to compare with, no year to add up."""
    office, period = _new(folder, "410823", date(2018, 4, 9)), Period.parse("2018Q1")
    _type(office, period, _first_quarter())
    _sign(office, period)
    return office, period


def full(folder: Path) -> tuple[Office, Period]:
    """A third quarter with everything before it: every chart has something to show."""
    office, period = _new(folder, "410823", date(2018, 10, 8)), Period.parse("2018Q3")
    for name in sample().periods:
        _type(office, Period.parse(name), _typed(name))
    demo.explain_all(office, sample(), period)
    _sign(office, period)
    return office, period


def correction(folder: Path) -> tuple[Office, Period]:
    """A second hand-in, in which a figure and what follows from it changed."""
    office, period = _new(folder, "410823", date(2018, 7, 6)), Period.parse("2018Q2")
    for name in ("2017Q3", "2017Q4", "2018Q1", "2018Q2"):
        _type(office, Period.parse(name), _typed(name))
    demo.explain_all(office, sample(), period)
    _sign(office, period, submit=True)
    step = next(one for one in sample().hand_ins if "reason" in one)
    office.set_today(date.fromisoformat(step["signed_on"]))
    signing.reopen(office, period, reason=step["reason"])
    for key, value in step["set"].items():
        entering.set_values(office, period, [key, value], reason=step["reason"])
    _sign(office, period)
    return office, period


def nil(folder: Path) -> tuple[Office, Period]:
    """A district that declares 零报告 for every list it has nothing for."""
    office, period = _plain(folder, "410802")
    walk.nil_where_empty(office, period)
    _sign(office, period)
    return office, period


def without(folder: Path) -> tuple[Office, Period]:
    """A district without projects, as its report stands before anything is declared."""
    return _plain(folder, "410804")


def _plain(folder: Path, unit: str) -> tuple[Office, Period]:
    office, period = _new(folder, unit, date(2018, 10, 8)), Period.parse("2018Q3")
    for name in ("2017Q3", "2018Q1", "2018Q2", "2018Q3"):
        liken(office, Period.parse(name), Decimal("0.8"))
    return office, period


def liken(office: Office, period: Period, factor: Decimal) -> None:
    """Fill a period like the sample's: its figures times a factor where it has any, else with what fits."""
    given = {**sample().periods["2017"], **AIR} if period.kind == "year" else _like(period)
    sheet = office.sheet(period)
    words: dict[str, str] = {}
    for key, row, column in all_cells(sheet):
        if column.derived or row.derived or sheet.locked(row, column):
            continue
        text = given.get(str(key), "")
        if text and column.kind == "number" and key.row in {"pm25", "pm10"} and column.code != "valid_days":
            words[str(key)] = str(int(text) + int(factor * 10) - 8)
        elif text and column.kind == "number":
            words[str(key)] = text if key.form == "quality" else scaled(text, factor, places_of(row, column))
        elif key.form == "milestones" and column.code == "status":
            words |= _status(key, period)
        elif key.form == "narrative":
            words[str(key)] = f"{period.title}{NARRATIVE[key.row]}"
    if words:
        _type(office, period, words)
    walk.fill(office, period, "5")


def _like(period: Period) -> Mapping[str, str]:
    """Return the sample's quarter of the same season."""
    names = {1: "2018Q1", 2: "2018Q2", 3: "2018Q3", 4: "2017Q4"}
    name = "2017Q3" if period == Period.parse("2017Q3") else names.get(period.index, "")
    return sample().periods.get(name, {})


def _status(key: Key, period: Period) -> dict[str, str]:
    """Return how far a task is: one in four is done, another behind."""
    way = ("推进中", "已完成", "滞后", "未启动")[int(key.row[1:]) % 4]
    words = {str(key): way}
    if way == "已完成":
        words |= {f"milestones/{key.row}/finished": f"{period.year}-0{min(9, period.last_day.month)}"}
        words |= {f"milestones/{key.row}/evidence": "验收意见"}
    if way == "滞后":
        words[f"milestones/{key.row}/problems"] = "用地手续没有办结，计划下季度开工。"
    return words


AIR = {
    "quality/good_days/annual": "238", "quality/heavy_days/annual": "12", "quality/valid_days/annual": "365",
    "quality/pm25/annual": "62", "quality/pm10/annual": "104", "quality/so2/annual": "19",
    "quality/no2/annual": "38", "quality/co95/annual": "2.4", "quality/o3_90/annual": "178",
}  # fmt: skip
NARRATIVE = {
    "work": "完成重点企业治理设施检查四十家，管网工程按计划推进。",
    "problems": "部分工程征地拆迁滞后，影响管网铺设。",
    "next": "下一季度由县政府督办，限期完成拆迁，同步安装设备。",
}


def many(folder: Path) -> tuple[Office, Period]:
    """A county with sixty projects and eighty tasks."""
    office = safekeeping.init(
        folder / "many.jzdesk", unit="410823", office=None, practice=True, catalogue=_eighty_tasks()
    )
    office.set_today(date(2018, 10, 8))
    for index in (1, 2, 3):
        period = Period(2018, "quarter", index)
        _type(office, period, _projects(office, period))
        liken(office, period, Decimal(1))
    walk.nil_where_empty(office, period)
    _sign(office, period)
    return office, period


def _eighty_tasks() -> Catalogue:
    """Return the plan with so many of its tasks given to a county that it has eighty."""
    shipped = safekeeping.shipped_catalogue()
    data = json.loads(shipped.to_json())
    others = [one for one in data["milestones"] if "410823" not in shipped.scope(one["scope"])]
    for one in others[: 80 - (len(data["milestones"]) - len(others))]:
        one["scope"] = ["410823"]
    return Catalogue(data)


def _projects(office: Office, period: Period) -> dict[str, str]:
    """Return what is typed for the county's own 59 projects in a quarter; the first opens their rows."""
    rows = [row.code for row in office.sheet(period).rows("investment") if row.code.startswith("X")]
    words: dict[str, str] = {}
    for n, code in enumerate(rows or [f"+projects.{n}" for n in range(59)]):
        done = (n * 7 + period.index) % 13
        told = {
            "year_plan": f"{400 + n * 10}", "done": f"{done * 12}.50", "percent": f"{min(95, done * 7)}",
            "progress": PROGRESS[n % 4], "stage": ("在建", "前期", "在建", "主体完工")[n % 4],
        }  # fmt: skip
        if not rows:
            told |= {
                "name": f"{TOWNS[n % 7]}{WORKS[n % 6]}（{n // 6 + 1}期）", "category": KINDS[n % 4],
                "content": "新建管网、设备安装及场地恢复", "responsible": f"{TOWNS[n % 7]}人民政府",
                "plan_start": "2018-02", "plan_end": "2019-11", "planned": f"{800 + n * 37}.00",
                "actual_start": "" if n % 4 == 1 else "2018-02",
            }  # fmt: skip
        words |= {f"investment/{code}/{column}": text for column, text in told.items() if text}
    return words


TOWNS = ("木城镇", "詹店镇", "西陶镇", "谢旗营镇", "大封镇", "圪垱店镇", "嘉应观乡")
WORKS = (
    "污水处理站", "集镇雨污分流管网", "燃煤锅炉清洁能源替代", "畜禽粪污资源化利用", "河道生态修复",
    "空气自动监测站",
)  # fmt: skip
PROGRESS = ("管网铺设六成", "前期手续办理中", "设备安装", "主体封顶")
KINDS = (
    "环境保护基础设施建设项目", "工业污染治理及清洁生产项目", "生态环境保护项目", "环境监管能力建设项目",
)  # fmt: skip


# The city of eleven

MISSING, WAITING = "410883", "410804"
"""Who has not handed in the third quarter of 2018, and whose file has not been accepted."""


def city(folder: Path) -> Office:
    """A city that has accepted what its eleven counties handed in of 2018 and of the plan's last year."""
    office = safekeeping.init(folder / "city.jzdesk", unit="410800", office=None, practice=True, who="市局")
    office.set_today(date(2018, 10, 20))
    deadlines.register(office, Period.parse("2018Q3"), date(2018, 10, 15), "焦环办〔2018〕96号")
    for n, unit in enumerate(office.catalogue.counties):
        for content in _contents(folder, unit, Decimal(6 + n) / 10):
            _take(office, content)
    return office


def _contents(folder: Path, unit: str, factor: Decimal) -> Iterator[dict[str, Any]]:
    path = folder / f"{unit}.jzdesk"
    periods = [Period(2018, "quarter", n) for n in (1, 2, 3, 4)]
    periods += [Period(2018, "half", 2), Period(2018, "year", 0)]
    periods += [Period(2020, "quarter", 4), Period(2020, "year", 0)]
    with safekeeping.init(path, unit=unit, office=None, practice=True, who="李晓燕") as office:
        office.set_today(date(2021, 1, 20))
        for period in periods:
            if not office.sheet(period).forms:
                continue
            liken(office, period, factor)
            walk.nil_where_empty(office, period)
            walk.explain_all(office, period)
            made, _ = handing_in.content_now(office, period)
            names = {"preparer": "李晓燕", "reviewer": "王建军", "head": "张国强", "phone": "0391-7290000"}
            day = "2018-10-12" if period == Period.parse("2018Q3") else f"{period.last_day.isoformat()}"
            yield {**made, "draft": 1, "signers": {**made["signers"], **names, "issued_on": day}}


def _take(office: Office, content: dict[str, Any]) -> None:
    period, unit = Period.parse(content["period"]), content["unit"]
    third = period == Period.parse("2018Q3")
    if third and unit == MISSING:
        return
    data = snapshot.encode(content)
    packet = {"content": content, "data": data, "code": snapshot.code_of(data), "whole": True, "altered": [],
              "signature": "none", "key": ""}  # fmt: skip
    read = Read(Path(f"{unit}_{period}.xlsx"), packet)
    day = date(2018, 10, 12) if third else period.last_day
    told = receiving.take(office, read, dry_run=False, day=day, before=Beforehand(office))
    assert told["verdict"] == "taken", told
    if not (third and unit == WAITING):
        with office.store.operation("accept", period, how="typed", why="", at=office.stamp, step=False) as op:
            for one in inbox.pending(office):
                if one.unit == unit and one.period == period:
                    op.submission_state(one.id, "accepted", one.facts)
        office.forget()


def scaled(text: str, factor: Decimal, places: int) -> str:
    """Return a figure times a factor, as it would be typed; a word stays a word."""
    try:
        return str(quantity.rounded(Decimal(text) * factor, places))
    except ArithmeticError:
        return text


COUNTIES: dict[str, Case] = {
    "first": first, "full": full, "correction": correction, "nil": nil, "without": without,
}  # fmt: skip
