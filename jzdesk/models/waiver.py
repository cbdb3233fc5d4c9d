"""免审: a rule that one office need not keep for a while, by a document of the city."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from jzdesk.records import dataclass, values
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.period import Period


@dataclass(frozen=True, slots=True, order=True)
class Waiver:
    """Rule `rule` is waived for `unit` in the periods that end from `since` to `until` (ISO days, both in).

    `document` is the city's 文号, `reason` why it was granted.
    """

    rule: str
    unit: str
    since: str
    until: str
    document: str
    reason: str

    def holds(self, period: Period) -> bool:
        """Tell whether it is in force for a period: the day on which that ends decides."""
        return self.since <= period.last_day.isoformat() <= self.until

    @property
    def sentence(self) -> str:
        """What stands in place of the rule's outcome."""
        return say("models.checks.waived", document=self.document, until=self.until)

    def plain(self) -> dict[str, str]:
        """Return it as plain data."""
        return values(self)


def of_plain(plain: Any) -> Waiver | None:
    """Return what `plain` made; None for what is shaped otherwise."""
    names = Waiver.__match_args__
    if not isinstance(plain, dict) or not all(isinstance(plain.get(name), str) for name in names):
        return None
    return Waiver(**{name: plain[name] for name in names})


def waivers_of(content: Mapping[str, Any]) -> list[Waiver]:
    """Return the waivers a content holds."""
    found = (of_plain(one) for one in content.get("waivers", []))
    return [one for one in found if one is not None]


def waived_count(content: Mapping[str, Any]) -> int:
    """Return how many of a content's checks were waived; among its counts they are `not_applicable`."""
    return int(content.get("waived", 0))


def in_force(waivers: Iterable[Waiver], unit: str, period: Period) -> dict[str, Waiver]:
    """Return an office's waivers for a period by the rule's number; of two the one that lasts longer."""
    held = (w for w in waivers if w.unit == unit and w.holds(period))
    return {w.rule: w for w in sorted(held, key=lambda w: w.until)}
