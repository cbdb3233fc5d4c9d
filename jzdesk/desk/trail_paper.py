"""操作记录 as a paper or a workbook: the entries as sought, and the head of the chain they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from jzdesk.desk.list_paper import ListPaper
from jzdesk.desk.office import Office
from jzdesk.desk.trail import Line, Sought
from jzdesk.models.period import Period
from jzdesk.reports.listing import ListInput
from jzdesk.reports.stamp import day
from jzdesk.words import say

_WIDTHS = (11, 30, 17, 14, 24, 25, 60, 28, 28, 30)
"""Number, time, who, how, what, period, where, old, new, why: millimetres."""
_ALIGNS = "rcllllllll"


def of(office: Office, period: Period | None, sought: Sought, found: Sequence[Line]) -> ListPaper:
    """Return the paper of the lines `found`, which are those of `period` (None for all) that are `sought`."""
    place = office.catalogue.division(office.unit).name
    title = say("desk.trail_paper.title", place=place)
    heads = say("desk.trail_paper.heads").split()
    columns = tuple(zip(heads, map(float, _WIDTHS), _ALIGNS, strict=True))
    facts = (
        say("desk.trail_paper.sought", what=_told(office, sought), n=len(found)),
        say("desk.trail_paper.head", hash=office.store.audit_head()),
    )
    everything = say("desk.trail_paper.all")
    sides = (period.title if period else everything, day(office.today.isoformat()))
    rows = [_row(line) for line in found]
    file = say("desk.trail_paper.file", place=place, period=period or everything)
    given = ListInput(title, office.name, sides, facts, columns, rows, office.practice)
    return ListPaper(title, office.store.info.path.parent / file, given)


def _told(office: Office, sought: Sought) -> str:
    """Return what was sought in words."""
    parts: list[str] = []
    if sought.form:
        parts.append(say("desk.trail_paper.form", form=office.catalogue.form(sought.form).title))
    if sought.who:
        parts.append(say("desk.trail_paper.who", who=sought.who))
    if sought.text.strip():
        parts.append(say("desk.trail_paper.text", text=sought.text.strip()))
    return say("desk.trail_paper.and").join(parts) or say("desk.trail_paper.nothing")


def _row(line: Line) -> tuple[str, ...]:
    at = say("desk.trail_paper.at", day=line.day, time=line.time)
    about = line.title if line.period else ""
    return (
        str(line.seq), at, line.who, line.how, line.action, about, line.place, line.old, line.new, line.why
    )  # fmt: skip
