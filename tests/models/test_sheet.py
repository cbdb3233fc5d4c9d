from __future__ import annotations

from decimal import Decimal

import pytest

from jzdesk.errors import RefusedError, UsageError
from jzdesk.models.entry import EMPTY, Cell
from jzdesk.models.sheet import Sheet
from tests.models import kit
from tests.models.kit import CITY, CITY_DISTRICT, COUNTY, MADE_UP_COUNTY, key, made_up, own, period, sheet

RESPONSIBLE = "investment/P016/responsible"
YEAR_PLAN = "investment/P016/year_plan"


def stands(found: Sheet, text: str) -> Cell:
    _, row, column = found.place(key(text))
    return found.cell(key(text), row, column)


QUARTERLY = ("emissions", "reductions", "investment", "milestones", "quality", "cards", "narrative")
YEARLY = ["emissions", "reductions", "quality"]


@pytest.mark.parametrize(
    ("unit", "when", "forms"),
    [
        (COUNTY, "2018Q3", [*QUARTERLY]),
        (COUNTY, "2018", YEARLY),
        (COUNTY, "2018H1", ["reductions", "blackwater"]),
        ("410825", "2018H1", ["reductions"]),
        (CITY_DISTRICT, "2018Q3", [*QUARTERLY]),
        (CITY_DISTRICT, "2018H1", ["reductions", "blackwater"]),
        (CITY, "2018Q3", [f for f in QUARTERLY if f not in {"emissions", "quality"}]),
        (CITY, "2018", YEARLY),
    ],
)
def test_an_office_has_the_forms_with_rows_and_the_lists_it_may_add_to(unit, when, forms):
    assert [f.id for f in sheet(when, unit=unit).forms] == forms


@pytest.mark.parametrize(
    ("text", "when", "unit", "error", "said"),
    [
        ("nothing/cod.industry/emitted", "2018Q3", COUNTY, UsageError, "nothing"),
        ("emissions/nothing/emitted", "2018Q3", COUNTY, UsageError, "nothing"),
        ("emissions/cod.industry/nothing", "2018Q3", COUNTY, UsageError, "nothing"),
        ("investment/X410823-009/done", "2018Q3", COUNTY, UsageError, "X410823-009"),
        ("emissions/nox.mobile/annual", "2018", COUNTY, RefusedError, "不由武陟县填报"),
        ("investment/P001/done", "2018Q3", COUNTY, RefusedError, "不由武陟县填报"),
        ("emissions/cod.agriculture/annual", "2018Q3", COUNTY, RefusedError, "只在年度填报"),
        ("emissions/cod.industry/annual", "2018Q3", COUNTY, RefusedError, "只在年度填报"),
        ("emissions/cod.industry/emitted", "2018", COUNTY, RefusedError, "只在季度填报"),
        ("emissions/sewage.cod/emitted", "2018", COUNTY, RefusedError, "只在季度填报"),
        ("emissions/voc.industry/emitted", "2018Q3", COUNTY, RefusedError, "没有“本季”这一栏"),
        ("emissions/voc.industry/emitted", "2018", COUNTY, RefusedError, "没有“本季”这一栏"),
        ("emissions/sewage.cod/annual", "2018Q3", COUNTY, RefusedError, "没有“年报数”这一栏"),
        ("emissions/sewage.cod/annual", "2018", COUNTY, RefusedError, "没有“年报数”这一栏"),
        ("quality/so2/sand", "2018Q3", COUNTY, RefusedError, "没有“扣除沙尘”这一栏"),
        ("investment/total/done", "2018Q3", CITY_DISTRICT, RefusedError, "没有可以合计的行"),
        ("emissions/cod.total/annual", "2018", CITY, RefusedError, "没有可以合计的行"),
    ],
)
def test_a_key_without_a_cell_here_is_answered_with_the_reason(text, when, unit, error, said):
    with pytest.raises(error) as wrong:
        sheet(when, unit=unit).place(key(text))
    assert said in wrong.value.sentence
    assert type(wrong.value) is error


def test_an_own_row_has_cells_from_when_it_began_to_when_it_ended():
    added = (own("investment", "X1", "projects", "2018Q2", "2018Q3"),)
    for when, there in (("2018Q1", False), ("2018Q2", True), ("2018Q3", True), ("2018Q4", False)):
        found = sheet(when, own=added)
        if there:
            assert found.place(key("investment/X1/done"))[1].code == "X1"
            assert found.since(key("investment/X1/done")) == period("2018Q2")
            continue
        with pytest.raises(RefusedError, match="X1"):
            found.place(key("investment/X1/done"))


