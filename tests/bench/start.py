"""From the start of the process to the first complete paint with a full store, beside a bare PySide6 window.

The program is started as the set-up program lays it out: its modules in one archive, and what shiboken6
carries compiled beside it. The bare window is what it is with the libraries as they come, and those of this
environment are under both. Store and settings are as the program's last window left them. Files are counted
by the system's own account of what was opened.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from installer import layout
from tests import paper_cases
from tests.bench.measure import ROUNDS, Line

TIME, MEMORY, FILES = 2.0, 1.6, 150
BARE = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, watched.close)
        return False

app = QApplication(["bare"])
window = QMainWindow()
seen = Painted(window)
window.installEventFilter(seen)
window.resize(1366, 768)
window.show()
sys.exit(app.exec())
"""
_STARTER = """
import json, os, subprocess, sys, time
begun = time.perf_counter()
process = subprocess.Popen(sys.argv[1:])
_, state, used = os.wait4(process.pid, 0)
taken = time.perf_counter() - begun
assert os.waitstatus_to_exitcode(state) == 0, state
print(json.dumps([taken, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""
"""A small process that starts another: the system counts the memory of whoever starts one as its own."""
_OPENED = re.compile(r'open(?:at2?)?\((?:AT_FDCWD, )?"([^"]+)", ([^)]*)\) += \d+')


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: seconds by the wall and of the processor, and the most memory at once in MB."""

    wall: float
    processor: float
    memory: float


@dataclass(frozen=True, slots=True)
class Starts:
    """The two that are started, on one store, each with the compiled modules of the run before it."""

    folder: Path
    modules: Path
    store: Path

    def ours(self) -> list[str]:
        """Return the call of the program."""
        return [sys.executable, "-P", "-m", "jzdesk", "--store", str(self.store)]

    def bare(self) -> list[str]:
        """Return the call of a bare window."""
        return [sys.executable, "-P", "-c", BARE]

    def run(self, words: Sequence[str]) -> Run:
        """Start one of them and wait for its end, which comes with its first paint."""
        done = subprocess.run(
            [sys.executable, "-S", "-c", _STARTER, *words], env=self._environment(words), cwd=self.folder,
            check=True, stdout=subprocess.PIPE,
        )  # fmt: skip
        return Run(*json.loads(done.stdout))

    def opened(self, words: Sequence[str]) -> set[str]:
        """Return the files one of them opens, folders and what is not there left out."""
        told = self.folder / "opened.txt"
        traced = ["strace", "-f", "-e", "trace=open,openat,openat2", "-o", str(told), *words]
        subprocess.run(traced, env=self._environment(words), cwd=self.folder, check=True)
        found = _OPENED.findall(told.read_text("utf-8", "replace"))
        return {path for path, how in found if "O_DIRECTORY" not in how}

    def _environment(self, words: Sequence[str]) -> dict[str, str]:
        """Return what both are started with; the bare one is not to look into our archive for its modules."""
        known = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        ours = f"{self.modules}{os.pathsep}{self.modules.parent}"
        known |= {"PYTHONPATH": ours if words == self.ours() else ""}
        return known | {
            "PYTHONPYCACHEPREFIX": str(self.folder / "compiled"),
            "QT_QPA_PLATFORM": "offscreen", "JZDESK_HOME": str(self.folder / "home"),
            "JZDESK_QUIT_AFTER_PAINT": "1", "JZDESK_TODAY": "2018-10-08",
            "LOGNAME": "clerk",  # as every desktop names the account; a bare container does not
        }  # fmt: skip


def installed(folder: Path) -> Path:
    """Lay our package out as the set-up program has it; return the archive of its modules."""
    lib = folder / "lib"
    shutil.copytree(layout.shiboken(), lib / "shiboken6")
    layout.carried(lib)
    layout.own(lib)
    layout.compile_apart(lib)
    return layout.archive(lib)


def starts(folder: Path) -> Starts:
    """Return both on the store of a full county, each started once: what is compiled then stays."""
    office, _ = paper_cases.many(folder)
    store = office.store.info.path
    office.close()
    made = Starts(folder, installed(folder), store)
    for words in (made.bare(), made.ours()):
        made.run(words)
    return made


def lines(folder: Path, *, thorough: bool) -> Iterator[Line]:
    """Start both in turns."""
    made = starts(folder)
    floors, works = [], []
    for _ in range(2 * ROUNDS if thorough else ROUNDS):
        floors.append(made.run(made.bare()))
        works.append(made.run(made.ours()))
    wall, processor, memory = (
        [median(getattr(one, what) for one in runs) for runs in (works, floors)]
        for what in ("wall", "processor", "memory")
    )
    told = (
        f"{wall[0] * 1000:.0f} ms beside {wall[1] * 1000:.0f}; processor {processor[0] / processor[1]:.2f} ×"
    )
    yield Line("start to first paint: time", wall[0] / wall[1], TIME, told=told)
    told = f"{memory[0]:.0f} MB beside {memory[1]:.0f}"
    yield Line("start to first paint: memory", memory[0] / memory[1], MEMORY, told=told)
    if shutil.which("strace"):
        few, many = len(made.opened(made.bare())), len(made.opened(made.ours()))
        yield Line("start to first paint: files more", many - few, FILES, "", f"{many} beside {few}")
