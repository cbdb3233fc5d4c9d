"""A county and the city at work under the next plan's catalogue alone, from a figure to the evaluation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from jzdesk.desk import (
    acceptance,
    across,
    bulletin,
    demo,
    entering,
    evaluating,
    papers,
    publishing,
    receiving,
    reporting,
    safekeeping,
    workbooks,
)
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import plan_source
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.reports.chart_list import charts_of
from jzdesk.reports.quarterly import report_document
from jzdesk.ui import place_list
from tests.desk import walk
from tests.ui.away import gathered
from tests.ui.conftest import CITY, COUNTY, Open

NEXT = Path(__file__).parents[1] / "data" / "plan" / "jiaozuo-14fyp"
QUARTER, YEAR = Period.parse("2022Q4"), Period.parse("2022")
OURS = ("emissions", "quality", "investment", "milestones", "2018年第", "专栏二", "十三五", "responsible")
"""What belongs to the plan that comes with the program, and must stand nowhere here."""


def offices(folder: Path) -> tuple[Office, Office]:
    """Return a county and the city with the next plan's catalogue, knowing each other's keys."""
    plan = Catalogue(plan_source.load(NEXT))
    county, city = (
        safekeeping.init(
            folder / f"{unit}.jzdesk", unit=unit, office=None, practice=True, who="测试员", catalogue=plan
        )
        for unit in (COUNTY, CITY)
    )
    for office in (county, city):
        office.set_today(date(2023, 1, 9))
    demo.know_each_other(county, city, folder / "登记", [])
    return county, city


def hand_in(county: Office, city: Office, period: Period, folder: Path) -> None:
    """Take a period from an entry workbook to the county's having the receipt."""
    book = folder / f"{period}.xlsx"
    typed = dict(zip(*[iter(walk.words_for(county, period))] * 2, strict=True))
    workbooks.write_form(county, period, None, blank=False, out=book, typed=typed)
    assert not workbooks.fill(county, book, period=period, dry_run=False)["refused"]
    walk.ready(county, period)
    upload = walk.hand_in(county, period, folder / str(period)).files[0]
    assert [one["verdict"] for one in receiving.receive(city, [upload])["files"]] == ["taken"]
    _, receipt = acceptance.accept(city, COUNTY, period, revision=None, out=folder / f"回执{period}.xlsx")
    assert [one["verdict"] for one in receiving.receive(county, [receipt])["files"]] == ["taken"]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the day to the stores: this plan begins when the other has ended."""
    monkeypatch.setenv("JZDESK_TODAY", "2023-01-09")


def shown(widget: QWidget) -> str:
    """Return every text that stands on a page."""
    return "\n".join(one.text() for kind in (QLabel, QPushButton) for one in widget.findChildren(kind))


def walk_through(open_window: Open, office: Office, period: Period) -> None:
    """Open every page there is, and look for what belongs to the other plan."""
    work = open_window(office, "todo", period=period)
    for place in place_list.places_of(work.session):
        work.open_at(place.name, None)
        gathered(work)
        found = [word for word in OURS if word in shown(work)]
        assert not found, (place.name, found)
    work.jobs.close()  # the store is closed next


def test_a_quarter_goes_the_whole_way_with_the_next_plans_catalogue_alone(
    tmp_path: Path, open_window: Open
) -> None:
    county, city = offices(tmp_path)
    with county, city, walk.without_paper():
        hand_in(county, city, QUARTER, tmp_path)
        frozen, _ = reporting.standing(county, QUARTER)
        charts = charts_of(frozen, papers.trends(county, QUARTER))
        assert {c.name for c in charts} >= {"emissions", "investment", "targets", "stages", "paths"}
        report = tmp_path / "报告.docx"
        reporting.write(report_document(frozen, charts, draft=False), report)
        told = "\n".join(p.text for p in docx.Document(str(report)).paragraphs)
        assert "焦作市“十四五”生态环境保护规划（样例）" in told
        assert "化学需氧量12.00吨、氨氮12.0千克" in told
        assert not [word for word in OURS if word in told]
        given = across.on_paper(city, QUARTER)
        assert given.figures[Key.parse("discharge/w02/emitted")][COUNTY] == "12.0"
        assert {axis.code for axis in given.across.axes} >= {
            "pm25",
            "discharge/w01/emitted",
            "works/sum/since_start",
        }
        found = evaluating.evaluated(city, "midterm", as_of=QUARTER, draft=True)
        assert {i.code for i in found.items} >= {"A1", "E2", "M201", "P202"}
        assert evaluating.dates(city, "final")[0] == Period.parse("2025")
        with pytest.raises(RefusedError, match="没有要按这个期别公布的报表"):
            publishing.publication(county, QUARTER)
        walk_through(open_window, county, QUARTER)


@pytest.mark.slow
def test_every_paper_and_page_is_made_with_the_next_plans_catalogue_alone(
    tmp_path: Path, open_window: Open
) -> None:
    county, city = offices(tmp_path)
    with county, city:
        for period in (QUARTER, YEAR):
            hand_in(county, city, period, tmp_path)
        made = [
            reporting.report(county, period, kind=kind, out=tmp_path / f"{kind}{period}{ending}")
            for period in (QUARTER, YEAR) for kind in ("report", "forms", "review")
            for ending in (".pdf", ".docx")
        ]  # fmt: skip
        for ending in (".pdf", ".docx", ".xlsx"):
            made += [
                reporting.summary(city, QUARTER, tmp_path / f"汇总{ending}"),
                publishing.write(publishing.publication(city, YEAR), tmp_path / f"公布{ending}"),
            ]
            for kind in evaluating.KINDS:
                found = evaluating.evaluated(city, kind, as_of=QUARTER, draft=True)
                made.append(evaluating.write(found, tmp_path / f"{kind}{ending}"))
        made.append(publishing.write(publishing.publication(county, YEAR), tmp_path / "县公布.pdf"))
        made.append(
            bulletin.write(bulletin.bulletin(city, QUARTER), "bulletin", None, tmp_path / "通报.docx")
        )
        made += reporting.charts(county, QUARTER, tmp_path / "图") + reporting.charts(
            city, QUARTER, tmp_path / "市图"
        )
        assert all(file.stat().st_size for file in made)
        for file in (f for f in made if f.suffix == ".pdf"):
            document = pypdfium2.PdfDocument(file)
            told = "".join(page.get_textpage().get_text_range() for page in document)
            assert not [word for word in OURS if word in told], file.name
        for office in (county, city):
            for period in (QUARTER, YEAR):
                walk_through(open_window, office, period)


def test_the_window_takes_the_figures_of_the_plan_before_after_a_look(
    tmp_path: Path, open_window: Open, office: Office, qtbot
) -> None:
    source = tmp_path / "旧.jzdesk"
    with safekeeping.init(source, unit=COUNTY, office=None, practice=True) as old:
        entering.set_values(old, Period.parse("2017"), ["quality/pm25/annual", "81"])
    plan = Catalogue(plan_source.load(NEXT))
    with safekeeping.init(
        tmp_path / "新.jzdesk", unit=COUNTY, office=None, practice=True, catalogue=plan
    ) as new:
        work = open_window(new, "plan", period=QUARTER)
        history = work.places.widget_of("plan").text.history
        assert history.isVisible()
        history.look_at([source])
        assert history.act.text() == "正在接数，点此取消"
        qtbot.waitUntil(lambda: not history.errand.busy)
        assert history.box is not None
        assert "1 个数" in history.box.about.text()
        assert not new.store.periods(), "nothing is written by a look"
        QTest.mouseClick(history.box.act, Qt.MouseButton.LeftButton)
        QTest.mouseClick(history.act, Qt.MouseButton.LeftButton)
        assert not history.errand.busy, "the same button gives it up"
        assert not new.store.periods(), "and nothing of it is there"
        history.look_at([source])
        qtbot.waitUntil(lambda: not history.errand.busy)
        QTest.mouseClick(history.box.act, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not history.errand.busy)
        assert [str(p) for p in new.store.periods()] == ["2017"]
        assert "旧.jzdesk" in history.act.toolTip()
        history.look_at([tmp_path / "新.jzdesk"])
        qtbot.waitUntil(lambda: not history.errand.busy)
        assert [str(p) for p in new.store.periods()] == ["2017"]
    work = open_window(office, "plan", period=Period.parse("2018Q3"))
    assert not work.places.widget_of("plan").text.history.isVisible(), "this plan goes on with none"
