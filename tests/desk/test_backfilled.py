"""历史补录 from the county's typing to the city's table: carried by the next file, never frozen itself."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jzdesk.desk import acceptance, coverage, entering, handing_in, receiving, reporting, safekeeping, signing
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.period import Period
from tests.desk.conftest import Q3
from tests.desk.walk import fill, freeze, hand_in, nil_where_empty, ready

pytestmark = pytest.mark.usefixtures("no_paper")

Q4 = Period.parse("2018Q4")
YEAR = Period.parse("2017")
QUARTER = Period.parse("2017Q3")
COD = "emissions/cod.industry/emitted"
ANNUAL, FLASH = "emissions/cod.agriculture/annual", "emissions/cod.agriculture/flash"
FINAL = "emissions/cod.agriculture/final"


@pytest.fixture
def entered(county: Office) -> Office:
    entering.set_values(county, YEAR, [ANNUAL, "31.5", FLASH, "30"])
    entering.set_values(county, QUARTER, [COD, "140"])
    return county


def content_of(office: Office, period: Period) -> dict[str, object]:
    found = office.store.submissions(office.unit, period)[-1]
    return json.loads(office.store.submission_content(found.id))


def take(city: Office, path: Path, period: Period, tmp_path: Path, unit: str = "410823") -> dict[str, object]:
    """Receive and accept a file; returns what `receive` told of it."""
    (told,) = receiving.receive(city, [path])["files"]
    acceptance.accept(
        city, unit, period, revision=None, out=tmp_path / f"{unit}_{period}_{told['code']}.xlsx"
    )
    return told


def carried_changes(told: dict[str, object]) -> list[tuple[str, str, str | None, str | None]]:
    changes = told["changes"]
    assert isinstance(changes, list)
    return [(c["period"], c["key"], c["old"], c["new"]) for c in changes if "period" in c]


def carried_totals(told: dict[str, object]) -> list[tuple[str, str, str | None, str | None]]:
    totals = told["totals"]
    assert isinstance(totals, list)
    own = [t for t in totals if "period" in t and not t["key"].split("/")[1].startswith("cod.total")]
    return [(t["period"], t["key"], t["before"], t["after"]) for t in own]


def again(county: Office, tmp_path: Path, day: date = date(2019, 1, 8), period: Period = Q4) -> Path:
    """Hand the next quarter in, later on."""
    county.set_today(day)
    ready(county, period)
    return hand_in(county, period, tmp_path).files[0]


# At the county


def test_the_next_freeze_carries_what_was_entered(entered: Office, tmp_path: Path) -> None:
    ready(entered, Q3)
    before = freeze(entered, Q3, tmp_path)
    content = content_of(entered, Q3)
    assert content["backfill"] == {
        "2017": {"forms": {"emissions": {"nil": False, "own": [], "cells": {
            "cod.agriculture/annual": {"v": "31.50", "on": "2018-10-08"},
            "cod.agriculture/flash": {"v": "30.00", "on": "2018-10-08"}}}}},
        "2017Q3": {"forms": {"emissions": {"nil": False, "own": [],
                                           "cells": {"cod.industry/emitted": {"v": "140.00"}}}}},
    }  # fmt: skip
    assert (content["backfill_since"], content["changes"]) == ("", [])
    signing.withdraw(entered, Q3)
    entering.set_values(entered, YEAR, [ANNUAL, "31.6"])
    handing_in.review(entered, Q3, "李四")
    after = freeze(entered, Q3, tmp_path)
    assert after.code != before.code
    assert after.forms == before.forms, "the signed forms stay as they are"


def test_every_later_file_carries_it_whole_and_lists_what_changed(entered: Office, tmp_path: Path) -> None:
    ready(entered, Q3)
    first = hand_in(entered, Q3, tmp_path)
    entering.set_values(entered, YEAR, [ANNUAL, "31.6", FLASH, ""])
    again(entered, tmp_path)
    content = content_of(entered, Q4)
    assert set(content["backfill"]) == {"2017", "2017Q3"}  # type: ignore[arg-type]
    assert content["backfill_since"] == first.code
    assert content["predecessor"] == ""
    assert content["changes"] == [
        {"period": "2017", "key": ANNUAL, "old": "31.50", "new": "31.60"},
        {"period": "2017", "key": FLASH, "old": "30.00", "new": None},
    ]


def test_the_way_of_a_backfilled_year_ends_with_its_entry(entered: Office, tmp_path: Path) -> None:
    sentence = "2017年是历史补录，不用送签，随下一次上报一起送出。"
    told = handing_in.todo_json(entered, YEAR)
    assert [(i["kind"], i["text"]) for i in told["blocking"]] == [("历史补录", sentence)]
    fill(entered, YEAR)
    nil_where_empty(entered, YEAR)
    handing_in.review(entered, YEAR, "李四")
    assert [i["text"] for i in handing_in.todo_json(entered, YEAR)["blocking"]] == [sentence]
    with pytest.raises(RefusedError) as refused:
        freeze(entered, YEAR, tmp_path)
    assert refused.value.sentence == sentence


def test_what_cannot_be_true_is_still_told_in_a_backfilled_quarter(county: Office) -> None:
    entering.set_values(county, QUARTER, ["quality/valid_days/days", "93"])
    kinds = {(i["kind"], i["key"]) for i in handing_in.todo_json(county, QUARTER)["other"]}
    assert ("必须修改", "quality/valid_days/days") in kinds


def test_a_draft_of_a_backfilled_year_carries_no_other(entered: Office) -> None:
    content, _ = handing_in.content_now(entered, YEAR)
    assert (content["backfill"], content["changes"]) == ({}, [])


# At the city


def test_the_city_sees_what_is_new_changed_and_gone_and_counts_the_newest_accepted_file(
    entered: Office, city: Office, tmp_path: Path
) -> None:
    ready(entered, Q3)
    told = take(city, hand_in(entered, Q3, tmp_path).files[0], Q3, tmp_path)
    assert carried_changes(told) == [
        ("2017Q3", COD, None, "140.00"), ("2017", ANNUAL, None, "31.50"), ("2017", FLASH, None, "30.00"),
    ]  # fmt: skip
    entering.set_values(entered, YEAR, [ANNUAL, "31.6", FLASH, ""])
    path = again(entered, tmp_path)
    city.set_today(date(2019, 1, 9))
    dry = receiving.receive(city, [path], dry_run=True)["files"][0]
    changes = [("2017", ANNUAL, "31.50", "31.60"), ("2017", FLASH, "30.00", None)]
    assert carried_changes(dry) == changes
    assert (dry["changed"], dry["vanishing"]) == (1, 1)
    assert carried_totals(dry) == [("2017", ANNUAL, "31.50", "31.60"), ("2017", FINAL, "31.50", "31.60"),
                                   ("2017", FLASH, "30.00", None)]  # fmt: skip
    assert carried_changes(receiving.receive(city, [path])["files"][0]) == changes
    assert figure(city, YEAR, FINAL) == "31.50", "what is not accepted does not count"
    acceptance.accept(city, "410823", Q4, revision=None, out=tmp_path / "回执.xlsx")
    assert figure(city, YEAR, FINAL) == "31.60"
    assert figure(city, QUARTER, COD) == "140.00"


def figure(city: Office, period: Period, key: str) -> str | None:
    """Return a county's figure as the totals of a period count it."""
    content = coverage.contents(city, period).get("410823")
    if content is None:
        return None
    form, row, column = key.split("/")
    return content["forms"][form]["cells"].get(f"{row}/{column}", {}).get("v")


