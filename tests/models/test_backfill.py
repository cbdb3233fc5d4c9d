"""历史补录: what a content carries of the years before 2018, what changed in it, and what is made of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from jzdesk.models import backfill, checks, snapshot
from jzdesk.models.entry import Cell, Key, Stamp
from jzdesk.models.sheet import Sheet
from jzdesk.models.snapshot import Origin, Signers
from tests.models import kit
from tests.models.kit import key, own, period, sheet

COD = "emissions/cod.industry/emitted"
YEARLY = "emissions/cod.agriculture/annual"
PAST = {
    "2016": {YEARLY: "31.5", "emissions/cod.agriculture/flash": "保密"},
    "2017Q3": {COD: "140", "investment/P016/progress": "打桩"},
    "2017Q4": {COD: "150.5", "emissions/cod.industry/adjustment": "-0.5"},
    "2018Q1": {COD: "9"},
}
OWN = (
    own("investment", "X410823-001", "projects", "2017Q3"),
    own("investment", "X410823-002", "projects", "2018Q1"),
)


def quarter(past: dict[str, dict[str, str]] | None = None, **changes: Any) -> Sheet:
    return replace(sheet("2018Q3", {COD: "10"}, PAST if past is None else past), **changes)


def content(found: Sheet, carried: dict[str, Any] | None = None) -> dict[str, Any]:
    origin = Origin(
        "武陟县环境保护局", False, "0.1.0", 1, 1,
        backfill=backfill.carried(found) if carried is None else carried,
    )  # fmt: skip
    outcomes = checks.run(found)
    return snapshot.build(found, outcomes, checks.counts(outcomes), Signers(), origin)


def test_every_earlier_year_is_carried_with_what_was_entered_and_nothing_computed():
    assert backfill.carried(quarter()) == {
        "2016": {"forms": {"emissions": {"nil": False, "own": [], "cells": {
            "cod.agriculture/annual": {"v": "31.50"}, "cod.agriculture/flash": {"b": "保密"},
        }}}},
        "2017Q3": {"forms": {
            "emissions": {"nil": False, "own": [], "cells": {"cod.industry/emitted": {"v": "140.00"}}},
            "investment": {"nil": False, "own": [], "cells": {"P016/progress": {"v": "打桩"}}},
        }},
        "2017Q4": {"forms": {"emissions": {"nil": False, "own": [], "cells": {
            "cod.industry/adjustment": {"v": "-0.50"}, "cod.industry/emitted": {"v": "150.50"},
        }}}},
    }  # fmt: skip


def test_without_any_there_is_none_and_such_a_period_carries_no_other():
    assert backfill.carried(quarter({"2018Q1": {COD: "9"}})) == {}
    assert backfill.carried(sheet("2017Q4", {COD: "1"}, {"2016": {YEARLY: "31.5"}})) == {}
    assert content(quarter({}))["backfill"] == {}


def test_notes_and_nil_reports_are_carried_and_what_is_left_of_nothing_is_not():
    noted = {period("2017"): {key(YEARLY): Cell(note="查档案")}, period("2016"): {}}
    found = quarter({}, earlier=noted, earlier_nil={period("2017Q4"): frozenset({"investment"})})
    assert backfill.carried(found) == {
        "2017Q4": {"forms": {"investment": {"nil": True, "own": [], "cells": {}}}},
        "2017": {"forms": {"emissions": {"nil": False, "own": [],
                                         "cells": {"cod.agriculture/annual": {"n": "查档案"}}}}},
    }  # fmt: skip
    nobodys = {period("2017"): {Key("emissions", "gone", "annual"): Cell(Decimal(1)), key(YEARLY): Cell()}}
    assert backfill.carried(quarter({}, earlier=nobodys)) == {}


def test_rows_of_the_office_s_own_come_with_the_periods_in_which_they_stand():
    past = {"2017Q3": {"investment/X410823-001/name": "滩区治理"}, "2017Q4": {COD: "1"}}
    cells = {period(p): kit.typed(kit.plan(), kit.COUNTY, period(p), words, OWN) for p, words in past.items()}
    cells[period("2017Q4")] = {
        **cells[period("2017Q4")],
        key("investment/X410823-001/done"): Cell(Decimal(7)),
    }
    told = content(quarter({}, earlier=cells, own=OWN))
    for quarter_ in ("2017Q3", "2017Q4"):
        own_rows = told["backfill"][quarter_]["forms"]["investment"]["own"]
        assert own_rows == [{"code": "X410823-001", "block": "projects"}]
    named = [(str(line.key), line.label) for line in backfill.lines(told, kit.plan())]
    assert ("investment/X410823-001/done", "滩区治理") in named, "the name was written a quarter earlier"
    whole = backfill.as_content(told, kit.plan(), period("2017Q4"))["forms"]["investment"]["cells"]
    assert whole["X410823-001/since_start"] == {"v": "7.00"}


def test_a_row_nobody_named_in_time_is_called_by_the_name_it_has_now():
    unnamed = {period("2017Q3"): {key("investment/X410823-001/done"): Cell(Decimal(7))}}
    now = kit.typed(kit.plan(), kit.COUNTY, period("2018Q3"), {"investment/X410823-001/name": "新名"}, OWN)
    told = content(quarter({}, cells=now, earlier=unnamed, own=OWN))
    assert [line.label for line in backfill.lines(told, kit.plan())] == ["新名"]
    never = content(quarter({}, cells={}, earlier=unnamed, own=OWN))
    assert [line.label for line in backfill.lines(never, kit.plan())] == ["（X410823-001，未填名称）"]


def test_the_lines_are_those_entered_from_the_oldest_period_on():
    told = content(quarter())
    found = [(str(line.period), str(line.key), line.label, line.cell.get("v")) for line in
             backfill.lines(told, kit.plan())]  # fmt: skip
    assert found == [
        ("2016", "emissions/cod.agriculture/flash", "化学需氧量·农业源", None),
        ("2016", YEARLY, "化学需氧量·农业源", "31.50"),
        ("2017Q3", COD, "化学需氧量·工业源", "140.00"),
        ("2017Q3", "investment/P016/progress", "武陟县圪垱店村污水治理工程", "打桩"),
        ("2017Q4", COD, "化学需氧量·工业源", "150.50"),
        ("2017Q4", "emissions/cod.industry/adjustment", "化学需氧量·工业源", "-0.50"),
    ]


def test_a_stage_keeps_its_day_and_reason():
    stamps = {period("2016"): {key(YEARLY): Stamp("2017-03-01", "环统年报")}}
    told = content(quarter(stamps=stamps))
    cells = told["backfill"]["2016"]["forms"]["emissions"]["cells"]
    assert cells["cod.agriculture/annual"] == {"v": "31.50", "on": "2017-03-01", "why": "环统年报"}
    whole = backfill.as_content(told, kit.plan(), period("2016"))
    assert whole["forms"]["emissions"]["cells"]["cod.agriculture/annual"] == cells["cod.agriculture/annual"]


def test_nil_reports_are_told_with_their_period():
    told = content(quarter({}, earlier_nil={period("2017Q4"): frozenset({"investment"})}))
    found = [(str(p), form.id) for p, form in backfill.nil_forms(told, kit.plan())]
    assert found == [("2017Q4", "investment")]


def test_it_is_in_the_code_of_the_whole_and_in_no_form_s():
    before, after = content(quarter()), content(quarter({**PAST, "2016": {YEARLY: "31.6"}}))
    assert before["backfill"] != after["backfill"]
    assert snapshot.code_of(snapshot.encode(before)) != snapshot.code_of(snapshot.encode(after))
    assert snapshot.form_codes(before) == snapshot.form_codes(after)
    assert snapshot.decode(snapshot.encode(before)) == before


def test_what_is_new_changed_or_gone_is_told_with_its_period():
    after = {"2016": {YEARLY: "31.6"}, "2017Q4": PAST["2017Q4"] | {COD: "不适用"}, "2017": {YEARLY: "30"}}
    before = content(quarter())
    assert backfill.compare(before, content(quarter(after))) == [
        {"period": "2016", "key": YEARLY, "old": "31.50", "new": "31.60"},
        {"period": "2016", "key": "emissions/cod.agriculture/flash", "old": "保密", "new": None},
        {"period": "2017Q3", "key": COD, "old": "140.00", "new": None},
        {"period": "2017Q3", "key": "investment/P016/progress", "old": "打桩", "new": None},
        {"period": "2017Q4", "key": COD, "old": "150.50", "new": "不适用"},
        {"period": "2017", "key": YEARLY, "old": None, "new": "30.00"},
    ]
    assert backfill.compare(before, before) == []
    assert [c["old"] for c in backfill.compare(None, content(quarter({"2016": {YEARLY: "1"}})))] == [None]


def test_changes_are_told_with_their_places_where_there_still_are_such():
    told = content(quarter())
    told["changes"] = [
        {"key": COD, "old": "1.00", "new": "2.00"},
        {"period": "2016", "key": YEARLY, "old": "30.00", "new": "31.50"},
        {"period": "2017", "key": YEARLY, "old": "1.00", "new": None},
        {"period": "2017", "key": "investment/X410823-009/done", "old": "1.00", "new": None},
        {"period": "2017", "key": "none/x/y", "old": "1.00", "new": None},
        {"period": "2017", "key": "emissions/cod.agriculture/none", "old": "1.00", "new": None},
    ]
    found = [(str(c["period"]), line and (line.label, line.head, line.cell.get("v")))
             for c, line in backfill.changed(told, kit.plan())]  # fmt: skip
    assert found == [
        ("2016", ("化学需氧量·农业源", "年报数", "31.50")),
        ("2017", ("化学需氧量·农业源", "年报数", None)),
        ("2017", None),
        ("2017", None),
        ("2017", None),
    ]


@pytest.mark.parametrize(
    ("when", "at", "value"),
    [
        ("2017Q4", "emissions/cod.industry/ytd", None),
        ("2017Q4", "emissions/cod.industry/previous", "140.00"),
        ("2016", "emissions/cod.agriculture/final", "31.50"),
        ("2017Q3", "investment/total/done", None),
        ("2017Q3", "investment/P016/name", "武陟县圪垱店村污水治理工程"),
    ],
)
def test_what_is_computed_is_made_again_from_what_is_carried(when, at, value):
    whole = backfill.as_content(content(quarter()), kit.plan(), period(when))
    assert whole["period"] == when
    found = whole["forms"][key(at).form]["cells"].get(f"{key(at).row}/{key(at).column}", {})
    assert found.get("v") == value


def test_a_form_that_was_not_entered_is_not_made_up():
    whole = backfill.as_content(content(quarter()), kit.plan(), period("2017Q4"))
    assert list(whole["forms"]) == ["emissions"]


@pytest.mark.parametrize(("when", "told"), [("2017", True), ("2015Q4", True), ("2018Q1", False)])
def test_the_years_before_2018_are_backfilled(when, told):
    assert kit.plan().backfilled(period(when)) is told
