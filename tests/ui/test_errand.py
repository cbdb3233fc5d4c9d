"""What a page has done beside the window: begun once, told of, given up, refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton

from jzdesk.errors import RefusedError, StoppedError
from jzdesk.ui.errand import Errand, Starters
from jzdesk.ui.jobs import Jobs, Steps


class Work:
    """Waits until it is let go or stopped."""

    def __init__(self, result: object = "成了") -> None:
        self.result, self.stopped, self.go = result, False, threading.Event()

    def run(self, tell: Callable[[Any], None]) -> object:
        tell("一半")
        self.go.wait(20)
        if self.stopped:
            raise StoppedError("已取消。")
        if isinstance(self.result, RefusedError):
            raise self.result
        return self.result

    def stop(self) -> None:
        self.stopped = True
        self.go.set()


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def errand(jobs):
    parent = QObject()
    made = Errand(jobs, parent)
    made.heard = []
    made.told.connect(made.heard.append)
    made.refused.connect(lambda error: made.heard.append(error.sentence))
    made.stopped.connect(made.heard.append)
    yield made
    parent.deleteLater()


def test_it_is_done_once_and_its_result_taken(errand, qtbot):
    work, got = Work(), []
    assert errand.begin(lambda: work, got.append)
    assert errand.busy
    assert not errand.begin(lambda: pytest.fail("one at a time"), got.append)
    work.go.set()
    qtbot.waitUntil(lambda: got == ["成了"])
    assert not errand.busy
    assert errand.heard == ["一半"]


def test_what_is_given_up_says_so_and_is_not_taken(errand, qtbot):
    work, got = Work(), []
    errand.begin(lambda: work, got.append)
    with qtbot.waitSignal(errand.stopped):
        errand.stop()
    assert (got, errand.busy, errand.heard[-1]) == ([], False, "已取消。")


@pytest.mark.parametrize("where", ["before", "in it", "after"])
def test_a_refusal_is_told_wherever_it_comes(errand, qtbot, where):
    def refuse(*_: object) -> Any:
        raise RefusedError("不行。")

    work = Work(RefusedError("不行。") if where == "in it" else "成了")
    work.go.set()
    with qtbot.waitSignal(errand.refused):
        errand.begin(refuse if where == "before" else lambda: work, refuse if where == "after" else list)
    assert not errand.busy
    assert errand.heard[-1] == "不行。"


def test_what_is_wanted_no_more_is_heard_of_no_more(errand, qtbot):
    old, new, got = Work("旧"), Work("新"), []
    errand.begin(lambda: old, got.append)
    errand.begin_anew(lambda: new, got.append)
    new.go.set()
    qtbot.waitUntil(lambda: bool(got))
    qtbot.wait(1)
    assert (got, old.stopped) == (["新"], True)
    assert "已取消。" not in errand.heard


def test_the_next_may_begin_as_soon_as_it_is_over(errand, qtbot):
    first, second, got = Work(1), Work(2), []
    first.go.set()
    second.go.set()
    errand.turned.connect(lambda: errand.begin(lambda: second, got.append) if not got else None)
    errand.begin(lambda: first, got.append)
    qtbot.waitUntil(lambda: 2 in got)
    assert 1 in got


def test_steps_on_the_store_come_first_and_can_be_given_up_between(errand, qtbot):
    done: list[int] = []
    work, got = Work(), []

    def steps() -> Steps:
        for number in range(50):
            done.append(number)
            yield number, 50
        return work

    errand.told.connect(lambda told: errand.stop() if told == (3, 50) else None)
    with qtbot.waitSignal(errand.stopped):
        errand.begin(steps, got.append)
    assert (done, errand.busy) == ([0, 1, 2, 3], False)
    errand.told.disconnect()
    work.go.set()
    errand.begin(steps, got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert len(done) == 54


def test_a_button_says_stop_while_its_errand_is_under_way(errand, qtbot):
    buttons = [QPushButton(word) for word in ("看", "存")]
    for made in buttons:
        qtbot.addWidget(made)
    starters, begun = Starters(errand, buttons, "取消"), []

    def press(part: QPushButton, work: Work) -> None:
        if starters.take(part):
            begun.append(work)
            errand.begin(lambda: work, list)

    work = Work()
    buttons[0].clicked.connect(lambda: press(buttons[0], work))
    buttons[1].clicked.connect(lambda: press(buttons[1], Work()))
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert [made.text() for made in buttons] == ["取消", "存"]
    qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert begun == [work], "one at a time"
    with qtbot.waitSignal(errand.stopped):
        qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert [made.text() for made in buttons] == ["看", "存"]
    assert starters.pressed is None


def test_a_window_that_closes_is_told_nothing_more(errand, jobs, qtbot):
    """What comes after it would touch a store that is closed."""
    work, got = Work(), []
    errand.begin(lambda: work, got.append)
    work.go.set()
    jobs.close()
    qtbot.wait(20)
    assert got == []
    assert errand.heard == []


def test_no_step_is_done_after_the_window_closed(errand, jobs, qtbot):
    done = []

    def steps() -> Steps:
        while True:
            done.append("step")
            yield None

    errand.begin(steps, done.append)
    qtbot.waitUntil(lambda: bool(done))
    jobs.close()
    before = len(done)
    qtbot.wait(20)
    assert len(done) == before
