"""The foot notes of a form: who owes a figure, what it was counted with, what the clerk wrote beside it."""

from __future__ import annotations

from dataclasses import dataclass

from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import MERGED, OWED, Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen, parts_of
from jzdesk.reports.stamp import called, day, head, row_name
from jzdesk.words import say

_NAMED = 3  # as many rows are named; of more the number is told
_LONGEST, _WIDE = 100, 80.0  # characters, and the mm of a column that takes any text
MARKS = (*"①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "※")


@dataclass(frozen=True)
class Notes:
    """The sign that stands behind a cell, and the lines at the foot that the signs point to."""

    marks: dict[Key, str]
    lines: tuple[str, ...]


def form_notes(frozen: Frozen, form: Form) -> Notes:
    """Return the notes of a form, in the order of its cells."""
    marks: dict[Key, str] = {}
    lines: list[str] = []
    for _, line in frozen.layout(form).lines():
        if line.row is None:
            continue
        for key in (c.key for c in line.cells if c.key is not None):
            column = form.column(key.column)
            text = "".join(
                [*_moved(frozen, key, column), *_remarks(frozen, key), *_partial(frozen, form, line.row, key)]
            )
            if not text or column is None:
                continue
            marks[key] = _mark(len(lines))
            place = say(
                "reports.form.note_place", number=line.number, row=row_name(frozen, form, line.row),
                column=head(form, line.row, column),
            )  # fmt: skip
            lines.append(f"{marks[key]}{place}{text}")
    lines += [*_stub_notes(frozen, form), *_stages(frozen, form)]
    return Notes(marks, tuple(lines))


def _mark(number: int) -> str:
    """Return the sign of the n-th note; beyond twenty all share one, the lines name their cells anyway."""
    return MARKS[min(number, len(MARKS) - 1)]


def too_long(value: str | None, column: Column | None) -> bool:
    """Tell whether a text is printed among the notes because its cell would become a page of its own."""
    if value is None or column is None or column.kind != "text":
        return False
    return len(value) > _LONGEST and column.width < _WIDE


def _moved(frozen: Frozen, key: Key, column: Column | None) -> list[str]:
    value = frozen.value(key)
    return [value.replace("\n", " ")] if value is not None and too_long(value, column) else []


def _remarks(frozen: Frozen, key: Key) -> list[str]:
    cell = frozen.cell(key)
    found: list[str] = []
    reason, _, rest = cell.get("b", "").partition(":")
    if reason == OWED:
        who, _, when = rest.partition(",")
        found.append(say("reports.form.owed", who=who, when=day(when)))
    if reason == MERGED:
        found.append(say("reports.form.merged", place=called(frozen, Key.parse(rest))))
    if "n" in cell:
        found.append(say("reports.form.remark", text=cell["n"].replace("\n", " ")))
    return found


def _partial(frozen: Frozen, form: Form, row: Row, key: Key) -> list[str]:
    """Say of a 合计 which of its parts are still owed and so not in it."""
    if not row.derived or frozen.value(key) is None:
        return []
    owed = [
        row_name(frozen, form, part)
        for part in parts_of(frozen, form, row)
        if frozen.cell(Key(form.id, part.code, key.column)).get("b", "").startswith(OWED)
    ]
    return [say("reports.form.partial", rows="、".join(owed))] if owed else []


def _stages(frozen: Frozen, form: Form) -> list[str]:
    """Return when and why the stages of yearly figures were entered, those of one day and reason together."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for _, line in frozen.layout(form).lines():
        for key in (c.key for c in line.cells if c.key is not None and line.row is not None):
            cell = frozen.cell(key)
            if "on" in cell and line.row is not None:
                group = (key.column, cell["on"], cell.get("why", ""))
                found.setdefault(group, []).append(row_name(frozen, form, line.row))
    return [_stage(form, *group, names) for group, names in found.items()]


def _stage(form: Form, code: str, on: str, why: str, names: list[str]) -> str:
    column = form.column(code)
    rows = "、".join(names[:_NAMED])
    return say(
        "reports.form.stage_more" if len(names) > _NAMED else "reports.form.stage",
        column=column.name if column else code, day=day(on), rows=rows, n=len(names),
        why=say("reports.form.stage_why", why=why) if why else "",
    )  # fmt: skip


def _stub_notes(frozen: Frozen, form: Form) -> list[str]:
    """Return the notes written beside the names of rows, which have no cell in the grid."""
    stub = next((c for c in form.columns if c.stub), None)
    if stub is None:
        return []
    lines = []
    for row in frozen.rows(form):
        text = "".join(_remarks(frozen, Key(form.id, row.code, stub.code)))
        if text:
            lines.append(f"{MARKS[-1]}{say('reports.form.row_place', row=row_name(frozen, form, row))}{text}")
    return lines


def relations(catalogue: Catalogue, form: Form, period: Period) -> tuple[str, ...]:
    """Return 本表主要审核关系: the wordings of the form's rules in force that are to be printed."""
    rules = [r for r in catalogue.rules if r.form == form.id and r.holds(period) and r.printed]
    if not rules:
        return ()
    wordings = [
        say("reports.form.rule", number=r.number, wording=r.wording)
        + (say("reports.form.trial") if r.trial else "")
        for r in rules
    ]
    return (say("reports.form.rules", text=say("reports.form.rule_mark").join(wordings)),)
