"""All charts of a period, in the order of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jzdesk.models import roles
from jzdesk.models.form import Form
from jzdesk.models.snapshot import Frozen
from jzdesk.models.trends.whole import NO_TRENDS, Trends
from jzdesk.reports.chart_data import Chart, emissions_chart, investment_chart, targets_chart
from jzdesk.reports.chart_sources import sources_chart
from jzdesk.reports.chart_trends import trend_charts

_MAKERS: dict[str, tuple[Callable[[Frozen, Form], Chart | None], ...]] = {
    roles.EMISSIONS: (emissions_chart, sources_chart),
    roles.PROJECTS: (investment_chart,),
    roles.QUALITY: (targets_chart,),
}


def charts_of(frozen: Frozen, trends: Trends = NO_TRENDS) -> tuple[Chart, ...]:
    """Return the charts of a period; only forms that are filled have one.

    The first of a form is there even when it has nothing to show, and says so; those of `trends`, the
    office's way up to the period, only where they have something.
    """
    return tuple(_charts(frozen, trends))


def _charts(frozen: Frozen, trends: Trends) -> Iterator[Chart]:
    for form in frozen.forms:
        for make in _MAKERS.get(form.role, ()):
            chart = make(frozen, form)
            if chart is not None:
                yield chart
        yield from trend_charts(frozen, trends, form)
