"""However the window is left, what was typed is in the store within a second, or there at the next start."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jzdesk import app, paths, settings
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.jobs import _END_SECONDS
from tests.ui.desktop import LONG, SCREEN, Program, Screen, screen
from tests.ui.test_typing import CELL, Hand, stored

SECOND = 1.0
BEFORE = Period.parse("2018Q2")


# Real processes on a screen of their own


@pytest.fixture(scope="module")
def x() -> Iterator[Screen]:
    with screen() as made:
        yield made


def cross(program: Program) -> None:
    program.close_window()


def hangup(program: Program) -> None:
    program.process.send_signal(signal.SIGHUP)


def log_off(program: Program) -> None:
    program.process.send_signal(signal.SIGTERM)


def interrupt(program: Program) -> None:
    program.process.send_signal(signal.SIGINT)


WAYS = [
    pytest.param(log_off),
    *(pytest.param(way, marks=pytest.mark.slow) for way in (cross, hangup, interrupt)),
]


@pytest.mark.needs(*SCREEN)
@pytest.mark.parametrize("way", WAYS)
def test_half_a_figure_is_saved_and_the_cursor_is_where_it_was(
    x: Screen, store: Path, way: Callable[[Program], None]
):
    settings.remember(last_store=str(store), last_period=str(BEFORE), last_cell=CELL)
    program = x.start(store)
    program.type("171.5")
    way(program)
    took = program.end()
    with Office.open(store, write=True) as office:
        assert stored(office, CELL, BEFORE) == "171.50"
    again = x.start(store)
    again.type("9")
    way(again)
    assert min(took, again.end()) <= SECOND, "what else the machine does only adds"
    with Office.open(store, write=True) as office:
        assert stored(office, CELL, BEFORE) == "9.00"
        assert stored(office, CELL) == "168.20", "of the period that was shown, and no other"


@pytest.mark.needs(*SCREEN)
@pytest.mark.slow
def test_a_refused_text_does_not_hold_up_a_log_off_and_stands_there_again(x: Screen, store: Path):
    settings.remember(last_store=str(store), last_period=str(BEFORE), last_cell=CELL)
    program = x.start(store)
    program.type("12a")
    log_off(program)
    took = program.end()
    again = x.start(store)
    log_off(again)
    assert min(took, again.end()) <= SECOND, "what else the machine does only adds"
    again = x.start(store)
    again.press("F2", "End", "BackSpace")
    again.press("Tab")
    again.close_window()
    again.end()
    with Office.open(store, write=True) as office:
        assert stored(office, CELL, BEFORE) == "12.00"


# Within one process


@pytest.fixture
def program(look, qapp, qtbot, store) -> Iterator[app.program.Program]:
    made = app.program.Program(look, "测试员")
    qtbot.addWidget(made.shell)
    leaving = app.listen(qapp, made)
    settings.remember(last_store=str(store), last_cell=CELL)
    made.start(str(store))
    with qtbot.waitActive(made.shell):
        made.shell.show()
        made.shell.activateWindow()
    yield made
    made.close()
    leaving.close()
    qapp.commitDataRequest.disconnect(made.keep)
    qapp.aboutToQuit.disconnect(made.keep)


@pytest.fixture
def hand(qtbot, program) -> Hand:
    return Hand(qtbot, program.shell.work)


def shut(program: app.program.Program) -> None:
    """Close the window, twice where it warns first."""
    assert program.shell.close() or program.shell.close()


def test_a_session_that_ends_has_the_figure_saved(program, hand, qapp, store):
    """On Windows a log-off comes as this signal of Qt's; the library in use has no session manager on X."""
    hand.type("172.5")
    qapp.commitDataRequest.emit(None)
    assert stored(program.shell.work.session.office, CELL) == "172.50"
    assert settings.load().last_cell == CELL
    assert program.shell.isVisible(), "the log-off may still be called off"
    hand.press(Qt.Key.Key_Tab)
    assert hand.at() == "emissions/sewage.nh3n/adjustment"


