"""What the gallery shows of 套表: no template yet, one being linked, linked ones, a newer file, the city."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jzdesk.desk import inbox, safekeeping, templates
from jzdesk.desk.arriving import Read
from jzdesk.models.entry import Key
from jzdesk.models.template import TOTAL, Link
from tests import gallery, uploads
from tests.exchange import template_kit
from tests.exchange.template_kit import OTHER, SHEET
from tests.gallery import Studio

QUARTER = "2018Q3"
COD, NH3N = "emissions/cod.industry/emitted", "emissions/nh3n.industry/emitted"


def wait(studio: Studio, acts) -> None:
    """Wait until nothing is being read."""
    for _ in range(500):
        studio.settle()
        if not acts.errand.busy:
            return
        QTest.qWait(20)
    raise TimeoutError


def links(unit: str = "") -> list[Link]:
    """Return the links of a form of the province."""
    found = []
    for row, key in ((4, COD), (5, NH3N), (6, "emissions/so2.industry/emitted")):
        of = Key.parse(key)
        found += [Link(SHEET, row, 2, of, unit=unit), Link(SHEET, row, 3, of, figure="ytd", unit=unit)]
        if not unit:
            found.append(Link(SHEET, row, 4, of, figure="change_last_year_pct"))
    return [*found, Link(OTHER, 3, 2, Key.parse(COD), period="last_year", unit=unit)]


def blank(folder: Path) -> Path:
    """Return the province's empty form."""
    path = folder / "省厅季报空白表.xlsx"
    path.write_bytes(template_kit.rich())
    return path


def county(studio: Studio) -> None:
    """Show a county's templates from the first to a newer file that no longer fits."""
    folder = studio.home / "套表"
    folder.mkdir(exist_ok=True)
    office = safekeeping.init(folder / "武陟县.jzdesk", unit="410823", office=None, practice=True)
    gallery.fill(office)
    shell = studio.work(office, QUARTER, "hand_in")
    page = shell.work.places.widget_of("hand_in")
    acts = page.papers.templates
    studio.take("templates-way", shell)
    acts.open()
    studio.over(shell, acts.dialog)
    studio.take("templates-none", shell, acts.dialog)
    acts._begin(partial(templates.Opening, blank(folder)), acts._added, "")
    wait(studio, acts)
    acts.dialog.grid.go_to(4, 2)
    studio.take("templates-added", shell, acts.dialog)
    acts.dialog.ask()
    acts.dialog.palette_.line.setText("hxxyl")
    studio.take("templates-find", shell, acts.dialog)
    QTest.keyClick(acts.dialog.palette_.line, Qt.Key.Key_Return)
    acts._change(templates.link_all, acts._looked, links())
    acts.dialog.grid.go_to(4, 3)
    studio.take("templates-linked", shell, acts.dialog)
    found = acts._filling
    acts._begin(partial(templates.filling, office, found, folder / templates.file_name(office, found)),
                lambda made: acts._done(found, made), "")  # fmt: skip
    wait(studio, acts)
    studio.take("templates-filled", shell, acts.dialog)
    newer = folder / "省厅季报空白表2019.xlsx"
    renamed = {"xl/workbook.xml": lambda part: part.replace(f'name="{OTHER}"', 'name="汇总表"')}
    newer.write_bytes(template_kit.changed(template_kit.rich(), renamed))
    acts._begin(partial(templates.Opening, newer), acts._replaced, "")
    wait(studio, acts)
    studio.take("templates-misfit", shell, acts.dialog)
    acts.dialog.reject()
    shell.close()
    office.close()


def city(studio: Studio) -> None:
    """Show the city's links: the total of the counties, and single ones."""
    folder = studio.home / "市套表"
    folder.mkdir(exist_ok=True)
    office = safekeeping.init(folder / "焦作市.jzdesk", unit="410800", office=None, practice=True)
    found: list[Read] = []
    for unit, number in (("410821", "7"), ("410823", "12")):
        content = uploads.content_of(folder, unit, number)
        inbox.Reading(office, [uploads.written(folder, content, office.catalogue)]).run(found.append)
    inbox.receive_all(office, found, date(2018, 10, 6))
    for one in inbox.look(office, []):
        inbox.accept(office, one, folder)
    given = templates.look(blank(folder))
    name = templates.add(office, given).name
    counties = [
        Link(SHEET, row, 5 + 1, Key.parse(COD), unit=unit)
        for row, unit in ((4, "410821"), (5, "410823"), (6, "410825"))
    ]
    templates.link_all(office, name, given.looked, [*links(TOTAL), *counties])
    shell = studio.work(office, QUARTER, "totals")
    acts = shell.work.places.widget_of("totals").templates
    studio.take("templates-city-way", shell)
    acts.open()
    wait(studio, acts)
    studio.over(shell, acts.dialog)
    acts.dialog.grid.go_to(5, 6)
    studio.take("templates-city", shell, acts.dialog)
    acts.dialog.reject()
    shell.close()
    office.close()


SCENES = (county, city)
