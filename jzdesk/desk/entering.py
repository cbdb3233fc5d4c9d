"""Entering: set, notes, own rows, 零报告, explanations, undo and redo, and a clerk's workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from jzdesk.desk import signers
from jzdesk.errors import JzdeskError, RefusedError, UsageError
from jzdesk.models import checks, derive, lines, quantity, value, workflow
from jzdesk.models.checks import Finding, asking
from jzdesk.models.entry import EMPTY, MERGED, STAGES, Cell, Key, Stamp
from jzdesk.models.form import Block, Column, Form, Row
from jzdesk.models.snapshot import figure_text
from jzdesk.records import dataclass
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.models.change import Changes
    from jzdesk.models.period import Period
    from jzdesk.models.sheet import Sheet
    from jzdesk.store.operation import Operation

NIL = "零报告"
Marks = dict[tuple[str, str], Block]
"""New rows: form and mark, with the block that each goes to."""


@dataclass(frozen=True, slots=True)
class _Put:
    """One cell to be written; `row_of` names the new row it belongs to, if any."""

    key: Key
    cell: Cell


def set_values(
    office: Office, period: Period, words: Sequence[str], *, reason: str = "", note: str | None = None,
    how: str = "typed",
) -> tuple[list[str], Changes]:  # fmt: skip
    """Enter `KEY VALUE …` pairs (or `FORM 零报告`) as one operation.

    Returns the keys now durable, in the order given, and what changed. Raises `RefusedError` with a
    line for each refused pair; nothing is written then.
    """
    pairs = _pairs(words)
    sheet = office.sheet(period)
    plain = [(k, v) for k, v in pairs if "/" in k]
    forms = [(office.catalogue.form(k), v) for k, v in pairs if "/" not in k]
    keys = [(Key.parse(k), v) for k, v in plain]
    blocks = _new_rows(sheet, keys)
    _check_named(sheet, keys)
    puts = _judge(sheet, keys, blocks)
    nils = [(form, _nil_wanted(sheet, form, v, period)) for form, v in forms]
    check_open(office, sheet, [p.key for p in puts], nil=bool(nils))
    with office.store.operation("set", period, how=how, why=reason, at=office.stamp, step=True) as op:
        codes = {mark: op.add_row(mark[0], b.code, b.prefix, period) for mark, b in blocks.items()}
        saved = [_write(office, op, put, codes, note) for put in puts]
        for form, wanted in nils:
            op.nil(form.id, wanted)
            saved.append(form.id)
        opened(office, period, op)
    office.forget(op.changes)
    return saved, op.changes


def _pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    if not words:
        raise UsageError(say("desk.entering.no_pairs"))
    if len(words) % 2:
        raise UsageError(say("desk.entering.odd", text=words[-1]))
    return list(zip(words[::2], words[1::2], strict=True))


def _new_rows(sheet: Sheet, keys: Sequence[tuple[Key, str]]) -> Marks:
    """Return for each new row, by form and mark, the block that it goes to."""
    wanted: dict[tuple[str, str], list[str]] = {}
    for key, _ in keys:
        if key.new_row:
            sheet.catalogue.find(key)
            wanted.setdefault((key.form, key.row), []).append(key.column)
    return {
        mark: block_for(sheet, sheet.catalogue.form(mark[0]), Key(*mark, "").new_block, columns)
        for mark, columns in wanted.items()
    }


def _check_named(sheet: Sheet, keys: Sequence[tuple[Key, str]]) -> None:
    """Refuse a new row whose name is given empty: nobody could find it again."""
    for key, text in keys:
        column = sheet.catalogue.form(key.form).column(key.column)
        if key.new_row and column is not None and column.stub and not text.strip():
            raise RefusedError(say("desk.entering.unnamed"))


def block_for(sheet: Sheet, form: Form, named: str, columns: Sequence[str]) -> Block:
    """Return the block of `form` that a new row goes to: the one named, or the only one with its columns."""
    lists = [
        b for b in form.blocks
        if b.template is not None
        and sheet.unit in b.template.scope
        and sheet.period.kind in b.template.frequencies
    ]  # fmt: skip
    if not lists:
        raise RefusedError(say("desk.entering.not_list", form=form.title))
    fitting = [b for b in lists if set(columns) <= set(b.columns) and named in {"", b.code}]
    if len(fitting) != 1:
        names = "、".join(say("desk.entering.block", title=b.title or form.title, code=b.code) for b in lists)
        raise RefusedError(say("desk.entering.which_block", form=form.title, blocks=names))
    return fitting[0]


def _judge(sheet: Sheet, keys: Sequence[tuple[Key, str]], blocks: Marks) -> list[_Put]:
    """Turn every pair into a cell, or refuse them all with a line for each that is wrong."""
    puts: list[_Put] = []
    refused: list[str] = []
    for key, text in keys:
        try:
            puts.append(_Put(key, judge_one(sheet, key, text, blocks.get((key.form, key.row)))))
        except RefusedError as error:
            refused.append(say("desk.entering.at", key=key, sentence=error.sentence))
    if len(refused) == 1:
        raise RefusedError(refused[0])
    if refused:
        raise RefusedError(say("desk.entering.refused", n=len(refused)), refused)
    return puts


def judge_one(sheet: Sheet, key: Key, text: str, block: Block | None = None) -> Cell:
    """Return the cell that `text` makes at `key`; raises `RefusedError` when it cannot stand there."""
    if key.new_row and block is not None and block.template is not None:
        form, row = sheet.catalogue.form(key.form), block.template
        column = form.column(key.column)
        if column is None:
            raise UsageError(say("models.catalogue.no_column", form=form.title, column=key.column))
    else:
        form, row, column = sheet.place(key)
    if column.derived or row.derived:
        raise RefusedError(say("models.catalogue.derived", row=row.label, column=column.name))
    if column.city or (column.fixed_in(row) and not key.new_row):
        raise RefusedError(say("models.catalogue.locked", row=row.label, column=column.name))
    if form.id in sheet.nil and text.strip():
        raise RefusedError(
            say("desk.entering.nil_form", form=form.title, period=sheet.period, form_id=form.id)
        )
    cell = value.parse(text, row, column)
    lines.check_typed(sheet.lines.get(key, ()), sheet.label(form, row), column.name, cell)
    _check_merged(sheet, key, cell)
    return cell


def _check_merged(sheet: Sheet, key: Key, cell: Cell) -> None:
    if cell.blank is None or not cell.blank.startswith(MERGED):
        return
    other = Key.parse(cell.blank.partition(":")[2])
    if other == key:
        raise RefusedError(say("desk.entering.merged_self"))
    sheet.place(other)


def _nil_wanted(sheet: Sheet, form: Form, text: str, period: Period) -> bool:
    if not sheet.asks(form.id):
        raise RefusedError(say("desk.reporting.no_form", period=period.title, form=form.title))
    if not text.strip():
        return False
    if text.strip() != NIL:
        raise RefusedError(say("desk.entering.nil_word", text=text))
    filled = [k for k, c in sheet.cells.items() if k.form == form.id and not c.open]
    if filled:
        raise RefusedError(say("desk.entering.nil_has_figures", form=form.title, n=len(filled)))
    return True


def check_open(office: Office, sheet: Sheet, keys: Sequence[Key], *, nil: bool = False) -> None:
    """Refuse an edit of locked figures.

    Cells that were signed as 暂缺 stay open, and what is typed there may be mended, until it is signed.
    """
    if nil or not keys or not sheet.unlocked or not sheet.unlocked.issuperset(keys):
        workflow.check_editable(office.state(sheet.period), sheet.period.title)


def enter(office: Office, op: Operation, key: Key, cell: Cell) -> None:
    """Put a cell; a stage of a yearly figure that changes is kept with the day and the reason."""
    enter_all(office, op, {key: cell})


def enter_all(office: Office, op: Operation, cells: Mapping[Key, Cell]) -> None:
    """Put many cells, each as `enter` does."""
    op.put_all(cells)
    period = op.header.period
    staged = [] if period is None else [key for key in cells if key.column in STAGES]
    if period is None or not staged:
        return
    before, stamp = office.store.cells(period), Stamp(office.today.isoformat(), op.header.why or "")
    for key in staged:
        value = cells[key].value
        if before.get(key, EMPTY).value != value:
            op.stamp(key, None if value is None else stamp)


def _write(
    office: Office, op: Operation, put: _Put, codes: dict[tuple[str, str], str], note: str | None
) -> str:
    key = put.key
    if key.new_row:
        key = Key(key.form, codes[key.form, key.row], key.column)
    enter(office, op, key, put.cell)
    if note is not None:
        op.note(key, value.clean_text(note) or None)
    return str(key)


def opened(office: Office, period: Period, op: Operation) -> None:
    """Move an edited period on: a first value opens it, any edit withdraws a review.

    Says nothing when the operation touched nothing.
    """
    if not op.changes_something:
        return
    record = office.store.period(period)
    facts = {k: v for k, v in record.facts.items() if k not in signers.OF_REVIEW}
    state = record.state or workflow.DRAFT
    if state == workflow.REVIEWED:
        state = workflow.CORRECTING if facts.get("reason") else workflow.DRAFT
    if (state, facts) != (record.state, record.facts):
        op.state(state, facts, record.edition or office.catalogue.edition)


def write_note(office: Office, period: Period, key: Key, text: str) -> Changes:
    """Put a note beside a cell (an empty one takes it away); one that is computed has none."""
    sheet = office.sheet(period)
    _, row, column = sheet.place(key)
    if row.derived or column.derived:
        raise RefusedError(say("desk.entering.no_note", row=row.label, column=column.name))
    check_open(office, sheet, [key])
    with office.store.operation("note", period, how="typed", why="", at=office.stamp, step=True) as op:
        op.note(key, value.clean_text(text) or None)
        opened(office, period, op)
    office.forget(op.changes)
    return op.changes


def explain(office: Office, period: Period, rule: str, keys: Sequence[Key], text: str) -> Changes:
    """Let the 核实性 findings of `rule` that concern `keys` stand with an explanation.

    In a locked period only those that a 补报 brings: they touch what was signed as 暂缺 or have no reason.
    """
    chosen = [f for f in _failed(office, period, rule, text) if set(f.keys) & set(keys)]
    _check_late(office, period, chosen)
    missing = [k for k in keys if not any(k in f.keys for f in chosen)]
    if missing or not chosen:
        named = ",".join(str(k) for k in missing or keys)
        raise RefusedError(say("desk.handing_in.no_finding", rule=rule, keys=named))
    if any(f.severity == checks.MANDATORY for f in chosen):
        raise RefusedError(say("desk.handing_in.mandatory", rule=rule))
    return _let_stand(office, period, chosen, text)


def explain_finding(office: Office, period: Period, finding: Finding, text: str) -> Changes:
    """Let one finding stand with an explanation, or those that ask together, as one step."""
    wanted = {f.keys for f in asking.still_asking(finding)}
    chosen = [f for f in _failed(office, period, finding.rule, text) if f.keys in wanted]
    _check_late(office, period, chosen)
    if not chosen:
        named = ",".join(str(k) for k in finding.keys)
        raise RefusedError(say("desk.handing_in.no_finding", rule=finding.rule, keys=named))
    return _let_stand(office, period, chosen, text)


def _failed(office: Office, period: Period, rule: str, text: str) -> list[Finding]:
    """Return what a rule found; refuse a text that explains nothing."""
    if not value.clean_text(text):
        raise RefusedError(say("desk.handing_in.empty_explanation"))
    return [f for f in office.outcomes(period) if f.rule == rule and f.result == checks.FAILED]


def _check_late(office: Office, period: Period, chosen: Sequence[Finding]) -> None:
    """Refuse to explain in a locked period, but for what a 补报 brings."""
    unlocked = office.sheet(period).unlocked
    late = [f for f in chosen if unlocked and (f.blocking or not unlocked.isdisjoint(f.keys))]
    if not late or late != list(chosen):
        workflow.check_editable(office.state(period), period.title)


def _let_stand(office: Office, period: Period, chosen: Sequence[Finding], text: str) -> Changes:
    clean = value.clean_text(text)
    with office.store.operation("explain", period, how="typed", why="", at=office.stamp, step=True) as op:
        for finding in chosen:
            op.explain(finding.rule, finding.keys, clean, finding.figures)
        opened(office, period, op)
    office.forget(op.changes)
    return op.changes


def get(office: Office, period: Period, keys: Sequence[Key] = ()) -> dict[str, Any]:
    """Return what is entered and what is computed from it (INTERFACE §5)."""
    sheet = office.sheet(period)
    record = office.store.period(period)
    places = [sheet.place(k) for k in keys]
    wanted = (
        [(k, row, column) for k, (_, row, column) in zip(keys, places, strict=True)]
        if keys
        else all_cells(sheet)
    )
    return {
        "unit": office.unit,
        "period": str(period),
        "state": record.state or workflow.UNFILLED,
        "revision": record.facts.get("revision"),
        "catalogue": sheet.catalogue.edition,
        "cells": [_cell_json(sheet, key, row, column) for key, row, column in wanted],
    }


def all_cells(sheet: Sheet) -> list[tuple[Key, Row, Column]]:
    """Return every cell of the office's forms in catalogue order."""
    return [
        (Key(form.id, row.code, column.code), row, column)
        for form in sheet.forms
        for row in sheet.rows(form.id)
        for column in sheet.columns(form, row)
    ]


