"""One county's file before it counts: what changes, what that does to the city's totals, what was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jzdesk.desk import changed, coverage, effects, papers, receiving, rechecking
from jzdesk.desk.aside import Steps, at_once, in_slices
from jzdesk.desk.changed import ChangedCell
from jzdesk.desk.office import Office
from jzdesk.desk.rechecking import Recheck
from jzdesk.models import adding, backfill, difference, quantity, signed, snapshot
from jzdesk.models.catalogue import Catalogue, edition_text
from jzdesk.models.checks import MANDATORY
from jzdesk.models.entry import OWED, Key
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen, show_code
from jzdesk.words import say

MOST_DIFFERENCES = 10
"""So many outcomes in which county and city differ are told one by one."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One total of the city as it is and as it would be; `period` names one of the 历史补录."""

    key: str
    period: str
    name: str
    unit: str
    before: str
    after: str
    change: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What the county wrote, or what its check found: `tone` is `must`, `explain`, `blank` or empty."""

    tone: str
    text: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """All there is to know of one file before it is taken in or accepted.

    `last` is the revision that counts now, `against` the one it is compared with, 0 for none; `counted` and
    `after` are how many counties the totals hold now and would hold, of `number`.
    """

    last: int
    against: int
    facts: tuple[tuple[str, str], ...]
    reason: str
    changes: tuple[ChangedCell, ...]
    effects: tuple[Effect, ...]
    remarks: tuple[Remark, ...]
    counted: int
    after: int
    number: int


_Changes = list[dict[str, str | None]]


def differences(office: Office, content: Mapping[str, Any]) -> tuple[_Changes, _Changes]:
    """Return the cells that differ from what is known of the office: of the period, and of the 历史补录."""
    before, carried = receiving.last_known(office, content), coverage.carried_last(office, content["unit"])
    return snapshot.compare(before, content), backfill.compare(carried or before, content)


def detail(office: Office, content: Mapping[str, Any], code: str, signature: str) -> Detail:
    """Return all there is to know of a content that is not accepted yet; `signature` is how that stands."""
    return at_once(detailing(office, content, code, signature))


def known(office: Office, code: str, signature: str) -> Detail | None:
    """Return what was found last, if it was about this one and nothing was written since.

    The one that is chosen is shown again for each file that comes.
    """
    return _kept(office, code, signature).get(code)


def _kept(office: Office, code: str, signature: str) -> dict[str, Detail]:
    about = code, signature, office.today, office.store.audit_head()
    return office.kept("detail", about, dict[str, Detail])


def detailing(office: Office, content: Mapping[str, Any], code: str, signature: str) -> Steps[Detail]:
    """Find the same in steps."""
    kept = _kept(office, code, signature)
    if code not in kept:
        kept[code] = yield from in_slices(_detailing(office, content, code, signature))
    return kept[code]


def _detailing(office: Office, content: Mapping[str, Any], code: str, signature: str) -> Steps[Detail]:
    unit, period = str(content["unit"]), Period.parse(content["period"])
    before, carried = receiving.last_known(office, content), coverage.carried_last(office, unit)
    counts = coverage.content_of(office, period, unit)
    yield
    after = papers.frozen_of(office, content)
    earlier = papers.frozen_of(office, before) if before is not None else None
    cells = snapshot.compare(before, content)
    older = backfill.compare(carried or before, content)
    yield
    changes = (
        *changed.carried_between(carried or before, content, after.catalogue, older),
        *changed.between(earlier, after, cells),
    )
    yield
    moved = effects.effect(office, period, content)
    yield
    moved += effects.carried_effect(office, content, carried)
    yield
    told = tuple(_effects(office, moved))
    anew = yield from rechecking.rechecking(office, content)
    yield
    counted = {s.unit for s in coverage.counted(office, period)} & set(office.catalogue.counties)
    return Detail(
        last=counts["revision"] if counts is not None else 0,
        against=before["revision"] if before is not None else 0,
        facts=tuple(_facts(content, code, signature)), reason=str(content["reason"]),
        changes=changes, effects=told, remarks=(*_anew(anew), *_remarks(content, after)),
        counted=len(counted), after=len(counted | {unit}), number=len(office.catalogue.counties),
    )  # fmt: skip


def _facts(content: Mapping[str, Any], code: str, signature: str) -> Iterable[tuple[str, str]]:
    signers, edition = content["signers"], edition_text(content["catalogue"])
    values = {
        "code": show_code(code), "office": content["office"], "preparer": signed.shown(signers, "preparer"),
        "reviewer": signed.shown(signers, "reviewer"), "head": signers["head"], "phone": signers["phone"],
        "issued_on": signers["issued_on"], "draft": say("desk.inbox.draft_number", n=content["draft"]),
        "signature": signature,
        "program": say("desk.inbox.made_with", edition=edition, program=content["program"]),
    }  # fmt: skip
    return ((say(f"desk.inbox.fact.{name}"), str(value)) for name, value in values.items() if value)


def _effects(office: Office, moved: Iterable[Mapping[str, Any]]) -> Iterable[Effect]:
    order = _order(office.catalogue)
    for one in sorted(moved, key=lambda m: (m.get("period", ""), order.get(m["key"], 0))):
        key = Key.parse(one["key"])
        _, places = adding.way_of(office.catalogue, key)
        spot = changed.spot_in_catalogue(office.catalogue, key)
        title = Period.parse(one["period"]).title if "period" in one else ""
        name = say("desk.inbox.total_name", row=spot.label, column=spot.head) if spot else str(key)
        sides = [None if one[s] is None else Decimal(one[s]) for s in ("before", "after")]
        before, after = ("" if side is None else quantity.show(side, places) for side in sides)
        unit = spot.unit if spot else ""
        yield Effect(one["key"], title, name, unit, before, after, _percent(*sides))


def _order(catalogue: Catalogue) -> dict[str, int]:
    """Return the place of every figure that is the same for all offices."""
    keys = (
        str(Key(form.id, row.code, column.code))
        for form in catalogue.forms for row in form.rows for column in form.columns
    )  # fmt: skip
    return {key: n for n, key in enumerate(keys)}


def _percent(before: Decimal | None, after: Decimal | None) -> str:
    change = quantity.change_pct(after, before) if after is not None and before else None
    return "" if change is None else f"{difference.signed(change, 1)}%"


def _anew(found: Recheck) -> Iterable[Remark]:
    """Yield in what the city's own run of the checks differs from the county's."""
    if found.refused:
        yield Remark("must", say("desk.inbox.recheck_refused", why=found.refused))
    weighed = sorted(found.differences, key=lambda d: (d.severity != MANDATORY, d.trial))
    for one in weighed[:MOST_DIFFERENCES]:
        tone = "" if one.trial else "must" if one.severity == MANDATORY else "explain"
        yield Remark(tone, say(f"desk.inbox.recheck_{one.kind}", message=one.message), one.explanation)
    more = len(weighed) - MOST_DIFFERENCES
    if more > 0:
        yield Remark("explain", say("desk.inbox.recheck_more", n=more))


def _remarks(content: Mapping[str, Any], after: Frozen) -> Iterable[Remark]:
    """Yield what the county wrote and what its own check found, what weighs most first."""
    weighed = sorted(content["findings"], key=lambda f: (f["severity"] != MANDATORY, f["trial"]))
    for one in weighed:
        tone = "" if one["trial"] else "must" if one["severity"] == MANDATORY else "explain"
        yield Remark(tone, one["message"], one["explanation"] or "")
    for form in after.forms:
        if after.nil(form):
            yield Remark("", say("desk.inbox.nil", form=form.title))
    for key, spot in changed.spots(after).items():
        cell = after.cell(key)
        where = say("desk.inbox.total_name", row=spot.label, column=spot.head)
        if cell.get("b", "").startswith(OWED):
            yield Remark("blank", say("desk.inbox.owed", where=where), cell["b"].partition(":")[2])
        if cell.get("n"):
            yield Remark("", say("desk.inbox.noted", where=where), cell["n"])
