"""Exactly one durable transaction for one saved cell, by the system calls that it makes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults import trace
from tests.faults.lab import NEEDED, Lab
from tests.faults.stage import ACTS, COUNTY, SAVES, Bases
from tests.faults.trace import What

pytestmark = pytest.mark.needs(*NEEDED)


@pytest.mark.parametrize(("name", "saves"), [("save", 1), ("saves", SAVES)])
def test_each_save_syncs_the_store_exactly_once(
    lab: Lab, bases: Bases, memory: Path, name: str, saves: int
) -> None:
    act = ACTS[name]
    root, log = memory / f"one {name}", memory / f"one {name}.calls"
    shutil.copytree(bases.of(act.base), root)
    assert lab.run(root, act.at(root), log=log).code == 0
    store = (root / COUNTY).stat().st_ino
    synced = [call for call in trace.read(log) if call.what is What.SYNC and call.inode == store]
    assert len(synced) == saves
