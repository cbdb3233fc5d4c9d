"""The program as a whole: what it opens with, what it may not import before it is seen, how it is left."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jzdesk import app, settings
from jzdesk.desk import workbooks
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui import letterbox
from jzdesk.ui.dialogs.fill_dialog import FillDialog
from jzdesk.ui.letterbox import Letterbox
from jzdesk.ui.pages.start import StartPage
from jzdesk.ui.pages.start_new import Wish
from tests.ui.conftest import QUARTER

HEAVY = ("numpy", "PIL", "matplotlib", "openpyxl", "reportlab", "sqlite_utils", "cryptography")


def start(*words: str, code: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own until it is painted."""
    script = (
        f"import sys\nfrom jzdesk.__main__ import main\ncode = main({list(words)!r})\n{code}\nsys.exit(code)"
    )
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script], capture_output=True, text=True, encoding="utf-8",
        check=False, env={**os.environ, "JZDESK_QUIT_AFTER_PAINT": "1", **environment},
    )  # fmt: skip


def test_nothing_heavy_is_imported_before_the_window_is_seen(store: Path):
    found = start("--store", str(store), code=f"print(sorted(m for m in {HEAVY!r} if m in sys.modules))")
    assert (found.returncode, found.stdout.strip(), found.stderr) == (0, "[]", "")


def test_the_start_page_imports_nothing_heavy_either():
    found = start(code=f"print(sorted(m for m in {HEAVY!r} if m in sys.modules))")
    assert (found.returncode, found.stdout.strip(), found.stderr) == (0, "[]", "")


def test_it_closes_after_its_first_paint_and_lets_go_of_the_store(store: Path):
    assert start(JZDESK_STORE=str(store)).returncode == 0
    assert not store.with_name(store.name + ".lock").exists()
    assert settings.load().last_store == str(store)


@pytest.fixture
def program(look, qtbot):
    made = app.program.Program(look, "测试员")
    qtbot.addWidget(made.shell)
    yield made
    made.close()


def begin(program: app.program.Program, qtbot, given: str | None = None):
    program.start(given)
    with qtbot.waitActive(program.shell):
        program.shell.show()
        program.shell.activateWindow()
    return program.shell.centralWidget()


def test_without_a_store_it_asks_which_office(program, qtbot):
    page = begin(program, qtbot)
    assert isinstance(page, StartPage)
    assert page.new.unit.count() == 12
    assert not page.new.make.isEnabled()
    assert page.wrong.text() == ""


def test_a_new_store_is_made_from_the_start_page(program, qtbot, tmp_path):
    page = begin(program, qtbot)
    page.new.unit.setCurrentIndex(page.new.unit.findData("410823"))
    page.new.practice.click()
    assert page.new.path.text().endswith("练习410823.jzdesk")
    page.new.path.setText(str(tmp_path / "新建" / "county.jzdesk"))
    qtbot.mouseClick(page.new.make, Qt.MouseButton.LeftButton)
    session = program.shell.work.session
    assert (session.office.unit, session.office.practice) == ("410823", True)
    assert session.period == Period.parse("2018Q3"), "the quarter that is due on 2018-10-06"
    assert (tmp_path / "新建" / "county.jzdesk").is_file()
    assert settings.load().last_store == str(tmp_path / "新建" / "county.jzdesk")


