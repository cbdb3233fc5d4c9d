"""What the gallery shows, one function for each page or state."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from jzdesk.desk import entering, safekeeping, stepping, window
from jzdesk.desk import lines as desk_lines
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.dialogs.crash_window import CrashWindow
from jzdesk.ui.dialogs.trouble_dialog import TroubleDialog
from jzdesk.ui.handing import Handing
from jzdesk.ui.pages.cell_menu import CellMenu
from jzdesk.ui.pages.start import Start
from tests import (
    gallery,
    gallery_allot,
    gallery_books,
    gallery_bulletin,
    gallery_city,
    gallery_counties,
    gallery_day,
    gallery_enquiry,
    gallery_evaluation,
    gallery_first,
    gallery_handin,
    gallery_help,
    gallery_lists,
    gallery_looks,
    gallery_loop,
    gallery_names,
    gallery_panel,
    gallery_paste,
    gallery_publish,
    gallery_rules,
    gallery_safety,
    gallery_slips,
    gallery_states,
    gallery_templates,
    gallery_to_date,
)
from tests.gallery import Studio
from tests.gallery_handin import quiet

COUNTY, CITY = "410823", "410800"
QUARTER = "2018Q3"
SLIPS = {
    "emissions/nh3n.industry/enterprises": "0",
    "emissions/so2.industry/emitted": "118.00",
    "emissions/sewage.tp/emitted": "",
    "emissions/tp.industry/emitted": "",
}


def county(studio: Studio, name: str, *, filled: bool = True, slips: bool = False, practice: bool = True):
    """Return a practice county's office."""
    path = studio.home / f"{name}.jzdesk"
    office = safekeeping.init(path, unit=COUNTY, office=None, practice=practice)
    if filled:
        gallery.fill(office)
    if slips:
        typed = [part for pair in SLIPS.items() for part in pair]
        entering.set_values(office, Period.parse(QUARTER), typed)
    return office


def start(studio: Studio) -> None:
    """Show the start page, calm and refused."""
    shell = studio.shell()
    shell.show_start(studio.look, Start(window.divisions(), Path("/home/jzdesk")), studio.worn_by())
    shell.show()
    studio.take("start", shell)
    page = shell.centralWidget()
    page.new.unit.setCurrentIndex(7)
    page.new.practice.setChecked(True)
    shell.refuse(
        "“/home/jzdesk/410823.jzdesk”正由 张三 打开（进程 812，10月6日 09:12 起），请先在那边关闭再打开。"
    )
    page._tried = Path("x")
    shell.refuse(page.wrong.text())
    studio.take("start-refused", shell)
    shell.close()


def todo_pages(studio: Studio) -> None:
    """Show the to-do list: with slips, fresh."""
    office = county(studio, "todo", slips=True)
    shell = studio.work(office, QUARTER)
    studio.take("todo", shell)
    shell.work.header.choose()
    studio.take("period-chooser", shell, shell.work.header._chooser)
    shell.work.header._chooser.hide()
    shell.work.session.turn_to(Period.parse("2018Q4"))
    studio.take("todo-next-quarter", shell)
    shell.close()
    office.close()
    office = county(studio, "fresh", filled=False, practice=False)
    shell = studio.work(office, QUARTER)
    studio.take("todo-fresh", shell)
    shell.work.open_at("emissions")
    studio.take("emissions-fresh", shell)
    shell.work.open_at("quality")
    studio.take("quality-fresh", shell)
    shell.work.open_at("investment")
    studio.take("investment-fresh", shell)
    shell.close()
    office.close()


