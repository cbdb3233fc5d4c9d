from __future__ import annotations

import json
import random
import re
import unicodedata
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.models import checks, derive, snapshot
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Cell, Key
from jzdesk.models.sheet import Explanation, Sheet
from jzdesk.models.snapshot import Frozen, Origin, Signers
from jzdesk.models.value import places_of
from tests.models import kit
from tests.models.kit import MADE_UP_COUNTY, Typed, key, made_up, own, period, rule, sheet

COD = "emissions/cod.industry/emitted"
SIGNERS = Signers("张三", "李四", "王五", "0391-7290000", "2018-10-08")
ORIGIN = Origin("武陟县环境保护局", False, "0.1.0", 1, 1, audit_head="ab" * 8)
ADDED = (
    own("investment", "X410823-001", "projects", "2018Q1"),
    own("quality", "X410823-002", "sections", "2018Q2"),
)


def quarter(**changed: str) -> Sheet:
    """Return a whole quarter with rows of the office's own."""
    return kit.ordinary_quarter(own=ADDED, **changed)


def build(found: Sheet, signers: Signers = SIGNERS, origin: Origin = ORIGIN) -> dict[str, Any]:
    outcomes = checks.run(found)
    return snapshot.build(found, outcomes, checks.counts(outcomes), signers, origin)


def cell(content: dict[str, Any], text: str) -> dict[str, str] | None:
    at = key(text)
    return content["forms"][at.form]["cells"].get(f"{at.row}/{at.column}")


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    return build(quarter())


@pytest.fixture(scope="module")
def frozen(content: dict[str, Any]) -> Frozen:
    return Frozen(content, kit.plan())


# What is in it


def test_the_head_says_whose_it_is_and_where_it_comes_from(content):
    head = {name: value for name, value in content.items() if name not in {"forms", "findings", "counts"}}
    assert head == {
        "kind": "上报文件", "version": 1, "plan": "jiaozuo-13fyp", "catalogue": "jiaozuo-13fyp/1",
        "program": "0.1.0", "unit": "410823", "office": "武陟县环境保护局", "period": "2018Q3",
        "practice": False, "revision": 1, "revision_kind": "first", "draft": 1, "predecessor": "",
        "audit_head": "ab" * 8, "reason": "", "changes": [], "backfill": {}, "backfill_since": "",
        "signers": {"preparer": "张三", "reviewer": "李四", "head": "王五", "phone": "0391-7290000",
                    "issued_on": "2018-10-08", "one_person": False},
    }  # fmt: skip
    assert list(content["forms"]) == [
        "emissions", "reductions", "investment", "milestones", "quality", "cards", "narrative",
    ]  # fmt: skip
    assert content["counts"]["failed"] == 0


def test_who_stood_in_for_whom_is_in_it_only_where_somebody_did(content):
    plain = content["signers"]
    for place in ("preparer_for", "reviewer_for"):
        told = build(quarter(), replace(SIGNERS, **{place: "赵刚"}))
        assert told["signers"] == {**plain, place: "赵刚"}
        assert {**told, "signers": plain} == content
    assert snapshot.encode(build(quarter(), replace(SIGNERS, preparer_for=""))) == snapshot.encode(content)


