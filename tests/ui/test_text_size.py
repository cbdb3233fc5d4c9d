"""How large letters are: the clerk's choice or the system's, worn at once by windows that stay."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jzdesk import settings
from jzdesk.app.program import Program
from jzdesk.models.entry import Key
from jzdesk.ui import lettering, rescaling
from jzdesk.ui.lettering import SIZES
from jzdesk.ui.pages.start import StartPage
from jzdesk.ui.pages.start_look import StartLook
from jzdesk.ui.size_keys import SizeKeys
from tests.ui.test_scale import faults, settled

CELL = Key.parse("emissions/sewage.nh3n/emitted")
MEASURED = """
import json, os, sys
from jzdesk import settings
from jzdesk.ui import lettering, shell
with lettering.worn(settings.load().text):
    made = shell.application()
screen = made.primaryScreen()
print(json.dumps([screen.devicePixelRatio(), os.environ.get("QT_SCALE_FACTOR")]))
"""


def measured(**environment: str) -> list:
    """Return how many of the screen's dots a window's are, and what later programs are told of that."""
    found = subprocess.run(
        [sys.executable, "-c", MEASURED], env={**os.environ, **environment}, capture_output=True, check=True
    )
    return json.loads(found.stdout)


@pytest.mark.parametrize(
    "size", [pytest.param(size, marks=pytest.mark.slow) for size in ("90", "150")] + [SIZES[-1]]
)
def test_a_size_is_worn_from_the_start_on(size):
    settings.remember(text=size)
    assert measured() == [int(size) / 100, None]


@pytest.mark.slow
def test_it_is_laid_on_the_scaling_of_the_screen():
    settings.remember(text="150")
    assert measured(QT_SCALE_FACTOR="1.25") == [1.875, "1.25"]


def test_without_a_choice_the_system_is_asked(monkeypatch):
    monkeypatch.setattr(lettering, "of_system", lambda: 130)
    assert [lettering.percent(chosen) for chosen in ("", "pink", "90")] == [130, 130, 90]
    assert [lettering.beside("", larger=larger) for larger in (True, False)] == ["150", "125"]
    monkeypatch.setattr(lettering, "of_system", lambda: 225)
    assert lettering.percent("") == 200
    assert [lettering.beside(size, larger=True) for size in ("", "200", "175")] == ["", "200", "200"]


@pytest.fixture
def program(look, qtbot):
    """Give the program; where it would begin again it only notes that. The size is the usual one after it."""
    made = Program(look, "测试员")
    made.begun_again = []
    made.restart = lambda: made.begun_again.append(True)
    SizeKeys(made.shell, made.appearance)
    qtbot.addWidget(made.shell)
    yield made
    made.close()
    made.shell.hide()
    rescaling.change(1.0)


@pytest.fixture
def work(program, qtbot, store: Path):
    """Give the window at work in a form, with a figure half typed."""
    program.start(str(store))
    with qtbot.waitActive(program.shell):
        program.shell.show()
        program.shell.activateWindow()
    work = program.shell.work
    work.open_at("emissions", CELL)
    settled()
    return work


def press(key: Qt.Key, text: str = "") -> None:
    """Press Ctrl and a key where the focus is, as a hand does."""
    QTest.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)
    settled()


def ratio(work) -> float:
    return work.grab().devicePixelRatio()


def test_half_a_figure_stays_where_it_is_typed_while_the_letters_grow(program, work):
    cells = work.places.page.cursor_.grid.cells
    QTest.keyClicks(cells, "1")
    editor = QApplication.focusWidget()
    QTest.keyClicks(editor, "2,")
    assert editor.text() == "12,"
    press(Qt.Key.Key_Plus)
    assert settings.load().text == "110"
    assert ratio(work) == 1.1
    assert QApplication.focusWidget() is editor
    assert (editor.text(), editor.isVisible()) == ("12,", True)
    for _ in range(9):
        press(Qt.Key.Key_Equal)
    assert (settings.load().text, ratio(work)) == ("200", 2.0)
    assert (editor.text(), QApplication.focusWidget()) == ("12,", editor)
    assert "200%" in work.status.told.text()
    QTest.keyClicks(editor, "5")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert work.places.page.cursor_.key == CELL
    assert cells.hasFocus()
    press(Qt.Key.Key_Minus)
    assert (settings.load().text, ratio(work)) == ("175", 1.75)
    press(Qt.Key.Key_0)
    assert (settings.load().text, ratio(work)) == ("", 1.0)
    assert program.begun_again == []
    assert faults(work) == []


def test_the_window_keeps_its_place_on_the_screen_and_fits_into_it(program, work):
    shell = program.shell
    shell.setGeometry(4, 30, 770, 400)
    settled()
    program.appearance.choose_size("110")
    settled()
    assert abs(shell.width() * 1.1 - 770) < 3
    assert abs(shell.x() * 1.1 - 4) < 3
    program.appearance.choose_size("")
    settled()
    assert abs(shell.width() - 770) < 3
    shell.showMaximized()
    settled()
    for size in ("200", "90"):
        program.appearance.choose_size(size)
        settled()
        assert shell.isMaximized()
        room = shell.screen().availableGeometry()
        assert room.adjusted(-2, -2, 2, 2).contains(shell.geometry())
        assert (room.size() - shell.frameSize()).width() < 4, "all of it"


def test_the_choice_in_the_menu_is_worn_at_once(program, work):
    foot = work.nav.foot
    foot.choose()
    sizes = [a for a in foot.menu.sizes.actions() if a.isCheckable()]
    assert [a.text() for a in sizes] == [
        "跟随系统", "90%", "100%", "110%", "125%", "150%", "175%", "200%"
    ]  # fmt: skip
    assert sizes[0].isChecked()
    assert [a.text() for a in foot.menu.sizes.actions() if not a.isCheckable() and a.text()] == [
        "大一些\tCtrl++", "小一些\tCtrl+-", "跟随系统\tCtrl+0"
    ]  # fmt: skip
    sizes[5].trigger()
    settled()
    assert (settings.load().text, ratio(work)) == ("150", 1.5)
    foot.choose()
    assert sizes[5].isChecked()
    foot.menu.hide()


def test_a_dialog_over_the_window_stays_and_fits_and_has_the_keys_too(program, work):
    page = work.places.page
    page.acts.open_lines()
    dialog = page.acts.dialog
    settled()
    done = []
    dialog.finished.connect(done.append)
    press(Qt.Key.Key_Plus)
    assert settings.load().text == "110"
    program.appearance.choose_size("200")
    settled()
    assert dialog.isVisible()
    assert dialog.isModal()
    assert done == []
    assert dialog.grab().devicePixelRatio() == 2.0
    room = dialog.screen().availableGeometry()
    assert dialog.height() <= room.height()
    assert dialog.isAncestorOf(QApplication.focusWidget())
    dialog.reject()
    assert done == [0]


def test_before_there_is_an_office_one_chooses_too(program, qtbot):
    program.start(None)
    with qtbot.waitActive(program.shell):
        program.shell.show()
        program.shell.activateWindow()
    page = program.shell.centralWidget()
    assert isinstance(page, StartPage)
    page.new.who.setFocus()
    QTest.keyClicks(page.new.who, "Li")
    press(Qt.Key.Key_Plus)
    assert settings.load().text == "110"
    assert page.grab().devicePixelRatio() == 1.1
    assert (page.new.who.text(), page.new.who.hasFocus()) == ("测试员Li", True)
    foot = page.findChild(StartLook)
    foot.look.click()
    chosen = next(a for a in foot.menu.sizes.actions() if a.data() == "125")
    chosen.trigger()
    settled()
    assert (settings.load().text, page.grab().devicePixelRatio()) == ("125", 1.25)
    assert program.shell.centralWidget() is page


@pytest.fixture
def other_qt(monkeypatch):
    """Have a Qt without a way to another scaling."""
    monkeypatch.setattr(rescaling, "_setter", lambda: None)


def test_with_another_qt_the_window_begins_again(program, work, other_qt):
    program.appearance.choose_size("150")
    assert settings.load().text == "150"
    assert program.begun_again == [True]
    program.appearance.choose_size("150")
    assert program.begun_again == [True], "what is worn already needs nothing"


def test_work_that_is_under_way_is_not_broken_off(program, work, other_qt, monkeypatch):
    monkeypatch.setattr(type(work.jobs), "busy", property(lambda self: True))
    program.appearance.choose_size("200")
    assert settings.load().text == "200"
    assert program.begun_again == []
    assert "下次打开时换" in work.strip.text.text()
