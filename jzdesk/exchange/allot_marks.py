"""What the allotment workbook is known by, to those who write it and those who read it.

The first row of a sheet holds the codes of its fields and is hidden; its corner names the subject.
"""

from __future__ import annotations

from dataclasses import dataclass

META_SHEET = "_jzdesk_allot"
CORNER = "jzdesk:allot:"
FIRST_ROW = 5
BLANK_LINES = 40


@dataclass(frozen=True, slots=True)
class AllotMeta:
    """Whose workbook it is: of the city's store, made from which edition; what categories projects have."""

    plan: str
    edition: str
    office: str
    practice: bool
    categories: tuple[tuple[str, str], ...] = ()
