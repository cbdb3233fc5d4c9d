"""Names are those of the day: what is printed today bears today's, what was handed in keeps its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from jzdesk.desk import entering, papers, safekeeping, signing, workbooks
from jzdesk.desk.office import Office
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk.walk import freeze, ready

DUST = Key.parse("emissions/dust.industry/emitted")
Q4_2019, Q1_2020 = Period.parse("2019Q4"), Period.parse("2020Q1")


@pytest.fixture
def renamed(tmp_path: Path) -> Iterator[Office]:
    """A practice store whose plan gives the office another name from 1 March 2020 on."""
    data = json.loads(safekeeping.shipped_catalogue().to_json())
    wuzhi = next(d for d in data["divisions"] if d["code"] == "410823")
    wuzhi["later"] = [{"from": "2020-03-01", "office": "焦作市生态环境局武陟分局"}]
    project = next(p for p in data["projects"] if p["code"] == "P016")
    project["later"] = [{"from": "2019-06-01", "name": project["name"].replace("圪垱店村", "圪垱店社区")}]
    path = tmp_path / "武陟县.jzdesk"
    with safekeeping.init(
        path, unit="410823", office=None, practice=True, who="张三", catalogue=Catalogue(data)
    ) as office:
        yield office


def _called(office: Office, period: Period) -> str:
    form, row, _ = office.sheet(period).place(DUST)
    return office.sheet(period).label(form, row)


def test_a_pollutant_takes_its_new_name_on_the_day_not_in_the_period(renamed: Office) -> None:
    renamed.set_today(date(2019, 12, 31))
    assert _called(renamed, Q4_2019) == "烟粉尘·工业源"
    renamed.set_today(date(2020, 1, 8))
    assert _called(renamed, Q4_2019) == "颗粒物·工业源"


def test_what_was_signed_keeps_the_names_of_its_day(renamed: Office, tmp_path: Path) -> None:
    renamed.set_today(date(2019, 12, 31))
    ready(renamed, Q4_2019)
    freeze(renamed, Q4_2019, tmp_path)
    made = signing.submit(renamed, Q4_2019, signed_on=date(2019, 12, 31), out=tmp_path)
    renamed.set_today(date(2020, 4, 2))
    assert _called(renamed, Q4_2019) == "烟粉尘·工业源"
    assert _called(renamed, Q1_2020) == "颗粒物·工业源"
    record = renamed.store.period(Q4_2019)
    content = json.loads(renamed.store.submission_content(record.facts["submission"]))
    frozen = papers.frozen_of(renamed, content)
    assert content["office"] == "武陟县环境保护局（练习）"
    assert frozen.label(*frozen_row(frozen)) == "烟粉尘"
    assert made.revision == 1


def frozen_row(frozen):
    form = frozen.catalogue.form("emissions")
    return form, next(r for r in frozen.rows(form) if r.code == DUST.row)


def test_an_office_is_called_by_its_name_of_the_day(renamed: Office) -> None:
    renamed.set_today(date(2020, 2, 29))
    assert renamed.name == "武陟县环境保护局（练习）"
    renamed.set_today(date(2020, 3, 1))
    assert renamed.name == "焦作市生态环境局武陟分局（练习）"


def test_a_name_given_at_the_start_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.jzdesk"
    with safekeeping.init(path, unit="410823", office="武陟县环保局", practice=False, who="张三") as office:
        assert office.name == "武陟县环保局"


def test_a_town_that_becomes_another_is_called_so_from_its_day_on(renamed: Office) -> None:
    def town() -> str:
        sheet = renamed.sheet(Q4_2019)
        return sheet.label(*sheet.place(Key.parse("investment/P016/done"))[:2])

    renamed.set_today(date(2019, 5, 31))
    before = town()
    renamed.set_today(date(2019, 6, 1))
    assert "圪垱店村" in before
    assert town() == before.replace("圪垱店村", "圪垱店社区")


def test_an_earlier_period_is_still_filled_and_browsed_under_later_names(
    renamed: Office, tmp_path: Path
) -> None:
    """What one asks of a form is by its id: its words are those of the day, here and there."""
    renamed.set_today(date(2026, 11, 30))
    out = workbooks.write_form(renamed, Q4_2019, "emissions", blank=False, out=tmp_path / "填.xlsx")
    assert out.stat().st_size > 4000
    assert workbooks.fill(renamed, out, period=Q4_2019, dry_run=True)["refused"] == []
    entering.set_values(renamed, Q4_2019, ["reductions", "零报告"])
    assert renamed.sheet(Q4_2019).nil == frozenset({"reductions"})
