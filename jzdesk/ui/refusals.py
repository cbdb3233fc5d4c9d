"""What was typed in any period and could not be saved; it outlives the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jzdesk.desk import unsaved
from jzdesk.desk.unsaved import Unsaved
from jzdesk.ui.tables import scene

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.models.entry import Key
    from jzdesk.models.period import Period
    from jzdesk.ui.tables.scene import Refused


class Refusals:
    """Refused texts by period and key, kept on disk as they come and go.

    `homeless` are those from an earlier run whose cell is no longer there.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        found = unsaved.load(office)
        self.homeless = [one for one in found if not unsaved.has_place(office, one)]
        self._cells = {
            (o.period, o.key): scene.Refused(o.text, o.sentence) for o in found if o not in self.homeless
        }

    @property
    def places(self) -> list[tuple[Period, Key]]:
        """Where something was typed that could not be saved."""
        return list(self._cells)

    def of(self, period: Period) -> dict[Key, Refused]:
        """Return what was refused in a period."""
        return {key: refused for (at, key), refused in self._cells.items() if at == period}

    def put(self, period: Period, key: Key, refused: Refused) -> None:
        """Keep a refused text."""
        self._cells[period, key] = refused
        self._keep()

    def drop(self, period: Period, key: Key) -> bool:
        """Forget what was refused at a place; tell whether anything was."""
        if self._cells.pop((period, key), None) is None:
            return False
        self._keep()
        return True

    def forget_homeless(self) -> None:
        """Let go of texts whose cell is gone: they were told of."""
        self.homeless = []
        self._keep()

    def _keep(self) -> None:
        cells = [Unsaved(at, key, r.text, r.sentence) for (at, key), r in self._cells.items()]
        unsaved.keep(self._office, [*self.homeless, *cells])
