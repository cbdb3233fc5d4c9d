"""The window never freezes: how long it is away from its events at a stretch, whatever is done in it.

`--all -k away -s` prints what each act in a full office takes of the window's own thread.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter

from jzdesk.desk import (
    allotting,
    bulletin,
    handing_in,
    handover,
    restoring,
    safekeeping,
    signing,
    workbooks,
)
from jzdesk.desk.office import Office
from jzdesk.models import plan_source
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.store import backup
from jzdesk.ui import (
    manual_paper,  # noqa: F401 - read beforehand, as the program does in a pause
    settling,
)
from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.pages.hand_in_steps import FREEZE, REOPEN, REVIEW, SENT, SUBMIT, WITHDRAW
from jzdesk.ui.printers import Machine
from jzdesk.ui.printing import Printing, Wish
from tests import eleven, paper_cases, uploads
from tests.bench.cells import BLOCK, FIRST, figures
from tests.desk import handmade, walk
from tests.desk.handed_down import hand_down
from tests.exchange import template_kit
from tests.ui.away import Stretch, Watch, until

NEXT = Path(__file__).parents[1] / "data" / "plan" / "jiaozuo-14fyp"
Q3 = Period.parse("2018Q3")
COD = "emissions/cod.industry/emitted"
BOUND = 2 * 100
"""Milliseconds of the processor: what is asked, and twice as much allowed as on any machine with others."""


class Threads:
    """Notes in which threads functions were called."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self.of: dict[str, set[bool]] = {}
        """By the name of a function, whether it was called in the window's own thread."""

    def watch(self, place: Any, name: str) -> None:
        inner = getattr(place, name)

        def called(*words: Any, **more: Any) -> Any:
            mine = threading.current_thread() is threading.main_thread()
            self.of.setdefault(name, set()).add(mine)
            return inner(*words, **more)

        self._patch.setattr(place, name, called)


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> Threads:
    return Threads(monkeypatch)


def press(qtbot, part) -> None:
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)


def test_what_is_gathered_from_the_store_keeps_nobody_waiting(office, open_window, qtbot, threads):
    safekeeping.backup(office, safekeeping.backup_folder(office))
    work = open_window(office, "safety")
    for place, name in ((handover, "given"), (restoring, "_compared"), (backup, "inspect")):
        threads.watch(place, name)
    page = work.places.page
    page.copies.view.setCurrentIndex(page.copies.model.index(0, 0))
    press(qtbot, page.copies.restore)
    press(qtbot, page.handover.act)
    qtbot.waitUntil(lambda: page.copies.recovering.dialog is not None)
    qtbot.waitUntil(lambda: "given" in threads.of)
    page.copies.recovering.dialog.reject()
    page.handover.errand.stop()
    qtbot.waitUntil(lambda: not page.handover.errand.busy)
    assert threads.of == {"given": {False}, "_compared": {False}, "inspect": {False}}


def test_the_manual_is_gathered_between_keys(office, open_window):
    helper, told = open_window(office, "todo").helper, []
    helper.ask_here()

    def begin() -> None:
        helper.pane.manual.click()
        helper.paper.errand.told.connect(told.append)

    stretch = Watch().act(begin, lambda: len(told) >= 30)
    helper.paper.errand.stop()
    assert stretch.worked <= BOUND / 2, "its pieces are far below"


def test_a_stretch_is_noticed(qapp):
    """The watch itself: what is done at once is one stretch, and what is done in pieces is not."""

    def spend(milliseconds: float) -> None:
        end = time.thread_time() + milliseconds / 1000
        while time.thread_time() < end:
            pass

    watch = Watch()
    assert watch.act(lambda: spend(40)).worked >= 38
    left = [8]

    def piece() -> bool:
        spend(5)
        left[0] -= 1
        return left[0] <= 0

    assert watch.act(lambda: None, piece).worked < 38


# All of it, in full offices


