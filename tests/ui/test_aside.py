"""Work that runs aside: the window stays quick, hears of it on its own thread, and can give it up."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog

from jzdesk.errors import RefusedError, StoppedError
from jzdesk.exchange import entry_form
from jzdesk.models import workflow
from jzdesk.models.entry import Key
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.pages.hand_in_steps import FREEZE, REVIEW, SUBMIT
from jzdesk.words import say
from tests.ui.conftest import TODAY
from tests.ui.test_pages import explain_all

QUICK = 0.1
"""Seconds of the processor that the window may take at a stretch; it takes a hundredth."""
"""How long the window may be deaf, in seconds."""


class Patient:
    """Work that waits to be let go or stopped."""

    def __init__(self, result: object = "done") -> None:
        self.result = result
        self.go, self.stopped = threading.Event(), False
        self.thread: threading.Thread | None = None

    def run(self, tell):
        self.thread = threading.current_thread()
        tell([0, 2])
        self.go.wait(10)
        if self.stopped:
            raise StoppedError("已取消。")
        if isinstance(self.result, Exception):
            raise self.result
        return self.result

    def stop(self):
        self.stopped = True
        self.go.set()


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close()


def test_the_result_is_taken_up_on_the_main_thread(qtbot, jobs):
    work, where, told = Patient(), [], []
    jobs.told.connect(told.append)

    def then(result):
        where.append(threading.current_thread())
        return f"{result}!"

    with qtbot.waitSignal(jobs.finished) as finished:
        assert jobs.run_aside("正在打印…", work, then)
        assert jobs.busy
        assert not jobs.run_aside("另一件", Patient(), then), "one at a time"
        assert not jobs.run_steps("另一件", (n for n in ()))
        work.go.set()
    assert finished.args == ["done!"]
    assert where == [threading.main_thread()]
    assert work.thread is not threading.main_thread()
    assert told == [[0, 2]]
    assert not jobs.busy


def test_it_can_be_given_up(qtbot, jobs):
    taken = []
    with qtbot.waitSignal(jobs.failed) as failed:
        jobs.run_aside("x", Patient(), taken.append)
        jobs.stop()
    assert isinstance(failed.args[0], StoppedError)
    assert not taken
    assert not jobs.busy


@pytest.mark.parametrize("where", ["aside", "after"])
def test_a_refusal_is_told(qtbot, jobs, where):
    work = Patient(RefusedError("不行") if where == "aside" else "done")
    work.go.set()

    def then(_result):
        raise RefusedError("不行")

    with qtbot.waitSignal(jobs.failed) as failed, qtbot.waitSignal(jobs.ended):
        jobs.run_aside("x", work, then)
    assert failed.args[0].sentence == "不行"
    assert not jobs.busy


@pytest.mark.parametrize("where", ["aside", "after"])
def test_a_fault_goes_on_to_the_crash_window(qtbot, jobs, where):
    work = Patient(ZeroDivisionError() if where == "aside" else 0)
    work.go.set()
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(jobs.ended):
        jobs.run_aside("x", work, lambda n: 1 / n)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert not jobs.busy


def test_other_work_runs_beside_it(qtbot, jobs):
    waited, beside = Patient(), Patient("picture")
    jobs.run_aside("x", waited, str)
    task = jobs.beside(beside)
    with qtbot.waitSignal(task.finished) as finished:
        beside.go.set()
    assert finished.args == ["picture"]
    assert jobs.busy
    with qtbot.waitSignal(jobs.finished):
        waited.go.set()


def test_a_window_that_closes_gives_everything_up(qtbot):
    jobs, work = Jobs(), Patient()
    jobs.beside(work)
    jobs.close()
    assert work.stopped
    assert work.thread is None or not work.thread.is_alive()


# Freezing while the window goes on


class Pulse:
    """A timer that beats while the window goes on; it remembers how long that worked between two beats."""

    def __init__(self) -> None:
        self.longest, self.beats, self._last = 0.0, 0, time.thread_time()
        self.timer = QTimer()
        self.timer.timeout.connect(self._beat)
        self.timer.start(5)

    def _beat(self) -> None:
        now = time.thread_time()
        self.longest, self._last = max(self.longest, now - self._last), now
        self.beats += 1


@pytest.fixture
def work(office, open_window, qtbot):
    made = open_window(office, "todo")
    explain_all(made.session)
    made.places.go("hand_in")
    made.places.page.forms[REVIEW].put({"name": "复核练习员"})
    made.places.page.forms[REVIEW].act.click()
    return made


def ask(work, step: str, out: Path) -> None:
    page = work.places.page
    names = {"preparer": "填表练习员", "head": "负责人练习员", "phone": "0391-0000000"}
    page.forms[step].put({**names, "signed_on": TODAY, "out": str(out)})
    page.forms[step].act.click()
    assert work.jobs.busy


@pytest.mark.parametrize("step", [FREEZE, SUBMIT])
def test_the_window_stays_quick_while_it_prints(work, qtbot, tmp_path, step):
    if step == SUBMIT:
        with qtbot.waitSignal(work.jobs.ended, timeout=30_000):
            ask(work, FREEZE, tmp_path / "签")
    told = []
    ask(work, step, tmp_path / "出")
    work.jobs.ended.connect(lambda: told.append("ended"))
    pulse = Pulse()
    page = work.places.page
    # What is put away in the end touches the disk and is measured by the store's own benchmarks
    with qtbot.waitSignal(work.jobs._task.ended, timeout=30_000):
        assert page.forms[step].stop.isVisible()
        assert not page.forms[step].act.isEnabled()
    assert pulse.beats > 5
    assert pulse.longest <= QUICK
    qtbot.waitUntil(lambda: not work.jobs.busy)
    assert work.session.look.state == (workflow.FROZEN if step == FREEZE else workflow.PACKED)
    assert not page.forms[step].stop.isVisible()


def test_a_freeze_can_be_stopped_by_its_button(work, qtbot, tmp_path):
    ask(work, FREEZE, tmp_path / "签")
    page = work.places.page
    with qtbot.waitSignal(work.jobs.failed):
        qtbot.mouseClick(page.forms[FREEZE].stop, Qt.MouseButton.LeftButton)
    assert work.session.look.state == workflow.REVIEWED
    assert not (tmp_path / "签").exists()
    assert page.forms[FREEZE].act.isEnabled()
    assert page.forms[FREEZE].act.text() == say("ui.hand_in.freeze_act")
    assert not page.forms[FREEZE].wrong.isVisible(), "one's own wish is no refusal"
    assert "已取消" in work.status.told.text()


def test_what_is_typed_meanwhile_is_kept_and_stops_the_freeze(work, qtbot, tmp_path):
    ask(work, FREEZE, tmp_path / "签")
    page = work.places.page
    with qtbot.waitSignal(work.jobs.failed, timeout=30_000):
        assert work.session.write(Key.parse("emissions/cod.industry/emitted"), "300.00") is None
        assert not page.forms[FREEZE].act.isEnabled(), "a refresh lets nobody begin it twice"
    assert "有了变动" in page.forms[FREEZE].wrong.text()
    assert not (tmp_path / "签").exists()
    assert work.session.look.state == workflow.DRAFT


def test_a_window_that_closes_while_it_prints_leaves_nothing(work, qtbot, tmp_path, office):
    ask(work, FREEZE, tmp_path / "签")
    work.window().close()
    assert not (tmp_path / "签").exists()
    assert office.state(work.session.period) == workflow.REVIEWED


def test_any_work_beside_the_window_can_be_given_up_below(office, open_window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "填报表.xlsx"), ""))
    pressed = threading.Event()
    monkeypatch.setattr(entry_form, "entry_form_bytes", lambda **_: b"book" if pressed.wait(20) else b"")
    work = open_window(office, "emissions")
    stop = work.status.stop
    assert not stop.isVisible()
    with qtbot.waitSignal(work.jobs.failed, timeout=20_000):
        work.books.ask_export()
        assert stop.isVisible()
        assert stop.accessibleName().startswith("取消：")
        qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
        pressed.set()
    assert not stop.isVisible()
    assert not work.jobs.busy
    assert not list(tmp_path.glob("*.xlsx"))