def test_rows_of_the_plan_have_no_beginning():
    assert sheet("2018Q3").since(key("investment/P016/done")) is None


def test_every_cell_that_can_be_entered_has_a_place():
    for unit in (CITY, COUNTY, CITY_DISTRICT):
        for when in ("2018Q3", "2018H1", "2018"):
            found = sheet(when, unit=unit)
            for form in found.forms:
                for row in found.rows(form.id):
                    assert found.row(form.id, row.code) is row
                    for column in found.columns(form, row):
                        assert found.place(key(f"{form.id}/{row.code}/{column.code}")) == (form, row, column)


# What stands in a cell


def test_what_the_plan_gives_stands_whatever_was_entered():
    assert stands(sheet("2018Q3"), "investment/P016/category") == Cell("ecology")
    found = sheet("2021Q3", catalogue=made_up(), unit=MADE_UP_COUNTY)
    assert stands(found, "jobs/W1/called") == Cell("某工程")
    assert stands(found, "jobs/W1/budget") == Cell(Decimal("12.5"))
    assert stands(found, "jobs/W3/budget") == EMPTY


@pytest.mark.parametrize(
    ("earlier", "now", "shown"),
    [
        ({"2018Q1": {RESPONSIBLE: "镇政府"}}, {}, Cell("镇政府")),
        ({"2017Q4": {RESPONSIBLE: "镇政府"}}, {}, Cell("镇政府")),
        ({"2018Q1": {RESPONSIBLE: "甲"}, "2018Q2": {RESPONSIBLE: "乙"}}, {}, Cell("乙")),
        ({"2018Q1": {RESPONSIBLE: "甲"}, "2018Q2": {}}, {}, Cell("甲")),
        ({"2018Q1": {RESPONSIBLE: "甲"}}, {RESPONSIBLE: "丙"}, Cell("丙")),
        ({"2018Q1": {RESPONSIBLE: "甲"}}, {RESPONSIBLE: "保密"}, Cell(blank="保密")),
        ({"2018Q1": {RESPONSIBLE: "甲"}, "2018Q2": {RESPONSIBLE: "不适用"}}, {}, Cell(blank="不适用")),
        ({"2018Q1": {RESPONSIBLE: "甲"}, "2018Q2": {RESPONSIBLE: "暂缺:县局,2018-10-20"}}, {}, EMPTY),
        ({}, {}, EMPTY),
    ],
)
def test_a_standing_fact_is_the_last_that_was_said_of_it(earlier, now, shown):
    assert stands(sheet("2018Q3", now, earlier), RESPONSIBLE) == shown


@pytest.mark.parametrize(("when", "number"), [("2018Q2", 500), ("2018Q4", 500), ("2019Q1", None)])
def test_a_fact_of_the_year_is_asked_again_in_the_next(when, number):
    assert stands(sheet(when, {}, {"2018Q1": {YEAR_PLAN: "500"}}), YEAR_PLAN).number == number


def test_a_flow_is_never_carried():
    earlier = {"2018Q2": {"investment/P016/done": "88.2", "investment/P016/percent": "10"}}
    found = sheet("2018Q3", {}, earlier)
    assert stands(found, "investment/P016/done") == EMPTY
    assert stands(found, "investment/P016/percent") == EMPTY


STATUS, FINISHED, EVIDENCE = (f"milestones/M053/{column}" for column in ("status", "finished", "evidence"))
DONE = {STATUS: "已完成", FINISHED: "2018-02", EVIDENCE: "验收意见"}


@pytest.mark.parametrize(
    ("earlier", "now", "shown"),
    [
        ({"2018Q1": DONE}, {}, ["done", "2018-02", "验收意见"]),
        ({"2017Q1": DONE, "2018Q1": {}}, {}, ["done", "2018-02", "验收意见"]),
        ({"2018Q1": {**DONE, STATUS: "已验收"}}, {}, ["accepted", "2018-02", "验收意见"]),
        ({"2018Q1": {STATUS: "不适用"}}, {}, ["void", None, None]),
        ({"2018Q1": DONE}, {STATUS: "已验收"}, ["accepted", "2018-02", "验收意见"]),
        ({"2018Q1": DONE}, {FINISHED: "2018-03"}, ["done", "2018-03", "验收意见"]),
        ({"2018Q1": DONE}, {STATUS: "滞后"}, ["behind", None, None]),
        ({"2018Q1": DONE, "2018Q2": {STATUS: "推进中"}}, {}, [None, None, None]),
        ({"2018Q1": {**DONE, STATUS: "推进中"}}, {}, [None, None, None]),
        ({"2018Q1": {STATUS: "基本完成"}}, {}, [None, None, None]),
        ({}, {}, [None, None, None]),
    ],
)
def test_what_was_said_of_a_task_stands_once_it_is_done(earlier, now, shown):
    found = sheet("2018Q3", now, earlier)
    assert [stands(found, text).value for text in (STATUS, FINISHED, EVIDENCE)] == shown


