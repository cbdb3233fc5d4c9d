"""The way of a quarter as the window goes it: review, freeze, withdraw, submit, sent, reopen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jzdesk.desk import handing_in, rendering, signing
from jzdesk.desk.signing import Frozen
from jzdesk.models.value import parse_date
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.session import Session


class Handing:
    """Moves the session's period on; each refusal is a `JzdeskError`, and nothing has changed then."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def review(self, name: str, stood_in: str = "") -> None:
        """Record the review on paper; `stood_in` is who is absent and whose deputy made it."""
        handing_in.review(self._session.office, self._session.period, name, stood_in)
        self._session.refresh()

    def freezing(self, fields: dict[str, Any]) -> rendering.Then:
        """Return the work of printing for signature, and the freezing that follows it."""
        wanted = signing.begin_freeze(
            self._session.office, self._session.period, preparer=fields["preparer"], head=fields["head"],
            phone=fields["phone"], one_person=bool(fields["one_person"]), out=Path(fields["out"]),
            preparer_for=fields["preparer_for"],
        )  # fmt: skip
        return rendering.freezing(self._session.office, wanted)

    def submitting(self, fields: dict[str, Any]) -> rendering.Then:
        """Return the work of printing the report and packing the upload file, and the hand-in after it."""
        wanted = signing.begin_submit(
            self._session.office, self._session.period, signed_on=parse_date(fields["signed_on"]),
            out=Path(fields["out"]), scanned=Path(fields["scan"]) if fields["scan"] else None,
        )  # fmt: skip
        return rendering.submitting(self._session.office, wanted)

    def withdraw(self) -> None:
        """Take the frozen period back."""
        signing.withdraw(self._session.office, self._session.period)
        self._session.refresh()

    def sent(self, way: str, on: str) -> None:
        """Record how the file left."""
        signing.sent(self._session.office, self._session.period, way=way, on=parse_date(on))
        self._session.refresh()

    def reopen(self, reason: str) -> None:
        """Open a handed-in period for a correction."""
        signing.reopen(self._session.office, self._session.period, reason=reason)
        self._session.refresh()


def told_of(name: str, result: Any) -> str:
    """Return what is told when a freeze or a hand-in is done, with what is to be signed anew."""
    reprint = result.reprint.told if isinstance(result, Frozen) else ""
    return say(f"ui.hand_in.{name}_done") + reprint
