"""A screen of its own with a window manager; on it the program and LibreOffice, processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCREEN = ("Xvfb", "xdotool", "openbox", "wmctrl", "libxcb-cursor.so.0", "libxcb-icccm.so.4")
LONG = 40.0
_EAR = """
import sys
from PySide6.QtWidgets import QApplication, QDialog
from jzdesk.__main__ import main
from jzdesk.ui.tables.editors import LineEditor
from jzdesk.ui.tables.view import HalfGrid
app = QApplication(["jzdesk"])
def look(_old, new):
    if isinstance(new, HalfGrid):
        print("ready", flush=True)
    elif isinstance(new, LineEditor):
        print(new.text(), flush=True)
        new.textEdited.connect(lambda text: print(text, flush=True))
    elif new is not None and isinstance(new.window(), QDialog):
        print("dialog", new.window().objectName(), flush=True)
app.focusChanged.connect(look)
sys.exit(main(sys.argv[1:]))
"""
"""The program, saying when a table takes keys, what stands in the open editor, and which dialog is open."""


_NO_QUESTIONS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Save/Document"><prop oor:name="WarnAlienFormat" oor:op="fuse">
<value>false</value></prop></item></oor:items>
"""


class Screen:
    """An X server without a screen to look at."""

    def __init__(self, number: str) -> None:
        self._own = {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to be seen here."""
        return {**os.environ, **self._own}

    def run(self, *words: str) -> str:
        """Run one of the desktop's tools."""
        done = subprocess.run(
            words, env=self.environment, capture_output=True, text=True, check=True, timeout=LONG
        )
        return done.stdout.strip()

    def start(self, store: Path) -> Program:
        """Start the program and wait until its window takes keys."""
        return Program(self, store)


class Program:
    """The program at work on a screen."""

    def __init__(self, screen: Screen, store: Path) -> None:
        self.screen, start = screen, time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-P", "-c", _EAR, "--store", str(store)],
            env=screen.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        found = screen.run("xdotool", "search", "--sync", "--onlyvisible", "--pid", str(self.process.pid))
        self.window = found.splitlines()[-1]
        self.to_front()
        self.hear("ready")
        self.took = time.monotonic() - start

    def type(self, text: str) -> None:
        """Type with real keys and wait until they stand in the editor."""
        self.screen.run("xdotool", "type", "--delay", "5", text)
        self.hear(text)

    def to_front(self) -> None:
        """Have the keys go to this window."""
        self.screen.run("xdotool", "windowactivate", "--sync", self.window)

    def hear(self, wanted: str) -> None:
        """Wait until the program says this."""
        assert self.process.stdout is not None
        late = threading.Timer(LONG, self.process.kill)
        late.start()
        heard = []
        for line in self.process.stdout:
            heard.append(line.strip())
            if heard[-1] == wanted:
                late.cancel()
                return
        raise AssertionError((wanted, heard))

    def press(self, *keys: str) -> None:
        """Press keys."""
        self.screen.run("xdotool", "key", "--delay", "5", *keys)

    def close_window(self) -> None:
        """Close the window as its cross does."""
        self.screen.run("wmctrl", "-i", "-c", self.window)

    def end(self) -> float:
        """Wait for the end and return how long it took; nothing may have been complained of."""
        start = time.monotonic()
        _, told = self.process.communicate(timeout=LONG)
        assert (self.process.returncode, told) == (0, "")
        return time.monotonic() - start


class Calc:
    """LibreOffice with one workbook open."""

    def __init__(self, x: Screen, window: str) -> None:
        self._x, self._window = x, window

    def press(self, *keys: str) -> None:
        """Press keys in its window."""
        self._x.run("xdotool", "windowactivate", "--sync", self._window)
        self._x.run("xdotool", "key", "--delay", "50", *keys)

    def answer(self, title: str, *keys: str) -> None:
        """Press keys in a dialog it opens."""
        self._x.run(
            "xdotool", "search", "--sync", "--onlyvisible", "--name", title, "windowactivate", "--sync"
        )
        self._x.run("xdotool", "key", *keys)


@contextmanager
def calc(x: Screen, path: Path, profile: Path) -> Iterator[Calc]:
    """Open a workbook in LibreOffice, which saves it as what it is without asking, as Excel and WPS do."""
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    if not settings.exists():
        settings.write_text(_NO_QUESTIONS, "utf-8")
    process = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--norestore", "--nologo",
         "--nofirststartwizard", "--calc", str(path)],
        env=x.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        found = x.run("xdotool", "search", "--sync", "--onlyvisible", "--name", path.name)
        yield Calc(x, found.splitlines()[-1])
    finally:
        subprocess.run(["pkill", "-KILL", "-s", str(process.pid)], check=False)
        process.wait(LONG)


@contextmanager
def screen() -> Iterator[Screen]:
    """Give a screen with a window manager."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert server.stdout is not None
    made = Screen(server.stdout.readline().strip())
    manager = subprocess.Popen(
        ["openbox"], env=made.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield made
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(LONG)
        server.stdout.close()