@pytest.mark.parametrize(
    ("row", "earlier", "when", "stays"),
    [
        ("M011", "2018Q1", "2018Q4", True),
        ("M011", "2017Q4", "2018Q1", False),
        ("M016", "2018Q1", "2018Q2", True),
        ("M016", "2018Q2", "2018Q3", False),
        ("M044", "2018Q2", "2018Q3", False),
    ],
)
def test_a_task_that_comes_back_is_asked_again_in_its_next_turn(row, earlier, when, stays):
    unit = kit.CITY_DISTRICT if row == "M016" else COUNTY
    done = {f"milestones/{row}/{column}": word for column, word in
            (("status", "已完成"), ("finished", "2018-02"), ("evidence", "验收意见"))}  # fmt: skip
    found = sheet(when, {}, {earlier: done}, unit=unit)
    shown = [stands(found, text).value for text in done]
    assert shown == (["done", "2018-02", "验收意见"] if stays else [None, None, None])


def test_a_task_done_earlier_is_seen_as_it_stood_in_each_quarter():
    found = sheet("2018Q4", {}, {"2018Q1": DONE, "2018Q3": {STATUS: "滞后"}})
    _, row, column = found.place(key(STATUS))
    states = [found.cell_at(period(f"2018Q{n}"), key(STATUS), row, column).value for n in (1, 2, 3, 4)]
    assert states == ["done", "done", "behind", None]


def test_a_note_belongs_to_its_own_period():
    at = key(RESPONSIBLE)
    found = Sheet(kit.plan(), COUNTY, period("2018Q3"), {at: Cell(note="本季的")},
                  {period("2018Q2"): {at: Cell("镇政府", note="上季的")}})  # fmt: skip
    assert stands(found, RESPONSIBLE) == Cell("镇政府", note="本季的")


def test_an_earlier_quarter_is_seen_as_it_stood_then():
    earlier = {"2018Q1": {RESPONSIBLE: "甲"}, "2018Q3": {RESPONSIBLE: "乙"}}
    found = sheet("2018Q4", {}, earlier)
    _, row, column = found.place(key(RESPONSIBLE))
    assert found.cell_at(period("2018Q2"), key(RESPONSIBLE), row, column) == Cell("甲")
    assert found.cell_at(period("2017Q4"), key(RESPONSIBLE), row, column) == EMPTY


def test_what_belongs_to_plan_or_city_is_locked_in_their_rows_alone():
    found = sheet("2018Q3", own=(own("investment", "X1", "projects", "2018Q1"),))
    form = found.catalogue.form("investment")
    locked = {
        (row.code, column.code)
        for row in found.rows("investment")
        for column in found.columns(form, row)
        if found.locked(row, column) and not row.derived
    }
    assert locked == {("P016", "name"), ("P016", "category"), ("P016", "planned")}


def test_the_first_period_is_the_first_of_its_kind_with_a_figure():
    cell = {"emissions/cod.industry/emitted": "1"}
    year = {"emissions/cod.industry/annual": "1"}
    assert sheet("2018Q3").first == period("2018Q3")
    assert sheet("2018Q3", {}, {"2017": year, "2017Q4": {}, "2018Q1": cell}).first == period("2018Q1")


def test_sentences_call_a_row_by_its_label_and_an_own_one_by_the_name_entered():
    added = (own("quality", "X1", "sections", "2018Q1"), own("quality", "X2", "sections", "2018Q1"))
    found = sheet("2018Q3", {"quality/X1/name": "渠首断面"}, own=added)
    form = found.catalogue.form("quality")
    called = {r.code: found.label(form, r) for r in found.rows("quality")}
    assert (called["X1"], called["pm25"]) == ("渠首断面", "细颗粒物（PM2.5）")
    assert "X2" in called["X2"]
    with pytest.raises(RefusedError, match="渠首断面"):
        found.place(key("quality/X1/mean"))
