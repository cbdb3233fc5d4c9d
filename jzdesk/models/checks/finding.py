"""One rule's outcome on certain cells, and when it stands in the way of freezing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jzdesk.models.form import MANDATORY
from jzdesk.records import dataclass

if TYPE_CHECKING:
    from jzdesk.models.entry import Key

FAILED, NOT_RUN, NOT_APPLICABLE, PASSED = "failed", "not_run", "not_applicable", "passed"


@dataclass(slots=True, unsafe_hash=True)
class Finding:
    """One rule's outcome on certain cells; `explanation` is the one that still fits, or None.

    It is never changed; as thousands are made at a time, Python is not asked to see to that.

    `left`, `right` and `difference` are as `get` tells values: plain decimals, ISO dates, words.
    `mend` holds what to enter if it was the slip that it looks like, `parts` the findings that ask together
    where this one stands for them. `waived`: the rule was not to be kept (免审).
    """

    rule: str
    severity: str
    trial: bool
    result: str
    keys: tuple[Key, ...]
    message: str
    remedy: str
    left: str | None = None
    right: str | None = None
    difference: str | None = None
    explanation: str | None = None
    mend: tuple[tuple[Key, str], ...] = ()
    parts: tuple[Finding, ...] = ()
    waived: bool = False

    @property
    def blocking(self) -> bool:
        """It stands in the way of freezing."""
        if self.trial or self.result in {PASSED, NOT_APPLICABLE}:
            return False
        if self.result == NOT_RUN or self.severity == MANDATORY:
            return True
        return self.explanation is None

    @property
    def figures(self) -> str:
        """The figures an explanation is given for; when they change it lapses."""
        return "|".join(part or "" for part in (self.left, self.right, self.difference))