def test_every_figure_entered_or_computed_stands_in_it_at_its_places(content):
    found = quarter()
    for form in found.forms:
        for row in found.rows(form.id):
            for column in found.columns(form, row):
                at = Key(form.id, row.code, column.code)
                told = cell(content, str(at))
                if column.derived or row.derived:
                    expected = derive.derived_value(found, at, row, column)
                    assert told == (None if expected is None else {"v": expected})
                elif found.cell(at, row, column).open:
                    assert told is None
                if told and column.kind == "number":
                    places = places_of(row, column)
                    assert re.fullmatch(rf"-?\d+\.\d{{{places}}}" if places else r"-?\d+", told["v"]), at


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (COD, {"v": "10.00"}),
        ("emissions/cod.industry/ytd", {"v": "30.00"}),
        ("emissions/cod.industry/change_last_year", {"v": "0.0"}),
        ("emissions/cod.industry/enterprises", {"v": "10"}),
        ("emissions/cod.industry/adjustment", None),
        ("investment/P016/name", {"v": "武陟县圪垱店村污水治理工程"}),
        ("investment/P016/category", {"v": "ecology"}),
        ("investment/P016/planned", None),
        ("investment/P016/plan_start", {"v": "2016-03"}),
        ("investment/X410823-001/name", {"v": "项目名称一"}),
        ("investment/total/done", {"v": "20.00"}),
        ("quality/permits/rate", {"v": "100.0"}),
        ("quality/pm25/change_last_year", {"v": "0.0%"}),
        ("quality/pm25/target", {"v": "≤58"}),
    ],
)
def test_values_are_plain_decimals_codes_and_iso_dates(content, text, told):
    assert cell(content, text) == told


def test_a_carried_fact_stands_in_it_though_nobody_typed_it_again():
    words = kit.filled("2018Q3")
    past = {"2018Q2": {"investment/P016/responsible": words.pop("investment/P016/responsible")}}
    assert cell(build(sheet("2018Q3", words, past)), "investment/P016/responsible") == {"v": "责任单位一"}


def test_reasons_and_notes_stand_in_it():
    found = quarter(**{COD: "暂缺:县局,2018-10-20"})
    noted = {**found.cells, key(COD): replace(found.cells[key(COD)], note="已函询")}
    told = cell(build(replace(found, cells=noted)), COD)
    assert told == {"b": "暂缺:县局,2018-10-20", "n": "已函询"}
    only_note = {**found.cells, key(COD): Cell(note="待核")}
    assert cell(build(replace(found, cells=only_note)), COD) == {"n": "待核"}


def test_findings_that_failed_stand_in_it_with_their_explanation():
    bare = next(f for f in checks.run(quarter(**{COD: "31"})) if f.rule == "211" and f.result == "failed")
    given_for = Explanation("211", bare.keys, "新增一家企业。", bare.figures)
    told = build(replace(quarter(**{COD: "31"}), explanations=(given_for,)))["findings"]
    assert {f["rule"]: f["explanation"] for f in told} == {"211": "新增一家企业。", "212": None}
    assert told[0] == {
        "rule": "211", "severity": "核实性", "trial": False, "keys": [COD], "message": bare.message,
        "left": "31.00", "right": "10.00", "difference": "21.00", "explanation": "新增一家企业。",
    }  # fmt: skip


def test_nothing_typed_and_replaced_before_is_in_it():
    assert build(quarter(**{COD: "77"})) != build(quarter())
    assert "77" not in json.dumps(build(quarter())["forms"]["emissions"])


def test_texts_are_in_nfc_with_plain_line_ends():
    signers = replace(SIGNERS, preparer="Ame\u0301lie")
    told = build(quarter(), signers, replace(ORIGIN, reason="一\r\n二\r三"))
    assert told["signers"]["preparer"] == "Amélie"
    assert told["reason"] == "一\n二\n三"
    assert snapshot.decode(snapshot.encode(told)) == told


# Its bytes


def test_the_same_sheet_gives_the_same_bytes_in_whatever_order_it_was_typed(content):
    found = quarter()
    cells = list(found.cells.items())
    random.Random(1).shuffle(cells)
    again = build(replace(found, cells=dict(cells)))
    assert snapshot.encode(again) == snapshot.encode(content)


def test_the_bytes_are_sorted_json_without_spaces(content):
    data = snapshot.encode(content)
    text = data.decode("utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert not re.search(r'[:,]\s|\s[:,"{}\[\]]', text)
    assert unicodedata.is_normalized("NFC", text)
    assert "武陟县" in text
    cells = content["forms"]["investment"]["cells"]
    assert list(cells) == sorted(cells)


