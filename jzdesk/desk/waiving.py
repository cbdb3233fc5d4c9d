"""免审 as the store holds it: granted by the city's document, for one rule, one office and some time.

The city's own file writes here what it says of them; nothing else does, so that no office waives a rule
for itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from jzdesk.desk.office import WAIVERS, Office
from jzdesk.errors import RefusedError
from jzdesk.models import waiver
from jzdesk.models.value import clean_text
from jzdesk.models.waiver import Waiver
from jzdesk.words import say


def granted(office: Office) -> tuple[Waiver, ...]:
    """Return every waiver the store knows, of all offices and times, in the order of their rules."""
    found = (waiver.of_plain(told) for told in office.store.memos(WAIVERS).values())
    return tuple(sorted(w for w in found if w is not None))


def grant(office: Office, waivers: Iterable[Waiver], *, document: str) -> None:
    """Take in what a document of the city waives, all or nothing; one from the same day on gives way."""
    checked = [_checked(office, one) for one in waivers]
    why = say("desk.waiving.trail", n=len(checked), document=clean_text(document))
    with office.store.operation("waiver", None, how="workbook", why=why, at=office.stamp, step=False) as op:
        for one in checked:
            op.memo(_name(one), one.plain())
    office.forget()


def revoke(office: Office, waivers: Iterable[Waiver], *, document: str) -> None:
    """Take back waivers by a document of the city."""
    why = say("desk.waiving.trail_gone", document=clean_text(document))
    with office.store.operation("waiver", None, how="workbook", why=why, at=office.stamp, step=False) as op:
        for one in waivers:
            op.memo(_name(one), None)
    office.forget()


def _name(one: Waiver) -> str:
    return f"{WAIVERS}{one.unit}/{one.rule}/{one.since}"


def _checked(office: Office, one: Waiver) -> Waiver:
    """Return a waiver as it is stored; refuse one that says too little or names what there is not."""
    made = replace(one, document=clean_text(one.document), reason=clean_text(one.reason))
    if not any(rule.number == one.rule for rule in office.catalogue.rules):
        raise RefusedError(say("desk.waiving.no_rule", rule=one.rule))
    office.catalogue.division(one.unit)
    if not made.document or not made.reason:
        raise RefusedError(say("desk.waiving.no_basis", rule=one.rule))
    try:
        since, until = date.fromisoformat(one.since), date.fromisoformat(one.until)
    except ValueError:
        raise RefusedError(say("desk.waiving.no_dates", rule=one.rule)) from None
    if until < since:
        raise RefusedError(say("desk.waiving.turned", rule=one.rule, since=one.since, until=one.until))
    return made
