"""The indicators of the catalogue: whom each is asked of, and which row of which form answers it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.form import Row
from tests.models.plan_targets import MERGED, scope_of
from tests.models.test_plan_content import TEXT, extract, read

CODED = re.compile(r"fyp12\.")


def indicators() -> list[dict[str, Any]]:
    """Return the indicators of this plan, without those of the one before."""
    return [i for i in read("indicators") if not CODED.match(i["code"])]


def test_each_of_the_101_targets_of_the_text_stands_once() -> None:
    refs = Counter(t["ref"] for i in indicators() for t in i["targets"] if t["source"] != "专栏二")
    assert len(refs) == 101
    assert set(refs.values()) == {1}
    assert set(refs) == {t["id"] for t in extract()["text_targets"]}


def test_scope_follows_from_whom_the_plan_names_and_who_answers() -> None:
    codes = {d["name"]: d["code"] for d in read("divisions")}
    text = {t["id"]: t for t in extract()["text_targets"]}
    for entry in indicators():
        for target in entry["targets"]:
            if target["ref"] in text:
                wanted = scope_of(text[target["ref"]], entry["answered_by"], codes)
                assert target["scope"] == wanted, target["ref"]
            elif entry["answered_by"] in ("county", "city"):
                assert target["scope"] == {"county": "counties", "city": "city"}[entry["answered_by"]]


def test_the_table_is_measured_against_before_the_text() -> None:
    for entry in indicators():
        sources = [t["source"] for t in entry["targets"]]
        assert "专栏二" not in sources[1:], entry["code"]
        assert ("nature" in entry) == (sources[0] == "专栏二"), entry["code"]
        assert not any(t["binding"] for t in entry["targets"] if t["source"] != "专栏二")


def test_a_code_is_the_name_of_its_first_target_unless_several_were_merged() -> None:
    for entry in indicators():
        assert entry["code"] == entry["ref"] or entry["code"] in MERGED
        assert entry["ref"] == entry["targets"][0]["ref"]


def test_who_answers_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    answered = Counter((i["answered_by"], i["frequency"]) for i in indicators())
    asked = Counter(
        (i["answered_by"], i["frequency"])
        for i in indicators() for t in i["targets"] if t["source"] != "专栏二"
    )  # fmt: skip
    with capsys.disabled():
        for who, often in sorted(answered):
            counts = f"indicators {answered[who, often]:3}  targets of the text {asked[who, often]:3}"
            print(f"\n{who:8}{often:8} {counts}", end="")
        print()
    # Eleven quarterly, 36 yearly by county, 30 of the city's bureaus, five from the reductions list, eleven
    # states of a task or project, eight rules
    assert asked == {
        ("county", "quarter"): 11, ("county", "year"): 36, ("city", "year"): 30,
        ("derived", "half"): 5, ("derived", "quarter"): 11, ("rule", "once"): 8,
    }  # fmt: skip


def test_what_is_counted_over_what_is_said_in_our_own_words() -> None:
    plan = "".join(TEXT.read_text("utf-8").split()) if TEXT.is_file() else ""
    for entry in read("indicators"):
        definition = entry["definition"]
        assert definition.endswith("。"), entry["code"]
        assert definition.count("。") == 1, entry["code"]
        assert definition.rstrip("。") not in plan, entry["code"]
        parts = {"numerator", "denominator"} & entry.keys()
        assert parts in (set(), {"numerator", "denominator"}), entry["code"]
        if entry["answered_by"] == "county" and entry["behaviour"] == "ratio":
            assert parts, entry["code"]
    names = [i["name"] for i in indicators()]
    assert len(set(names)) == len(names)
    text = [i["name"] for i in indicators() if "nature" not in i]
    assert [name for name in text if len(name) > 20] == []


def test_a_figure_stands_in_the_unit_of_its_indicator() -> None:
    for entry in indicators():
        for target in entry["targets"]:
            if target["op"] in {">=", "<=", "<", "=", "approx", "range", "within", "class_at_least"}:
                assert target["unit"] == entry["unit"], target["ref"]


def rows(plan: Catalogue) -> dict[str, list[Row]]:
    """Return the rows of all forms by the indicator they answer."""
    found: dict[str, list[Row]] = {}
    for form in plan.forms:
        for row in form.rows:
            if row.indicator is not None:
                found.setdefault(row.indicator, []).append(row)
    return found


def test_every_indicator_reported_yearly_has_one_row_of_its_own(plan: Catalogue) -> None:
    answering = rows(plan)
    assert set(answering) <= {i["code"] for i in plan.data["indicators"]}
    for entry in plan.data["indicators"]:
        if CODED.match(entry["code"]):
            continue
        found = answering.get(entry["code"], [])
        if entry["answered_by"] in ("county", "city") and entry["frequency"] == "year":
            assert [r.frequencies for r in found] == [("year",)], entry["code"]
        if entry["answered_by"] == "rule" or entry["frequency"] == "half":
            assert found == [], entry["code"]


def test_a_row_is_asked_of_those_its_targets_are_set_for(plan: Catalogue) -> None:
    known = {i["code"]: i for i in plan.data["indicators"]}
    for row in plan.form("quality").rows:
        if row.frequencies != ("year",):
            continue
        entry = known[row.indicator or ""]
        meant = {code for t in entry["targets"] for code in t["scope"]}
        if entry["answered_by"] == "city":
            assert set(row.scope) == {CITY}, row.code
        else:
            assert set(row.scope) == meant, row.code
        assert row.definition, row.code
        assert row.ref == entry["ref"], row.code
