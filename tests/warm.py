"""The second process kept warm from test to test: starting one anew cost more than most that is asked of it.

What it is, is asked and how it is limited stays as it is; one that fell, was stopped or still talks is
ended as ever. That it is started, ended and started anew is proved in tests/worker, where nothing is kept.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jzdesk.worker.child import Child
from jzdesk.worker.reader import Reader
from jzdesk.worker.renderer import Renderer

_LIKE: dict[type[Child], Callable[[], Child]] = {Reader: Reader, Renderer: lambda: Renderer(Path())}
_KEPT = {kind: make().__dict__["_command"] for kind, make in _LIKE.items()}
_start, _exit = Child._started, Child.__exit__
_idle: dict[type[Child], list[tuple[Any, ...]]] = {Reader: [], Renderer: []}
_PARTS = ("_child", "_confinement", "_talker", "_stderr")


def _started(self: Child) -> subprocess.Popen[str]:
    """Take a process that is kept, where there is one for the like."""
    waiting = _idle.get(type(self), [])
    while self._child is None and waiting and self._command == _KEPT[type(self)]:
        child, *rest = waiting.pop()
        if child.poll() is None:
            for name, value in zip(_PARTS, (child, *rest), strict=True):
                setattr(self, name, value)
    return _start(self)


def _left(self: Child, *error: object) -> None:
    """Keep the process, if it is sound and has nothing to do, else end it."""
    if self._talker is not None:
        self._talker.join(1)
    sound = self._child is not None and self._child.poll() is None and error[:1] in {(), (None,)}
    talks = self._talker is not None and self._talker.is_alive()
    stopped = isinstance(self, Renderer) and self._stopped.is_set()
    if sound and not talks and not stopped and self._command == _KEPT.get(type(self)):
        _idle[type(self)].append(tuple(getattr(self, name) for name in _PARTS))
        for name in _PARTS:
            setattr(self, name, None)
    else:
        _exit(self, *error)


@pytest.fixture(scope="session")
def _ended_at_last() -> Iterator[None]:
    yield
    for kind, kept in _idle.items():
        for parts in kept:
            child = _LIKE[kind]()
            for name, value in zip(_PARTS, parts, strict=True):
                setattr(child, name, value)
            child.close()


@pytest.fixture(autouse=True)
def kept_warm(monkeypatch: pytest.MonkeyPatch, _ended_at_last: None) -> None:
    monkeypatch.setattr(Child, "_started", _started)
    monkeypatch.setattr(Child, "__exit__", _left)
