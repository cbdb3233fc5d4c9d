"""What checks cost a full county: all of them when a quarter is opened, and those an edit touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from jzdesk.models.checks import again
from tests.bench.cells import Q3, full_county, saving
from tests.bench.measure import Line, milliseconds


def lines(folder: Path, *, thorough: bool) -> Iterator[Line]:
    """Measure the checks of a county with sixty projects and eighty tasks."""
    with full_county(folder) as office:
        sheet = office.sheet(Q3)
        count = len(office.outcomes(Q3))
        every = f"all checks of a full quarter ({count} outcomes)"
        yield milliseconds(every, lambda: again.checked(replace(sheet)), 50, rounds=11)
        save = saving(office)
        yield milliseconds("the checks of one cell", lambda: office.outcomes(Q3), 5, rounds=41, before=save)
