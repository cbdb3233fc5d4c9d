"""What an operation touched, so that every view can decide for itself what to refresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jzdesk.models.entry import STAGES
from jzdesk.records import dataclass

if TYPE_CHECKING:
    from jzdesk.models.entry import Key
    from jzdesk.models.period import Period


@dataclass(frozen=True, slots=True)
class Changes:
    """The outcome of one operation; all empty when nothing changed.

    `keys` are the cells whose value, blank or note is new; the flags tell of explanations, own rows,
    零报告 declarations, 底稿, the period's state, and of what stands beside the figures: where they
    come from, what proves them, what was asked of others.
    """

    period: Period | None = None
    keys: tuple[Key, ...] = ()
    explanations: bool = False
    rows: bool = False
    nil: bool = False
    lines: bool = False
    state: bool = False
    beside: bool = False

    def __bool__(self) -> bool:
        return bool(self.keys) or self._more

    @property
    def cells_alone(self) -> bool:
        """Nothing but cells is new, and none of them a stage, which is stamped with its day."""
        return bool(self.keys) and not self._more and all(key.column not in STAGES for key in self.keys)

    @property
    def _more(self) -> bool:
        flags = (self.explanations, self.rows, self.nil, self.lines, self.state, self.beside)
        return any(flags)
