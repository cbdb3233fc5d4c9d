from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from jzdesk.desk import safekeeping, workbooks
from jzdesk.desk.office import Office
from tests.exchange import kit
from tests.warm import _ended_at_last, kept_warm  # noqa: F401 - fixtures for every test here


def office(folder: Path, *, practice: bool = True) -> Office:
    """Return a new store of 武陟县 on 8 October 2018."""
    path = folder / "武陟县.jzdesk"
    made = safekeeping.init(path, unit=kit.COUNTY, office=None, practice=practice, who="张三")
    made.set_today(date(2018, 10, 8))
    return made


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def form(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The entry workbook of a practice store in which nothing has been entered."""
    folder = tmp_path_factory.mktemp("form")
    with office(folder) as made:
        return workbooks.write_form(made, kit.Q3, None, blank=False, out=folder / "表.xlsx").read_bytes()