class Acts:
    """Acts done one after the other, each with its longest stretch."""

    def __init__(self, work) -> None:
        self.work, self.watch = work, Watch()
        self.taken: dict[str, Stretch] = {}

    @property
    def page(self):
        return self.work.places.page

    def idle(self) -> bool:
        return not self.work.jobs.busy

    def go(self, name: str) -> Any:
        self.work.places.go(name)
        until(lambda: True)
        return self.page

    def do(self, name: str, act: Callable[[], Any], over: Callable[[], bool] | None = None) -> None:
        shown, ended = settling.of(self.work.session), over or self.idle
        self.taken[name] = self.watch.act(act, lambda: ended() and not shown.busy)

    def told(self) -> str:
        lines = sorted(self.taken.items(), key=lambda one: -one[1].worked)
        return "\n".join(f"{s.worked:7.1f} ms worked {s.away:7.1f} away  {name}" for name, s in lines)

    def check(self) -> None:
        print("\n" + self.told())
        assert all(one.worked <= BOUND * one.pace for one in self.taken.values()), "\n" + self.told()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed store of a full county, its quarter open for entering."""
    folder = tmp_path_factory.mktemp("many")
    office, period = paper_cases.many(folder)
    signing.withdraw(office, period)
    office.close()
    return office.store._db.path


@pytest.fixture
def county(many: Path, tmp_path: Path) -> Iterator[Office]:
    shutil.copyfile(many, tmp_path / many.name)
    with Office.open(tmp_path / many.name, write=True, today=date(2018, 10, 8)) as made:
        yield made


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """Every file that is saved goes into one folder; what is to be opened is put into the list."""
    answers: list[Path] = []
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr(ChooseFile, "to_save", lambda _p, _t, file, _k: out / file.name)
    monkeypatch.setattr(ChooseFile, "to_open", lambda *_: answers.pop(0))
    return answers


@pytest.mark.slow
def test_no_act_of_a_full_county_freezes_its_window(county, open_window, chosen, tmp_path):
    acts = Acts(open_window(county, "todo"))
    _workbooks(acts, county, tmp_path)
    _foreign_table(acts, county, tmp_path)
    _paste(acts, county)
    _hand_in(acts, county, tmp_path)
    _publish(acts, acts.page.papers.publish)
    _templates(acts, chosen, tmp_path)
    _handed_down(acts, tmp_path)
    _safety(acts)
    acts.check()


def _workbooks(acts: Acts, office: Office, folder: Path) -> None:
    books = acts.work.books
    acts.do("all forms' workbook goes out", lambda: books._export(None, blank=False))
    acts.do("all forms go out blank", lambda: books._export(None, blank=True))
    typed = {str(key): str(n % 70 + 10) for n, key in enumerate(figures(office))}
    path = folder / "填好.xlsx"
    workbooks.write_form(office, Q3, None, blank=False, out=path, typed=typed)
    acts.do("a workbook is read", lambda: books.take(path), lambda: books.dialog is not None)
    acts.do("a workbook is taken in", books._write, lambda: books.dialog is None)
    acts.do("it is taken back", acts.work.undo)


def _projects(office: Office) -> list[tuple[str, str]]:
    """Return code and name of every project in the list."""
    sheet = office.sheet(Q3)
    names = [
        (row.code, sheet.label(sheet.catalogue.form("investment"), row)) for row in sheet.rows("investment")
    ]
    return [(code, name) for code, name in names if code.startswith(("P", "X"))]


def _foreign_table(acts: Acts, office: Office, folder: Path) -> None:
    head = ("项目名称", "本季完成投资（万元）", "形象进度", "建设阶段", "责任单位")
    stages = ("在建", "前期", "主体完工")
    lines = [
        (name, 30 + n, f"第{n}段完成", stages[n % 3], f"第{n}镇政府")
        for n, (_, name) in enumerate(_projects(office))
    ]
    path, books = folder / "台账.xlsx", acts.work.books
    path.write_bytes(handmade.book({"台账": [head, *lines]}))
    acts.do("a foreign table is read", lambda: books.take(path), lambda: books.dialog is not None)
    dialog = books.dialog
    acts.do("it is turned to another form", lambda: dialog._form("milestones"))
    acts.do("and back", lambda: dialog._form("investment"))
    acts.do("a foreign table is taken in", books._write, lambda: books.dialog is None)


def _paste(acts: Acts, office: Office) -> None:
    codes = [code for code, _ in _projects(office)]
    acts.go("investment")
    acts.page.go_to(Key("investment", codes[0], FIRST))
    QGuiApplication.clipboard().setText("\n".join("\t".join(BLOCK) for _ in codes))
    pasting = acts.page.pasting
    acts.do("600 cells are pasted", pasting.paste, lambda: pasting.dialog is not None)
    acts.do("they are written", pasting.dialog.write.click, lambda: pasting.dialog is None)
    acts.do("and taken back", acts.work.undo)


def _handed_down(acts: Acts, folder: Path) -> None:
    handed = acts.work.handed
    with safekeeping.init(folder / "市.jzdesk", unit="410800", office=None, practice=True) as city:
        hand_down(city, projects=[{"code": "P001", "unit": "武陟县", "planned": "1200.5"}])
        (path,) = allotting.task(city, folder / "下发.xlsx", unit="410823")
    acts.go("todo")
    acts.do("a 下发文件 is read", lambda: acts.work.books.take(path), lambda: handed.dialog is not None)
    acts.do("a 下发文件 is taken in", handed.dialog.act.click, lambda: handed.dialog is None)
    acts.do("its changes are shown", handed.adopt, lambda: handed.dialog is not None)
    acts.do("its changes are adopted", handed.dialog.act.click, lambda: handed.dialog is None)


def _publish(acts: Acts, opener: Any) -> None:
    acts.do("公布 is opened", opener.open_dialog)
    dialog = opener.dialog
    for kind in ("half", "year", "quarter"):
        acts.do(f"公布 of the {kind}", dialog.chips[kind].click)
    acts.do("a look at the 公布", dialog.look.click, lambda: not dialog.errand.busy)
    if dialog.preview is not None:
        dialog.preview.reject()
    dialog.reject()


class ToFile(Printing):
    """Prints every page into a file, without asking."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def machines(self) -> tuple[Machine, ...]:
        return (Machine("激光打印机", papers=((595.0, 842.0),), coloured=True),)

    def ask(self, _parent, _theme, _title, pages, _current) -> tuple[QPrinter, Wish]:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self._path))
        printer.setResolution(300)
        return printer, Wish(tuple(range(len(pages.sizes))))


