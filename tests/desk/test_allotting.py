"""What the city hands down: its workbook, the edition it makes, and what each office has of it on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jzdesk.desk import allotting, browsing, planning, safekeeping, window
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.exchange import allot_form
from jzdesk.exchange.allot_marks import AllotMeta
from jzdesk.models import checks, derive
from jzdesk.models.allotment import judging, overlay
from jzdesk.models.allotment.allotment import Allotment, ordered
from jzdesk.models.allotment.listing import lines_of
from jzdesk.models.allotment.subjects import SUBJECTS, Record
from jzdesk.models.assess import judge
from jzdesk.models.assess.case import Case, Given
from jzdesk.models.assess.from_forms import task_of
from jzdesk.models.assess.from_sheet import case_of
from jzdesk.models.assess.lamps import lamp
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.desk.handed_down import hand_down
from tests.thoroughness import tries

Q2, Q4 = Period.parse("2018Q2"), Period.parse("2018Q4")
PAPER = "焦环〔2018〕9号"
BASE = safekeeping.shipped_catalogue().data
UNITS = [d["code"] for d in BASE["divisions"]]
TASK = {"code": "M003", "unit": "武陟县、温县", "quantity": "5", "quantity_unit": "家", "due": "2018-12-31"}
TARGET = {"code": "pm25_annual_mean", "unit": "武陟县", "year": "2018", "op": "不高于", "value": "65",
          "document": PAPER}  # fmt: skip


class Book:
    """An allotment workbook in hands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)

    def row(self, sheet: str, code: str, field: str = "code") -> int:
        told = self.book[sheet]
        column = next(c.column for c in told[1] if c.value == field)
        return next(r for r in range(5, told.max_row + 1) if told.cell(r, column).value == code)

    def put(self, sheet: str, row: int, **fields: Any) -> None:
        columns = {c.value: c.column for c in self.book[sheet][1]}
        for name, value in fields.items():
            self.book[sheet].cell(row, columns[name]).value = value

    def end(self, sheet: str) -> int:
        return self.book[sheet].max_row - 5

    def save(self, name: str = "填好.xlsx") -> Path:
        path = self.path.with_name(name)
        self.book.save(path)
        return path


def book(office: Office, folder: Path) -> Book:
    return Book(allotting.template(office, folder / "底表.xlsx").run())


def rows(office: Office, form: str, period: Period) -> dict[str, Mapping[str, str]]:
    return {row.code: row.given for row in office.sheet(period).rows(form)}


# The workbook


def test_the_template_as_it_is_changes_nothing(city: Office, tmp_path: Path) -> None:
    told = allotting.allot(city, book(city, tmp_path).path)
    assert (told["written"], told["changes"], told["refused"]) == (False, [], [])
    assert city.store.editions() == ("jiaozuo-13fyp/1",)


def test_a_filled_workbook_makes_the_next_edition_and_the_second_time_none(
    city: Office, tmp_path: Path
) -> None:
    made = book(city, tmp_path)
    made.put("项目", made.row("项目", "P001"), unit="武陟县", planned=1200.5, plan_end="2019-06")
    new = {"name": "某湿地", "category": "生态环境保护项目", "unit": "武陟县", "planned": "350"}
    made.put("项目", made.end("项目"), **new)
    made.put("任务", made.row("任务", "M003"), **{k: v for k, v in TASK.items() if k != "code"})
    made.put("报送期限", made.row("报送期限", "2018年第三季度", "period"), due="2018-10-12", document=PAPER)
    made.put("文号", made.row("文号", "JZ-1表"), document=PAPER)
    path = made.save()
    told = allotting.allot(city, path, dry_run=True)
    assert (told["written"], len(told["changes"]), city.catalogue.edition) == (False, 6, "jiaozuo-13fyp/1")
    assert f"新下达 文号 JZ-1表 主要污染物排放情况：文号 {PAPER}" in [c["text"] for c in told["changes"]]
    told = allotting.allot(city, path)
    assert (told["written"], told["edition"]) == (True, "jiaozuo-13fyp/1/1")
    assert "新下达 项目 P025 某湿地：类别 生态环境保护项目；所属单位 武陟县；计划总投资（万元） 350.00" in [
        change["text"] for change in told["changes"]
    ]
    seq = city.store.history()[-1].seq
    again = allotting.allot(city, path)  # the new project has no code in it: it is the one of before
    assert (again["written"], again["changes"], city.store.history()[-1].seq) == (False, [], seq)


