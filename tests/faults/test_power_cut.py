"""The power fails at any call of what an office does: what the disk can hold then is opened again.

Nothing that was said to be saved is lost, nothing is half done, every file that is there is whole, and
what was broken off can simply be done again.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest

from jzdesk.store.store import Store
from tests.faults import disk, stage, trace
from tests.faults.disk import Content, Disk
from tests.faults.lab import NEEDED, Lab
from tests.faults.stage import ACTS, SAVES, Act, Bases
from tests.faults.trace import What

pytestmark = pytest.mark.needs(*NEEDED)

REGISTER = "made.json"
"""What was copied, where and when."""
SAMPLE = ("save", "saves", "backup", "migrate 3")
STEPS = {"saves": SAVES, "migrate 1": 0, "migrate 2": 0, "migrate 3": 0, "backup": 0, "backup at home": 0}
"""How many operations an act is, if not one; a store that was upgraded tells what it told before."""


@dataclass
class Recorded:
    """An act that was done once, undisturbed: its calls and what they came to."""

    act: Act
    root: Path
    start: Disk
    calls: list[trace.Event]
    before: dict[str, bytes | None]
    after: dict[str, bytes | None]


def record(lab: Lab, bases: Bases, act: Act, folder: Path) -> Recorded:
    root = folder / "run"
    shutil.copytree(bases.of(act.base), root)
    start, before = Disk(root), stage.beside(root, act.store)
    done = lab.run(root, act.at(root), log=folder / "calls")
    assert done.code == 0, done
    return Recorded(act, root, start, trace.read(folder / "calls"), before, stage.beside(root, act.store))


class Prover:
    """Opens what a cut can leave, and says what is wrong with it."""

    def __init__(self, recorded: Recorded, folder: Path) -> None:
        self.seen = recorded
        self.images = 0
        self.states: list[bytes | None] = []
        self.undone: list[Content] = []
        """Images in which nothing has been done yet: there the act is to be done again."""
        self._known: dict[bytes, bytes | None] = {}
        self._looked: set[bytes] = set()
        self._place = folder / "image"

    def prove(self, rng: random.Random, times: int, every: int) -> None:
        """Cut the power before each call, or every so many, and after the last."""
        said = 0
        for number, call in enumerate([*self.seen.calls, None]):
            when = f"before call {number} ({call.what.name if call else 'none'})"
            due = call is None or call.what is What.SAID or number % every == 0
            images = self.seen.start.images(rng, times) if due else ()
            for n, image in enumerate(images):
                self._judge(image, said, when, whole=n == 0)
            if call is not None:
                self.seen.start.take(call)
                said = len(self.states) - 1 if call.what is What.SAID else said
        assert len(self.states) == STEPS.get(self.seen.act.name, 1) + 1

    def _judge(self, image: Content, said: int, when: str, *, whole: bool) -> None:
        """Hold one image against the promises; the whole one of a moment has all that was done till then."""
        self.images += 1
        state = self._state(image, when)
        if state not in self.states:
            assert whole, f"{when}: an operation is half there"
            self.states.append(state)
        reached = self.states.index(state)
        assert reached >= said, f"{when}: what was said to be saved is lost"
        mark = disk.mark(image) + bytes([reached, said])
        if mark in self._looked:
            return
        self._looked.add(mark)
        self._judge_files(image, when, done=reached == len(self.states) - 1 > 0, said=said > 0)
        if reached == 0 and len(self.states) == 1:
            self.undone.append(image)

    def _judge_files(self, image: Content, when: str, *, done: bool, said: bool) -> None:
        found = {}
        for path, data in image.items():
            name = str(Path(path).relative_to(self.seen.root))
            found[name] = data
            if Path(name).name.startswith(".") or name == "." or self._of_store(name):
                continue
            whole = data is None or data in (self.seen.before.get(name), self.seen.after.get(name))
            if not whole and data and Path(name).name == REGISTER:
                whole = bool(json.loads(data))  # written once for each of an act's copies
            assert whole, f"{when}: {name} is neither as before nor whole"
        for name, data in self.seen.after.items():
            needed = any(fnmatch(name, pattern) for pattern in self.seen.act.makes)
            needed = needed and done and not self.seen.act.late
            if self._of_store(name) or not (needed or said):
                continue
            assert found.get(name) == data, f"{when}: done, and {name} is not there"

    def _of_store(self, name: str) -> bool:
        store = self.seen.act.store
        return name in {store, f"{store}-journal", f"{store}.lock"}

    def _state(self, image: Content, when: str) -> bytes | None:
        """Open the store of an image and return what stands in it; None without one."""
        family = {path: data for path, data in image.items() if self._of_store(Path(path).name)}
        mark = disk.mark(family)
        if mark not in self._known:
            self._known[mark] = self._open(family, when)
        return self._known[mark]

    def _open(self, family: Content, when: str) -> bytes | None:
        shutil.rmtree(self._place, ignore_errors=True)
        self._place.mkdir()
        disk.lay_out(family, str(self.seen.root), self._place)
        store = self._place / self.seen.act.store
        try:
            return stage.opened(store) if store.exists() else None
        except Exception as error:
            raise AssertionError(f"{when}: the store cannot be opened") from error


def again(lab: Lab, seen: Recorded, images: list[Content], rng: random.Random, times: int) -> None:
    """Do what was broken off a second time."""
    for image in rng.sample(images, min(times, len(images))):
        shutil.rmtree(seen.root)
        seen.root.parent.mkdir(exist_ok=True)
        disk.lay_out(image, str(seen.root), seen.root)
        done = lab.run(seen.root, seen.act.at(seen.root))
        assert done.code == 0, done
        for pattern in seen.act.makes:
            assert list(seen.root.glob(pattern)), pattern
        with Store.open(seen.root / seen.act.store, write=True, who="李四") as store:
            assert store.verify_history() == []
        # It has no other name for what it has made than the first time
        assert set(stage.beside(seen.root, seen.act.store)) >= set(seen.before)


def prove(
    lab: Lab, bases: Bases, name: str, folder: Path, rng: random.Random, times: int, *, every: int = 1
) -> int:
    """Prove an act, `times` throws for each call; return how many images there were."""
    seen = record(lab, bases, ACTS[name], folder)
    prover = Prover(seen, folder)
    prover.prove(rng, times, every)
    again(lab, seen, prover.undone, rng, times)
    return prover.images


@pytest.fixture
def folder(memory: Path) -> Iterator[Path]:
    path = memory / "trial"
    path.mkdir()
    yield path
    shutil.rmtree(path)


@pytest.mark.parametrize("name", SAMPLE)
def test_a_power_cut_leaves_all_or_nothing(
    name: str, lab: Lab, bases: Bases, folder: Path, rng: random.Random
):
    assert prove(lab, bases, name, folder, rng, 2, every=6) > 40


@pytest.mark.slow
@pytest.mark.parametrize("name", ACTS)
def test_many_power_cuts_leave_all_or_nothing(
    name: str, lab: Lab, bases: Bases, folder: Path, rng: random.Random
):
    assert prove(lab, bases, name, folder, rng, 12) > 800
