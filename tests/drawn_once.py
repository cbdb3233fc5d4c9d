"""Charts of the same data drawn once for all tests that print a report and look at something else.

That the same data always give the same bytes is proved in tests/reports, where every chart is drawn anew.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from jzdesk.reports import charts
from jzdesk.reports.chart_data import Chart

_draw = charts.pages
_drawn: dict[str, tuple[bytes, list[str]]] = {}


def pages(wanted: Sequence[Chart]) -> tuple[bytes, list[str]]:
    """Return what drawing the charts returns, or returned when they were drawn before."""
    told = repr(list(wanted))
    assert " at 0x" not in told, "charts are told apart by their values"
    if told not in _drawn:
        _drawn[told] = _draw(wanted)
    data, warnings = _drawn[told]
    return data, list(warnings)


@pytest.fixture(autouse=True)
def drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "pages", pages)