def test_what_is_in_force_stands_in_the_next_template_and_goes_when_it_is_cleared(
    city: Office, tmp_path: Path
) -> None:
    hand_down(city, tasks=[TASK], targets=[TARGET], projects=[{"code": "P001", "unit": "武陟县"}])
    made = book(city, tmp_path)
    row = made.row("任务", "M003")
    columns = {c.value: c.column for c in made.book["任务"][1]}
    assert made.book["任务"].cell(row, columns["unit"]).value == "武陟县、温县"
    assert allotting.allot(city, made.path)["changes"] == []
    made.put("任务", row, unit="武陟县")
    made.put("项目", made.row("项目", "P001"), unit=None)
    told = allotting.allot(city, made.save())
    assert [c["text"].split("（")[0] for c in told["changes"]] == [
        "取消 项目 P001 焦作市城区污水管网完善工程", "取消 任务 M003 建立生态保护红线管控制度 温县",
    ]  # fmt: skip
    assert city.catalogue.edition == "jiaozuo-13fyp/1/2"


def test_a_code_once_given_is_never_given_again(city: Office) -> None:
    new = {"name": "甲", "category": "生态环境保护项目", "unit": "温县"}
    hand_down(city, projects=[new])
    hand_down(city)
    hand_down(city, projects=[{**new, "name": "乙"}])
    assert [r["code"] for r in city.catalogue.allotment.of("projects")] == ["P026"]
    hand_down(city, projects=[new])
    assert [r["code"] for r in city.catalogue.allotment.of("projects")] == ["P025"], "as it was called"


def test_every_refused_cell_is_named_and_nothing_is_taken(city: Office, tmp_path: Path) -> None:
    made = book(city, tmp_path)
    made.put("项目", made.row("项目", "P001"), unit="武陟县", planned="一千万", since="2018-13-01")
    made.put("项目", made.row("项目", "P002"), name="别的名称", unit="武陟县")
    made.put("任务", made.row("任务", "M003"), unit="武涉县")
    made.put("任务", made.row("任务", "M004"), unit="武陟县", quantity="=1+2", quantity_unit="家")
    target = {"unit": "武陟县", "year": 2030, "op": "不高于", "value": 1}
    made.put("年度目标", made.row("年度目标", "细颗粒物（PM2.5）年均浓度"), **target)
    made.put("审核阈值", made.row("审核阈值", "211"), value="25")
    made.put("试行规则", made.end("试行规则"), form="重点工程投资", kind="不大于", column="项目名称", value=5,
             wording="甲", remedy="乙")  # fmt: skip
    told = allotting.allot(city, made.save())
    assert (told["written"], city.store.editions()) == (False, ("jiaozuo-13fyp/1",))
    where = {r["cell"]: r for r in told["refused"]}
    assert [cell for cell in where if cell[:3] in {"项目!", "任务!"}] == [
        "任务!E8", "项目!F5", "项目!K5", "项目!C6", "任务!C7",
    ]  # fmt: skip
    lacking = [cell.partition(" ")[2] for cell in where if " " in cell]
    assert lacking == ["下达文号", "自哪一期试行"]
    assert "一千万" in where["项目!F5"]["found"]
    assert all(r["why"] and r["remedy"].endswith("。") for r in told["refused"])
    with pytest.raises(RefusedError, match="一处也没有写入"):
        raise allotting.refusal(made.path, told["refused"])


def test_a_workbook_of_another_kind_or_store_is_refused(city: Office, county: Office, tmp_path: Path) -> None:
    plain = tmp_path / "别的.xlsx"
    other = openpyxl.Workbook()
    other.save(plain)
    with pytest.raises(RefusedError, match="不是下发文件的底表"):
        allotting.allot(city, plain)
    path = book(city, tmp_path).path
    with (
        safekeeping.init(tmp_path / "真.jzdesk", unit="410800", office=None, practice=False) as real,
        pytest.raises(RefusedError, match="练习用的底表"),
    ):
        allotting.allot(real, path)
    with pytest.raises(RefusedError):
        allotting.allot(county, path)
    made = Book(path)
    del made.book["任务"]
    with pytest.raises(RefusedError, match="底表少了：任务"):
        allotting.allot(city, made.save())


# Round trip: whatever the city may say comes back from its workbook as it was said


