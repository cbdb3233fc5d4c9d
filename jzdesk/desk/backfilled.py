"""历史补录 at the city: what the counties' files carry of the years before the first report.

Every file carries all of it, so that a county's newest accepted file alone says what stands; whatever it
no longer carries is gone. Which files count is told by the caller.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jzdesk.models import backfill, workflow
from jzdesk.models.entry import OWED
from jzdesk.models.period import Period

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.store.submissions import Submission


@dataclass(frozen=True)
class Carrier:
    """A county's file with its content."""

    submission: Submission
    content: Mapping[str, Any]

    def carries(self, period: Period) -> bool:
        """Tell whether anything was entered for a period."""
        return str(period) in self.content["backfill"]


def age(content: Mapping[str, Any]) -> tuple[str, Period, int]:
    """Return what orders contents by the time they were made: 报出日期, then period and revision."""
    return content["signers"]["issued_on"], Period.parse(content["period"]), content["revision"]


def newest(office: Office, submissions: Iterable[Submission]) -> dict[str, Carrier]:
    """Return each office's newest file of these, by division code."""
    found: dict[str, Carrier] = {}
    for submission in submissions:
        carrier = Carrier(submission, json.loads(office.store.submission_content(submission.id)))
        known = found.get(submission.unit)
        if known is None or age(known.content) < age(carrier.content):
            found[submission.unit] = carrier
    return found


def contents(office: Office, period: Period, carried: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return a period as a content of its own, with what is computed, for every office that carries it.

    `carried` are the contents that count, by division code.
    """
    return {
        unit: backfill.as_content(content, office.catalogue_of(content["catalogue"]), period)
        for unit, content in carried.items()
        if str(period) in content["backfill"]
    }


def coverage(office: Office, period: Period, counting: Iterable[Submission]) -> dict[str, Any]:
    """Return whose files carry the period (INTERFACE §5 `coverage`); `carried_by` names the file's period."""
    accepted = newest(office, counting)
    received = newest(office, (s for s in office.store.submissions() if s.unit != office.unit))
    units = [
        _covered(office, unit, period, accepted.get(unit), received.get(unit))
        for unit in office.catalogue.counties
    ]
    states = [u["state"] for u in units]
    return {
        "period": str(period), "due": None, "received": sum(s != workflow.UNFILLED for s in states),
        "accepted": states.count(workflow.ACCEPTED), "of": len(units), "units": units,
    }  # fmt: skip


def _covered(
    office: Office, unit: str, period: Period, accepted: Carrier | None, received: Carrier | None
) -> dict[str, Any]:
    state, carrier = workflow.UNFILLED, None
    for word, candidate in ((workflow.ACCEPTED, accepted), (workflow.RECEIVED, received)):
        if carrier is None and candidate is not None and candidate.carries(period):
            state, carrier = word, candidate
    parts = carrier.content["backfill"][str(period)]["forms"] if carrier else {}
    return {
        "unit": unit, "name": office.catalogue.division(unit).name, "state": state,
        "revision": carrier.submission.revision if carrier else None,
        "carried_by": str(carrier.submission.period) if carrier else None,
        "received_on": carrier.submission.facts.get("received_on") if carrier else None,
        "timeliness": "no_due_date", "paper": None, "code_matches": None,
        "forms": {form.id: _form_state(parts.get(form.id), carrier) for form in office.catalogue.forms},
    }  # fmt: skip


def _form_state(part: Mapping[str, Any] | None, carrier: Carrier | None) -> str:
    if part is None:
        return "open" if carrier is None else "none"
    if part["nil"]:
        return "nil"
    owed = any(cell.get("b", "").startswith(OWED) for cell in part["cells"].values())
    return "open" if owed else "filled"
