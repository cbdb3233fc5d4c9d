"""Who has handed in what, which files count in totals, and what one file would do to them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jzdesk.desk import backfilled, deadlines, loop
from jzdesk.desk.office import Office
from jzdesk.models import backfill, quantity, snapshot, workflow
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.letters import QUERY
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import places_of
from jzdesk.store.submissions import Submission

_PUT_ASIDE = {"returned": workflow.RETURNED, "excluded": workflow.EXCLUDED}
_ADDED = frozenset({None, "ytd", "since_start", "funds", "final"})


def coverage(office: Office, period: Period) -> dict[str, Any]:
    """Return who has handed in what (INTERFACE §5 `coverage`)."""
    office.need_city()
    if period.backfilled:
        return backfilled.coverage(office, period, counted_ever(office))
    best: dict[str, Submission] = {}
    for submission in office.store.submissions(None, period):
        known = best.get(submission.unit)
        if known is None or submission.revision > known.revision:
            best[submission.unit] = submission
    due, came = deadlines.deadline(office, period), deadlines.arrivals(office, period)
    times = {code: deadlines.timeliness(due, came.get(code, "")) for code in office.catalogue.counties}
    units = [_covered(office, code, best.get(code), times[code]) for code in office.catalogue.counties]
    return {
        "period": str(period),
        "due": due.due if due else None,
        "received": sum(1 for u in units if u["revision"] is not None),
        "accepted": len([s for s in counted(office, period) if s.unit in office.catalogue.counties]),
        "of": len(office.catalogue.counties),
        "units": units,
    }


def _covered(office: Office, unit: str, found: Submission | None, timely: str) -> dict[str, Any]:
    state = workflow.UNFILLED
    forms: dict[str, str] = {}
    if found is not None:
        state = _state(office, found)
        content = json.loads(office.store.submission_content(found.id))
        frozen = Frozen(content, office.catalogue_of(content["catalogue"]))
        forms = {f.id: _form_state(frozen, f.id) for f in frozen.forms}
    for form in office.catalogue.forms:
        forms.setdefault(form.id, "none" if found is not None else "open")
    return {
        "unit": unit, "name": office.catalogue.division(unit).name, "state": state,
        "revision": found.revision if found else None,
        "received_on": found.facts.get("received_on") if found else None,
        "timeliness": timely,
        "paper": None, "code_matches": None, "forms": forms,
    }  # fmt: skip


def _state(office: Office, found: Submission) -> str:
    """Return how far a county's newest file has come, in the words of the way of a quarter."""
    asked = loop.open_remarks(loop.remarks(office, found.unit, found.period))
    if found.state not in _PUT_ASIDE and any(r.kind == QUERY and r.upload == found.code for r in asked):
        return workflow.QUERIED
    return _PUT_ASIDE.get(found.state) or (
        workflow.ACCEPTED if found.state == "accepted" else workflow.RECEIVED
    )


def _form_state(frozen: Frozen, form_id: str) -> str:
    part = frozen.content["forms"][form_id]
    if part["nil"]:
        return "nil"
    owed = any(c.get("b", "").startswith("暂缺") for c in part["cells"].values())
    return "open" if owed else "filled" if part["cells"] else "none"


def counted(office: Office, period: Period) -> list[Submission]:
    """Return the submissions that count in totals: each unit's highest accepted revision."""
    best: dict[str, Submission] = {}
    for submission in office.store.submissions(None, period):
        if submission.state != "accepted":
            continue
        known = best.get(submission.unit)
        if known is None or submission.revision > known.revision:
            best[submission.unit] = submission
    return [best[code] for code in sorted(best)]


def counted_ever(office: Office, unit: str | None = None) -> list[Submission]:
    """Return the submissions that count in the totals of any period, of one office or of all."""
    periods = sorted({s.period for s in office.store.submissions(unit)})
    return [s for period in periods for s in counted(office, period) if unit in {None, s.unit}]


def contents(office: Office, period: Period) -> dict[str, Mapping[str, Any]]:
    """Return each office's content that counts in the totals of a period, by division code."""
    if period.backfilled:
        return backfilled.contents(office, period, _carried(office))
    return {s.unit: json.loads(office.store.submission_content(s.id)) for s in counted(office, period)}