def _cell_json(sheet: Sheet, key: Key, row: Row, column: Column) -> dict[str, Any]:
    derived = column.derived or row.derived
    cell = Cell() if derived else sheet.cell(key, row, column)
    text = figure_text(sheet, key, row, column)
    stamp = sheet.stamp(key)
    if text is not None and column.kind == "enum" and derived:
        text = column.word(text)
    return {
        "key": str(key), "value": text, "blank": cell.blank, "note": cell.note, "derived": derived,
        "locked": sheet.locked(row, column), "computed": _computed_json(sheet, key, row, column),
        **({"on": stamp.on, "why": stamp.why} if stamp else {}),
    }  # fmt: skip


def _computed_json(sheet: Sheet, key: Key, row: Row, column: Column) -> dict[str, Any] | None:
    beside = derive.computed(sheet, key, row, column)
    if beside is None:
        return None
    places = value.places_of(row, column)

    def plain(number: Any, digits: int) -> str | None:
        return None if number is None else quantity.plain(number, digits)

    change_places = places if beside.points else 1
    return {
        "ytd": plain(beside.ytd, places),
        "previous": plain(beside.previous, places),
        "last_year": plain(beside.last_year, places),
        "change_previous_pct": plain(beside.change_previous, change_places),
        "change_last_year_pct": plain(beside.change_last_year, change_places),
        "points": beside.points,
        "missing": list(beside.missing),
    }


def first_error(error: JzdeskError) -> str:
    """Return the sentence a cell shows when what was typed is refused."""
    return error.findings[0] if error.findings else error.sentence
