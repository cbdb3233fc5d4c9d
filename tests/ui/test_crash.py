"""A fault of the program itself: one window, nothing half done, nothing typed lost, and a way on."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from jzdesk import log, settings
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key
from jzdesk.ui.crash import CrashGuard, Fault
from jzdesk.ui.dialogs.crash_window import CrashWindow
from jzdesk.ui.session import Session
from jzdesk.words import say
from tests.ui.conftest import QUARTER
from tests.ui.faulty import CELL
from tests.ui.test_typing import stored

SECRETS = ("171.25", "张三", "12a", "某某化工厂", "0391-5551234")
LONG = 60.0


# Real processes, each with one fault built in


def play(scene: str, store: Path, tmp_path: Path) -> tuple[int, list[dict[str, Any]]]:
    """Run a scene to its end, the restarted program's too; return the first's exit code and what was seen."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "tests.ui.faulty", "--store", str(store)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=LONG, check=False, text=True,
        encoding="utf-8",
        env={**os.environ, "JZDESK_TEST_SCENE": scene, "JZDESK_TEST_MARK": str(tmp_path / "mark")},
    )  # fmt: skip
    written = "".join(file.read_text("utf-8") for file in log.files())
    assert [word for word in SECRETS if word in written] == []
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def test_a_save_that_fails_half_way_leaves_nothing_and_the_text_is_saved_later(store, tmp_path):
    code, (seen,) = play("half_done", store, tmp_path)
    assert (code, seen["windows"]) == (0, 1)
    assert seen["text"] == say("ui.crash.text")
    assert (seen["key"], seen["edit"], seen["refused"]) == (CELL, "171.25", [CELL])
    assert (seen["stored_between"], seen["stored"]) == ("168.2", "171.25")
    assert [word for word in SECRETS if word in seen["report"]] == []
    assert "jzdesk/store/journal.py" in seen["report"]
    with Office.open(store, write=True) as office:
        assert stored(office, CELL) == "171.25"
        assert office.store.verify_history() == []


def test_it_begins_again_at_the_same_cell_with_what_was_being_typed(store, tmp_path):
    code, (seen,) = play("restarted", store, tmp_path)
    assert code == 0
    assert (seen["period"], seen["place"], seen["key"]) == ("2018Q2", "emissions", CELL)
    assert (seen["edit"], seen["refused"]) == ("12a", [CELL])
    assert "还在原来的格里" in seen["strip"]


@pytest.mark.slow
def test_it_begins_again_on_a_page_that_is_no_form(store, tmp_path):
    _, (seen,) = play("restarted_elsewhere", store, tmp_path)
    assert (seen["period"], seen["place"]) == ("2018Q3", "plan")
    assert settings.load().resume == "", "the start after that is as ever"


@pytest.mark.slow
def test_a_log_off_while_every_save_fails_is_not_held_up_and_loses_nothing(store, tmp_path):
    code, (seen,) = play("saving_fails", store, tmp_path)
    assert code == 0
    assert time.monotonic() - seen["asked"] < 5, "so long Windows waits"
    _, (seen,) = play("saving_fails", store, tmp_path)
    assert (seen["key"], seen["edit"], seen["refused"]) == (CELL, "171.25", [CELL])


@pytest.mark.slow
@pytest.mark.parametrize("scene", ["painting", "asking", "behind"])
def test_what_fails_on_and_on_is_told_in_one_window_and_then_in_the_strip(scene, store, tmp_path):
    code, (seen,) = play(scene, store, tmp_path)
    assert (code, seen["windows"]) == (0, 1)
    assert "一直出错" in seen["strip"]
    assert sum(file.stat().st_size for file in log.files()) < 20_000


@pytest.mark.slow
def test_nothing_that_went_through_the_window_is_in_log_report_or_bundle(store, tmp_path):
    code, (seen,) = play("many_acts", store, tmp_path)
    assert (code, seen["windows"]) == (0, 1)
    with zipfile.ZipFile(tmp_path / "mark") as packed:
        written = [packed.read(name).decode() for name in packed.namelist()]
    assert written == seen["shown"], "what is written is what was shown"
    assert seen["told"].startswith("已存为")
    for text in (seen["report"], *written):
        assert [word for word in SECRETS if word in text] == []
    assert "jzdesk.crash" in "".join(written)


