"""取数表 and 催要单 on paper: what a bureau is asked for, and what it still owes."""

from __future__ import annotations

from collections.abc import Sequence

from jzdesk.models.enquiry import Asked, Letterhead, Reminder
from jzdesk.reports.document import (
    A4,
    A4_WIDE,
    CENTRE,
    LEFT,
    RIGHT,
    Cell,
    Document,
    Fields,
    Gap,
    Grid,
    GridRow,
    HeadCell,
    Paragraph,
    Section,
)
from jzdesk.words import say

_WIDTHS = (10.0, 56.0, 24.0, 20.0, 22.0, 22.0, 32.0, 70.0)
_NAMES = ("number", "row", "column", "unit", "previous", "last_year", "value", "definition")
_TALL = 9.0  # mm: room to write by hand


def enquiry_document(asked: Sequence[Asked], head: Letterhead, office: str, *, practice: bool) -> Document:
    """Return one bureau's sheet, with room for the figures that are to be written by hand."""
    heads = tuple(HeadCell(head.heads[name], n) for n, name in enumerate(_NAMES))
    rows = tuple(GridRow("row", _cells(n, one), _TALL) for n, one in enumerate(asked, 1))
    blocks = (
        Paragraph(head.title, size=16, bold=True, align=CENTRE, space=2),
        Paragraph(head.line, space=1),
        Paragraph(head.guide, size=9, space=2),
        Grid(_WIDTHS, (heads,), rows, stubs=1, size=9),
        Gap(4),
        Fields(tuple((name, "") for name in _signs()), columns=4, ruled=True, pitch=8),
    )
    return Document(head.title, office, (Section(head.title, A4_WIDE, blocks),), practice=practice)


def _cells(number: int, one: Asked) -> tuple[Cell, ...]:
    side = RIGHT if one.numeric else LEFT
    words = say("reports.enquiry.words", words="、".join(one.words)) if one.words and not one.now else ""
    return (
        Cell(str(number), CENTRE), Cell(one.row), Cell(one.column, CENTRE), Cell(one.unit, CENTRE),
        Cell(one.previous, side), Cell(one.last_year, side), Cell(one.now, side),
        Cell(one.definition or words),
    )  # fmt: skip


def _signs() -> tuple[str, ...]:
    return tuple(say(f"reports.enquiry.{name}") for name in ("preparer", "head", "phone", "day"))


def reminder_document(reminders: Sequence[Reminder], office: str, today: str, *, practice: bool) -> Document:
    """Return a 催要单: a page for each bureau, naming what is still open."""
    title = say("reports.enquiry.reminder")
    sections = tuple(Section(title, A4, _reminder(one, office, today)) for one in reminders)
    return Document(title, office, sections, practice=practice)


def _reminder(one: Reminder, office: str, today: str) -> tuple[Paragraph | Gap, ...]:
    fields = {"period": one.period, "made_on": one.made_on, "due": one.due, "n": len(one.places)}
    body = say("reports.enquiry.body", **fields)
    listed = [
        Paragraph(say("reports.enquiry.item", n=n, place=place), size=12, indent=2, hang=2, leading=1.5)
        for n, place in enumerate(one.places, 1)
    ]
    return (
        Paragraph(say("reports.enquiry.reminder"), size=18, bold=True, align=CENTRE, space=6),
        Paragraph(say("reports.enquiry.to", bureau=one.bureau), size=14, leading=1.6),
        Paragraph(body, size=14, indent=2, leading=1.6, space=2),
        *listed,
        Gap(6),
        Paragraph(say("reports.enquiry.end"), size=14, indent=2, leading=1.6, space=10),
        Paragraph(office, size=14, align=RIGHT),
        Paragraph(today, size=14, align=RIGHT),
    )
