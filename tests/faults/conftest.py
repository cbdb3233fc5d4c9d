"""One laboratory, and one set of offices to begin from, for all trials of a test run."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.lab import Lab
from tests.faults.stage import Bases


@pytest.fixture(scope="session")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in memory where there is one: thousands of files are laid out in it."""
    shared = Path("/dev/shm")
    base = shared if os.access(shared, os.W_OK) else tmp_path_factory.mktemp("memory")
    folder = Path(tempfile.mkdtemp(prefix="jzdesk-faults-", dir=base))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def bases(memory: Path) -> Bases:
    (folder := memory / "bases").mkdir()
    return Bases(folder)


@pytest.fixture(scope="session")
def lab(memory: Path) -> Iterator[Lab]:
    (folder := memory / "lab").mkdir()
    made = Lab(folder)
    yield made
    made.close()