@pytest.mark.slow
@pytest.mark.parametrize("scene", ["in_thread", "in_a_filter"])
def test_a_fault_from_anywhere_is_told(scene, store, tmp_path):
    code, (seen,) = play(scene, store, tmp_path)
    assert (code, seen["windows"]) == (0, 1)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="how Linux ends a process")
def test_an_end_that_python_cannot_survive_is_told_at_the_next_start(store, tmp_path):
    code, seen = play("native", store, tmp_path)
    assert (code, seen) == (-signal.SIGSEGV, [])
    assert "Segmentation fault" in log.fault_path().read_text("utf-8")
    _, (seen,) = play("native", store, tmp_path)
    assert (seen["key"], seen["told"]) == (CELL, say("ui.crash.fell"))
    assert "Segmentation fault" in log.path().read_text("utf-8")
    assert str(Path(__file__).parents[2]) not in log.path().read_text("utf-8")
    assert log.fault_path().read_text("utf-8") == ""
    with Office.open(store, write=True) as office:
        assert stored(office, CELL) == "171.25"


@pytest.mark.slow
def test_a_page_that_cannot_be_opened_at_the_start_does_not_bar_the_others(store, tmp_path):
    settings.remember(last_store=str(store), last_cell=CELL)
    code, (seen,) = play("page_fails", store, tmp_path)
    assert (code, seen["windows"], seen["place"]) == (0, 1, "todo")
    assert seen["strip"] == say("ui.crash.page")


@pytest.mark.slow
@pytest.mark.parametrize("scene", ["nothing_shown", "not_opened"])
def test_a_store_that_cannot_be_shown_leaves_the_start_page_with_its_ways(scene, store, tmp_path):
    code, seen = play(scene, store, tmp_path)
    assert (code, seen[-1]["windows"]) == (0, 1)
    assert "显示不出来" in seen[-1]["page"][0]
    assert not store.with_name(store.name + ".lock").exists()


@pytest.mark.slow
def test_a_fault_before_the_window_is_told_all_the_same(store, tmp_path):
    code, (seen,) = play("no_program", store, tmp_path)
    assert (code, seen["text"]) == (3, say("ui.crash.start_text"))


@pytest.mark.parametrize("words", [["plan"], []])
def test_an_installation_with_a_part_missing_is_one_sentence(words, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Missing:\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'jzdesk.desk.entering': raise ImportError('张三 171.25')\n"
        "sys.meta_path.insert(0, Missing())\n",
        "utf-8",
    )
    path = os.pathsep.join((str(tmp_path), str(Path(__file__).parents[2])))
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "jzdesk", *words], capture_output=True, text=True, check=False,
        encoding="utf-8", env={**os.environ, "PYTHONPATH": path}, timeout=LONG,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == say("cli.not_started", path=log.path()) + "\n"
    written = log.path().read_text("utf-8")
    assert "ImportError" in written
    assert [word for word in SECRETS if word in written] == []


# What is written through the window


def test_whatever_is_written_is_refused_where_it_fails_so_that_what_was_typed_stays(
    office, qtbot, remembered, monkeypatch
):
    def failing(*_args):
        raise ZeroDivisionError

    session = Session(office, QUARTER, remembered)
    key, finding = Key.parse(CELL), session.look.findings[0]
    monkeypatch.setattr("jzdesk.store.operation.Operation.effective", failing)
    monkeypatch.setattr("jzdesk.desk.entering.explain_finding", failing)
    monkeypatch.setattr("jzdesk.desk.stages.write_reason", failing)
    acts = (
        lambda: session.note(key, "字"), lambda: session.add_row("investment", "projects", "字"),
        lambda: session.set_lines(key, [["甲", "", "1", ""]]), lambda: session.explain(finding, "字"),
        lambda: session.stage_reason(key, "字"), lambda: session.step(back=True),
    )  # fmt: skip
    with qtbot.captureExceptions() as caught:
        assert session.write(key, "171.25") == say("ui.crash.not_saved")
        for act in acts:
            with pytest.raises(RefusedError, match="写的都还在"):
                act()
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError] * (1 + len(acts))
    assert session.refused[key].text == "171.25"


# What is told, and how often