@given(
    st.dictionaries(
        st.text(st.characters(codec="ascii"), max_size=5),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(st.sampled_from('ab中é\n"\\'), max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
            ),
            max_leaves=10,
        ),
    )
)
def test_what_is_encoded_is_decoded_as_it_was(anything):
    assert snapshot.decode(snapshot.encode(anything)) == anything


def test_a_whole_quarter_is_decoded_as_it_was(content):
    assert snapshot.decode(snapshot.encode(content)) == content


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'"a"',
        b"{",
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1}\n',
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":"\\u4e2d"}',
        b'{"a":1.0}',
        b'{"a":1e5}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":"\xff"}',
        b'{"a":"\\ud800"}',
        '{"a":"e\u0301"}'.encode(),
        b'{"a":"\\r\\n"}',
        b'{"a":' + b"[" * 100_000,
        b'{"a":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    ],
)
def test_bytes_that_are_not_canonical_are_refused(data):
    with pytest.raises(ValueError, match=r".*"):
        snapshot.decode(data)


def test_a_code_is_the_first_sixteen_digits_of_the_digest(content):
    assert snapshot.code_of(b"") == "e3b0c44298fc1c14"
    assert snapshot.show_code("e3b0c44298fc1c14") == "e3b0 c442 98fc 1c14"
    assert re.fullmatch(r"[0-9a-f]{16}", snapshot.code_of(snapshot.encode(content)))


def whole(content: dict[str, Any]) -> str:
    return snapshot.code_of(snapshot.encode(content))


@pytest.mark.parametrize(
    "other",
    [
        (replace(SIGNERS, preparer="赵六"), ORIGIN),
        (replace(SIGNERS, head="赵六", issued_on="2018-10-09", phone="1", one_person=True), ORIGIN),
        (SIGNERS, replace(ORIGIN, draft=2)),
        (SIGNERS, replace(ORIGIN, revision=2, predecessor="ab" * 8, reason="更正", kind="correction")),
        (SIGNERS, replace(ORIGIN, program="0.2.0", audit_head="cd" * 8)),
    ],
)
def test_a_forms_code_does_not_depend_on_names_dates_or_drafts(content, other):
    again = build(quarter(), *other)
    assert snapshot.form_codes(again) == snapshot.form_codes(content)
    assert whole(again) != whole(content)


@pytest.mark.parametrize(
    ("changed", "forms"),
    [
        ({COD: "10.01"}, {"emissions"}),
        ({COD: "保密"}, {"emissions"}),
        ({"emissions/cod.industry/adjustment": "0"}, {"emissions"}),
        ({"quality/pm25/basis": "实况"}, {"quality"}),
        ({"investment/P016/progress": "完工"}, {"investment"}),
        ({"milestones/M023/status": "推进中", COD: "11"}, {"milestones", "emissions"}),
    ],
)
def test_a_forms_code_depends_on_that_forms_figures_alone(content, changed, forms):
    before, after = snapshot.form_codes(content), snapshot.form_codes(build(quarter(**changed)))
    assert {form for form in before if before[form] != after[form]} == forms


@pytest.mark.parametrize("name", ["unit", "period", "practice", "catalogue"])
def test_forms_of_another_office_quarter_or_purpose_have_other_codes(content, name):
    other = {**content, name: "other"}
    codes = snapshot.form_codes(content)
    assert not set(codes.values()) & set(snapshot.form_codes(other).values())


def test_forms_with_nothing_in_them_have_codes_of_their_own():
    found = sheet("2018Q3", unit=kit.CITY_DISTRICT, nil=("reductions", "investment", "cards"))
    codes = snapshot.form_codes(build(found))
    assert len(set(codes.values())) == len(codes) == 7


# Seen through its catalogue


