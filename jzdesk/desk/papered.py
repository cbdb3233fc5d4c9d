"""纸质: the stamped copy of a county's upload has come, and whether it bears that upload's 校验码."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from jzdesk.desk.excluding import EXCLUDED
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import quantity
from jzdesk.models.catalogue import CITY
from jzdesk.models.period import Period
from jzdesk.models.snapshot import show_code
from jzdesk.store.submissions import Submission
from jzdesk.words import say

_CODE = re.compile(r"[0-9a-f]{4}|[0-9a-f]{16}", re.ASCII)
_SLIPS = {ord("o"): "0", ord("l"): "1", ord("i"): "1"}
"""Letters that no 校验码 has, and what they are in one that was read off paper."""


def paper(
    office: Office, unit: str, period: Period, on: date | None, *, code: str = ""
) -> tuple[Submission, bool | None]:  # fmt: skip
    """Record that the stamped copy of a county's newest upload has come; without a day, that it has not.

    `code` is the 校验码 on the paper, or its 尾号. Returns the upload, and whether that is its own.
    """
    office.need_city()
    found = _newest(office, unit, period)
    typed = _typed(code)
    facts = {name: fact for name, fact in found.facts.items() if name != "paper"}
    if on is not None:
        if on > office.today:
            raise RefusedError(say("desk.papered.future", day=on.isoformat()))
        facts["paper"] = {"on": on.isoformat()} | ({"code": typed} if typed else {})
    matches = found.code.endswith(typed) if typed else None
    word = "gone" if on is None else "other" if matches is False else "come"
    why = say(
        f"desk.papered.trail_{word}", unit=office.catalogue.division(unit).name, period=period.title,
        n=found.revision, day=on.isoformat() if on else "", code=typed,
    )  # fmt: skip
    with office.store.operation("paper", period, how="typed", why=why, at=office.stamp, step=False) as op:
        op.submission_state(found.id, found.state, facts)
    return found, matches


def told(found: Submission | None) -> tuple[str | None, bool | None]:
    """Return when (ISO) the stamped copy of an upload came, and whether its 校验码 is the upload's."""
    known: Any = found.facts.get("paper") if found is not None else None
    if found is None or not known:
        return None, None
    return str(known["on"]), found.code.endswith(known["code"]) if "code" in known else None


def mismatch(found: Submission) -> str:
    """Return what to do about a paper that bears another 校验码."""
    return say("desk.papered.mismatch", n=found.revision, code=show_code(found.code))


def _newest(office: Office, unit: str, period: Period) -> Submission:
    fields = {"unit": office.catalogue.division(unit).name, "period": period.title}
    if unit == CITY:
        raise RefusedError(say("desk.papered.own"))
    known = [s for s in office.store.submissions(unit, period) if s.state != EXCLUDED]
    if not known:
        raise RefusedError(say("desk.papered.nothing", **fields))
    return max(known, key=lambda s: s.revision)


def _typed(code: str) -> str:
    """Return a 校验码 or 尾号 as typed, without blanks and in small letters; refuse what is neither."""
    folded = "".join(quantity.fold(code).casefold().split()).translate(_SLIPS)
    if folded and _CODE.fullmatch(folded) is None:
        raise RefusedError(say("desk.papered.shape", text=quantity.visible(code)))
    return folded
