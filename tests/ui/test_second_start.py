"""A second start of the same store: the first window comes to the front, and the second one goes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jzdesk import app
from jzdesk.desk import safekeeping
from jzdesk.desk.office import Office
from jzdesk.ui import day_copy, first_window
from jzdesk.ui.pages.start import StartPage

FIRST = """
import sys
from jzdesk import app
from jzdesk.ui.doorbell import Doorbell
come_forward = Doorbell.come_forward
def told(self):
    come_forward(self)
    print("to the front", flush=True)
    if "once" in sys.argv:
        self._window.close()
Doorbell.come_forward = told
listen = Doorbell._listen
def heard(self):
    listen(self)
    print("listens", flush=True)
Doorbell._listen = heard
sys.exit(app.main(["--store", sys.argv[1]]))
"""
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    running: list[subprocess.Popen[str]] = []

    def begin(code: str, *words: str) -> subprocess.Popen[str]:
        running.append(
            subprocess.Popen(
                [sys.executable, "-X", "utf8", "-c", code, *words], stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, text=True, encoding="utf-8", env=dict(os.environ),
            )
        )  # fmt: skip
        return running[-1]

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


SECOND = 'import sys\nfrom jzdesk import app\nsys.exit(app.main(["--store", sys.argv[1]]))'


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_the_first_window_comes_to_the_front_and_the_second_one_goes(store: Path, start: Start):
    first = start(FIRST, str(store), "once")
    assert line(first) == "listens"
    second = start(SECOND, str(store))
    assert line(first) == "to the front"
    assert (second.wait(20), first.wait(20)) == (0, 0)
    assert not store.with_name(store.name + ".lock").exists()


@pytest.mark.slow
def test_a_window_that_was_killed_stands_in_nobodys_way(store: Path, start: Start):
    first = start(FIRST, str(store))
    assert line(first) == "listens"
    first.kill()
    first.communicate()
    assert store.with_name(store.name + ".lock").exists()
    second = start(FIRST, str(store))
    assert line(second) == "listens", "the dead one's lock and socket were taken over"
    third = start(SECOND, str(store))
    assert line(second) == "to the front"
    assert third.wait(20) == 0


@pytest.fixture
def program(look, qtbot, monkeypatch) -> Iterator[app.Program]:
    monkeypatch.setattr(day_copy, "SOON_MS", 3_600_000)
    made = app.Program(look, "测试员")
    qtbot.addWidget(made.shell)
    yield made
    made.close()


def test_who_holds_it_from_elsewhere_is_told(program, store):
    """A script, or another account, has no window to bring to the front."""
    with Office.open(store, write=True, who="王五"):
        program.start(str(store))
        page = program.shell.centralWidget()
        assert not program.handed_over
        assert isinstance(page, StartPage)
        assert "正由“王五”打开" in page.wrong.text()


@pytest.mark.slow
def test_one_window_listens_for_each_store(qtbot, tmp_path):
    wished = []
    bells = [first_window.FirstWindow(tmp_path / name) for name in ("甲.jzdesk", "乙.jzdesk")]
    for number, bell in enumerate(bells):
        bell.wished.connect(lambda number=number: wished.append(number))
    for name in ("乙.jzdesk", "甲.jzdesk", "丙.jzdesk"):
        child = 'import sys\nfrom pathlib import Path\nfrom PySide6.QtCore import QCoreApplication\n' \
                'app = QCoreApplication([])\nfrom jzdesk.ui.first_window import bring_to_front\n' \
                'print(bring_to_front(Path(sys.argv[1])))'  # fmt: skip
        ringing = subprocess.Popen(
            [sys.executable, "-c", child, str(tmp_path / name)], stdout=subprocess.PIPE
        )
        qtbot.waitUntil(lambda ringing=ringing: ringing.poll() is not None, timeout=20_000)
        assert ringing.communicate()[0].strip() == (b"False" if name[0] == "丙" else b"True")
    assert wished == [1, 0]
    for bell in bells:
        bell.close()


@pytest.mark.slow
def test_a_copy_is_opened_by_nobody_as_a_store(program, qtbot, store, tmp_path):
    with Office.open(store, write=True) as office:
        made = Path(safekeeping.backup(office, tmp_path / "U盘")["file"])
    program.start(str(made))
    page = program.shell.centralWidget()
    assert isinstance(page, StartPage)
    assert "是备份，只能看" in page.wrong.text()
    assert page.back._store is None, "nothing is ever brought back over a copy"