def forms(studio: Studio) -> None:
    """Show every form, and what happens while typing."""
    office = county(studio, "forms", slips=True)
    shell = studio.work(office, QUARTER, "emissions", "emissions/sewage.nh3n/emitted")
    studio.take("emissions", shell)
    page = shell.work.places.widget_of("emissions")
    QTest.keyClick(page.cursor_.grid.cells, "1")
    editor = page.cursor_.grid.cells.findChild(QLineEdit, "cellEditor")
    QTest.keyClicks(editor, "682")
    studio.take("emissions-typing", shell)
    editor.setText("168.2千克")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    studio.take("emissions-refused", shell)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    page.go_to(Key.parse("emissions/tp.industry/emitted"))
    page.ask_reason()
    studio.take("emissions-reason", shell)
    QTest.keyClick(page.overlays.chooser, Qt.Key.Key_6)
    studio.take("emissions-owed", shell)
    page.overlays.chooser.dismiss()
    page.acts.open_menu(shell.mapToGlobal(QPoint(640, 330)))
    menu = page.findChild(CellMenu)
    studio.take("emissions-menu", shell, menu)
    menu.close()
    for form in ("reductions", "investment", "milestones", "quality", "cards", "narrative"):
        shell.work.open_at(form)
        studio.take(form, shell)
    shell.work.open_at("investment")
    page = shell.work.places.widget_of("investment")
    key = next(
        k for k in page.cursor_.grids[0].model.table.rows[0].cells if k.key and k.key.column == "progress"
    ).key
    page.go_to(key)
    studio.take("investment-right", shell)
    shell.work.session.turn_to(Period.parse("2018"))
    shell.work.open_at("emissions")
    studio.take("emissions-year", shell)
    shell.work.open_at("quality")
    studio.take("quality-year", shell)
    shell.work.session.turn_to(Period.parse("2018H2"))
    for form in ("reductions", "blackwater"):
        shell.work.open_at(form)
        studio.take(f"{form}-half", shell)
    shell.close()
    office.close()


LONG = (
    "一是完成造纸、印染企业提标改造，重点企业在线监测联网率达到要求。\n二是沁河、大沙河排污口排查整治，"
    "截污纳管工程竣工，黑臭水体没有返黑。\n三是开展扬尘治理专项检查，建筑工地逐个核查，问题清单逐项销号。\n"
) * 5


def paragraphs(studio: Studio) -> None:
    """Show the 情况说明: last quarter's text in grey, while typing, too long, and full."""
    office = county(studio, "paragraphs")
    shell = studio.work(office, "2018Q4", "narrative", "narrative/work/text")
    studio.take("narrative-grey", shell)
    page = shell.work.places.widget_of("narrative")
    page.acts.take_over()
    studio.take("narrative-typing", shell)
    editor = page.cursor_.grid.cells.pen.opened.editor
    editor.fill(LONG * 6)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    studio.take("narrative-too-long", shell)
    editor.fill(LONG)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    studio.take("narrative-full", shell)
    shell.close()
    office.close()


def lines(studio: Studio) -> None:
    """Show the 底稿: last quarter's names, lines pasted, a line that is wrong, and the cell with its sign."""
    office = county(studio, "lines", slips=True)
    key = Key.parse("emissions/sewage.nh3n/emitted")
    before = [("第一污水处理厂", "W01", "96.20", "在线监测"), ("第二污水处理厂", "W02", "71.05", "")]
    desk_lines.set_lines(office, Period.parse("2018Q2"), key, before)
    shell = studio.work(office, QUARTER, "emissions", str(key))
    page = shell.work.places.widget_of("emissions")
    page.acts.open_lines()
    dialog = page.acts.dialog
    dialog.move(shell.pos() + QPoint(320, 130))
    studio.take("lines-carried", shell, dialog)
    QGuiApplication.clipboard().setText(
        "名称\t代码\t数值\t备注\n第一污水处理厂\tW01\t98.40\t在线监测\n第二污水处理厂\tW02\t62.3x\t\n"
        "乡镇污水处理站\t\t7.50\t月报\n合计\t\t168.20\t\n"
    )
    dialog.table.go_to(0, 0)
    dialog.paste()
    studio.take("lines-wrong", shell, dialog)
    dialog.model.setData(dialog.model.index(1, 2), "62.30")
    dialog.ask_save()
    studio.take("lines-saved", shell)
    page.acts.open_menu(shell.mapToGlobal(QPoint(640, 330)))
    menu = page.findChild(CellMenu)
    studio.take("lines-menu", shell, menu)
    menu.close()
    shell.close()
    office.close()


def endings(studio: Studio) -> None:
    """Show a stage with its day and reason, and a row of the office's own that ends."""
    office = county(studio, "endings")
    key = Key.parse("emissions/cod.industry/annual")
    entering.set_values(office, Period.parse("2018"), [str(key), "1342.40"], reason="年报审定")
    shell = studio.work(office, "2018", "emissions", str(key))
    studio.take("stage", shell)
    shell.work.session.turn_to(Period.parse(QUARTER))
    own = next(o for o in office.store.own_rows() if o.form == "investment")
    shell.work.open_at("investment", Key("investment", own.code, "name"))
    page = shell.work.places.widget_of("investment")
    page.acts.end_row(True)
    studio.take("row-stopped", shell)
    shell.close()
    office.close()


