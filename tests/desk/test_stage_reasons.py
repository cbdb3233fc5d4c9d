"""The reason beside a stage of a yearly figure."""

from __future__ import annotations

from datetime import date

import pytest

from jzdesk.desk import entering, stages, stepping
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key, Stamp
from jzdesk.models.period import Period
from tests.desk.conftest import Q3

YEAR = Period.parse("2018")
ANNUAL = Key.parse("emissions/cod.industry/annual")


def test_the_reason_joins_the_day_of_the_figure(county: Office) -> None:
    entering.set_values(county, YEAR, [str(ANNUAL), "1352.40"])
    county.set_today(date(2018, 12, 31))
    stages.write_reason(county, YEAR, ANNUAL, " 年报审定 ")
    assert county.sheet(YEAR).stamp(ANNUAL) == Stamp("2018-10-08", "年报审定")


def test_it_is_a_step_of_undo(county: Office) -> None:
    entering.set_values(county, YEAR, [str(ANNUAL), "1352.40"], reason="快报核对")
    stages.write_reason(county, YEAR, ANNUAL, "年报审定")
    stepping.undo(county)
    assert county.sheet(YEAR).stamp(ANNUAL) == Stamp("2018-10-08", "快报核对")


def test_without_a_figure_there_is_nothing_to_give_reasons_for(county: Office) -> None:
    with pytest.raises(RefusedError, match="还没有数"):
        stages.write_reason(county, YEAR, ANNUAL, "年报审定")


def test_other_columns_have_none(county: Office) -> None:
    key = Key.parse("emissions/cod.industry/emitted")
    entering.set_values(county, Q3, [str(key), "5"])
    with pytest.raises(RefusedError, match="还没有数"):
        stages.write_reason(county, Q3, key, "x")


def test_a_locked_year_keeps_its_reasons(county: Office, monkeypatch) -> None:
    entering.set_values(county, YEAR, [str(ANNUAL), "1352.40"])
    monkeypatch.setattr(county, "state", lambda _period: "已送出")
    with pytest.raises(RefusedError, match="已送出"):
        stages.write_reason(county, YEAR, ANNUAL, "x")
