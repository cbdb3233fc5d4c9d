"""A process is killed in the middle of its work: nothing it said was done is lost, and the next goes on."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from jzdesk.models.entry import Key
from jzdesk.store import lock
from jzdesk.store.pace import Pace
from jzdesk.store.store import Store
from tests.faults import stage
from tests.faults.lab import KILL, NEEDED, ROOT, Fault, Kind, Lab
from tests.faults.stage import ACTS, COD, COUNTY, Q3, Bases

pytestmark = pytest.mark.needs(*NEEDED)


@pytest.fixture
def root(memory: Path) -> Iterator[Path]:
    path = memory / "killed"
    path.mkdir()
    yield path
    shutil.rmtree(path)


def check_round(root: Path, said: list[str]) -> None:
    """Hold what is there after one death against what was said before it."""
    with Store.open(root / COUNTY, write=True, who="李四") as store:
        assert json.loads(lock.lock_path(root / COUNTY).read_text("utf-8"))["who"] == "李四"
        assert store.verify_history() == []
        assert store._books.attachments.problems(store._db, Pace()) == []
        saved = [int(line.partition(" ")[2]) for line in said if line.startswith("saved")]
        now = store.cells(Q3)[Key.parse(COD)].value
        assert now is not None
        if saved:
            assert now in {Decimal(1000 + saved[-1]), Decimal(1001 + saved[-1])}
    for line in said:
        what, _, name = line.partition(" ")
        if what == "copied":
            Store.open(Path(name), write=False, who="李四").close()
        if what == "frozen":
            assert Path(name).read_bytes() == stage.PRINT + b"2018Q3"
    for path in (root / "送签").glob("[!.]*"):
        assert path.read_bytes() == stage.PRINT + b"2018Q3"


LIVES = 30
"""So many processes work on one store before another is taken, which has not grown yet."""


def kill_often(lab: Lab, bases: Bases, root: Path, rng: random.Random, times: int) -> int:
    """Kill the office's process again and again, at any moment; return how much had been done by then."""
    done = 0
    for life in range(times):
        if life % LIVES == 0:
            shutil.rmtree(root)
            shutil.copytree(bases.of("ready"), root)
        for name in ("copies", "送签"):
            shutil.rmtree(root / name, ignore_errors=True)
        ended = lab.run(root, ["work"], killed_after=rng.uniform(0.02, 0.4))
        assert (ended.code, ended.err) == (-9, "")
        said = ended.out.splitlines()
        check_round(root, said)
        done += len(said)
    return done


def test_a_killed_process_loses_nothing(lab: Lab, bases: Bases, root: Path, rng: random.Random):
    assert kill_often(lab, bases, root, rng, 8) > 8


@pytest.mark.slow
def test_three_hundred_killed_processes_lose_nothing(lab: Lab, bases: Bases, root: Path, rng: random.Random):
    assert kill_often(lab, bases, root, rng, 300) > 600


def killed_at(lab: Lab, bases: Bases, name: str, root: Path, rng: random.Random, most: int) -> int:
    """Kill an act before up to `most` of its calls, of how many is returned."""
    act = ACTS[name]
    base = bases.of(act.base)

    def fresh() -> None:
        shutil.rmtree(root)
        shutil.copytree(base, root)

    fresh()
    before = stage.opened(root / act.store) if (root / act.store).exists() else None
    fresh()
    whole = lab.run(root, act.at(root), fault=Fault(0, KILL, Kind.CHANGES))
    after, there_are = stage.opened(root / act.store), range(1, whole.calls + 1)
    for n in there_are if whole.calls <= most else sorted(rng.sample(there_are, most)):
        fresh()
        ended = lab.run(root, act.at(root), fault=Fault(n, KILL, Kind.CHANGES))
        assert ended.code == -9, ended
        now = stage.opened(root / act.store) if (root / act.store).exists() else None
        assert now in {before, after} or act.chance, f"half done, killed at call {n}"
        if now == before:
            again = lab.run(root, act.at(root))
            assert again.code == 0, (n, again)
            assert stage.opened(root / act.store) == after or act.chance, f"done again after call {n}"
        assert all(list(root.glob(pattern)) for pattern in act.makes) or act.late, n
    return whole.calls


def test_an_upgrade_that_is_killed_is_harmless(lab: Lab, bases: Bases, root: Path, rng: random.Random):
    assert killed_at(lab, bases, "migrate 2", root, rng, 5) > 133


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in ACTS if name != "saves"])
def test_an_act_that_is_killed_at_any_call_is_done_or_not(
    name: str, lab: Lab, bases: Bases, root: Path, rng: random.Random
):  # fmt: skip
    assert killed_at(lab, bases, name, root, rng, 15) > 10


@pytest.mark.parametrize("moment", [0.05, 0.3, 0.6])
def test_a_program_that_is_killed_leaves_the_next_one_free(bases: Bases, root: Path, moment: float):
    shutil.copytree(bases.of("ready"), root, dirs_exist_ok=True)
    words = [sys.executable, "-P", "-m", "jzdesk", "--store", str(root / COUNTY), "set", "2018Q3", COD, "77"]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.kill()
    said, _ = process.communicate()
    with Store.open(root / COUNTY, write=True, who="李四") as store:
        now = store.cells(Q3)[Key.parse(COD)].value
    assert now == 77 if said else now in {Decimal(12), Decimal(77)}
