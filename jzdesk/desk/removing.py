"""A row that was added by mistake is taken out again, in the period it was added in and before it left."""

from __future__ import annotations

import json

from jzdesk.desk import entering, handed, rows, stepping
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import workflow
from jzdesk.models.change import Changes
from jzdesk.models.entry import EMPTY, MERGED, Key
from jzdesk.models.form import OwnRow
from jzdesk.models.period import Period
from jzdesk.store.operation import Operation
from jzdesk.words import say


def remove_row(office: Office, period: Period, form: str, code: str) -> tuple[str, Changes]:
    """Take out a row with all that stands in it; return what it was called, and what changed.

    Raises `RefusedError` for all but rows of the office's own that this very period has brought, that
    nothing else names and that were never handed in. One operation, one step of undo; its code is used up.
    """
    why = why_kept(office, period, form, code)
    if why:
        raise RefusedError(why)
    name = _name(office, period, form, code)
    with office.store.operation("row", period, how="typed", why="", at=office.stamp, step=True) as op:
        _empty(office, period, op, form, code)
        op.remove_row(form, code)
        entering.opened(office, period, op)
    office.forget(op.changes)
    return name, op.changes


def why_kept(office: Office, period: Period, form: str, code: str) -> str:
    """Return why a row cannot be taken out; empty where it can."""
    row = rows.own_row(office, period, form, code)
    if row is None:
        return say("desk.removing.not_own", form=office.catalogue.form(form).title, code=code)
    try:
        workflow.check_editable(office.state(period), period.title)
    except RefusedError as error:
        return error.sentence
    name = _name(office, period, form, code)
    if row.since != period:
        return say("desk.removing.older", row=name, since=row.since.title)
    if handed.held(office, row):
        return say("desk.removing.handed", row=name)
    filled = [p for p in office.store.periods() if p != period and rows.filled(office, p, row)]
    if filled:
        return say("desk.removing.filled", row=name, other=filled[0].title)
    named = _named_by(office, period, row)
    return say(f"desk.removing.{named}", row=name) if named else ""


def _named_by(office: Office, period: Period, row: OwnRow) -> str:
    """Return what beside its own cells tells of a row, and would be left pointing at nothing."""
    start = f"{row.form}/{row.code}/"
    if f"{row.form}/{row.code}" in office.store.evidence(period):
        return "evidence"
    if any(key.startswith(start) for key in office.store.rekeyings(period)):
        return "rekeyed"
    if start in json.dumps(office.store.enquiries(period)):
        return "asked"
    cells = office.store.cells(period)
    merged = (c.blank.partition(":")[2] for c in cells.values() if c.blank and c.blank.startswith(MERGED))
    if any(key.startswith(start) for key in merged):
        return "merged"
    return ""


def _empty(office: Office, period: Period, op: Operation, form: str, code: str) -> None:
    """Take away all that stands in the row's cells in this period."""

    def mine(key: Key) -> bool:
        return (key.form, key.row) == (form, code)

    for key in filter(mine, office.store.cells(period)):
        op.put(key, EMPTY)
        op.note(key, None)
    for key in filter(mine, office.store.lines(period)):
        op.lines(key, ())
    for key in filter(mine, office.store.stamps().get(period, {})):
        op.stamp(key, None)
    for key in filter(mine, office.store.origins().get(period, {})):
        op.origin(key, None)
    for given in office.store.explanations(period):
        if any(map(mine, given.keys)):
            op.explain(given.rule, given.keys, None, "")


def _name(office: Office, period: Period, form: str, code: str) -> str:
    return stepping.row_name(office.sheet(period), Key(form, code, ""))
