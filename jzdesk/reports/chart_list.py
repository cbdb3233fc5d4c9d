"""All charts of a period, in the order of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jzdesk.models.form import Form
from jzdesk.models.snapshot import Frozen
from jzdesk.reports.chart_data import Chart, emissions_chart, investment_chart, targets_chart
from jzdesk.reports.chart_sources import sources_chart

_MAKERS: dict[str, tuple[Callable[[Frozen, Form], Chart | None], ...]] = {
    "emissions": (emissions_chart, sources_chart),
    "investment": (investment_chart,),
    "quality": (targets_chart,),
}


def charts_of(frozen: Frozen) -> tuple[Chart, ...]:
    """Return the charts of a period; only forms that are filled have one.

    The first of a form is there even when it has nothing to show, and says so.
    """
    return tuple(_charts(frozen))


def _charts(frozen: Frozen) -> Iterator[Chart]:
    for form in frozen.forms:
        for make in _MAKERS.get(form.id, ()):
            chart = make(frozen, form)
            if chart is not None:
                yield chart
