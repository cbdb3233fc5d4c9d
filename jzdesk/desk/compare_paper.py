"""Two versions of a period compared, as a paper or a workbook: every cell that differs, the old struck."""

from __future__ import annotations

from collections.abc import Sequence

from jzdesk.desk.comparing import Difference
from jzdesk.desk.list_paper import ListPaper
from jzdesk.desk.looking_back import Version
from jzdesk.desk.office import Office
from jzdesk.models.snapshot import show_code
from jzdesk.reports.listing import ListInput
from jzdesk.reports.stamp import day
from jzdesk.words import say

_WIDTHS = (34, 64, 28, 31, 31, 30, 19, 30)
"""Form, row, column, old, new, difference, percent, the year: millimetres."""
_ALIGNS = "lllrrrrr"
_OLD = 3


def of(office: Office, before: Version, after: Version, found: Sequence[Difference]) -> ListPaper:
    """Return the paper of the cells `found` to differ between two versions."""
    place, period = after.unit_name, after.period
    title = say("desk.compare_paper.title", place=place, period=period.title)
    heads = say("desk.compare_paper.heads").split()
    columns = tuple(zip(heads, map(float, _WIDTHS), _ALIGNS, strict=True))
    both = say(
        "desk.compare_paper.sides", before=before.title, before_state=before.state, after=after.title,
        after_state=after.state,
    )  # fmt: skip
    facts = [say("desk.compare_paper.count", n=len(found))]
    facts += [
        say(f"desk.compare_paper.{word}", code=show_code(version.code))
        for word, version in (("before", before), ("after", after))
        if version.code
    ]
    rows = [_row(one) for one in found]
    sides = (both, day(office.today.isoformat()))
    file = say("desk.compare_paper.file", place=place, period=period, before=before.title, after=after.title)
    given = ListInput(title, office.name, sides, facts, columns, rows, office.practice, (_OLD,))
    return ListPaper(title, office.store.info.path.parent / file, given)


def _row(one: Difference) -> tuple[str, ...]:
    return one.form, one.row, one.column, one.old, one.new, one.gap, one.percent, one.year
