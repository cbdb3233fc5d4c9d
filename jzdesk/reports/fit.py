"""How small a section is set to stand on one page: where it must, and where it very nearly does so anyway."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from jzdesk.reports.document import Section

_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64)
"""How much smaller the type of a section that must stand on one page may become."""
_NEARLY = 1.14
"""How much more than a page a form may hold and still be set a little smaller to stand on one."""


class _Tall(Protocol):
    @property
    def height(self) -> float: ...


_Piece = TypeVar("_Piece", bound=_Tall)


def fitted(section: Section, room: float, setting: Callable[[float], Sequence[_Piece]]) -> Sequence[_Piece]:
    """Return a section's pieces as `setting` makes them at the scale that is right for a page of `room`.

    A form, which has a running head, that holds little more than a page is set a little smaller: what would
    stand on the next page is some lines of its notes, or the place to sign.
    """
    least = _SCALES[-1] if section.one_page else 1 / _NEARLY if section.running is not None else 1.0
    designed: Sequence[_Piece] = ()
    for scale in (scale for scale in _SCALES if scale >= least):
        pieces = setting(scale)
        needed = sum(piece.height for piece in pieces)
        if needed <= room:
            return pieces
        if section.one_page or not designed:
            designed = pieces
        if not section.one_page and needed > _NEARLY * room:
            break
    return designed
