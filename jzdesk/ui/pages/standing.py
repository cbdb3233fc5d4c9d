"""What may stand with an explanation on 审核上报, with what is known of each."""

from __future__ import annotations

from dataclasses import dataclass

from jzdesk.desk import explaining, mending, window
from jzdesk.desk.explaining import Proposal
from jzdesk.desk.mending import Offer
from jzdesk.desk.office import Office
from jzdesk.desk.window import Look
from jzdesk.models.checks import Finding, asking
from jzdesk.ui.pages.todo_lines import places_of
from jzdesk.words import say


@dataclass(frozen=True)
class Standing:
    """One finding that may stand: where it is, what its explanation may begin with, and what is offered to
    enter instead.

    `poor` says why its explanation says too little; `parts` are those that ask together in this one line.
    """

    finding: Finding
    place: str
    proposal: Proposal | None
    offer: Offer | None = None
    poor: str = ""
    parts: tuple[Standing, ...] = ()

    @property
    def explanation(self) -> str:
        """What is said of it now."""
        return self.finding.explanation or ""

    @property
    def open(self) -> bool:
        """Nothing is said of it yet."""
        return self.finding.explanation is None

    @property
    def left(self) -> int:
        """How many places are still to be explained."""
        return sum(part.left for part in self.parts) if self.parts else int(self.open)


def standing(office: Office, look: Look) -> tuple[Standing, ...]:
    """Return every finding that may stand, form by form, a slip before what it causes.

    Explaining one moves none of them.
    """
    blanks = window.blank_rules(look.sheet)
    order = {form.id: place for place, form in enumerate(look.sheet.forms)}
    found = [f for f in look.findings if f.keys and asking.may_explain(f) and f.rule not in blanks]
    found.sort(key=lambda f: (order.get(f.keys[0].form, len(order)), not f.mend))
    places = places_of(look, (f.keys[0] for f in found))
    proposed = explaining.proposals(office, look.sheet, found)
    offers = mending.offers(look, found)
    poor = asking.poor(found)
    said = [poor.get(f, "") for f in found]
    single = dict(
        zip(found, map(Standing, found, places, proposed, map(offers.get, found), said), strict=True)
    )
    return tuple(single[f] if f in single else _together(f, single) for f in asking.asked(found))


def _together(finding: Finding, single: dict[Finding, Standing]) -> Standing:
    """Return the one line of those that ask together."""
    parts = tuple(single[part] for part in finding.parts)
    place = say("ui.explain.places", n=len(parts))
    return Standing(finding, place, None, poor=next((p.poor for p in parts if p.poor), ""), parts=parts)
