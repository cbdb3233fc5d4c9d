"""Who has handed in what, and which files count in totals."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from jzdesk.desk import backfilled, deadlines, loop, papered, punctual
from jzdesk.desk.excluding import EXCLUDED
from jzdesk.desk.office import Office
from jzdesk.models import snapshot, workflow
from jzdesk.models.adding import Listed, Reported
from jzdesk.models.entry import Key
from jzdesk.models.letters import QUERY
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.store.submissions import Submission

PUT_ASIDE = {"returned": workflow.RETURNED, EXCLUDED: workflow.EXCLUDED}
_WANTED = frozenset({workflow.UNFILLED, *PUT_ASIDE.values()})
"""The states in which a county owes the city a file."""


def coverage(office: Office, period: Period) -> dict[str, Any]:
    """Return who has handed in what (INTERFACE §5 `coverage`), whom to urge, and each office's year."""
    office.need_city()
    if office.backfilled(period):
        return backfilled.coverage(office, period, counted_ever(office))
    best = newest(office, period)
    due, came = deadlines.deadline(office, period), deadlines.arrivals(office, period)
    times = {code: deadlines.timeliness(due, came.get(code, "")) for code in office.catalogue.counties}
    years = punctual.years(office, period)
    units = [
        _covered(office, code, best.get(code), times[code]) | {"year": years[code].plain()}
        for code in office.catalogue.counties
    ]
    return {
        "period": str(period),
        "due": due.due if due else None,
        "received": sum(1 for u in units if u["revision"] is not None),
        "accepted": len([s for s in counted(office, period) if office.catalogue.has_county(s.unit)]),
        "of": len(office.catalogue.counties),
        "units": units,
        "urge": [u["unit"] for u in units if u["state"] in _WANTED],
        "nil": [[u["unit"], form] for u in units for form, state in u["forms"].items() if state == "nil"],
    }


def newest(office: Office, period: Period) -> dict[str, Submission]:
    """Return each office's newest file; one that was left out only where there is no other."""
    best: dict[str, Submission] = {}
    for submission in office.store.submissions(None, period):
        known = best.get(submission.unit)
        if known is None or _rank(submission) > _rank(known):
            best[submission.unit] = submission
    return best


def _rank(submission: Submission) -> tuple[bool, int]:
    return submission.state != EXCLUDED, submission.revision


def _covered(office: Office, unit: str, found: Submission | None, timely: str) -> dict[str, Any]:
    state = workflow.UNFILLED
    forms: dict[str, str] = {}
    if found is not None:
        state = _state(office, found)
        forms = dict(_form_states(office, found.id))
    for form in office.catalogue.forms:
        forms.setdefault(form.id, "none" if found is not None else "open")
    on, matches = papered.told(found)
    return {
        "unit": unit, "name": office.catalogue.division(unit).name, "state": state,
        "revision": found.revision if found else None,
        "received_on": found.facts.get("received_on") if found else None,
        "timeliness": timely,
        "paper": on, "code_matches": matches, "forms": forms,
    }  # fmt: skip


def _state(office: Office, found: Submission) -> str:
    """Return how far a county's newest file has come, in the words of the way of a quarter."""
    asked = loop.open_remarks(loop.remarks(office, found.unit, found.period))
    if found.state not in PUT_ASIDE and any(r.kind == QUERY and r.upload == found.code for r in asked):
        return workflow.QUERIED
    return PUT_ASIDE.get(found.state) or (
        workflow.ACCEPTED if found.state == "accepted" else workflow.RECEIVED
    )


def _form_states(office: Office, number: int) -> Mapping[str, str]:
    """Return how each form of a file is; its content never changes, and is read for this once."""
    known = office.kept("form states", None, dict[int, Mapping[str, str]])
    if number not in known:
        content = json.loads(office.store.submission_content(number))
        frozen = Frozen(content, office.catalogue_of(content["catalogue"]))
        known[number] = {f.id: _form_state(frozen, f.id) for f in frozen.forms}
    return known[number]


def _form_state(frozen: Frozen, form_id: str) -> str:
    part = frozen.content["forms"][form_id]
    if part["nil"]:
        return "nil"
    owed = any(c.get("b", "").startswith("暂缺") for c in part["cells"].values())
    return "open" if owed else "filled" if part["cells"] else "none"


def counted(office: Office, period: Period, unit: str | None = None) -> list[Submission]:
    """Return the submissions that count in totals: the highest accepted revision of one office or of each."""
    chosen = set(office.store.counting(period, unit))
    if not chosen:
        return []
    found = [s for s in office.store.submissions(unit, period) if s.id in chosen]
    return sorted(found, key=lambda s: s.unit)


def counted_ever(office: Office, unit: str | None = None) -> list[Submission]:
    """Return the submissions that count in the totals of any period, of one office or of all."""
    periods = sorted({s.period for s in office.store.submissions(unit)})
    return [s for period in periods for s in counted(office, period, unit)]


def contents(office: Office, period: Period) -> dict[str, Mapping[str, Any]]:
    """Return each office's content that counts in the totals of a period, by division code."""
    if office.backfilled(period):
        return backfilled.contents(office, period, _carried(office))
    return dict(each_content(office, period))


def _carried(office: Office) -> dict[str, Mapping[str, Any]]:
    """Return each office's content whose 历史补录 counts."""
    return {unit: c.content for unit, c in backfilled.newest(office, counted_ever(office)).items()}


def each_content(office: Office, period: Period) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each office with its content that counts in the totals of a period, one at a time."""
    if office.backfilled(period):
        yield from contents(office, period).items()
        return
    for one in counted(office, period):
        yield one.unit, json.loads(office.store.submission_content(one.id))


def content_of(office: Office, period: Period, unit: str) -> Mapping[str, Any] | None:
    """Return the content of one office that counts in the totals of a period."""
    if office.backfilled(period):
        return contents(office, period).get(unit)
    found = counted(office, period, unit)
    return json.loads(office.store.submission_content(found[0].id)) if found else None


def counting(office: Office, period: Period) -> frozenset[str]:
    """Return the offices whose figures count in the totals of a period."""
    if office.backfilled(period):
        return frozenset(contents(office, period))
    return frozenset(s.unit for s in counted(office, period))


def contributions(office: Office, period: Period) -> Reported:
    """Return what each office contributes to every figure of a period."""
    if office.backfilled(period):
        return Listed(_contributions(office, contents(office, period)))
    return office.store.contributions(period, office.store.counting(period))


def _contributions(
    office: Office, counting: Mapping[str, Mapping[str, Any]]
) -> dict[Key, dict[str, Decimal]]:
    found: dict[Key, dict[str, Decimal]] = {}
    for unit, content in counting.items():
        for key, number in snapshot.numbers(content, office.catalogue_of(content["catalogue"])).items():
            found.setdefault(key, {})[unit] = number
    return found


def carrier(office: Office, unit: str) -> Submission | None:
    """Return the file of an office whose 历史补录 counts."""
    last = backfilled.newest(office, counted_ever(office, unit)).get(unit)
    return last.submission if last else None


def carried_last(office: Office, unit: str) -> Mapping[str, Any] | None:
    """Return the content of an office whose 历史补录 counts."""
    last = backfilled.newest(office, counted_ever(office, unit)).get(unit)
    return last.content if last else None