def test_a_session_that_ends_while_saving_fails_is_not_held_up_and_the_text_stays(
    program, hand, qapp, qtbot, monkeypatch
):
    def failing(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr("jzdesk.store.journal.Journal._append", failing)
    hand.type("172.5")
    with qtbot.captureExceptions() as caught:
        qapp.commitDataRequest.emit(None)
        shut(program)
    assert {kind for kind, _, _ in caught} == {ZeroDivisionError}
    assert "172.5" in (paths.home() / "unsaved.json").read_text("utf-8")
    assert settings.load().last_cell == CELL


def test_even_a_page_that_cannot_be_left_does_not_hold_up_the_end(program, hand, qtbot, monkeypatch):
    def failing(*_args):
        raise ZeroDivisionError

    ended = []
    monkeypatch.setattr(QApplication, "exit", ended.append)
    hand.type("172.5")
    with monkeypatch.context() as patch, qtbot.captureExceptions():
        patch.setattr(type(hand.page), "flush", failing)
        program.leave()
    assert ended == [0]
    assert "172.5" in (paths.home() / "unsaved.json").read_text("utf-8")


class Deaf:
    """Work beside the window that does not heed being given up."""

    def __init__(self) -> None:
        self.let_go, self.over = threading.Event(), False

    def run(self, tell: Callable[[object], None]) -> None:
        tell(0)
        self.let_go.wait(LONG)
        self.over = True

    def stop(self) -> None:
        pass


def test_work_that_will_not_end_holds_up_neither_the_figure_nor_the_end(program, hand, monkeypatch):
    ended = []  # an exit outside of the program's own loop would end every later one in this process
    monkeypatch.setattr(QApplication, "exit", ended.append)
    deaf, jobs = Deaf(), program.shell.work.jobs
    assert jobs.run_aside("", deaf, lambda done: done)
    hand.type("172.5")
    order: list[str] = []
    program.shell.work.session.changed.connect(lambda _changes: order.append("kept"))
    jobs.closed.connect(lambda: order.append("given up"))
    program.leave()
    waited_for = deaf.over
    deaf.let_go.set()
    assert stored(program.shell.work.session.office, CELL) == "172.50"
    assert order == ["kept", "given up"], "the figure comes first"
    assert (waited_for, ended) == (False, [0])
    assert _END_SECONDS < SECOND, "so long it may hold up the end"


def under_its_cell(page) -> bool:
    bubble, place = page.overlays.bubble, page.cursor_.grid.place()
    return abs(bubble.mapTo(page.window(), bubble.rect().topLeft()).y() - place.bottom()) < 8


def test_a_refused_text_is_kept_at_once_and_comes_back(program, hand, qapp, look, qtbot, store):
    hand.type("12a")
    qapp.commitDataRequest.emit(None)
    shut(program)
    again = app.program.Program(look, "测试员")
    qtbot.addWidget(again.shell)
    again.start(str(store))
    with qtbot.waitActive(again.shell):
        again.shell.show()
        again.shell.activateWindow()
    work = again.shell.work
    face = work.places.page.cursor_.face
    assert (str(face.key), face.tone, face.edit) == (CELL, "refused", "12a")
    assert "还在原来的格里" in work.strip.text.text()
    page = work.places.page
    qtbot.waitUntil(lambda: under_its_cell(page), timeout=5_000)
    assert work.status.unsaved.text() == "没有存上 1"
    mend = Hand(qtbot, work)
    mend.press(Qt.Key.Key_F2, Qt.Key.Key_End, Qt.Key.Key_Backspace, Qt.Key.Key_Tab)
    assert stored(work.session.office, CELL) == "12.00"
    assert json.loads((paths.home() / "unsaved.json").read_text("utf-8")) == {}
    again.close()


def test_what_is_kept_of_a_row_that_is_gone_is_told_with_its_text(program, look, qtbot, store):
    session = program.shell.work.session
    key = session.add_row("investment", "projects", "乡镇站房改造")
    assert session.write(Key("investment", key.row, "done"), "七") is not None
    session.step(back=True)
    shut(program)
    again = app.program.Program(look, "测试员")
    qtbot.addWidget(again.shell)
    again.start(str(store))
    text = again.shell.work.strip.text.text()
    assert "2018年第三季度：七" in text
    assert not again.shell.work.session.unsaved
    again.close()


def test_another_store_does_not_show_it(program, hand, city, look):
    hand.type("12a")
    hand.press(Qt.Key.Key_Tab)
    assert program.shell.work.session.unsaved
    from jzdesk.desk import unsaved

    assert unsaved.load(city) == []
    assert len(unsaved.load(program.shell.work.session.office)) == 1


@pytest.mark.parametrize("told", ["{", "[]", '{"x": 3}', '{"%s": 3}', '{"%s": [["2018Q3", "no key", 1]]}'])
def test_a_damaged_file_of_it_is_as_if_there_were_none(office, told):
    from jzdesk.desk import scraps, unsaved

    (paths.home() / "unsaved.json").write_text(told.replace("%s", scraps.own_name(office)), "utf-8")
    assert unsaved.load(office) == []


def test_the_second_closing_keeps_what_could_not_be_saved(program, hand):
    hand.type("12a")
    assert not program.shell.close()
    assert "留到下次打开" in hand.work.strip.text.text()
    assert program.shell.close()
    assert "12a" in (paths.home() / "unsaved.json").read_text("utf-8")


def test_a_saved_cell_is_where_a_program_that_is_killed_opens_again(hand):
    hand.go("emissions/sewage.tp/emitted")
    hand.type("1.9")
    hand.press(Qt.Key.Key_Tab)
    assert settings.load().last_cell == "emissions/sewage.tp/emitted"
    assert QApplication.focusWidget() is hand.grid.cells


# Undoing far back


def steps_of(hand: Hand, rounds: int) -> None:
    """Do steps of five kinds round by round, each through the window's keys."""
    below = "emissions/sewage.tp/emitted"
    for n in range(rounds):
        hand.go(CELL)
        hand.type(f"17{n}.25")
        hand.press(Qt.Key.Key_Tab)
        QApplication.clipboard().setText(f"1{n}.5")
        hand.go(below)
        hand.press(Qt.Key.Key_V, modifiers=Qt.KeyboardModifier.ControlModifier)
        hand.press(Qt.Key.Key_Delete)
        hand.press(Qt.Key.Key_M, modifiers=Qt.KeyboardModifier.ControlModifier)
        hand.type(f"note {n}")
        hand.go(below)
        hand.page.flush()
        hand.type(f"2.{n}")
        hand.press(Qt.Key.Key_Return)


def content(program: app.program.Program) -> dict[str, tuple[str, str]]:
    cells = program.shell.work.session.office.store.cells(Period.parse("2018Q3"))
    return {str(key): (str(cell.value), str(cell.note)) for key, cell in cells.items()}


def again(program: app.program.Program, store: Path) -> Hand:
    """Close the window and open it again, as the next morning."""
    qtbot = program.qtbot
    program.shell.close()
    program.start(str(store))
    with qtbot.waitActive(program.shell):
        program.shell.show()
        program.shell.activateWindow()
    return Hand(qtbot, program.shell.work)


@pytest.mark.parametrize("steps", [20, pytest.param(50, marks=pytest.mark.slow)])
def test_mixed_steps_are_undone_and_done_again_across_restarts(program, hand, qtbot, store, steps):
    program.qtbot = qtbot
    seen = [content(program)]
    program.shell.work.session.changed.connect(lambda _changes: seen.append(content(program)))
    steps_of(hand, steps // 5)
    assert len(seen) == steps + 1
    here = again(program, store)
    for n in range(steps):
        here.press(Qt.Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier)
        assert content(program) == seen[steps - 1 - n]
        if n == steps * 2 // 5:
            here = again(program, store)
    for n in range(steps):
        here.press(Qt.Key.Key_Y, modifiers=Qt.KeyboardModifier.ControlModifier)
        assert content(program) == seen[n + 1]
        if n == steps * 3 // 5:
            here = again(program, store)
    assert program.shell.work.session.office.store.verify_history() == []
