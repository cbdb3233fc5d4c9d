from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from jzdesk.desk import entering, safekeeping
from jzdesk.desk.office import Office
from jzdesk.models.period import Period
from tests.desk import walk
from tests.warm import _ended_at_last, kept_warm  # noqa: F401 - fixtures for every test here

Q3 = Period.parse("2018Q3")


@pytest.fixture
def no_paper() -> Iterator[None]:
    """Leave out the prints of a hand-in, for tests of what becomes of its figures and files."""
    with walk.without_paper():
        yield


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Office]:
    """A practice store of 武陟县 on 8 October 2018."""
    path = tmp_path / "武陟县.jzdesk"
    with safekeeping.init(path, unit="410823", office=None, practice=True, who="张三") as office:
        office.set_today(date(2018, 10, 8))
        yield office


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Office]:
    """A practice store of the city on 9 October 2018."""
    path = tmp_path / "焦作市.jzdesk"
    with safekeeping.init(path, unit="410800", office=None, practice=True, who="市局") as office:
        office.set_today(date(2018, 10, 9))
        yield office


@pytest.fixture
def begun(county: Office) -> Office:
    """Two pollutants in the first two quarters of the year: 300.5 and 30 to date."""
    for n, figures in ((1, ("100", "10")), (2, ("200.5", "20"))):
        pairs = [part for row, figure in zip(("cod", "nh3n"), figures, strict=True)
                 for part in (f"emissions/{row}.industry/emitted", figure)]  # fmt: skip
        entering.set_values(county, Period(2018, "quarter", n), pairs)
    return county