def test_an_office_s_pc_was_set_up_for_it(program, qtbot, tmp_path, monkeypatch):
    """The set-up program leaves the office's code beside the launcher, which Python then runs in."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "jzdesk.exe"))
    (tmp_path / "office.txt").write_text("410823")
    page = begin(program, qtbot)
    assert (page.new.unit.currentData(), page.new.make.isEnabled()) == ("410823", True)
    assert page.new.path.text().endswith("410823.jzdesk")


@pytest.mark.parametrize("preset", [b"", b"999999", "武陟".encode()])
def test_a_preset_of_no_office_is_none(program, qtbot, tmp_path, monkeypatch, preset):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "jzdesk.exe"))
    (tmp_path / "office.txt").write_bytes(preset)
    assert begin(program, qtbot).new.unit.currentIndex() == -1


def test_a_workbook_opened_with_the_program_is_shown_before_anything_is_written(
    look, qtbot, store, office, tmp_path
):
    book = tmp_path / "填报.xlsx"
    workbooks.write_form(office, QUARTER, None, blank=False, out=book)
    office.close()
    made = app.program.Program(look, None, file=book)
    qtbot.addWidget(made.shell)
    books = begin(made, qtbot, str(store)).books
    qtbot.waitUntil(lambda: books.dialog is not None, timeout=20000)
    assert isinstance(books.dialog, FillDialog)
    books.dialog.reject()
    made.close()


def test_a_workbook_waits_until_there_is_a_store(look, qtbot, tmp_path):
    made = app.program.Program(look, None, file=tmp_path / "没有.xlsx")
    qtbot.addWidget(made.shell)
    assert isinstance(begin(made, qtbot), StartPage)
    made.make(Wish(tmp_path / "new.jzdesk", "410823", practice=True))
    with qtbot.waitSignal(made.shell.work.messages.said, timeout=20000) as told:
        pass
    assert "没有.xlsx" in told.args[0].sentence
    made.close()


def test_a_workbook_opened_while_a_window_is_open_goes_there(program, qtbot, home, store, tmp_path):
    begin(program, qtbot, str(store))
    box = Letterbox(home / "windows")
    box.came.connect(program.brought.take)
    with qtbot.waitSignal(program.shell.work.messages.said, timeout=20000) as told:
        second = subprocess.Popen(
            [sys.executable, "-P", "-m", "jzdesk", "--open", "有 空格.xlsx"],
            cwd=tmp_path,
            stderr=subprocess.PIPE,
        )
    try:
        errors = second.communicate(timeout=60)[1]
    finally:
        second.kill()  # where it was not heard it has opened a window of its own
    assert (errors, second.returncode) == (b"", 0)
    assert "有 空格.xlsx" in told.args[0].sentence
    box.close()
    assert list((home / "windows").iterdir()) == []


def test_the_launcher_is_started_again_without_python_s_own_words(monkeypatch, tmp_path):
    started = []
    monkeypatch.setattr(app.again.subprocess, "Popen", lambda words, **_: started.append(words))
    own = str(tmp_path / "jzdesk.exe")
    monkeypatch.setattr(sys, "executable", own)
    monkeypatch.setattr(sys, "orig_argv", [own, "-P", "-X", "utf8", "-m", "jzdesk_start"])
    app.again.begin_again([], "张三", Path("a.jzdesk"))
    assert started == [[own, "--store", "a.jzdesk", "--as", "张三"]]


def test_a_window_that_fell_leaves_a_box_in_which_nothing_is_waited_for_twice(home):
    (home / "windows" / "4711").mkdir(parents=True)
    assert not letterbox.post(home / "windows", home / "a.xlsx", seconds=0.05)
    assert list((home / "windows").iterdir()) == []
    assert not letterbox.post(home / "nowhere", home / "a.xlsx")


def test_a_file_in_the_way_is_told_on_the_page(program, qtbot, tmp_path):
    page = begin(program, qtbot)
    page.new.unit.setCurrentIndex(page.new.unit.findData("410823"))
    (tmp_path / "there.jzdesk").write_text("x")
    page.new.path.setText(str(tmp_path / "there.jzdesk"))
    qtbot.mouseClick(page.new.make, Qt.MouseButton.LeftButton)
    assert page.wrong.text()
    assert program.shell.centralWidget() is page


@pytest.mark.parametrize("content", [b"", b"not a store at all" * 100])
def test_a_damaged_file_is_told_on_the_page(program, qtbot, tmp_path, content):
    path = tmp_path / "broken.jzdesk"
    path.write_bytes(content)
    page = begin(program, qtbot, str(path))
    assert isinstance(page, StartPage)
    assert page.wrong.isVisible()
    assert page.again.isVisible()
    assert "Traceback" not in page.wrong.text()


def test_a_missing_file_is_told_and_another_can_be_opened(program, qtbot, tmp_path, store):
    page = begin(program, qtbot, str(tmp_path / "gone.jzdesk"))
    assert page.wrong.isVisible()
    page.file.setText(str(store))
    qtbot.mouseClick(page.open_button, Qt.MouseButton.LeftButton)
    assert program.shell.work.session.office.unit == "410823"


def test_a_store_held_by_another_names_the_holder(program, qtbot, store):
    with Office.open(store, write=True, who="张三"):
        page = begin(program, qtbot, str(store))
        assert "张三" in page.wrong.text()
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    assert program.shell.work is not None


def test_it_opens_on_the_newest_period_with_figures(program, qtbot, store):
    begin(program, qtbot, str(store))
    assert str(program.shell.work.session.period) == "2018Q3"
    assert program.shell.work.places.name == "todo"


def test_it_comes_back_to_the_same_cell(look, qtbot, store):
    key = "quality/pm25/mean"
    first = app.program.Program(look, None)
    qtbot.addWidget(first.shell)
    work = begin(first, qtbot, str(store))
    work.turn_to(Period.parse("2018Q2"))
    work.places.jump("quality", Key.parse(key))
    assert first.shell.close()
    again = app.program.Program(look, None)
    qtbot.addWidget(again.shell)
    work = begin(again, qtbot)
    assert str(work.session.period) == "2018Q2"
    assert str(work.places.page.cursor_.key) == key
    assert QApplication.focusWidget() is work.places.page.cursor_.grid.cells
    again.close()


def test_another_store_starts_afresh(program, qtbot, store, city):
    path = city.store.info.path
    city.close()
    settings.remember(last_store=str(store), last_period="2018Q2", last_cell="quality/pm25/mean")
    work = begin(program, qtbot, str(path))
    assert work.places.name == "coverage"
    assert str(work.session.period) == "2018Q3"


def test_after_a_fault_the_pages_show_what_is_stored(program, qtbot, store):
    work = begin(program, qtbot, str(store))
    with qtbot.waitSignal(work.session.changed):
        program.recover()
    assert work.session.look.sheet.cells