class Desk:
    """The program as the guard sees it."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.failing = False

    def recover(self) -> None:
        self.done.append("recovered")
        if self.failing:
            raise OSError("again")

    def window(self) -> QWidget | None:
        return None

    def warn(self, sentence: str) -> None:
        self.done.append(sentence)

    def report(self, fault: Fault) -> str:
        return fault.told

    def save_bundle(self, _parent: QWidget) -> None:
        self.done.append("bundle")

    def restart(self) -> None:
        self.done.append("restarted")


@pytest.fixture
def desk() -> Desk:
    return Desk()


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def guard(qtbot, look, desk, clock, monkeypatch) -> CrashGuard:
    monkeypatch.setattr(CrashWindow, "exec", lambda self: desk.done.append("window"))
    monkeypatch.setattr(logging.getLogger("jzdesk.crash"), "disabled", True)
    return CrashGuard("log", desk, clock)


def faults(guard: CrashGuard, *errors: ValueError) -> None:
    """Let exceptions come as from slots, and the event loop round."""
    for error in errors:
        try:
            raise error
        except ValueError as raised:
            guard.caught(type(raised), raised, raised.__traceback__)
    QApplication.processEvents()


def test_the_pages_are_brought_back_and_then_the_window_is_shown(guard, desk):
    faults(guard, ValueError("inside"))
    assert desk.done == ["recovered", "window"]


def test_the_log_has_a_cause_whole_three_times_and_then_now_and_then(guard, monkeypatch, caplog):
    monkeypatch.setattr(logging.getLogger("jzdesk.crash"), "disabled", False)
    faults(guard, *(ValueError() for _ in range(100)))
    records = caplog.records[:]
    caplog.clear()
    assert [bool(record.exc_info) for record in records] == [True] * 3 + [False] * 5


def test_where_bringing_back_fails_too_the_window_is_shown_all_the_same(guard, desk):
    desk.failing = True
    faults(guard, ValueError())
    assert desk.done == ["recovered", "window"]


def test_many_at_once_are_one_window(guard, desk):
    faults(guard, *(ValueError() for _ in range(50)))
    assert desk.done.count("window") == 1
    assert desk.done.count(say("ui.crash.goes_on", code=Fault("", "").code)) == 0
    assert len(desk.done) == 3, "and one sentence that it goes on"


def test_a_cause_that_comes_again_later_has_a_second_window_and_no_third(guard, desk, clock):
    for _ in range(5):
        clock.now += 10
        faults(guard, ValueError())
    assert desk.done.count("window") == 2
    assert len([text for text in desk.done if "一直出错" in text]) == 1


def test_many_causes_in_a_minute_are_not_a_window_each(guard, desk, clock):
    for name in range(20):
        clock.now += 1
        try:
            exec(compile("raise ValueError", f"<{name}>", "exec"))
        except ValueError as raised:
            guard.caught(type(raised), raised, raised.__traceback__)
        QApplication.processEvents()
    assert desk.done.count("window") == 4


def test_after_the_end_has_begun_nothing_is_shown(guard, desk):
    guard.leave()
    faults(guard, ValueError())
    assert desk.done == []


def test_a_keyboard_interrupt_is_the_end_and_no_fault(guard, desk, monkeypatch):
    monkeypatch.setattr(QApplication, "quit", lambda: desk.done.append("quit"))
    guard.caught(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert desk.done == ["quit"]


def test_the_hooks_are_taken_over_and_given_back(guard):
    before = sys.excepthook
    guard.install()
    assert sys.excepthook == guard.caught
    guard.close()
    assert sys.excepthook == before


# The window


@pytest.fixture
def window(qtbot, look) -> CrashWindow:
    made = CrashWindow("0A1B2C", "/somewhere/jzdesk.log", None, report=lambda: "what happened")
    qtbot.addWidget(made)
    made.open()
    return made


def test_the_window_names_the_log_and_copies_the_report(window, qtbot):
    assert window.findChild(QLineEdit, "logPath").text() == "/somewhere/jzdesk.log"
    qtbot.mouseClick(window.findChild(QPushButton, "copyReport"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "what happened"
    assert window.copy.text() == say("ui.crash.copied")


def test_the_window_offers_the_bundle_and_a_new_start(window, qtbot):
    with qtbot.waitSignal(window.bundle_requested):
        qtbot.mouseClick(window.findChild(QPushButton, "saveBundle"), Qt.MouseButton.LeftButton)
    assert not window.restart
    qtbot.mouseClick(window.findChild(QPushButton, "restart"), Qt.MouseButton.LeftButton)
    assert window.restart


def test_a_cause_that_came_before_is_best_answered_by_a_new_start(qtbot, look):
    made = CrashWindow("0A1B2C", "log", None, again=True, report=str)
    qtbot.addWidget(made)
    assert made.findChild(QPushButton, "restart").isDefault()
