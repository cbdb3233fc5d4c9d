"""A period made once more from what is stored, and compared with the snapshot it was locked by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jzdesk.desk.office import Office
from jzdesk.models import snapshot
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.store.submissions import Submission
from jzdesk.words import say


def locked(office: Office) -> list[Period]:
    """Return the periods that are shown and printed from a snapshot, the newest last."""
    return [p for p in office.store.periods() if office.locked_by(p) is not None]


def doubts(office: Office) -> list[str]:
    """Return what is wrong with the newest locked period, and with the newest snapshot there is."""
    newest = office.store.submissions()[-1:]
    found = [fault for one in newest if (fault := altered(office, one))]
    return [*found, *(fault for period in locked(office)[-1:] if (fault := differing(office, period)))]


def altered(office: Office, one: Submission) -> str:
    """Return a sentence where a snapshot is not the one its 校验码 is of; empty where it is."""
    if snapshot.code_of(office.store.submission_content(one.id)) == one.code:
        return ""
    name = office.catalogue.division(one.unit).name
    return say("desk.remaking.altered", unit=name, period=one.period.title, code=snapshot.show_code(one.code))


def differing(office: Office, period: Period) -> str:
    """Return a sentence where what is stored of a locked period does not give its snapshot again."""
    one = next((s for s in office.store.submissions() if s.id == office.locked_by(period)), None)
    if one is None:
        return ""
    content = json.loads(office.store.submission_content(one.id))
    odd = _odd(office, period, content, entered_only=not _computed_alike(office, one))
    return say("desk.remaking.differs", period=period.title, n=len(odd), key=odd[0]) if odd else ""


def _computed_alike(office: Office, one: Submission) -> bool:
    """Tell whether what is computed must still come out as it did: nothing it is made of was changed since.

    Of what was taken back from a file the periods before may not be here.
    """
    if "taken_back_on" in one.facts:
        return False
    since = (e for e in office.store.history() if e.key and e.at >= one.at)
    return not any(e.period is None or Period.parse(e.period).first_day <= one.period.last_day for e in since)


def _odd(office: Office, period: Period, content: Mapping[str, Any], *, entered_only: bool) -> list[Key]:
    """Return the locked cells that are not what the content says, those that may still be filled left out."""
    sheet = office.sheet(period)
    found: list[Key] = []
    for form in sheet.forms:
        then = content["forms"].get(form.id, {}).get("cells", {})
        now = snapshot.form_whole(sheet, form)["cells"]
        for place in sorted(now.keys() | then.keys()):
            key = Key(form.id, *place.split("/"))
            if now.get(place, {}) == then.get(place, {}) or key in sheet.unlocked:
                continue
            if not (entered_only and _computed(sheet, key)):
                found.append(key)
    return found


def _computed(sheet: Sheet, key: Key) -> bool:
    _, row, column = sheet.place(key)
    return row.derived or column.derived
