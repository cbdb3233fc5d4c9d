"""验收: the city accepts an upload that was received, and says so in a receipt (回执)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jzdesk.desk import excluding, loop, papers, slips
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import letters, workflow
from jzdesk.models.letters import RECEIPT
from jzdesk.models.period import Period
from jzdesk.store.submissions import Submission
from jzdesk.words import say

ACCEPTED = "accepted"
"""The state of an upload in the city's store that counts."""


def accept(
    office: Office, unit: str, period: Period, *, revision: int | None, out: Path,
    made: tuple[Mapping[str, Any], bytes] | None = None,
) -> tuple[int, Path]:  # fmt: skip
    """Accept a received revision (验收) and write the receipt (回执); returns revision and file.

    `made` is a receipt that was made already, with the content it was made of.
    """
    found = to_accept(office, unit, period, revision)
    content = receipt_of(office, found)
    ready = made[1] if made is not None and made[0] == content else b""
    papers.write_letter(office, content, out, ready)
    if found.state == ACCEPTED and _receipt_kept(office, found):
        return found.revision, out
    with office.store.operation("accept", period, how="typed", why="", at=office.stamp, step=False) as op:
        op.submission_state(found.id, ACCEPTED, {**found.facts, "accepted_on": content["accepted_on"]})
        loop.keep(op, office, content)
        op.barrier()
    office.forget()
    return found.revision, out


def to_accept(office: Office, unit: str, period: Period, revision: int | None) -> Submission:
    """Return the received revision that is to be accepted: the one named, else the newest."""
    office.need_city()
    fields = {"unit": office.catalogue.division(unit).name, "period": period.title}
    known = office.store.submissions(unit, period)
    if not known:
        raise RefusedError(say("desk.receiving.nothing_to_accept", **fields))
    chosen = [s for s in known if revision in {None, s.revision}]
    if not chosen:
        raise RefusedError(say("desk.receiving.no_revision", revision=revision, **fields))
    found = max(chosen, key=lambda s: s.revision)
    if found.state == slips.RETURNED:
        raise RefusedError(say("desk.acceptance.returned", n=found.revision, **fields))
    if found.state == excluding.EXCLUDED:
        raise RefusedError(
            say("desk.acceptance.excluded", n=found.revision, why=excluding.why_of(found), **fields)
        )
    return found


def receipt_of(office: Office, found: Submission) -> dict[str, Any]:
    """Return the receipt's content: which file was accepted, by its 校验码, and when; always the same one."""
    kept = _receipt_kept(office, found)
    if kept is not None:
        return kept
    return letters.receipt(
        loop.issuer(office, loop.edition_of(office, found)), loop.about(found),
        loop.next_number(office, found.unit, found.period),
        result=workflow.ACCEPTED, received_on=str(found.facts.get("received_on", "")),
        accepted_on=str(found.facts.get("accepted_on", office.today.isoformat())),
    )  # fmt: skip


def _receipt_kept(office: Office, found: Submission) -> dict[str, Any] | None:
    """Return the receipt that was given out for an upload, if any was."""
    for letter in office.store.letters(found.unit, found.period):
        if letter.kind == RECEIPT:
            content = json.loads(office.store.letter_content(letter.id))
            if content["predecessor"] == found.code:
                return content
    return None
