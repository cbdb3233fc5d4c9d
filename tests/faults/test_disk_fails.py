"""A disk that is full, fails, is read-only or gone, at any call: one sentence, and all as it was before.

What failed can be done again once the disk is back.
"""

from __future__ import annotations

import errno
import random
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from jzdesk.store.store import Store
from jzdesk.words import say
from tests.faults import stage
from tests.faults.lab import NEEDED, Done, Fault, Kind, Lab
from tests.faults.stage import ACTS, Act, Bases

pytestmark = pytest.mark.needs(*NEEDED)

NAMES = Kind.CREATE | Kind.RENAME | Kind.UNLINK | Kind.MKDIR
FAULTS = {
    "full": Fault(0, errno.ENOSPC, Kind.CREATE | Kind.WRITE | Kind.MKDIR, lasting=True),
    "full in the middle of a write": Fault(0, errno.ENOSPC, Kind.WRITE, lasting=True, cut=True),
    "full when it is synced": Fault(0, errno.ENOSPC, Kind.SYNC),
    "error": Fault(0, errno.EIO, Kind.ALL),
    "broken": Fault(0, errno.EIO, Kind.ALL, lasting=True),
    "read-only": Fault(0, errno.EROFS, Kind.CHANGES, lasting=True),
    "denied": Fault(0, errno.EACCES, NAMES, lasting=True),
    "gone": Fault(0, errno.EIO, Kind.ALL, path_code=errno.ENOENT, lasting=True),
    "stick gone": Fault(0, errno.EIO, Kind.ALL, path_code=errno.ENOENT, lasting=True, below="U盘"),
    "stick full": Fault(0, errno.ENOSPC, Kind.CREATE | Kind.WRITE | Kind.MKDIR, lasting=True, below="U盘"),
}
TO_STICK = {name for name, act in ACTS.items() if any("U盘" in word for word in act.words)}
OURS = say("cli.fault", path="").partition("；")[0]
NO_COPY = say("cli.no_copy", why="").partition("：")[0]
"""Where the day's copy failed too, that is told below."""
UNSURE = say("store.world.unsure", path="").partition("，")[2]


class Trials:
    """One act, tried again and again on a disk that fails in one way."""

    def __init__(self, lab: Lab, bases: Bases, act: Act, root: Path) -> None:
        self._lab, self._base, self._act, self._root = lab, bases.of(act.base), act, root
        self._fresh()
        self._before = self._state()
        self._fresh()
        self._files = stage.beside(root, act.store)
        self._plain = self._everything()
        assert self._run().code == 0
        self._after = self._state()
        self.failed = self.done = 0

    def count(self, fault: Fault) -> int:
        """Return how many calls could fail in this way."""
        self._fresh()
        return self._run(fault).calls

    def attempt(self, fault: Fault) -> None:
        """Let one call fail."""
        self._fresh()
        ended = self._run(fault)
        # A file from outside that cannot be read is refused, as any other that is no good
        inputs = [Path(word).name for word in self._act.words if "/in/" in word]
        assert ended.code in {0, 3} or (ended.code == 1 and any(name in ended.err for name in inputs)), ended
        state = self._state()
        if ended.code == 0:
            self.done += 1
            assert state == self._after or self._act.chance, (fault, ended)
            assert all(list(self._root.glob(pattern)) for pattern in self._act.makes), (fault, ended)
            return
        self.failed += 1
        self._judge_sentence(ended)
        if state == self._before:
            self._judge_files(fault)
            self._again(fault)
        else:
            assert state == self._after or self._act.chance, (fault, ended)
            assert UNSURE in ended.err or self._act.tail, (fault, ended)

    def _judge_sentence(self, ended: Done) -> None:
        line, *notices = ended.err.splitlines()
        assert [one for one in notices if not one.startswith(NO_COPY)] == [], ended
        assert not line.startswith((OURS, NO_COPY)), ended
        assert any("一" <= letter <= "鿿" for letter in line), ended

    def _judge_files(self, fault: Fault) -> None:
        """Hold what lies there against what did: nothing of it is changed, and what is new is whole."""
        for name, data in stage.beside(self._root, self._act.store).items():
            if name in self._files:
                assert data == self._files[name], (fault, name)
            elif data is not None and not name.startswith("home/"):
                whole(self._root / name, data)
        if fault.code == errno.ENOSPC:
            left = [path.name for path in self._root.rglob(".*")]
            assert left == [], fault

    def _again(self, fault: Fault) -> None:
        """Do it once more, now that the disk is well; where nothing has changed that needs no proof."""
        if self._everything() == self._plain:
            return
        ended = self._run()
        assert ended.code == 0, (fault, ended)
        assert self._state() == self._after or self._act.chance, fault
        assert all(list(self._root.glob(pattern)) for pattern in self._act.makes), fault

    def _everything(self) -> dict[str, bytes | None]:
        found = sorted(path for path in self._root.rglob("*") if not path.name.endswith(".lock"))
        return {str(path): None if path.is_dir() else path.read_bytes() for path in found}

    def _fresh(self) -> None:
        shutil.rmtree(self._root, ignore_errors=True)
        shutil.copytree(self._base, self._root)

    def _run(self, fault: Fault | None = None) -> Done:
        return self._lab.run(self._root, self._act.at(self._root), fault=fault)

    def _state(self) -> bytes | None:
        path = self._root / self._act.store
        return stage.opened(path) if path.exists() else None


def whole(path: Path, data: bytes) -> None:
    """Fail on a file that is only half there."""
    if path.suffix == ".jzdesk":
        Store.open(path, write=False, who="李四").close()
    elif path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            assert book.testzip() is None
    elif path.suffix == ".pdf":
        assert data.startswith(stage.PRINT)
    else:
        assert data


@pytest.fixture
def root(memory: Path) -> Iterator[Path]:
    path = memory / "failing"
    yield path
    shutil.rmtree(path, ignore_errors=True)


def fail_often(
    lab: Lab, bases: Bases, name: str, root: Path, faults: list[str], rng: random.Random, most: int
) -> Trials:  # fmt: skip
    """Let up to `most` of an act's calls fail in each of some ways, and more until one has failed the act.

    A single error is often survived: a copy beside, or a file's owner, is not what was asked for.
    """
    trials = Trials(lab, bases, ACTS[name], root)
    for fault in (FAULTS[way] for way in faults):
        calls, before = list(range(1, trials.count(fault) + 1)), trials.failed
        rng.shuffle(calls)
        for tried, at in enumerate(calls):
            if tried >= most and trials.failed > before:
                break
            trials.attempt(replace(fault, at=at))
    return trials


def test_a_save_on_a_failing_disk_leaves_all_as_it_was(
    lab: Lab, bases: Bases, root: Path, rng: random.Random
):
    ways = [way for way in FAULTS if "stick" not in way]
    assert fail_often(lab, bases, "save", root, ways, rng, 2).failed > 8


def test_a_backup_to_a_failing_stick_leaves_all_as_it_was(
    lab: Lab, bases: Bases, root: Path, rng: random.Random
):
    assert fail_often(lab, bases, "backup", root, ["stick gone", "stick full"], rng, 4).failed > 4


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "way"),
    [
        (name, way)
        for name in ACTS
        for way in FAULTS
        if name != "saves" and (name in TO_STICK or "stick" not in way)
    ],
)
def test_any_act_on_a_failing_disk_leaves_all_as_it_was(
    name: str, way: str, lab: Lab, bases: Bases, root: Path, rng: random.Random
):
    trials = fail_often(lab, bases, name, root, [way], rng, 60 if name == "save" else 12)
    assert trials.failed > 0
