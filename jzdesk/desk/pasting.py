"""A block pasted into a form: judged for a preview, and written as one step once that is confirmed."""

from __future__ import annotations

from jzdesk.desk import entering
from jzdesk.desk.office import Office
from jzdesk.desk.paste_judge import Judge
from jzdesk.desk.paste_plan import STATUSES, Choices, Plan
from jzdesk.errors import RefusedError
from jzdesk.models.change import Changes
from jzdesk.models.entry import Key
from jzdesk.models.paste.clip import Clip
from jzdesk.models.paste.match import match
from jzdesk.models.sheet import Sheet
from jzdesk.words import say

DEFAULT = Choices()


def plan(sheet: Sheet, form_id: str, clip: Clip, here: Key | None, choices: Choices = DEFAULT) -> Plan:
    """Return what a copied block would do to a form whose cursor is `here`."""
    form = sheet.catalogue.form(form_id)
    laid = sheet.layout(form)
    if not clip:
        raise RefusedError(say("desk.pasting.empty"))
    if not laid.tables:
        raise RefusedError(say("desk.pasting.no_table", form=form.title))
    found = match(clip, sheet, laid, here, by_place=choices.by_place)
    judge = Judge(sheet, form, clip, choices)
    for part in found.parts:
        judge.part(part)
    order = {status: n for n, status in enumerate(STATUSES)}
    cells = sorted(judge.finish(), key=lambda c: (order[c.status], c.at))
    return Plan(
        sheet, sheet.period, form_id, tuple(cells), tuple(judge.units.guesses), judge.new_rows, choices,
        found.by_name, found.by_head, found.may_switch,
    )  # fmt: skip


def write(office: Office, planned: Plan) -> Changes:
    """Write what a plan changes as one operation; refuse where the form has changed since it was made."""
    period, form, writing = planned.period, planned.form, planned.writing
    sheet = office.sheet(period)
    if sheet is not planned.sheet:
        raise RefusedError(say("desk.pasting.stale"))
    if not writing:
        return Changes(period)
    cells = {one.key: one.cell for one in writing if one.key is not None and one.cell is not None}
    entering.check_open(office, sheet, list(cells))
    why = say("desk.to_date.pasted") if any(one.to_date is not None for one in writing) else ""
    with office.store.operation("paste", period, how="pasted", why=why, at=office.stamp, step=True) as op:
        needed = {key.row for key in cells if key.new_row} if planned.new_rows else set()
        codes = {
            mark: op.add_row(form, block.code, block.prefix, period)
            for mark, block in planned.new_rows.items() if mark in needed
        }  # fmt: skip
        if codes:
            cells = {key._replace(row=codes.get(key.row, key.row)): cell for key, cell in cells.items()}
        entering.enter_all(office, op, cells)
        entering.opened(office, period, op)
    office.forget(op.changes)
    return op.changes