def test_what_a_county_took_out_is_gone_and_an_older_file_does_not_bring_it_back(
    entered: Office, city: Office, tmp_path: Path
) -> None:
    ready(entered, Q3)
    first = hand_in(entered, Q3, tmp_path).files[0]
    entering.set_values(entered, YEAR, [ANNUAL, "", FLASH, ""])
    later = again(entered, tmp_path)
    city.set_today(date(2019, 1, 9))
    take(city, later, Q4, tmp_path)
    assert figure(city, YEAR, FINAL) is None
    told = take(city, first, Q3, tmp_path)
    assert carried_totals(told) == []
    assert ("2017", ANNUAL, None, "31.50") in carried_changes(told)
    assert figure(city, YEAR, FINAL) is None
    assert figure(city, QUARTER, COD) == "140.00"


def test_coverage_of_a_backfilled_year_says_who_carries_it(
    entered: Office, city: Office, tmp_path: Path
) -> None:
    entering.set_values(entered, Period.parse("2016"), [ANNUAL, "暂缺:县农业局,2018-12-20"])
    assert coverage.coverage(city, YEAR)["received"] == 0
    ready(entered, Q3)
    path = hand_in(entered, Q3, tmp_path).files[0]
    receiving.receive(city, [path])
    told = coverage.coverage(city, YEAR)
    assert (told["received"], told["accepted"], told["of"]) == (1, 0, 11)
    acceptance.accept(city, "410823", Q3, revision=None, out=tmp_path / "回执.xlsx")
    told = coverage.coverage(city, YEAR)
    assert (told["received"], told["accepted"]) == (1, 1)
    unit = next(u for u in told["units"] if u["unit"] == "410823")
    assert (unit["state"], unit["carried_by"], unit["revision"]) == ("已验收", "2018Q3", 1)
    assert unit["received_on"] == "2018-10-09"
    assert (unit["forms"]["emissions"], unit["forms"]["quality"]) == ("filled", "none")
    other = next(u for u in told["units"] if u["unit"] == "410825")
    assert (other["state"], other["revision"], other["forms"]["emissions"]) == ("未填报", None, "open")
    older = coverage.coverage(city, Period.parse("2016"))["units"]
    assert next(u for u in older if u["unit"] == "410823")["forms"]["emissions"] == "open"
    assert coverage.coverage(city, Period.parse("2015"))["received"] == 0