def hand_in(studio: Studio) -> None:
    """Show the way of a quarter."""
    office = county(studio, "handin", slips=True)
    shell = studio.work(office, QUARTER, "hand_in")
    studio.take("hand-in-blocked", shell)
    session = shell.work.session
    stepping.undo(office)
    session.refresh()
    for finding in session.look.findings:
        if finding.result == "failed" and finding.severity == "核实性" and finding.explanation is None:
            session.explain(finding, "检修结束后恢复生产，排放量随产量上升。")
    studio.take("hand-in-review", shell)
    shell.work.open_at("todo")
    studio.take("todo-review", shell)
    shell.work.open_at("hand_in")
    Handing(session).review("复核练习员")
    studio.take("hand-in-freeze", shell)
    shell.work.open_at("todo")
    studio.take("todo-ready", shell)
    shell.work.open_at("hand_in")
    page = shell.work.places.widget_of("hand_in")
    out = str(studio.home / "上报")
    page.forms["freeze"].put(
        {"preparer": "填表练习员", "head": "负责人练习员", "phone": "0391-0000000", "out": out}
    )
    for step, values in (("freeze", {}), ("submit", {"signed_on": gallery.TODAY, "out": out})):
        page.forms[step].put(values)
        page.forms[step].act.click()
        studio.take(f"hand-in-{step}-busy", shell)
        finished(studio, shell)
        studio.take(f"hand-in-{step}-done", shell)
    page.forms["sent"].put({"way": "U盘送市局"})
    page.forms["sent"].act.click()
    studio.take("hand-in-sent", shell)
    shell.work.open_at("emissions")
    studio.take("emissions-locked", shell)
    shell.close()
    office.close()


def plan(studio: Studio) -> None:
    """Show the plan's catalogue: an indicator, a search, a task, a rule that fails, a form, nothing found."""
    office = county(studio, "plan", slips=True)
    shell = studio.work(office, QUARTER, "plan")
    studio.take("plan", shell)
    page = shell.work.places.widget_of("plan")
    page.search.setText("klw")
    studio.take("plan-search", shell)
    page.search.clear()
    rows = {"tasks": 22, "projects": 15, "duties": 9, "rules": 2, "notes": 6, "forms": 0}
    for segment, row in rows.items():
        page.chips[segment].click()
        page.view.setCurrentIndex(page.model.index(row, 1))
        studio.take(f"plan-{segment}", shell)
    page.show_entry("indicators", "pm25_annual_mean")
    page.chips["chapters"].click()
    studio.take("plan-chapters", shell)
    page.mine.setChecked(True)
    page.chips["projects"].click()
    page.search.setText("湿地")
    studio.take("plan-none", shell)
    shell.close()
    office.close()


def city(studio: Studio) -> None:
    """Show the city's page."""
    office = safekeeping.init(studio.home / "city.jzdesk", unit=CITY, office=None, practice=True)
    shell = studio.work(office, QUARTER, "coverage")
    studio.take("coverage", shell)
    shell.work.open_at("milestones")
    studio.take("city-milestones", shell)
    shell.close()
    office.close()


