"""汇总审核 over what counts of a period: figures out of the ordinary, and what two offices may both count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jzdesk.desk import adding_up, coverage, papers
from jzdesk.desk.office import Office
from jzdesk.models import auditing
from jzdesk.models.auditing import Before, Line, Named, Odd
from jzdesk.models.layout import stub_key
from jzdesk.models.period import Period
from jzdesk.reports.summary import summary_rows


def audit(office: Office, period: Period) -> tuple[Odd, ...]:
    """Return what is odd about a period's figures; a 代用数 is no county's figure and is not judged.

    It is the same as last time while the same files count.
    """
    office.need_city()
    counting = tuple(office.store.counting(p) for p in (period, *_compared(office, period)))
    carried = office.store.audit_head() if office.backfilled(period) else ""
    about = period, office.catalogue.edition, counting, carried
    return office.kept("audit", about, lambda: _audit(office, period))


def _audit(office: Office, period: Period) -> tuple[Odd, ...]:
    lines: tuple[Line, ...] = tuple((r.form, r.row, r.column) for r in summary_rows(office.catalogue, period))
    figures = adding_up.added(office, period).reported
    watched = {code for d in office.catalogue.divisions if d.within for code in (d.code, d.within)}
    named = {
        unit: tuple(_named(office, content))
        for unit, content in coverage.each_content(office, period) if unit in watched
    }  # fmt: skip
    return auditing.audit(office.catalogue, lines, figures, _before(office, period), named)


def _before(office: Office, period: Period) -> Before | None:
    """Return what to compare with: the same period a year before, else the period before, if any counts.

    Of the years before the first report only whole years were ever filled in.
    """
    for known in _compared(office, period):
        figures = coverage.contributions(office, known)
        if figures:
            return Before(known.title, figures)
    return None


def _compared(office: Office, period: Period) -> tuple[Period, ...]:
    return tuple(
        known for known in (period.last_year, period.previous)
        if office.catalogue.check_period(known) and (known.kind == "year" or not office.backfilled(known))
    )  # fmt: skip


def _named(office: Office, content: Mapping[str, Any]) -> Iterator[Named]:
    """Yield the rows of an office's own with the names they go by."""
    frozen = papers.frozen_of(office, content)
    for form in frozen.forms:
        for row in frozen.rows(form):
            key = stub_key(form, row)
            if row.origin == "office" and key is not None and (name := frozen.value(key)):
                yield Named(form.id, row.block, row.code, name)