def _records(base: Mapping[str, Any]) -> st.SearchStrategy[dict[str, tuple[Record, ...]]]:
    day = st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(lambda d: d.isoformat())
    words = st.text("甲乙丙丁 A1（）、，", max_size=12).map(lambda t: f"甲{t}乙")
    figure = st.decimals(0, 10**6, places=2, allow_nan=False).map(lambda d: f"{d:.2f}")
    some = st.sampled_from
    return st.fixed_dictionaries(
        {
            "projects": st.lists(
                st.fixed_dictionaries(
                    {"code": some(["P001", "P002", "P003"]), "unit": some(UNITS)},
                    optional={"planned": figure, "plan_end": some(["2019-06", "2020-12"]),
                              "responsible": words, "since": day, "document": words},
                ), unique_by=lambda r: r["code"], max_size=3,
            ),
            "tasks": st.lists(
                st.fixed_dictionaries(
                    {"code": some(["M003", "M004"]), "unit": some(UNITS)},
                    optional={"name": words, "due": some(["2019", "2019-06", "2019-06-30"]), "lead": words,
                              "since": day},
                ), unique_by=lambda r: (r["code"], r["unit"]), max_size=8,
            ),
            "targets": st.lists(
                st.fixed_dictionaries(
                    {"code": some(["pm25_annual_mean", "air_good_days_ratio"]), "unit": some(UNITS),
                     "year": some(["2018", "2019"]), "op": some(["<=", ">="]),
                     "value": some(["65", "0.5"]), "document": words},
                    optional={"since": day, "basis": some(["actual", "standard"])},
                ), unique_by=lambda r: (r["code"], r["unit"], r["year"]), max_size=8,
            ),
            "due": st.lists(
                st.fixed_dictionaries({"period": some(["2018Q3", "2018Q4"]),
                                       "due": some(["2019-01-10", "2019-01-12"]), "document": words}),
                unique_by=lambda r: r["period"], max_size=2,
            ),
            "offices": st.lists(
                st.fixed_dictionaries({"unit": some(UNITS), "since": day, "name": words}),
                unique_by=lambda r: (r["unit"], r["since"]), max_size=3,
            ),
            "waivers": st.lists(
                st.fixed_dictionaries({"code": some(["211", "212"]), "unit": some(UNITS),
                                       "since": st.just("2018-07-01"), "until": st.just("2018-12-31"),
                                       "document": words, "reason": words}),
                unique_by=lambda r: (r["code"], r["unit"]), max_size=5,
            ),
            "thresholds": st.lists(
                st.fixed_dictionaries({"code": some(["211", "212"]), "limit": st.just("pct"),
                                       "value": some(["25", "12.5"])}, optional={"wording": words}),
                unique_by=lambda r: r["code"], max_size=2,
            ),
        }
    ).map(ordered)  # fmt: skip


@settings(tries(8, 60), suppress_health_check=[HealthCheck.too_slow])
@given(records=_records(BASE))
def test_whatever_is_said_comes_back_from_the_workbook(records: dict[str, tuple[Record, ...]]) -> None:
    lines = {s.code: lines_of(s, records.get(s.code, ()), BASE) for s in SUBJECTS}
    made = allot_form.workbook_bytes(lines, AllotMeta("jiaozuo-13fyp", "jiaozuo-13fyp/1", "市局", False))
    read = allot_form.read_allotment(made)
    typed = {
        code: [(row, {f: text for f, (_, text, _) in cells.items()}) for row, cells in listed]
        for code, listed in read["lines"].items()
    }
    again, problems = judging.judged(BASE, typed)
    assert (problems, again) == ([], records)
    assert judging.sound(BASE, records, frozenset())
    data = overlay.apply(BASE, Allotment(1, "2018-09-20", records))
    assert Catalogue(data).allotment == Allotment(1, "2018-09-20", records)


# What is in force, and from when


def test_a_task_of_the_whole_city_goes_to_those_named_from_the_day_it_is_in_force(
    city: Office, county: Office
) -> None:
    for office in (city, county):
        hand_down(office, tasks=[{**TASK, "since": "2018-10-01", "name": "划定本县红线"}])
    assert ["M003" in rows(city, "milestones", p) for p in (Q3, Q4)] == [True, False]
    assert ["M003" in rows(county, "milestones", p) for p in (Q3, Q4)] == [False, True]
    given = rows(county, "milestones", Q4)["M003"]
    assert (given["name"], given["due"], given["quantity"], given["quantity_unit"]) == (
        "划定本县红线", "2018-12-31", "5.00", "家",
    )  # fmt: skip
    with pytest.raises(RefusedError, match="还没有起执行"):
        county.sheet(Q3).place(Key("milestones", "M003", "status"))


