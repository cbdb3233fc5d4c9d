"""One place of a form as it is shown, as plain data: text, sign, tone, and what may be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jzdesk.records import dataclass

if TYPE_CHECKING:
    from jzdesk.models.entry import Key

LEFT, RIGHT, CENTRE = "left", "right", "centre"
CELL, LOCKED, COMPUTED, GIVEN = "cell", "locked", "computed", "given"
HOLE, STUB, BAND = "hole", "stub", "band"


@dataclass(frozen=True, slots=True)
class Face:
    """One place as it is shown: `edit` is what an editor starts with, `spoken` what a screen reader says.

    `lines` counts those of its 底稿; `ghost` is what stood in an empty paragraph last time, in grey.
    `to_date` marks a 累计 that may be typed over: the quarter is entered by it.
    """

    text: str = ""
    kind: str = CELL
    align: str = RIGHT
    key: Key | None = None
    enterable: bool = False
    tone: str = ""
    signs: tuple[str, ...] = ()
    faint: bool = False
    carried: bool = False
    strong: bool = False
    noted: bool = False
    lines: int = 0
    ghost: str = ""
    indent: bool = False
    edit: str = ""
    tip: str = ""
    spoken: str = ""
    to_date: bool = False

    @property
    def typed(self) -> bool:
        """An editor opens here."""
        return self.enterable or self.to_date

    @property
    def sign(self) -> str:
        """The sign of the worst state; empty for none."""
        return self.signs[0] if self.signs else ""
