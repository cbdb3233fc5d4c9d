"""Replies to the city as they are being written: the same beside the cell and on 审核上报, and kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from jzdesk.desk import drafts

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.models.loop import Remark


class Replies:
    """Texts by remark, kept on disk as they come and go."""

    def __init__(self, office: Office) -> None:
        self._office = office

    @cached_property
    def _texts(self) -> drafts.Drafts:
        return drafts.load(self._office)  # the first page asks for none

    def of(self, remark: Remark) -> str:
        """Return what was begun as the reply to a remark."""
        return self._texts.get((remark.slip, str(remark.key)), "")

    def put(self, remark: Remark, text: str) -> None:
        """Keep what was written."""
        if text.strip() == self.of(remark):
            return
        self._texts[remark.slip, str(remark.key)] = text.strip()
        drafts.keep(self._office, self._texts)

    def drop(self, remarks: Iterable[Remark]) -> None:
        """Forget what was given."""
        for one in remarks:
            self._texts.pop((one.slip, str(one.key)), None)
        drafts.keep(self._office, self._texts)

    def begun(self, remarks: Iterable[Remark]) -> list[Remark]:
        """Return the open remarks for which something was written."""
        return [one for one in remarks if not one.answered and self.of(one)]