def test_a_frozen_quarter_shows_the_rows_and_layout_of_the_sheet(frozen: Frozen):
    found = quarter()
    assert [f.id for f in frozen.forms] == [f.id for f in found.forms]
    for form in frozen.forms:
        assert [r.code for r in frozen.rows(form)] == [r.code for r in found.rows(form.id)]
        assert frozen.layout(form).keys() or form.id in kit.EMPTY_LISTS
        assert frozen.nil(form) == (form.id in kit.EMPTY_LISTS)
    own_rows = [r for r in frozen.rows(frozen.catalogue.form("investment")) if r.origin == "office"]
    assert [r.code for r in own_rows] == ["X410823-001"]


def test_a_total_s_parts_are_those_it_adds_up(frozen: Frozen):
    def parts(form_id: str, code: str) -> list[str]:
        form = frozen.catalogue.form(form_id)
        total = next(r for r in frozen.rows(form) if r.code == code)
        return [row.code for row in snapshot.parts_of(frozen, form, total)]

    assert parts("investment", "total") == ["P016", "X410823-001"]
    tasks = parts("milestones", "total")
    behind = [code for code in tasks if frozen.value(key(f"milestones/{code}/status")) == "behind"]
    assert parts("milestones", "behind") == behind
    assert 0 < len(behind) < len(tasks)


def test_own_rows_are_called_by_their_names_and_others_as_the_form_does(frozen: Frozen):
    form = frozen.catalogue.form("quality")
    labels = {row.code: frozen.label(form, row) for row in frozen.rows(form)}
    assert labels["X410823-002"] == "名称一"
    emissions = frozen.catalogue.form("emissions")
    assert frozen.label(emissions, frozen.rows(emissions)[0]) == "化学需氧量"


def printed(frozen: Frozen, text: str) -> str:
    at = key(text)
    form = frozen.catalogue.form(at.form)
    row = next(r for r in frozen.rows(form) if r.code == at.row)
    column = form.column(at.column)
    assert column is not None
    return frozen.text(at, row, column)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (COD, "1,234.50"),
        ("emissions/nh3n.industry/emitted", "暂缺"),
        ("emissions/nh3n.industry/ytd", "—"),
        ("emissions/nh3n.industry/adjustment", ""),
        ("emissions/tn.industry/emitted", "已并入"),
        ("emissions/tp.industry/emitted", "保密"),
        ("emissions/tp.industry/previous", "10.00"),
        ("investment/P016/planned", "待市下达"),
        ("investment/X410823-001/planned", "1,000.00"),
        ("investment/P016/plan_start", "2016年3月"),
        ("investment/P016/stage", "前期"),
        ("investment/P016/content", ""),
        ("investment/total/adjustment", "—"),
        ("quality/so2/target", "达到标准"),
        ("quality/permits/target", "—"),
        ("quality/X410823-002/target_class", "Ⅰ"),
    ],
)
def test_what_is_printed_in_a_cell(text, told):
    words = {
        COD: "1234.5", "emissions/nh3n.industry/emitted": "暂缺:县局,2018-10-20",
        "emissions/tn.industry/emitted": f"已并入:{COD}", "emissions/tp.industry/emitted": "保密",
    }  # fmt: skip
    assert printed(Frozen(build(quarter(**words)), kit.plan()), text) == told


def test_a_nil_report_is_told():
    found = sheet("2018Q3", unit=kit.CITY_DISTRICT, nil=("investment",))
    frozen = Frozen(snapshot.decode(snapshot.encode(build(found))), kit.plan())
    assert [frozen.nil(f) for f in frozen.forms if f.id in {"investment", "milestones"}] == [True, False]


def test_a_cell_that_is_not_there_is_empty(frozen: Frozen):
    assert frozen.cell(key("investment/P016/planned")) == {}
    assert frozen.value(key("investment/P016/planned")) is None


