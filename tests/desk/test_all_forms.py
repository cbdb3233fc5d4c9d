"""Each of the eight forms goes the whole way, in every kind of period it is filled in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jzdesk.desk import acceptance, entering, receiving, reporting, workbooks
from jzdesk.desk.office import Office
from jzdesk.models import checks
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk.walk import hand_in, ready, words_for

DAYS = {"2018Q3": date(2018, 10, 8), "2018H2": date(2019, 1, 8), "2018": date(2019, 4, 10)}


def with_own_rows(office: Office, period: Period) -> list[str]:
    """Add a row to every list the office may add to; return their codes."""
    sheet = office.sheet(period)
    words: list[str] = []
    for form in sheet.forms:
        for block in form.blocks:
            template = block.template
            if template is None or office.unit not in template.scope:
                continue
            if period.kind in template.frequencies:
                words += [f"{form.id}/+{block.code}/name", f"{block.title or form.title}一"]
        if form.id == "cards":
            words += ["cards/+enterprises/credit", "91410823MA3X00000N"]
    saved, _ = entering.set_values(office, period, words)
    return list(dict.fromkeys(Key.parse(key).row for key in saved))


def through_the_workbook(office: Office, period: Period, folder: Path) -> None:
    """Fill what is open as a clerk does who takes the workbook home."""
    typed = dict(zip(*[iter(words_for(office, period))] * 2, strict=True))
    path = folder / "填报.xlsx"
    workbooks.write_form(office, period, None, blank=False, out=path, typed=typed)
    result = workbooks.fill(office, path, period=period, dry_run=False)
    assert result["refused"] == []
    assert {c["key"] for c in result["changes"]} == set(typed)


def sums(path: Path) -> Mapping[str, object]:
    """Return the city's 县级合计 by the name of the line."""
    sheet = openpyxl.load_workbook(path).active
    rows = list(sheet.iter_rows(values_only=True))
    head = next(row for row in rows if row[0] == "指标")
    at = next(n for n, text in enumerate(head) if text and str(text).startswith("县级合计"))
    return {str(row[0]): row[at] for row in rows if row[0]}


@pytest.mark.parametrize("name", DAYS)
def test_every_form_goes_from_the_workbook_to_the_city_s_table(
    county: Office, city: Office, tmp_path: Path, name: str
) -> None:
    period = Period.parse(name)
    county.set_today(DAYS[name])
    city.set_today(DAYS[name])
    codes = with_own_rows(county, period)
    through_the_workbook(county, period, tmp_path)
    ready(county, period)
    forms = [form.id for form in county.sheet(period).forms]
    before = {c["key"]: c["value"] for c in entering.get(county, period)["cells"]}
    made = hand_in(county, period, tmp_path / "上报")
    report = tmp_path / "报表.pdf"
    reporting.report(county, period, kind="forms", out=report)
    assert report.stat().st_size > 20_000

    answer = receiving.receive(city, [made.files[0]])["files"][0]
    assert answer["verdict"] == "taken"
    acceptance.accept(city, county.unit, period, revision=None, out=tmp_path / "回执.xlsx")
    kept = city.store.submissions(county.unit, period)[0]
    content = json.loads(city.store.submission_content(kept.id))
    assert set(content["forms"]) == set(forms)
    rows = {own["code"] for part in content["forms"].values() for own in part["own"]}
    assert rows == set(codes)
    arrived = {
        f"{form}/{place}": cell.get("v")
        for form, part in content["forms"].items()
        for place, cell in part["cells"].items()
    }
    numbers = {key for key, value in before.items() if value is not None and value.replace(".", "").isdigit()}
    assert {key: arrived.get(key) for key in numbers} == {key: before[key] for key in numbers}
    assert checks.counts(checks.run(county.sheet(period))) == content["counts"]

    table = reporting.summary(city, period, tmp_path / "汇总.xlsx")
    told = sums(table)
    if name == "2018H2":
        assert (told["工程减排"], told["未启动"]) == (1, 1)
    if name == "2018Q3":
        assert told["黄牌企业"] == 1
    if name == "2018":
        assert told["化学需氧量"] is not None
