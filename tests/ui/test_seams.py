"""Messages, jobs, the crash window, the words and the theme."""

from __future__ import annotations

import logging
import re
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontDatabase
from PySide6.QtWidgets import QApplication, QLineEdit

import jzdesk
from jzdesk import resource, words
from jzdesk.errors import RefusedError, StoppedError
from jzdesk.ui import theme
from jzdesk.ui.jobs import Jobs, Steps
from jzdesk.ui.messages import REFUSED, TOLD, Messages
from jzdesk.ui.widgets.message_strip import MessageStrip

PACKAGE = Path(jzdesk.__file__).parent


# Messages


def test_what_is_said_before_anybody_listens_waits(qtbot):
    messages, heard = Messages(), []
    messages.said.connect(heard.append)
    messages.tell("已撤销")
    assert not heard
    messages.listen()
    messages.refuse(RefusedError("不行", ["一", "二"]))
    messages.warn("当心")
    assert [(m.level, m.sentence) for m in heard] == [(TOLD, "已撤销"), (REFUSED, "不行"), (REFUSED, "当心")]
    assert heard[1].findings == ("一", "二")


def test_messages_are_logged_without_what_they_say(qtbot, caplog):
    with caplog.at_level(logging.INFO, "jzdesk"):
        Messages().tell("氨氮 24.18 吨")
    assert caplog.records
    assert "24.18" not in caplog.text


def test_the_strip_shows_the_first_findings_and_goes(qtbot, look):
    strip = MessageStrip()
    qtbot.addWidget(strip)
    strip.show()
    messages = Messages()
    messages.listen()
    messages.said.connect(strip.show_message)
    messages.cleared.connect(strip.put_away)
    messages.refuse(RefusedError("不行", [f"第 {n} 条" for n in range(9)]))
    assert "第 5 条" in strip.text.text()
    assert "还有 3 条" in strip.text.text()
    messages.clear()
    assert not strip.isVisible()


# Jobs


@pytest.fixture
def jobs(qtbot) -> Jobs:
    return Jobs()


def three_steps(done: list[int]) -> Steps:
    for n in range(3):
        yield [n, 3]
        done.append(n)
    return "done"


def test_steps_are_shown_before_they_are_done_and_told_between(qtbot, jobs):
    order, done = [], []
    for signal in (jobs.started, jobs.told, jobs.finished):
        signal.connect(order.append)
    with qtbot.waitSignal(jobs.ended):
        assert jobs.run_steps("正在接收…", three_steps(done))
        assert (order, done) == (["正在接收…"], [])
        assert not jobs.run_steps("另一件", three_steps(done)), "one at a time"
    assert order == ["正在接收…", [0, 3], [1, 3], [2, 3], "done"]
    assert not jobs.busy


def test_steps_given_up_stay_where_they_are(qtbot, jobs):
    done = []
    jobs.told.connect(lambda how_far: jobs.stop() if how_far == [1, 3] and done == [0] else None)
    with qtbot.waitSignal(jobs.failed) as failed:
        jobs.run_steps("x", three_steps(done))
    assert isinstance(failed.args[0], StoppedError)
    assert done == [0], "what was done is done, and nothing half"
    assert not jobs.busy
    with qtbot.waitSignal(jobs.finished):
        jobs.run_steps("x", three_steps(done))


def test_a_refused_step_is_told(qtbot, jobs):
    def steps() -> Steps:
        yield [0, 1]
        raise RefusedError("还不能送签")

    with qtbot.waitSignal(jobs.failed) as failed:
        jobs.run_steps("x", steps())
    assert failed.args[0].sentence == "还不能送签"
    assert not jobs.busy


def test_a_fault_in_a_step_goes_on_to_the_crash_window(qtbot, jobs):
    def steps() -> Steps:
        yield [0, 1]
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught, qtbot.waitSignal(jobs.ended):
        jobs.run_steps("x", steps())
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert not jobs.busy


# Words


def used() -> set[str]:
    """Return every text that the code asks for by a whole name."""
    sources = [
        *(PACKAGE / "ui").rglob("*.py"), *(PACKAGE / "app").glob("*.py"), PACKAGE / "desk" / "window.py",
    ]  # fmt: skip
    return {w for path in sources for w in re.findall(r'say\(\s*"(ui\.[^"]+)"', path.read_text("utf-8"))}


def test_every_text_asked_for_is_there():
    assert [word for word in sorted(used()) if not words.has(word)] == []


def leaves(node: object, name: str = "ui"):
    if isinstance(node, dict):
        for part, inner in node.items():
            yield from leaves(inner, f"{name}.{part}")
    else:
        yield name, str(node)


TEXTS = dict(leaves(tomllib.loads(resource.path("words/ui.toml").read_text("utf-8"))))
ALLOWED = (
    r"\{\w+\}|Ctrl\+(?:Shift\+)?(?:Enter|Delete|[\w+-])|Enter|Esc|Delete|F\d|[KM]B|"
    r"U盘|jzdesk|\*?\.(?:db|xlsx|pdf|csv|zip)|Excel|WPS|Word|PDF|Tab"
)


def test_no_text_is_english():
    assert [text for text in TEXTS.values() if re.search(r"[A-Za-z]{2,}", re.sub(ALLOWED, "", text))] == []


# Theme


def test_every_colour_of_the_style_sheet_has_a_name():
    sheet = theme._SHEET
    assert not re.search(r"#[0-9A-Fa-f]{6}", sheet)
    assert set(re.findall(r"\$(\w+)", sheet)) <= set(theme.Colours.__dataclass_fields__)


def test_the_bundled_font_is_used_where_there_is_no_other(look):
    if sys.platform != "win32":
        assert look.family in QFontDatabase.families()
        assert QApplication.font().family() == look.family
    assert look.ink("accent") == QColor("#0B6E66")


def test_every_sign_can_be_drawn(look):
    from PySide6.QtGui import QFontMetrics

    metrics = QFontMetrics(look.body)
    assert all(metrics.inFont(sign) for sign in theme.SIGNS.values())


def test_standard_texts_are_chinese(qtbot, look):
    line = QLineEdit("x")
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    menu.deleteLater()
    assert any("粘贴" in text for text in texts)
    assert not any("Paste" in text for text in texts)