def _hand_in(acts: Acts, office: Office, folder: Path) -> None:
    page = acts.go("hand_in")
    walk.explain_all(office, Q3)
    acts.work.session.refresh()
    out, names = str(folder / "签"), {"preparer": "填表练习员", "head": "负责人练习员"}

    def step(name: str, /, **values: str) -> Callable[[], None]:
        def act() -> None:
            page.forms[name].put(values)
            page.forms[name].act.click()

        return act

    frozen = step(FREEZE, **names, phone="0391-0000000", out=out)
    acts.do("复核", step(REVIEW, name="复核练习员"))
    papers = page.papers
    for name in ("report", "forms"):
        paper = next(one for one in papers.papers if one.name == name)
        papers.dialog = None
        acts.do(
            f"a look at {name}", lambda paper=paper: papers._make(paper, at_once=False),
            lambda: not papers.errand.busy and papers.dialog is not None,
        )  # fmt: skip
        dialog = papers.dialog
        dialog._printing = ToFile(folder / f"{name}.pdf")
        until(lambda dialog=dialog: bool(dialog.pages.sizes))
        acts.do(f"{name} is printed", dialog.act.click, lambda dialog=dialog: dialog.run is None)
        dialog.reject()
    acts.do("送签", frozen)
    acts.do("撤回送签", step(WITHDRAW))
    frozen()
    until(acts.idle)
    acts.do("报送", step(SUBMIT, signed_on="2018-10-08", out=out))
    acts.do("已送出", step(SENT, way="U盘送市局"))
    acts.do("更正", step(REOPEN, reason="补录在线监测停机期间核算量"))
    assert not any(page.forms[name].wrong.isVisible() for name in page.forms)


def _templates(acts: Acts, chosen: list[Path], folder: Path) -> None:
    templates = acts.page.papers.templates
    workbook = folder / "省厅.xlsx"
    workbook.write_bytes(template_kit.rich())
    chosen.append(workbook)

    def rested() -> bool:
        return not templates.errand.busy

    acts.do("套表 is opened", templates.open, rested)
    acts.do("a template is added", templates._add, rested)
    acts.do("a cell is linked", lambda: templates._link(Key.parse(COD)), rested)
    acts.do("a template is filled", templates._fill, rested)
    templates.dialog.reject()


def _safety(acts: Acts) -> None:
    page = acts.go("safety")
    acts.do("a copy is made", page._backup_now)
    acts.do("数据体检", page._look_health)
    acts.do("the trail is checked", page._look_trail)
    card = page.handover
    acts.do("交接清单", card.act.click, lambda: not card.errand.busy and card.dialog is not None)
    card.dialog.reject()
    page.copies.view.setCurrentIndex(page.copies.model.index(0, 0))
    found = page.copies.recovering
    acts.do("a restore is weighed", page.copies.restore.click, lambda: found.dialog is not None)
    found.dialog.reject()