def test_a_live_cell_is_told_as_get_does():
    found = quarter(**{"investment/P016/stage": "在建"})
    told = {}
    for text in (COD, "emissions/cod.industry/ytd", "investment/P016/stage", "investment/P016/planned"):
        _, row, column = found.place(key(text))
        told[text] = snapshot.figure_text(found, key(text), row, column)
    assert list(told.values()) == ["10.00", "30.00", "在建", None]


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [(COD, "1234.50", "1,234.50 吨"), ("investment/P016/stage", "building", "在建"),
     ("milestones/M023/done", "5.00", "5.00")],
)  # fmt: skip
def test_a_value_in_a_sentence_carries_its_unit(text, value, told):
    _, row, column = quarter().place(key(text))
    assert snapshot.with_unit(value, row, column) == told


# What changed


def test_every_cell_that_differs_is_listed_entered_or_computed(content):
    after = build(
        quarter(**{COD: "12", "milestones/M023/status": "推进中", "quality/permits/numerator": "不适用"})
    )
    changes = {c["key"]: (c["old"], c["new"]) for c in snapshot.compare(content, after)}
    assert changes == {
        COD: ("10.00", "12.00"),
        "emissions/cod.industry/ytd": ("30.00", "32.00"),
        "emissions/cod.industry/change_last_year": ("0.0", "20.0"),
        "emissions/cod.industry/change_previous": ("0.0", "20.0"),
        "milestones/M023/status": ("behind", "running"),
        "milestones/behind/count": ("2", "1"),
        "milestones/running/count": ("0", "1"),
        "quality/permits/numerator": ("10", "不适用"),
        "quality/permits/rate": ("100.0", None),
    } | {"quality/permits/cumulative": ("100.0", "66.7")}
    assert list(changes) == sorted(changes)


def test_a_first_hand_in_lists_all_its_cells(content):
    changes = snapshot.compare(None, content)
    count = sum(1 for f in content["forms"].values() for c in f["cells"].values() if {"v", "b"} & set(c))
    assert len(changes) == count
    assert all(c["old"] is None and c["new"] is not None for c in changes)


def test_what_does_not_differ_is_not_listed(content):
    assert snapshot.compare(content, deepcopy(content)) == []
    noted = deepcopy(content)
    noted["forms"]["emissions"]["cells"]["cod.industry/emitted"]["n"] = "备注"
    assert snapshot.compare(content, noted) == []


def test_rows_that_vanish_and_rows_that_come_are_listed(content):
    without = build(sheet("2018Q3", kit.filled("2018Q3")))
    vanished = {c["key"] for c in snapshot.compare(content, without) if c["new"] is None}
    assert "investment/X410823-001/done" in vanished
    came = {c["key"]: c["new"] for c in snapshot.compare(without, content) if c["old"] is None}
    assert came["investment/X410823-001/done"] == "10.00"


@given(st.dictionaries(st.sampled_from([f"r{n}/c" for n in range(6)]), st.sampled_from("123")))
def test_applying_the_changes_gives_the_new_figures(figures):
    def made(cells: dict[str, str]) -> dict[str, Any]:
        return {"forms": {"f": {"cells": {place: {"v": value} for place, value in cells.items()}}}}

    before = {"r0/c": "1", "r1/c": "2"}
    result = {f"f/{place}": value for place, value in before.items()}
    for change in snapshot.compare(made(before), made(figures)):
        assert result.get(str(change["key"])) == change["old"]
        if change["new"] is None:
            del result[str(change["key"])]
        else:
            result[str(change["key"])] = change["new"]
    assert result == {f"f/{place}": value for place, value in figures.items()}


def test_every_number_entered_or_computed_can_be_had_by_its_key(content):
    numbers = snapshot.numbers(content, kit.plan())
    assert numbers[key(COD)] == 10
    assert numbers[key("emissions/cod.industry/ytd")] == 30
    assert numbers[key("investment/total/done")] == 20
    assert key("investment/P016/stage") not in numbers
    blank = snapshot.numbers(build(quarter(**{COD: "保密"})), kit.plan())
    assert key(COD) not in blank


