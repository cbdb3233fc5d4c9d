"""What the gallery shows of explanations and papers: typed in place, looked at, and nothing to print with."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from jzdesk.desk import entering, lines, safekeeping
from jzdesk.models import checks
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.dialogs.print_dialog import PrintDialog
from jzdesk.ui.printers import Machine
from tests import gallery
from tests.desk import walk
from tests.gallery import Studio

COUNTY, QUARTER = "410823", Period.parse("2018Q3")
SLIPS = ["emissions/nh3n.industry/enterprises", "0", "emissions/so2.industry/emitted", "118.00",
         "emissions/sewage.tp/emitted", ""]  # fmt: skip
PRINTERS = (Machine("HP LaserJet 1020", stopped=True, papers=((595.0, 842.0),), coloured=False),)
GONE = {"printer": "财务室打印机"}
BEFORE = "按市局第二季度核查意见调减，已附核查表。"


def quiet(studio: Studio, paper) -> None:
    """Wait until the paper is made and its pages in view are drawn: both are done in another process."""
    finished(paper)
    drawn(studio, paper.dialog)


def finished(paper) -> None:
    """Wait until the paper is made."""
    for _ in range(900):
        if not paper.errand.busy:
            return
        QTest.qWait(20)


def drawn(studio: Studio, preview) -> None:
    """Wait until the pages in view are drawn."""
    for _ in range(300):
        pages = preview.pages
        if pages.sizes and pages._task is None and not pages._waiting:
            break
        QTest.qWait(20)
    studio.settle()


def explaining(studio: Studio) -> None:
    """Show what is to be explained: at first, being typed, all done."""
    office = safekeeping.init(studio.home / "explain.jzdesk", unit=COUNTY, office=None, practice=True)
    gallery.fill(office)
    entering.set_values(office, QUARTER.previous, ["emissions/nox.industry/adjustment", "-2.10"])
    for finding in checks.findings(checks.run(office.sheet(QUARTER.previous))):
        if finding.blocking and finding.keys[0].row == "nox.industry":
            entering.explain(office, QUARTER.previous, finding.rule, finding.keys, BEFORE)
    entering.set_values(office, QUARTER, SLIPS)
    for period, value in ((QUARTER.previous, "293.10"), (QUARTER, "49.00")):
        words = [("焦作市万方热电厂", "", value, "在线监测"), ("武陟县华夏造纸厂", "", "69.00", "")]
        lines.set_lines(office, period, Key.parse("emissions/so2.industry/emitted"), words)
    shell = studio.work(office, str(QUARTER), "hand_in")
    studio.take("explain", shell)
    page = shell.work.places.widget_of("hand_in")
    page.explain.begin()
    page.explain._editor().setText("两台机组8月完成超低排放改造，核减排放量")
    studio.take("explain-typing", shell)
    QTest.keyClick(page.explain._editor(), Qt.Key.Key_Return)
    studio.settle()
    page.explain._editor().setText("检修")
    QTest.keyClick(page.explain._editor(), Qt.Key.Key_Return)
    studio.settle()
    studio.take("explain-thin", shell)
    page.explain.view.scrollToBottom()
    studio.take("explain-before", shell)
    entering.set_values(office, QUARTER, ["emissions/nh3n.industry/enterprises", "21", SLIPS[4], "1.95"])
    shell.work.session.refresh()
    while page.explain.left:
        page.explain.begin()
        page.explain._editor().setText("按核查结果填报，台账齐全。")
        QTest.keyClick(page.explain._editor(), Qt.Key.Key_Return)
        studio.settle()
    studio.take("explain-done", shell)
    shell.close()
    office.close()


def papers(studio: Studio) -> None:
    """Show the papers: one being made, looked at, across, a whole page, and without a printer."""
    office = safekeeping.init(studio.home / "papers.jzdesk", unit=COUNTY, office=None, practice=True)
    gallery.fill(office)
    shell = studio.work(office, str(QUARTER), "hand_in")
    page = shell.work.places.widget_of("hand_in")
    page.papers.rows["report"].look.click()
    studio.take("papers-busy", shell)
    quiet(studio, page.papers)
    dialog = page.papers.dialog
    dialog.move(shell.pos() + QPoint((shell.width() - dialog.width()) // 2, 24))
    studio.take("preview", shell, dialog)
    dialog.zooms["whole_page"].click()
    dialog.view.go_to(3)
    quiet(studio, page.papers)
    studio.take("preview-whole", shell, dialog)
    dialog.ask_print()
    studio.take("preview-no-printer", shell, dialog)
    asked = PrintDialog(dialog, dialog._theme, PRINTERS, GONE, dialog.pages.sizes, dialog.view.page)
    asked.show()
    studio.over(shell, asked)
    asked.which.setCurrentIndex(1)
    studio.take("print", shell, dialog, asked)
    asked.reject()
    dialog.reject()
    page.papers.rows["forms"].look.click()
    quiet(studio, page.papers)
    dialog = page.papers.dialog
    dialog.move(shell.pos() + QPoint((shell.width() - dialog.width()) // 2, 24))
    dialog.view.go_to(2)
    quiet(studio, page.papers)
    studio.take("preview-forms", shell, dialog)
    dialog.reject()
    shell.close()
    office.close()


def made(studio: Studio) -> None:
    """Show the papers once they are frozen, and once they are handed in."""
    office = safekeeping.init(studio.home / "made.jzdesk", unit=COUNTY, office=None, practice=True)
    gallery.fill(office)
    walk.ready(office, QUARTER)
    out = studio.home / "上报文件 2018Q3"
    walk.freeze(office, QUARTER, out)
    shell = studio.work(office, str(QUARTER), "hand_in")
    studio.take("papers-frozen", shell)
    shell.close()
    office.close()


SCENES = (explaining, papers, made)