def history(studio: Studio) -> None:
    """Show the versions: none, the trail, what differs, and a version to print again."""
    from jzdesk.desk import signing
    from tests.desk import walk

    office = county(studio, "history-empty", filled=False)
    shell = studio.work(office, QUARTER, "history")
    studio.take("history-empty", shell)
    shell.close()
    office.close()
    office, period = county(studio, "history"), Period.parse(QUARTER)
    walk.ready(office, period)
    walk.freeze(office, period, studio.home / "历史送签")
    signing.withdraw(office, period)
    entering.set_values(office, period, ["emissions/cod.industry/emitted", "320.11"])
    walk.ready(office, period)
    walk.hand_in(office, period, studio.home / "历史上报")
    signing.reopen(office, period, reason="漏报一家企业")
    mended = ["emissions/cod.industry/emitted", "318.6", "quality/pm25/mean", "44"]
    entering.set_values(office, period, mended, reason="按监测站复核数改")
    shell = studio.work(office, QUARTER, "history")
    studio.take("history-log", shell)
    page = shell.work.places.widget_of("history")
    page.buttons["compare"].click()
    studio.take("history-compare", shell)
    page.buttons["log"].click()
    page.view.setCurrentIndex(page.model.index(2, 0))
    studio.take("history-reprint", shell)
    page.buttons["log"].click()
    page.log.text.setText("没有这样的字")
    studio.take("history-none", shell)
    page.view.setCurrentIndex(page.model.index(0, 0))
    studio.take("history-all", shell)
    page.log.form.setCurrentIndex(page.log.form.findData("quality"))
    page.log.paper.act.click()
    studio.take("history-making", shell)
    quiet(studio, page.log.paper)
    dialog = page.log.paper.dialog
    dialog.move(shell.pos() + QPoint((shell.width() - dialog.width()) // 2, 24))
    studio.take("history-paper", shell, dialog)
    dialog.reject()
    shell.close()
    office.close()


def finished(studio: Studio, shell) -> None:
    """Wait until what runs aside is done."""
    for _ in range(600):
        if not shell.work.jobs.busy:
            break
        QTest.qWait(50)
    studio.settle()


def drawn(studio: Studio, shell) -> None:
    """Wait until the charts are drawn."""
    page = shell.work.places.widget_of("charts")
    for _ in range(600):
        if not (page.gathering.busy or page.errand.busy):
            break
        QTest.qWait(50)
    studio.settle()


def charts(studio: Studio) -> None:
    """Show the charts: being drawn, drawn, with a point, further down, given up, and where there are none."""
    office = county(studio, "charts")
    shell = studio.work(office, QUARTER, "charts")
    studio.take("charts-busy", shell)
    page = shell.work.places.widget_of("charts")
    page.stop.click()
    drawn(studio, shell)
    studio.take("charts-stopped", shell)
    page.again.click()
    drawn(studio, shell)
    page.take_focus()
    QTest.keyClick(page.cards["emissions"].view, Qt.Key.Key_Right)
    studio.take("charts", shell)
    page.cards["targets"].view.setFocus(Qt.FocusReason.TabFocusReason)
    studio.take("charts-below", shell)
    page.save.show_files((studio.home / "图" / "武陟县_2018Q3_污染物排放图.pdf",))
    studio.take("charts-saved", shell)
    shell.work.session.turn_to(Period.parse("2018H2"))
    studio.take("charts-nothing", shell)
    shell.close()
    office.close()
    office = county(studio, "charts-fresh", filled=False)
    shell = studio.work(office, QUARTER, "charts")
    drawn(studio, shell)
    studio.take("charts-fresh", shell)
    shell.close()
    office.close()


def crash(studio: Studio) -> None:
    """Show the crash window, the one for a cause that came before, and the file for the maintainers."""
    office = county(studio, "crash")
    shell = studio.work(office, "2018Q3", "emissions")
    log = r"C:\Users\Public\jzdesk\logs\jzdesk.log"
    for name, again in (("crash", False), ("crash-again", True)):
        made = CrashWindow("3F07A2", log, shell, again=again, report=str)
        made.show()
        if again:
            made.findChild(QPushButton, "copyReport").click()
        studio.take(name, shell, made)
        made.close()
    bundle = TroubleDialog(shell, office)
    bundle.open()
    for _ in range(600):
        if bundle.bundle is not None:
            break
        QTest.qWait(20)
    for number, name in ((2, "trouble"), (3, "trouble-store")):
        bundle.names.setCurrentRow(number)
        studio.take(name, shell, bundle)
    bundle.close()
    office.close()


SCENES: tuple[Callable[[Studio], None], ...] = (
    start, gallery_first.practice, todo_pages, forms, paragraphs, lines, endings, hand_in, plan, city,
    history, charts, crash,
    *gallery_city.SCENES, *gallery_states.SCENES, *gallery_day.SCENES, *gallery_handin.SCENES,
    *gallery_panel.SCENES, gallery_books.books, *gallery_paste.SCENES, *gallery_lists.SCENES,
    *gallery_looks.SCENES, *gallery_safety.SCENES, *gallery_enquiry.SCENES,
    *gallery_to_date.SCENES, *gallery_slips.SCENES, *gallery_rules.SCENES,
    *gallery_publish.SCENES, gallery_bulletin.papers, *gallery_names.SCENES, *gallery_allot.SCENES,
    *gallery_loop.SCENES, *gallery_counties.SCENES, *gallery_evaluation.SCENES, *gallery_templates.SCENES,
    *gallery_help.SCENES,
)  # fmt: skip
