"""Stores to test with; one is made for all, each test gets a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jzdesk.store.store import Store
from tests.store import kit


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "410823.jzdesk"
    kit.create(path).close()
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    """Return the path of a closed county store."""
    target = tmp_path / template.name
    shutil.copyfile(template, target)
    return target


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """Return a county store opened for writing."""
    with Store.open(path, write=True, who="张三") as opened:
        yield opened
