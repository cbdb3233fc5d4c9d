"""排除 and 恢复计入: the city leaves a revision of an upload out of every total, or brings it back."""

from __future__ import annotations

from typing import Any

from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.catalogue import CITY
from jzdesk.models.period import Period
from jzdesk.models.value import clean_text
from jzdesk.store.submissions import Submission
from jzdesk.words import say

EXCLUDED = "excluded"
"""The state of an upload in the city's store that counts nowhere, whatever it was before."""


def exclude(office: Office, unit: str, period: Period, *, revision: int, reason: str) -> bool:
    """Leave a revision out of every total; tells whether it was not left out already."""
    found = named(office, unit, period, revision)
    why = _reason(reason)
    if found.state == EXCLUDED:
        return False
    aside = {"before": found.state, "reason": why, "on": office.today.isoformat(), "by": office.who}
    _write(office, "exclude", found, EXCLUDED, {**found.facts, EXCLUDED: aside}, why)
    return True


def include(office: Office, unit: str, period: Period, *, revision: int, reason: str) -> str:
    """Bring a revision back to what it was before it was left out; returns that state."""
    found = named(office, unit, period, revision)
    why = _reason(reason)
    if found.state != EXCLUDED:
        raise RefusedError(say("desk.excluding.not_excluded", **_told(office, found)))
    facts = dict(found.facts)
    before = str(facts.pop(EXCLUDED)["before"])
    _write(office, "include", found, before, facts, why)
    return before


def named(office: Office, unit: str, period: Period, revision: int) -> Submission:
    """Return the revision of a county that was received; refuse what there is not."""
    office.need_city()
    name = office.catalogue.division(unit).name
    if unit == CITY:
        raise RefusedError(say("desk.excluding.own"))
    for one in office.store.submissions(unit, period):
        if one.revision == revision:
            return one
    raise RefusedError(say("desk.receiving.no_revision", revision=revision, unit=name, period=period.title))


def why_of(found: Submission) -> str:
    """Return why a revision was left out; empty for one that was not."""
    return str(found.facts[EXCLUDED]["reason"]) if found.state == EXCLUDED else ""


def _reason(text: str) -> str:
    why = clean_text(text)
    if not why:
        raise RefusedError(say("desk.excluding.no_reason"))
    return why


def _told(office: Office, found: Submission) -> dict[str, Any]:
    return {
        "unit": office.catalogue.division(found.unit).name, "period": found.period.title, "n": found.revision,
    }  # fmt: skip


def _write(
    office: Office, action: str, found: Submission, state: str, facts: dict[str, Any], why: str
) -> None:
    told = say(f"desk.excluding.trail_{action}", why=why, **_told(office, found))
    with office.store.operation(
        action, found.period, how="typed", why=told, at=office.stamp, step=False
    ) as op:
        op.submission_state(found.id, state, facts)
        op.barrier()
    office.forget()
