"""Which signed sheets a new print replaces: those whose figures are not those of the print before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jzdesk.desk.office import Office
from jzdesk.models import snapshot
from jzdesk.models.period import Period
from jzdesk.words import say


@dataclass(frozen=True, slots=True)
class Reprint:
    """The forms, by id, that are to be signed `again`, and those whose signed sheet stays `valid`."""

    again: tuple[str, ...] = ()
    valid: tuple[str, ...] = ()
    told: str = ""
    """What that means for the paper, in a sentence; empty where nothing was printed before."""


def against_last(office: Office, period: Period, content: Mapping[str, Any]) -> Reprint:
    """Compare a snapshot with the last print for signature, taken back or handed in.

    A form's own 校验码 depends on its figures alone, so one with the same code was signed for these figures.
    The cover bears the 校验码 of the whole and is always printed again.
    """
    printed = [s for s in office.store.submissions() if (s.unit, s.period) == (office.unit, period)]
    if not printed:
        return Reprint()
    last = max(printed, key=lambda s: s.id)
    before = snapshot.form_codes(json.loads(office.store.submission_content(last.id)))
    now = snapshot.form_codes(content)
    again = tuple(form for form, code in now.items() if before.get(form) != code)
    valid = tuple(form for form in now if form not in again)
    return Reprint(again, valid, _told(office, again, valid))


def _told(office: Office, again: tuple[str, ...], valid: tuple[str, ...]) -> str:
    titles = {f.id: say("desk.reprinting.form", title=f.title) for f in office.catalogue.forms}
    old, new = ("、".join(titles[form] for form in forms) for forms in (valid, again))
    if not again:
        return say("desk.reprinting.cover")
    return say("desk.reprinting.some", again=new, valid=old) if valid else say("desk.reprinting.all")
