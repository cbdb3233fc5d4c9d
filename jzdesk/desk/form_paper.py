"""Which paper the office prints its forms on: A4, or A3 where it has such a printer; it is asked once.

What was printed for signature stays on its paper: a snapshot remembers it.
"""

from __future__ import annotations

from typing import Any

from jzdesk.desk.office import Office
from jzdesk.models.period import Period
from jzdesk.reports.document import FORM_PAGES, Page

A4, A3 = FORM_PAGES
_MEMO = "paper/forms"
_FACT = "paper"


def chosen(office: Office) -> str:
    """Return the name of the paper for what is printed next, A4 until told otherwise."""
    return _known(office.store.memos(_MEMO).get(_MEMO, {}).get("size"))


def choose(office: Office, size: str) -> None:
    """Print forms on this paper from now on."""
    if size not in FORM_PAGES:
        raise ValueError(size)
    with office.store.operation("memo", None, how="typed", why="", at=office.stamp, step=False) as op:
        op.memo(_MEMO, {"size": size} if size != A4 else None)


def fact(size: str) -> dict[str, Any]:
    """Return what a snapshot remembers of its paper; nothing of the usual one."""
    return {_FACT: size} if size != A4 else {}


def of_snapshot(office: Office, number: int) -> str:
    """Return the paper that a snapshot was printed on."""
    return _known(next((s.facts.get(_FACT) for s in office.store.submissions() if s.id == number), A4))


def standing(office: Office, period: Period) -> str:
    """Return the paper of a period as it stands: that of its snapshot, else the one chosen."""
    number = office.locked_by(period)
    return chosen(office) if number is None else of_snapshot(office, number)


def page(office: Office, period: Period, size: str | None = None) -> Page:
    """Return the page of a period's forms: of the paper named, else of the one they are on."""
    return FORM_PAGES[size or standing(office, period)]


def _known(size: object) -> str:
    return size if isinstance(size, str) and size in FORM_PAGES else A4
