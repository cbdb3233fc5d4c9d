"""A line of the to-do list, and the one thing that is clearly next, as they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jzdesk.models import todo
from jzdesk.records import dataclass
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.entry import Key
    from jzdesk.models.period import Period

_TONES = {
    todo.MUST: "must", todo.EXPLAIN: "explain", todo.CANNOT: "explain", todo.RETURNED: "must",
    todo.QUERIED: "explain",
}  # fmt: skip
_SIGNS = {todo.MUST: "must", todo.EXPLAIN: "explain", todo.RETURNED: "returned", todo.QUERIED: "queried"}
_ACTS = {
    todo.MUST: "mend", todo.EXPLAIN: "explain", todo.BLANK: "fill", todo.CANNOT: "fill", todo.NIL: "declare",
    todo.REVIEW: "review", todo.OWED: "look", todo.DUE: "look",
    todo.ASKED: "chase", todo.RETURNED: "mend", todo.QUERIED: "look", todo.UNSENT: "send",
    todo.EARLIER: "fill", todo.ADOPT: "adopt", todo.PRINT: "look",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line: `page` and `key` are where it leads, `cells` how many cells it stands for.

    `period` is where the key lies when that is an earlier one.
    """

    kind: str
    text: str
    place: str
    page: str
    key: Key | None
    cells: int
    blocking: bool
    period: Period | None = None

    @property
    def sign(self) -> str:
        """The name of its sign."""
        return _SIGNS.get(self.kind, "blank")

    @property
    def tone(self) -> str:
        """Its tone."""
        return _TONES.get(self.kind, "")

    @property
    def act(self) -> str:
        """What its button says."""
        return say(f"ui.todo.act_{_ACTS[self.kind]}") if self.kind in _ACTS and self.page else ""


@dataclass(frozen=True)
class Next:
    """The one thing that is clearly next."""

    title: str
    text: str
    act: str
    page: str
    key: Key | None = None