@pytest.mark.slow
def test_no_act_of_a_new_plan_freezes_its_window(open_window, tmp_path, monkeypatch):
    monkeypatch.delenv("JZDESK_TODAY")
    old, _ = paper_cases.full(tmp_path)
    old.close()
    source = old.store._db.path
    plan = Catalogue(plan_source.load(NEXT))
    with safekeeping.init(
        tmp_path / "新.jzdesk", unit="410823", office=None, practice=True, catalogue=plan
    ) as office:
        office.set_today(date(2023, 1, 9))
        acts = Acts(open_window(office, "plan", period=Period.parse("2022Q4")))
        text = acts.page.text
        history, file = text.history, tmp_path / "规划.txt"
        chapters = [f"{one['title']}\n{'环境质量总体改善。' * 400}" for one in plan.data["chapters"]]
        file.write_text("\n".join(chapters), "utf-8")
        acts.do("the plan's text is read", lambda: text.read(file), lambda: not text.errand.busy)
        acts.do(
            "figures of the plan before are read", lambda: history.look_at([source]),
            lambda: not history.errand.busy,
        )  # fmt: skip
        acts.do("they are taken in", history.box.act.click, lambda: not history.errand.busy)
        assert office.store.periods()
        acts.check()


@pytest.fixture
def counting(tmp_path: Path) -> Iterator[Office]:
    """A city that has accepted what nine of eleven counties handed in."""
    with eleven.opened(eleven.made(tmp_path)) as made:
        yield made


@pytest.mark.slow
def test_no_act_of_a_city_that_counts_freezes_its_window(counting, open_window):
    acts = Acts(open_window(counting, "todo"))
    for name in ("totals", "coverage", "inbox", "allot", "plan", "history"):
        acts.do(f"{name} is opened", lambda name=name: acts.work.places.go(name))
    _charts(acts)
    acts.go("totals")
    _publish(acts, acts.page.publish)
    acts.check()


def _charts(acts: Acts) -> None:
    """Look at the charts of the counties."""

    def drawn() -> bool:
        return not (acts.page.gathering.busy or acts.page.errand.busy)

    acts.do("charts of counties are opened", lambda: acts.work.places.go("charts"), drawn)
    acts.do("they are looked at again", acts.page.refresh, drawn)
    acts.do("charts of the city alone", acts.page.choice.chips["own"].click, drawn)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The files of eleven counties, each with 59 projects of its own."""
    folder, catalogue = tmp_path_factory.mktemp("sent"), safekeeping.shipped_catalogue()
    found = []
    for unit in catalogue.counties:
        path = folder / f"{unit}.jzdesk"
        with safekeeping.init(path, unit=unit, office=None, practice=True) as office:
            office.set_today(date(2018, 10, 8))
            paper_cases._type(office, Q3, paper_cases._projects(office, Q3))
            walk.fill(office, Q3, "16")
            walk.nil_where_empty(office, Q3)
            walk.explain_all(office, Q3)
            content, _ = handing_in.content_now(office, Q3)
        signers = {**content["signers"], **uploads.NAMES, "issued_on": "2018-10-06"}
        found.append(uploads.written(folder, {**content, "draft": 1, "signers": signers}, catalogue))
    return found


@pytest.mark.slow
def test_no_act_of_a_city_of_eleven_freezes_its_window(city, open_window, sent, chosen, tmp_path, threads):
    threads.watch(bulletin, "bulletin")
    acts = Acts(open_window(city, "inbox"))
    _files(acts, sent, tmp_path)
    _totals(acts, tmp_path)
    page = acts.go("coverage")
    papers = page.keeping.__self__
    acts.do("通报 is opened", page.bulletin.click, lambda: not papers.errand.busy)
    acts.do("a look at the 通报", papers._look, lambda: not papers.errand.busy)
    papers.preview.reject()
    papers.dialog.reject()
    assert threads.of["bulletin"] == {False}
    _charts(acts)
    evaluation = acts.go("plan").findChild(object, "planEvaluate").parent()
    acts.do("评估 is opened", evaluation.open)
    dialog = evaluation.dialog
    dialog.draft.setChecked(True)
    acts.do("the 评估 is made", dialog._look, lambda: not dialog.errand.busy)
    acts.check()


def _files(acts: Acts, sent: list[Path], folder: Path) -> None:
    page = acts.page
    acts.do("eleven files are read", lambda: page.read(sent), lambda: not page.errand.busy)
    acts.do("eleven files are taken in", page.take_all)
    page.detail.accept.put(str(folder / "回执"))
    for number in range(1, 12):
        page.card.view.selectRow(0)
        acts.do(f"the {number}. is accepted", page.go_on)
    assert not page.card.model.items


def _totals(acts: Acts, folder: Path) -> None:
    page = acts.go("totals")
    for ending in ("pdf", "xlsx", "docx"):
        acts.do(f"the totals as {ending}", lambda e=ending: page.save(folder / f"汇总.{e}"))
    row = next(n for n, line in enumerate(page._table.lines) if str(line.key) == COD)
    page.table.go_to(row, page.table.model.place_of("410823"))
    page.judge("approve")
    page._box.edits["value"].setText("13")
    page._box.edits["why"].setText("在线监测核算")
    acts.do("a figure is approved", page._box.do)
