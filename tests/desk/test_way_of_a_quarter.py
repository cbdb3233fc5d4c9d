"""Whatever people do to a quarter, in whatever order: nothing is stuck, nothing signed changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from jzdesk.desk import safekeeping
from tests.desk import walk
from tests.desk.quarter_walker import Q2, Q3, QuarterWalker
from tests.thoroughness import ALL


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice store of 武陟县 with a second quarter, and a third that could be frozen."""
    path = tmp_path_factory.mktemp("quarters") / "template" / "武陟县.jzdesk"
    path.parent.mkdir()
    with safekeeping.init(path, unit="410823", office=None, practice=True, who="张三") as office:
        office.set_today(date(2018, 10, 8))
        for period in (Q2, Q3):
            walk.ready(office, period)
    return path


def test_any_order_of_acts_keeps_what_is_signed_and_leaves_a_way_out(template: Path) -> None:
    walker = type("Walker", (QuarterWalker,), {"template": template})
    tries, steps = (30, 40) if ALL else (4, 25)
    found = settings(max_examples=tries, stateful_step_count=steps, phases=[Phase.generate])
    run_state_machine_as_test(walker, settings=found)
