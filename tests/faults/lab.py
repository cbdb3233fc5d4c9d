"""Real processes that do one thing each while the shim watches them, hinders them or kills them.

The laboratory is itself a process with the shim in it that has read the program once; for each trial it
forks, and the child is a process of its own that makes the program's real system calls.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntFlag
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(__file__).with_name("shim.c")
TODAY = "2018-10-08"
NEEDED = ("gcc", "/usr/include/stdio.h")


class Kind(IntFlag):
    """Kinds of call that may be made to fail; `shim.c` has the same numbers."""

    OPEN = 1
    CREATE = 2
    READ = 4
    WRITE = 8
    TRUNCATE = 16
    SYNC = 32
    RENAME = 64
    UNLINK = 128
    MKDIR = 256
    STAT = 512
    CHANGES = CREATE | WRITE | TRUNCATE | SYNC | RENAME | UNLINK | MKDIR
    ALL = CHANGES | OPEN | READ | STAT


KILL = -1


@dataclass(frozen=True)
class Fault:
    """The `at`th call of some kinds fails with `code`, with `path_code` if it names a path."""

    at: int
    code: int
    kinds: Kind
    path_code: int = 0
    lasting: bool = False
    cut: bool = False
    """A write is half done first."""
    below: str = ""
    """The folder, below the trial's own, to which it is confined."""

    def plain(self, root: Path) -> dict[str, Any]:
        """Return it as the laboratory is told of it: where, and what `shim_arm` takes."""
        path_code = self.path_code or self.code
        numbers = [self.at, self.code, path_code, int(self.kinds), int(self.lasting), int(self.cut)]
        return {"below": str(root / self.below), "numbers": numbers}


@dataclass(frozen=True)
class Done:
    """How a trial ended; `code` is negative if it was killed. `calls` counts those that could have failed."""

    code: int
    out: str
    err: str
    calls: int


class Lab:
    """A laboratory, until `close`."""

    def __init__(self, folder: Path) -> None:
        shim = folder / "shim.so"
        subprocess.run(
            ["gcc", "-shared", "-fPIC", "-O1", "-fvisibility=hidden", "-o", shim, SOURCE, "-ldl"],
            check=True,
        )  # fmt: skip
        known = {n: v for n, v in os.environ.items() if not n.startswith(("JZDESK_", "COV_"))}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tests.faults.lab"], text=True, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
            env={**known, "LD_PRELOAD": str(shim), "PYTHONPATH": str(ROOT), "JZDESK_TODAY": TODAY,
                 "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip

    def run(
        self, root: Path, words: Sequence[str], *, log: Path | None = None, fault: Fault | None = None,
        killed_after: float | None = None,
    ) -> Done:  # fmt: skip
        """Do one thing in the folder `root`."""
        asked = {
            "root": str(root), "words": list(words), "log": str(log) if log else None,
            "fault": fault.plain(root) if fault else None, "killed_after": killed_after,
        }  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        return Done(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End it."""
        self._process.communicate(timeout=20)


# ---------------------------------------------------------------- inside the laboratory


def serve(drives: Mapping[str, Callable[..., int]]) -> None:
    """Do what is asked for, line by line."""
    shim = ctypes.CDLL(None)
    shim.shim_count.restype = ctypes.c_long
    for line in sys.stdin:
        asked = json.loads(line)
        with tempfile.TemporaryDirectory(dir=_memory()) as scratch:
            child = os.fork()
            if child == 0:
                _child(shim, drives, asked, Path(scratch))
            code = _wait(child, asked["killed_after"])
            told = {name: _text(Path(scratch, name)) for name in ("out", "err", "modules")}
        for name in told.pop("modules").split():
            if name not in sys.modules:
                with contextlib.suppress(Exception):  # it is read now, so that the next child need not
                    importlib.import_module(name)
        print(json.dumps({"code": code, "calls": shim.shim_count(), **told}), flush=True)


def _child(
    shim: ctypes.CDLL, drives: Mapping[str, Callable[..., int]], asked: dict[str, Any], scratch: Path
) -> None:
    """Become the process on trial."""
    code = 70
    try:
        modules = os.open(scratch / "modules", os.O_WRONLY | os.O_CREAT)
        for name, fd in (("out", 1), ("err", 2)):
            os.dup2(os.open(scratch / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND), fd)
        root, words, fault = asked["root"], asked["words"], asked["fault"]
        os.environ["JZDESK_HOME"] = f"{root}/home"
        if asked["log"]:
            shim.shim_log(os.fsencode(asked["log"]))
        shim.shim_watch(os.fsencode(root), os.fsencode(fault["below"] if fault else ""))
        at, *numbers = fault["numbers"] if fault else [0] * 6
        shim.shim_arm(ctypes.c_long(at), *numbers)
        code = drives[words[0]](Path(root), *words[1:]) if words[0] in drives else _verb(words)
        sys.stdout.flush()
        shim.shim_watch(b"", b"")
        os.write(modules, "\n".join(sys.modules).encode())
    except BaseException:  # noqa: BLE001 - it is the child's end in any case
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _verb(words: Sequence[str]) -> int:
    from jzdesk import cli

    return cli.guarded(words)


def _wait(child: int, killed_after: float | None) -> int:
    """Wait for the child, or kill it after so many seconds if it lives that long."""
    if killed_after is not None:
        signal.signal(signal.SIGALRM, lambda *_: _kill(child))
        signal.setitimer(signal.ITIMER_REAL, killed_after)
    _, status = os.waitpid(child, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return os.waitstatus_to_exitcode(status)


def _kill(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):  # it has ended by itself
        os.kill(child, signal.SIGKILL)


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _memory() -> str | None:
    """Return a folder in memory, where there is one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


if __name__ == "__main__":
    from tests.faults.stage import DRIVES, same_each_time

    same_each_time()
    serve(DRIVES)
