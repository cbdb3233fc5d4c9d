"""A bit turned over in a store, as the program meets it: figures as they were, or a sentence and a way out.

What the store itself tells of damage is tried in `tests/store/test_damage.py`.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.lab import NEEDED, Done, Lab
from tests.faults.stage import ACTS, COUNTY, Bases

pytestmark = pytest.mark.needs(*NEEDED)

ASKED = (("get", "2018Q3", "--json"), ("todo", "2018Q3", "--json"), ("history", "--verify"))


@pytest.fixture
def root(memory: Path, bases: Bases) -> Iterator[Path]:
    path = memory / "damaged"
    shutil.copytree(bases.of("restorable"), path)
    yield path
    shutil.rmtree(path)


class Damage:
    """A store in which one bit is turned at a time, and what the program says of it."""

    def __init__(self, lab: Lab, root: Path) -> None:
        self._lab, self._root = lab, root
        self._sound = (root / COUNTY).read_bytes()
        # Nine of ten bytes of a young store are empty room: every other turn is aimed at one that is used
        self._used = [place for place, byte in enumerate(self._sound) if byte]
        self._expected = {words: self._ask(words) for words in ASKED}
        assert all(done.code == 0 or words[0] == "todo" for words, done in self._expected.items())
        self.noticed = 0

    def turn(self, rng: random.Random, n: int) -> None:
        """Turn one bit, and ask for something."""
        content = bytearray(self._sound)
        place, bit = rng.choice(self._used) if n % 2 else rng.randrange(len(content)), rng.randrange(8)
        content[place] ^= 1 << bit
        self._lay(bytes(content))
        words = ASKED[n // 2 % len(ASKED)]
        done = self._ask(words)
        if done.code == 3:
            (line,) = done.err.splitlines()
            assert "程序自身出错" not in line, (place, bit, done)
            self.noticed += 1
        elif words[0] == "get":
            assert json.loads(done.out)["cells"] == json.loads(self._expected[words].out)["cells"], (
                place,
                bit,
            )
        elif words[0] == "history":
            assert done.code in {0, 1}, (place, bit, done)
            self.noticed += done.code
        else:
            assert done.code == self._expected[words].code, (place, bit, done)
        if n % 10 == 0:
            self._way_out((place, bit))

    def _way_out(self, where: tuple[int, int]) -> None:
        """Bring the backup back, whatever is wrong with the present store."""
        done = self._lab.run(self._root, ACTS["restore"].at(self._root))
        assert done.code == 0, (where, done)
        found = self._ask(("get", "2018Q3", "emissions/cod.industry/emitted"))
        assert found.out.split() == ["emissions/cod.industry/emitted", "12.00"]
        for kept in self._root.glob("*恢复前*"):
            kept.unlink()

    def _ask(self, words: tuple[str, ...]) -> Done:
        return self._lab.run(self._root, ["--store", str(self._root / COUNTY), *words])

    def _lay(self, content: bytes) -> None:
        for path in self._root.glob(f"{COUNTY}-*"):
            path.unlink()
        (self._root / COUNTY).write_bytes(content)


def test_no_turned_bit_changes_what_the_program_tells(lab: Lab, root: Path, rng: random.Random):
    damage = Damage(lab, root)
    for n in range(20):
        damage.turn(rng, n)
    assert damage.noticed > 2


@pytest.mark.slow
def test_no_turned_bit_of_many_changes_what_the_program_tells(lab: Lab, root: Path, rng: random.Random):
    damage = Damage(lab, root)
    for n in range(1500):
        damage.turn(rng, n)
    assert damage.noticed > 200
