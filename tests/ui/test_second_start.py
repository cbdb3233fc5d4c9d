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
from jzdesk.ui import day_copy
from jzdesk.ui.pages.start import StartPage

FIRST = """
import sys
from jzdesk import app
from jzdesk.ui.letterbox import Brought
from jzdesk.ui.shell import Shell
take, fit = Brought.take, Shell.fit
def told(self, file):
    take(self, file)
    print("to the front", flush=True)
    if "once" in sys.argv:
        self._shell.close()
Brought.take = told
def stands(self):
    fit(self)
    print("stands", flush=True)
Shell.fit = stands
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
    assert line(first) == "stands"
    second = start(SECOND, str(store))
    assert line(first) == "to the front"
    assert (second.wait(20), first.wait(20)) == (0, 0)
    assert not store.with_name(store.name + ".lock").exists()


@pytest.mark.slow
def test_a_window_that_was_killed_stands_in_nobodys_way(store: Path, start: Start):
    first = start(FIRST, str(store))
    assert line(first) == "stands"
    first.kill()
    first.communicate()
    assert store.with_name(store.name + ".lock").exists()
    second = start(FIRST, str(store))
    assert line(second) == "stands", "the dead one's lock was taken over"
    third = start(SECOND, str(store))
    assert line(second) == "to the front"
    assert third.wait(20) == 0


@pytest.fixture
def program(look, qtbot, monkeypatch) -> Iterator[app.program.Program]:
    monkeypatch.setattr(day_copy, "SOON_MS", 3_600_000)
    made = app.program.Program(look, "测试员")
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
def test_a_second_start_speaks_to_the_window_of_its_store_alone(home: Path, tmp_path: Path, start: Start):
    stores = [tmp_path / name for name in ("甲.jzdesk", "乙.jzdesk")]
    for path, unit in zip(stores, ("410823", "410825"), strict=True):
        safekeeping.init(path, unit=unit, office=None, practice=True).close()
    one, other = (start(FIRST, str(path), "once") for path in stores)
    assert (line(one), line(other)) == ("stands", "stands")
    assert start(SECOND, str(stores[1])).wait(20) == 0
    assert line(other) == "to the front"
    assert (other.wait(20), one.poll()) == (0, None)
    assert [box.name for box in (home / "windows").iterdir()] == [str(one.pid)]


@pytest.mark.slow
def test_a_copy_is_opened_by_nobody_as_a_store(program, qtbot, store, tmp_path):
    with Office.open(store, write=True) as office:
        made = Path(safekeeping.backup(office, tmp_path / "U盘")["file"])
    program.start(str(made))
    page = program.shell.centralWidget()
    assert isinstance(page, StartPage)
    assert "是备份，只能看" in page.wrong.text()
    assert page.back._store is None, "nothing is ever brought back over a copy"