def test_the_plan_s_page_shows_what_was_handed_down(county: Office) -> None:
    hand_down(
        county, targets=[TARGET], projects=[{"code": "P001", "unit": "武陟县", "planned": "100"}],
        tasks=[{**TASK, "name": "划定本县红线", "since": "2018-07-01"}],
    )  # fmt: skip
    look = window.look(county, Q3)
    for kind, code, part in (
        (
            "tasks",
            "M003",
            "划定本县红线，期限 2018-12-31，目标量 5.00，单位 家，自 2018-07-01 起执行，市级下达",
        ),
        ("projects", "P001", "计划总投资 100.00，市级下达"),
    ):
        detail = browsing.detail(county, look, kind, code)
        said = [line for section in detail.sections for line in section.lines]
        assert [line.text for line in said if line.label == "武陟县" and "下达" in line.text] == [part]
        assert detail.jumps, "it is the office's own now"
    (first, *_) = browsing.detail(county, look, "indicators", "pm25_annual_mean").targets
    assert (first.year, first.source) == ("2018年", PAPER)
    plan = planning.catalogue_json(county.catalogue, county)
    (form,) = [f for f in plan["forms"] if f["id"] == "milestones"]
    assert [r["name"] for r in form["rows"] if r["code"] == "M003"] == ["划定本县红线"]
    (indicator,) = [i for i in plan["indicators"] if i["code"] == "pm25_annual_mean"]
    assert [(t["year"], t["value"], t["source"]) for t in indicator["targets"]][-1] == ("2018", "65", PAPER)


def test_nothing_is_behind_a_target_that_is_not_in_force(county: Office) -> None:
    """A year target and a task's own term count from their day on, and not before."""
    hand_down(
        county,
        targets=[{**TARGET, "value": "1", "since": "2018-10-01"}],
        tasks=[{**TASK, "due": "2018-06-30", "since": "2018-10-01"}],
    )
    walk.fill(county, Q3, "59")
    walk.fill(county, Q4, "59")
    for period, behind in ((Q3, False), (Q4, True)):
        sheet = county.sheet(period)
        row = sheet.row("quality", "pm25")
        assert row is not None
        case = case_of(sheet, "quality", row)
        assert case is not None
        found = judge.assess(case)
        ours = [j for j in (found.main, *found.others) if j.target and j.target["source"] == PAPER]
        assert [j.verdict for j in ours] == [judge.BEHIND if behind else judge.UNJUDGED]
        assert (ours[0] is found.main) == behind
        if not behind:
            assert ours[0].reason == "自 2018-10-01 起执行，本期还不适用。"
        task = sheet.row("milestones", "M003")
        assert (task is None) != behind
        if task is not None:
            assert lamp(task_of(sheet, task), period).colour == "red"
    key = Key("quality", "pm25", "target")
    row, column = county.sheet(Q4).place(key)[1:]
    assert "1" in (derive.derived_value(county.sheet(Q4), key, row, column) or "")
    assert "58" in (derive.derived_value(county.sheet(Q3), key, row, column) or "")


def test_without_a_year_target_of_the_city_there_is_none_to_be_behind() -> None:
    indicator = next(i for i in BASE["indicators"] if i["code"] == "cod_total")
    case = partial(Case, indicator, Period.parse("2018"), unit="410823", start=2015, end=2020)
    assert judge.assess(case()).main.verdict == judge.UNJUDGED
    other = case(given=Given(later=({
        "year": "2018", "op": "<=", "value": "1", "unit": "吨", "scope": ["410823"], "since": "2019-01-01",
    },)))  # fmt: skip
    assert {j.verdict for j in (judge.assess(other).main, *judge.assess(other).others)} == {judge.UNJUDGED}


def test_a_rule_of_the_city_is_on_trial_and_a_threshold_is_its_own(county: Office) -> None:
    hand_down(
        county,
        thresholds=[{"code": "211", "limit": "增减幅度（%）", "value": "10"}],
        rules=[{"form": "investment", "kind": "不大于", "column": "本季完成投资", "value": "10",
                "wording": "本季完成投资不大于 10 万元", "remedy": "请核对。", "from": "2018Q3"}],
        projects=[{"code": "P001", "unit": "武陟县", "planned": "100"}],
        forms=[{"code": "emissions", "document": PAPER, "valid_until": "2020-12-31"}],
        offices=[{"unit": "武陟县", "since": "2018-10-01", "name": "焦作市生态环境局武陟分局"}],
    )  # fmt: skip
    walk.fill(county, Q3, "12")
    found = [f for f in checks.run(county.sheet(Q3)) if f.rule == "S001"]
    assert {(f.result, f.trial, f.blocking) for f in found} == {("failed", True, False)}
    rule = next(r for r in county.catalogue.rules if r.number == "211")
    assert (rule.params["pct"], rule.wording) == ("10", "本季数比上年同期增减不超过 10%（或不到 1 个单位）")
    assert county.catalogue.form("emissions").scheme["document_number"] == PAPER
    assert county.name == "焦作市生态环境局武陟分局（练习）"
    plan = planning.catalogue_json(county.catalogue, county)
    (project,) = [p for p in plan["projects"] if p["code"] == "P001"]
    assert (project["county"], project["planned"]) == ("410823", "100.00")
    assert "P001" in [r["code"] for f in plan["forms"] if f["id"] == "investment" for r in f["rows"]]
    assert plan["plan"]["edition"] == "1/1"