def test_a_form_declared_to_have_nothing_is_nil_in_the_coverage(
    county: Office, city: Office, tmp_path: Path
) -> None:
    entering.set_values(county, QUARTER, ["investment", "零报告"])
    ready(county, Q3)
    take(city, hand_in(county, Q3, tmp_path).files[0], Q3, tmp_path)
    unit = next(u for u in coverage.coverage(city, QUARTER)["units"] if u["unit"] == "410823")
    assert unit["forms"]["investment"] == "nil"


def test_the_summary_of_a_backfilled_year_adds_up_the_counties(
    entered: Office, city: Office, tmp_path: Path
) -> None:
    ready(entered, Q3)
    take(city, hand_in(entered, Q3, tmp_path).files[0], Q3, tmp_path)
    path = tmp_path / "温县.jzdesk"
    with safekeeping.init(path, unit="410825", office=None, practice=True, who="赵六") as other:
        other.set_today(date(2018, 10, 8))
        entering.set_values(other, YEAR, [ANNUAL, "10"])
        ready(other, Q3)
        take(city, hand_in(other, Q3, tmp_path / "温县").files[0], Q3, tmp_path, "410825")
    out = reporting.summary(city, YEAR, tmp_path / "汇总.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(out.read_bytes())).worksheets[0]
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    assert any("焦作市2017年历史补录汇总" in str(c) for row in rows for c in row)
    figures = [[c for c in row if isinstance(c, int | float)] for row in rows if row[0] == "化学需氧量"]
    assert [31.5, 10, 41.5, 41.5] in figures, "two counties, their total, and the year's"
    assert sum(map(bool, figures)) == 2, "the pollutant's own total is made again from its parts"


def test_the_quarterly_summary_counts_as_before(entered: Office, city: Office, tmp_path: Path) -> None:
    ready(entered, Q3)
    take(city, hand_in(entered, Q3, tmp_path).files[0], Q3, tmp_path)
    assert figure(city, Q3, COD) == "12.00"
    assert coverage.contributions(city, Q3)[entering.Key.parse(COD)] == {"410823": 12}
