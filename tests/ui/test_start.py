"""The first page: which office, who one is, what one begins with, and the practice quarter beside it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from jzdesk import settings
from jzdesk.app.program import Program
from jzdesk.desk import allotting, enrolling, practising, safekeeping
from jzdesk.ui import colours
from jzdesk.ui.pages.start import StartPage
from tests.desk.handed_down import hand_down

COUNTY, CITY = "410823", "410800"
PROJECT = {"code": "P001", "unit": "武陟县", "planned": "1200.5"}
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))


@pytest.fixture
def begin(look, qtbot) -> Iterator:
    made: list[Program] = []

    def program(who: str | None = None) -> tuple[Program, StartPage]:
        made.append(Program(look, who))
        qtbot.addWidget(made[-1].shell)
        made[-1].start(None)
        made[-1].shell.show()
        page = made[-1].shell.centralWidget()
        assert isinstance(page, StartPage)
        return made[-1], page

    yield program
    for one in made:
        one.close()


@pytest.fixture(scope="module")
def city_file(tmp_path_factory) -> Path:
    """The 下发文件 for 武陟县 from a practice city."""
    folder = tmp_path_factory.mktemp("city")
    with safekeeping.init(folder / "市.jzdesk", unit=CITY, office=None, practice=True) as city:
        hand_down(city, projects=[PROJECT])
        made = allotting.task(city, folder / "下发.xlsx", unit=COUNTY)[0]
        enrolling.enrol(city, folder / "登记.xlsx")
        return made


def choose(monkeypatch, file: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))


def test_who_one_is_is_asked_once_and_remembered(begin, qtbot, monkeypatch):
    monkeypatch.delenv("JZDESK_USER")
    program, page = begin()
    page.new.who.setText(" 张三 ")
    page.new.unit.setCurrentIndex(page.new.unit.findData(COUNTY))
    qtbot.mouseClick(page.new.make, LEFT)
    office = program.shell.work.session.office
    assert (office.who, office.practice) == ("张三", False)
    assert settings.load().who == "张三"
    assert {entry["who"] for entry in safekeeping.history(office)} == {"张三"}
    program.ask_another()
    assert program.shell.centralWidget().new.who.text() == "张三"


def test_who_was_named_at_the_start_comes_before_what_is_remembered(begin, monkeypatch):
    settings.remember(who="张三")
    assert begin("李四")[1].new.who.text() == "李四"
    assert begin()[1].new.who.text() == "测试员", "as JZDESK_USER says"
    monkeypatch.delenv("JZDESK_USER")
    assert begin()[1].new.who.text() == "张三"


def test_a_file_of_the_city_says_which_office_and_is_looked_at_once_there_is_a_store(
    begin, qtbot, city_file, monkeypatch
):
    program, page = begin()
    choose(monkeypatch, city_file)
    with qtbot.waitSignal(page.new.jobs.finished, timeout=20_000):
        qtbot.mouseClick(page.new.read, LEFT)
        assert not page.new.make.isEnabled()
    assert (page.new.unit.currentData(), page.new.practice.isChecked()) == (COUNTY, True)
    assert page.new.city.text() == city_file.name
    qtbot.mouseClick(page.new.make, LEFT)
    work = program.shell.work
    qtbot.waitUntil(lambda: work.handed.dialog is not None, timeout=20_000)
    qtbot.mouseClick(work.handed.dialog.act, LEFT)
    qtbot.waitUntil(lambda: work.session.look.sheet.row("investment", "P001") is not None, timeout=20_000)
    assert work.session.office.catalogue.allotment.number == 1


@pytest.mark.parametrize(("name", "word"), [("登记.xlsx", "单位登记"), ("没有.xlsx", "没有.xlsx")])
def test_another_file_is_refused_in_words_and_the_choice_stays(
    begin, qtbot, city_file, monkeypatch, name, word
):
    _, page = begin()
    page.new.unit.setCurrentIndex(page.new.unit.findData("410825"))
    choose(monkeypatch, city_file.with_name(name))
    with qtbot.waitSignal(page.new.jobs.failed, timeout=20_000):
        qtbot.mouseClick(page.new.read, LEFT)
    assert word in page.wrong.text()
    assert (page.new.unit.currentData(), page.new.city.text()) == ("410825", "")
    assert page.new.make.isEnabled()


def test_a_file_for_another_office_than_the_chosen_one_changes_nothing_and_says_so(
    begin, qtbot, city_file, monkeypatch
):
    _, page = begin()
    page.new.unit.setCurrentIndex(page.new.unit.findData("410825"))
    choose(monkeypatch, city_file)
    with qtbot.waitSignal(page.new.jobs.finished, timeout=20_000):
        qtbot.mouseClick(page.new.read, LEFT)
    assert ("武陟县" in page.wrong.text(), "温县" in page.wrong.text()) == (True, True)
    assert (page.new.unit.currentData(), page.new.practice.isChecked()) == ("410825", False)
    assert (page.new.file, page.new.city.text()) == (None, "")


def test_the_practice_quarter_is_one_click_away_and_stands_on_another_ground(begin, qtbot, look):
    program, page = begin()
    assert look.colours == colours.LIGHT
    assert page.practice.resume.isHidden()
    qtbot.mouseClick(page.practice.begin, LEFT)
    assert page.practice.begin.text() == "正在准备，点此取消"
    qtbot.waitUntil(lambda: program.shell.work is not None, timeout=20_000)
    work = program.shell.work
    assert work.session.office.practice
    assert program.shell.windowTitle().startswith("【练习】")
    assert look.colours == colours.LIGHT.practised
    assert work.places.name == "todo"
    program.ask_another()
    page = program.shell.centralWidget()
    assert look.colours == colours.LIGHT, "the first page is real again"
    qtbot.mouseClick(page.practice.resume, LEFT)
    assert program.shell.work.session.office.store.info.path == practising.known(Path.home() / "jzdesk")


def test_a_practice_quarter_that_cannot_be_prepared_says_why(begin, qtbot, tmp_path):
    _, page = begin()
    (tmp_path / "jzdesk").write_text("no folder", "utf-8")
    qtbot.mouseClick(page.practice.begin, LEFT)
    qtbot.waitUntil(lambda: not page.practice.errand.busy)
    assert page.wrong.isVisible()
    assert (page.practice.begin.text(), page.practice.begin.isEnabled()) == ("开始练习", True)


def test_a_practice_quarter_that_is_given_up_leaves_nothing(begin, qtbot, monkeypatch):
    program, page = begin()
    stop = threading.Event()
    fill = practising.entering.set_values

    def held(*words, **more):
        stop.wait(20)
        return fill(*words, **more)

    monkeypatch.setattr(practising.entering, "set_values", held)
    qtbot.mouseClick(page.practice.begin, LEFT)
    qtbot.mouseClick(page.practice.begin, LEFT)
    stop.set()
    qtbot.waitUntil(lambda: not page.practice.errand.busy)
    assert program.shell.work is None
    assert page.practice.begin.text() == "开始练习"
    assert not page.wrong.isVisible(), "one's own wish is no refusal"
    assert practising.known(Path.home() / "jzdesk") is None
