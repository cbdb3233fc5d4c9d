"""What the gallery shows of the city's pages: files that come in, and the table of totals."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jzdesk.desk import inbox, judging, papered, safekeeping
from jzdesk.desk.arriving import Read
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests import uploads
from tests.gallery import Studio

CITY, QUARTER = "410800", "2018Q3"
COUNTIES = (("410802", "31"), ("410804", "12"), ("410821", "7"), ("410823", "16"), ("410883", "40"))


def counties(folder: Path) -> dict[str, uploads.Content]:
    """Return what five counties hand in."""
    folder.mkdir()
    return {unit: uploads.content_of(folder, unit, number) for unit, number in COUNTIES}


def read(studio: Studio, page, *paths: Path) -> None:
    """Have the page read files, and wait until it has."""
    page.read(paths)
    while page.errand.busy or page.looking.busy:
        studio.settle()


def done(studio: Studio, shell) -> None:
    """Wait until what was asked for is done."""
    while shell.work.jobs.busy:
        studio.settle()
    studio.settle()


def inbox_pages(studio: Studio) -> None:
    """Show 待接收文件: empty, files looked at, one refused, one waiting to be accepted, a correction."""
    folder = studio.home / "送来的文件"
    given = counties(folder)
    office = safekeeping.init(studio.home / "inbox.jzdesk", unit=CITY, office=None, practice=True)
    paths = {unit: uploads.written(folder, content, office.catalogue) for unit, content in given.items()}
    shell = studio.work(office, QUARTER, "inbox")
    studio.take("inbox-empty", shell)
    page = shell.work.places.widget_of("inbox")
    bad = folder / "上季度的表（改）.xlsx"
    bad.write_bytes(b"not a workbook")
    read(studio, page, *list(paths.values())[:4], bad)
    studio.take("inbox-looked-at", shell)
    page.card.view.selectRow(len(page.card.model.items) - 1)
    studio.take("inbox-refused", shell)
    page.take_all()
    done(studio, shell)
    studio.take("inbox-received", shell)
    page.detail.accept.put(str(studio.home / "回执"))
    for _ in range(3):
        page.card.view.selectRow(0)
        page.go_on()
        done(studio, shell)
    again = uploads.revised(
        given["410804"], "补录在线监测停机期间核算量",
        {
            "emissions/so2.industry/emitted": {"v": "14.60", "n": "停机期间按物料衡算"},
            "emissions/nox.industry/emitted": {"v": "9.30"},
            "emissions/sewage.tp/emitted": {"b": "暂缺:区水务局,2018-10-20"},
            "emissions/dust.industry/emitted": None,
        },
    )  # fmt: skip
    read(studio, page, uploads.written(folder, again, office.catalogue), paths["410802"])
    row = next(n for n, one in enumerate(page.card.model.items) if one.revision == 2)
    page.card.view.selectRow(row)
    studio.take("inbox-correction", shell)
    page.detail.chips["remarks"].click()
    studio.take("inbox-remarks", shell)
    page.detail.take.put("十月九日")
    page.go_on()
    studio.take("inbox-wrong-day", shell)
    shell.close()
    office.close()


def totals_pages(studio: Studio) -> None:
    """Show 汇总: empty, then with five counties, a total, one county's figure, and a word in place of one."""
    folder = studio.home / "汇总的文件"
    given = counties(folder)
    owed = {"emissions/sewage.tp/emitted": {"b": "暂缺:区水务局,2018-10-20"}}
    given["410804"]["forms"]["emissions"]["cells"]["sewage.tp/emitted"] = owed["emissions/sewage.tp/emitted"]
    office = safekeeping.init(studio.home / "totals.jzdesk", unit=CITY, office=None, practice=True)
    shell = studio.work(office, QUARTER, "totals")
    studio.take("totals-empty", shell)
    paths = [uploads.written(folder, content, office.catalogue) for content in given.values()]
    read_: list[Read] = []
    inbox.Reading(office, paths).run(read_.append)
    inbox.receive_all(office, read_, date(2018, 10, 8))
    for one in inbox.look(office, []):
        inbox.accept(office, one, studio.home / "回执")
    shell.work.session.refresh()
    page = shell.work.places.widget_of("totals")
    page.take_focus()
    studio.take("totals", shell)
    row = next(
        n for n, line in enumerate(page._table.lines) if str(line.key) == "emissions/sewage.tp/emitted"
    )
    page.table.go_to(row, 2 + page._table.codes.index("410804"))
    studio.take("totals-blank", shell)
    page.table.go_to(row, 2 + page._table.codes.index("410823"))
    studio.take("totals-county", shell)
    judged(studio, shell, office, page)
    shell.work.open_at("coverage")
    page = shell.work.places.widget_of("coverage")
    page.view.selectRow(2)
    studio.take("coverage-some", shell)
    page.tick_paper()
    studio.take("coverage-paper", shell)
    page._box.dismiss()
    page.leave_out()
    studio.take("coverage-exclude", shell)
    shell.close()
    office.close()


def judged(studio: Studio, shell, office: Office, page) -> None:
    """Show 汇总 with what the city set beside and in place of figures, its boxes, and what is odd."""
    period, cod = Period.parse(QUARTER), Key.parse("emissions/cod.industry/emitted")
    so2 = Key.parse("emissions/so2.industry/emitted")
    judging.approve(office, "410883", period, cod, "38.6", "在线监测核算")
    judging.approve(office, CITY, period, so2, "104", "省厅核定")
    judging.stand_in(office, "410825", period, cod, "16000", "县局电话报数")
    papered.paper(office, "410802", period, office.today)
    papered.paper(office, "410804", period, office.today, code="0000")
    shell.work.session.refresh()
    row = next(n for n, line in enumerate(page._table.lines) if line.key == cod)
    page.table.go_to(row, 2 + page._table.codes.index("approved"))
    studio.take("totals-approved", shell)
    page.table.go_to(row, 2 + page._table.codes.index("410825"))
    studio.take("totals-standin", shell)
    page.table.go_to(row + 5, 2 + page._table.codes.index("410883"))
    page.judge("approve")
    page._box.edits["value"].setText("3.9万")
    page._box.do()
    studio.take("totals-judging", shell)
    page._box.dismiss()
    again = studio.home / "汇总的文件" / "又来"
    again.mkdir()
    wrong = uploads.content_of(again, "410822", "2600")
    file = uploads.written(studio.home / "汇总的文件", wrong, office.catalogue)
    found: list[Read] = []
    inbox.Reading(office, [file]).run(found.append)
    inbox.receive_all(office, found, date(2018, 10, 8))
    for one in inbox.look(office, []):
        inbox.accept(office, one, studio.home / "回执")
    shell.work.session.refresh()
    page.odd.click()
    studio.take("totals-odd", shell)
    page.odd.click()


SCENES = (inbox_pages, totals_pages)