def _carried(office: Office) -> dict[str, Mapping[str, Any]]:
    """Return each office's content whose 历史补录 counts."""
    return {unit: c.content for unit, c in backfilled.newest(office, counted_ever(office)).items()}


def contributions(office: Office, period: Period) -> Mapping[Key, Mapping[str, Decimal]]:
    """Return what each office contributes to every figure of a period."""
    if period.backfilled:
        return _contributions(office, contents(office, period))
    return office.store.contributions(period, [s.id for s in counted(office, period)])


def _contributions(
    office: Office, counting: Mapping[str, Mapping[str, Any]]
) -> dict[Key, dict[str, Decimal]]:
    found: dict[Key, dict[str, Decimal]] = {}
    for unit, content in counting.items():
        for key, number in snapshot.numbers(content, office.catalogue_of(content["catalogue"])).items():
            found.setdefault(key, {})[unit] = number
    return found


def effect(office: Office, period: Period, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what accepting `content` would do to the city's totals, per additive figure."""
    others = [s.id for s in counted(office, period) if s.unit != content["unit"]]
    all_now = [s.id for s in counted(office, period)]
    before, rest = office.store.totals(period, all_now), office.store.totals(period, others)
    after = dict(rest)
    for key, number in snapshot.numbers(content, office.catalogue_of(content["catalogue"])).items():
        after[key] = after.get(key, Decimal(0)) + number
    return _moved(office, before, after)


def carried_effect(office: Office, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what accepting `content` would do to the totals of the 历史补录, each with its period."""
    unit = str(content["unit"])
    known = carried_last(office, unit)
    if known is not None and backfilled.age(content) < backfilled.age(known):
        return []
    periods = {Period.parse(str(change["period"])) for change in backfill.compare(known, content)}
    # Most files change nothing here: the other counties' are not looked at then.
    others = {u: c for u, c in _carried(office).items() if u != unit} if periods else {}
    found: list[dict[str, Any]] = []
    for period in sorted(periods):
        rest = backfilled.contents(office, period, others)
        before, after = (
            _sums(office, {**rest, **backfilled.contents(office, period, {unit: own} if own else {})})
            for own in (known, content)
        )
        found += [{"period": str(period), **moved} for moved in _moved(office, before, after)]
    return found


def carrier(office: Office, unit: str) -> Submission | None:
    """Return the file of an office whose 历史补录 counts."""
    last = backfilled.newest(office, counted_ever(office, unit)).get(unit)
    return last.submission if last else None


def carried_last(office: Office, unit: str) -> Mapping[str, Any] | None:
    """Return the content of an office whose 历史补录 counts."""
    last = backfilled.newest(office, counted_ever(office, unit)).get(unit)
    return last.content if last else None


def _sums(office: Office, counting: Mapping[str, Mapping[str, Any]]) -> dict[Key, Decimal]:
    figures = _contributions(office, counting)
    return {key: sum(units.values(), Decimal(0)) for key, units in figures.items()}


def _moved(
    office: Office, before: Mapping[Key, Decimal], after: Mapping[Key, Decimal]
) -> list[dict[str, Any]]:
    """Return the totals that differ, per additive figure."""
    keys = [k for k in sorted(before.keys() | after.keys()) if before.get(k) != after.get(k)]
    found: list[dict[str, Any]] = []
    for key in keys:
        places = additive_places(office.catalogue, key)
        if places is not None:
            sides = {"before": _plain(before.get(key), places), "after": _plain(after.get(key), places)}
            found.append({"key": str(key), **sides})
    return found


def _plain(number: Decimal | None, places: int) -> str | None:
    return None if number is None else quantity.plain(number, places)


def additive_places(catalogue: Catalogue, key: Key) -> int | None:
    """Return the decimals of a figure that adds up over offices; None when it does not add up."""
    form = catalogue.form(key.form)
    row = next((r for r in form.rows if r.code == key.row), None)
    column = form.column(key.column)
    if row is None or column is None or column.unit == "%" or row.adds != "sum":
        return None
    adds = (column.behaviour or row.behaviour) in {"flow", "stock"} and column.computes in _ADDED
    return places_of(row, column) if adds else None
