"""The stages of a yearly figure: each with its day and reason, from the keyboard to the city."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from jzdesk.desk import entering, handing_in, lines, receiving, signing, stepping, workbooks
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk.walk import freeze, ready

YEAR = Period.parse("2018")
FLASH, ANNUAL = (Key.parse(f"emissions/cod.industry/{stage}") for stage in ("flash", "annual"))


def _stamps(office: Office) -> dict[str, tuple[str, str]]:
    return {k.column: (s.on, s.why) for k, s in office.sheet(YEAR).stamps.get(YEAR, {}).items()}


@pytest.fixture
def staged(county: Office) -> Office:
    county.set_today(date(2019, 1, 20))
    entering.set_values(county, YEAR, [str(FLASH), "1200.5"])
    county.set_today(date(2019, 4, 12))
    entering.set_values(county, YEAR, [str(ANNUAL), "1250"], reason="年报会审后核定")
    return county


def test_each_stage_keeps_its_day_and_reason(staged: Office) -> None:
    assert _stamps(staged) == {"flash": ("2019-01-20", ""), "annual": ("2019-04-12", "年报会审后核定")}
    cell = entering.get(staged, YEAR, [ANNUAL])["cells"][0]
    assert (cell["value"], cell["on"], cell["why"]) == ("1250.00", "2019-04-12", "年报会审后核定")


def test_the_same_figure_again_keeps_its_day(staged: Office) -> None:
    staged.set_today(date(2019, 5, 1))
    entering.set_values(staged, YEAR, [str(ANNUAL), "1250.00"])
    assert _stamps(staged)["annual"] == ("2019-04-12", "年报会审后核定")
    entering.set_values(staged, YEAR, [str(ANNUAL), "1251"])
    assert _stamps(staged)["annual"] == ("2019-05-01", "")


def test_what_is_cleared_has_no_day_and_undo_brings_it_back(staged: Office) -> None:
    entering.set_values(staged, YEAR, [str(ANNUAL), ""])
    assert "annual" not in _stamps(staged)
    stepping.undo(staged)
    assert _stamps(staged)["annual"] == ("2019-04-12", "年报会审后核定")


def test_a_workbook_and_lines_are_stamped_too(county: Office, tmp_path: Path) -> None:
    county.set_today(date(2019, 1, 20))
    path = tmp_path / "年报.xlsx"
    workbooks.write_form(county, YEAR, "emissions", blank=False, out=path, typed={str(FLASH): "7"})
    workbooks.fill(county, path, period=YEAR, dry_run=False)
    assert _stamps(county)["flash"][0] == "2019-01-20"
    lines.set_lines(county, YEAR, ANNUAL, [("甲厂", "", "3", "")])
    assert _stamps(county)["annual"][0] == "2019-01-20"


def test_days_and_reasons_travel_and_stand_on_paper(staged: Office, city: Office, tmp_path: Path) -> None:
    ready(staged, YEAR)
    content, _ = handing_in.content_now(staged, YEAR)
    cell = content["forms"]["emissions"]["cells"]["cod.industry/annual"]
    assert cell == {"v": "1250.00", "on": "2019-04-12", "why": "年报会审后核定"}
    freeze(staged, YEAR, tmp_path)
    made = signing.submit(staged, YEAR, signed_on=staged.today, out=tmp_path)
    city.set_today(date(2019, 4, 20))
    taken = receiving.receive(city, [made.files[0]])["files"][0]
    assert taken["verdict"] == "taken"
    arrived = city.store.submissions(staged.unit, YEAR)[0]
    kept = json.loads(city.store.submission_content(arrived.id))
    assert kept["forms"]["emissions"]["cells"]["cod.industry/annual"]["why"] == "年报会审后核定"