# A plan nobody has seen goes the same way


MADE_UP_ROWS = (own("jobs", "X1", "list", "2021Q1"),)
PAST: dict[str, Typed] = {
    "2021Q1": {"loads/q/amount": "5", "loads/q/adjustment": "-0.5", "loads/q/basis": "甲",
               "loads/share/amount": "10"},
}  # fmt: skip
CASES: dict[str, tuple[Typed, dict[str, str | None]]] = {
    "2021Q2": (
        {"loads/q/amount": "6", "loads/q/basis": "乙", "loads/q2/amount": "0.1234",
         "loads/share/amount": "12.5", "jobs/W1/spent": "3", "jobs/W3/spent": "不适用",
         "jobs/X1/called": "自建工程", "jobs/X1/budget": "20", "jobs/X1/sort": "续建", "jobs/X1/spent": "4",
         "jobs/X1/day": "2021-06-30"},
        {"loads/q/sofar": "10.50", "loads/q/before": None, "loads/q/move": None, "loads/q/goal": "≥80%",
         "loads/q2/amount": "0.1234", "loads/share/before": "10.0", "loads/share/move": "+2.5 个百分点",
         "jobs/W1/called": "某工程", "jobs/W1/budget": "12.50", "jobs/W3/budget": None,
         "jobs/W1/sort": "new", "jobs/sum/budget": "32.50", "jobs/sum/spent": "7.00",
         "jobs/sum/ever": "7.00", "jobs/X1/sort": "old"},
    ),
    "2021H2": ({"loads/h/amount": "1.5"}, {"loads/h/amount": "1.5", "loads/h/before": None}),
    "2021": (
        {"loads/q/annual": "20", "loads/y/flash": "1", "loads/y/closed": "2"},
        {"loads/q/used": "20.00", "loads/y/used": "2.00", "loads/all/used": "22.00",
         "loads/all/closed": "2.00", "loads/q/sum4": None},
    ),
}  # fmt: skip


@pytest.mark.parametrize("when", CASES)
def test_another_plan_goes_from_sheet_to_paper_without_code(when):
    words, expected = CASES[when]
    catalogue = made_up(rule("1", "complete", "jobs"))
    found = sheet(when, words, PAST if period(when) > period("2021Q1") else {}, catalogue=catalogue,
                  unit=MADE_UP_COUNTY, own=MADE_UP_ROWS)  # fmt: skip
    content = snapshot.decode(snapshot.encode(build(found)))
    assert {text: (cell(content, text) or {}).get("v") for text in expected} == expected
    frozen = Frozen(content, Catalogue.from_json(catalogue.to_json()))
    shown = 0
    for form in frozen.forms:
        laid = frozen.layout(form)
        for _, line in laid.lines():
            for place, column in zip(line.cells, [c.column for c in _columns(laid, line)], strict=True):
                if place.key is not None and line.row is not None:
                    shown += bool(frozen.text(place.key, line.row, column))
    assert shown >= len(expected)
    assert snapshot.form_codes(content).keys() == {f.id for f in frozen.forms}


def _columns(laid, line):
    return next(t.columns for t, other in laid.lines() if other is line) if line.row else ()


def test_another_plans_own_rows_and_pending_figures_are_printed():
    found = sheet("2021Q2", CASES["2021Q2"][0], catalogue=made_up(), unit=MADE_UP_COUNTY, own=MADE_UP_ROWS)
    frozen = Frozen(build(found), found.catalogue)
    form = frozen.catalogue.form("jobs")
    assert [frozen.label(form, row) for row in frozen.rows(form)] == [
        "某工程", "未定预算的工程", "自建工程", "合计",
    ]  # fmt: skip
    assert printed(frozen, "jobs/W3/budget") == "待市下达"
    assert printed(frozen, "jobs/X1/day") == "2021年6月30日"
    assert Decimal(str(frozen.value(key("jobs/sum/budget")))) == Decimal("32.5")
