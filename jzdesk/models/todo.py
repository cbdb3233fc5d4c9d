"""The only answer to "what stands between now and handing in"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from jzdesk.models import calendar, checks, roles, workflow
from jzdesk.models.entry import Key
from jzdesk.models.letters import RETURN
from jzdesk.records import dataclass
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.checks import Finding
    from jzdesk.models.form import Column, Form, Row
    from jzdesk.models.loop import Remark
    from jzdesk.models.period import Period
    from jzdesk.models.sheet import Sheet

BLANK, MUST, EXPLAIN, CANNOT, NIL, REVIEW, EARLY, NOTHING = (
    "空白", "必须修改", "需要说明", "无法审核", "零报告", "复核", "日期", "无表",
)  # fmt: skip
_YEAR = re.compile(r"\d{4}", re.ASCII)
OWED, DUE, EARLIER, BACKFILL, ASKED = "暂缺", "到期", "前期", "历史补录", "取数"
RETURNED, QUERIED, UNSENT = "退回", "查询", "未报"
PRINT = "缺字"
"""A character that paper cannot show."""
ADOPT = "下发"
"""A newer edition that waits for the clerk's word."""
LATE = "补报"
"""What there is to hand in of a locked period whose 暂缺 has been filled since."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do; `key` is where to jump, or `form` where a whole form is meant.

    `period` is that of the key where it is an earlier one.
    """

    kind: str
    text: str
    key: Key | None = None
    rule: str | None = None
    form: str | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Todo:
    """Everything to do: `blocking` must be empty before freezing; `other` may wait."""

    blocking: tuple[Item, ...]
    other: tuple[Item, ...]


def todo(
    sheet: Sheet, outcomes: Sequence[Finding], *, reviewed: bool, today: date, practice: bool,
    unfilled: Sequence[Period] = (), unanswered: Sequence[Item] = (),
    remarks: Sequence[Remark] = (), unsent: Sequence[tuple[Period, str]] = (),
    newer: str = "", printable: Container[str] | None = None,
) -> Todo:  # fmt: skip
    """Return what is to be done in a period whose checks came out as `outcomes`.

    `unfilled` are earlier periods left without a figure since the office began, `unanswered` the bureaus
    that still owe figures they were asked for, `remarks` what the city said of cells (returns to be answered
    before the next freezing), `unsent` the periods whose figures have not left as they stand, each with its
    state or 补报, `newer` what a newer edition would change, `printable` the characters paper can show. A
    period of the 历史补录 is never frozen, which is all that stands in its way; what must be mended there may
    wait.
    """
    complete = {rule.number for rule in sheet.catalogue.rules if rule.kind == "complete"}
    blocked = [f for f in outcomes if f.blocking]
    failed = [f for f in blocked if f.result == checks.FAILED]
    blanks = [_item(BLANK, f) for f in failed if f.rule in complete]
    adopt = [Item(ADOPT, newer)] if newer else []
    listed = {item.key for item in blanks}
    must = [_item(MUST, f) for f in failed if f.severity == checks.MANDATORY and f.rule not in complete]
    if sheet.backfilled:
        only = Item(BACKFILL, say("models.todo.backfill", period=sheet.period.title))
        return Todo((only,), (*adopt, *must, *unanswered, *_owed(sheet), *_due(sheet)))
    explain = [_item(EXPLAIN, f) for f in failed if f.severity != checks.MANDATORY and f.rule not in complete]
    cannot = [
        _item(CANNOT, f) for f in blocked if f.result == checks.NOT_RUN and not listed.issuperset(f.keys)
    ]
    blocking = [*must, *explain, *blanks, *cannot, *_nil(sheet), *_early(sheet.period, today, practice)]
    if not sheet.forms:
        blocking.append(Item(NOTHING, say("models.todo.nothing", period=sheet.period.title)))
    elif not reviewed:
        blocking.append(Item(REVIEW, say("models.todo.review")))
    said = _said(sheet, remarks)
    blocking[:0] = [item for item in said if item.kind == RETURNED]
    first = (*adopt, *(item for item in said if item.kind == QUERIED), *_unsent(sheet.period, unsent))
    lost = [] if printable is None else _unprintable(sheet, printable)
    later = (*_owed(sheet), *_due(sheet), *_before(unfilled), *lost)
    return Todo(tuple(blocking), (*first, *unanswered, *later))


def _item(kind: str, finding: Finding) -> Item:
    return Item(kind, finding.message, finding.keys[0] if finding.keys else None, finding.rule)


def _said(sheet: Sheet, remarks: Sequence[Remark]) -> list[Item]:
    """Return what the city returned or queries and nobody has answered, each at its cell."""
    items: list[Item] = []
    for remark in (r for r in remarks if not r.answered):
        kind, word = (RETURNED, "returned") if remark.kind == RETURN else (QUERIED, "queried")
        text = say(f"models.todo.{word}", place=remark.place, text=remark.text.rstrip("。"))
        here = sheet.row(remark.key.form, remark.key.row) is not None
        items.append(Item(kind, text, remark.key if here else None, form=remark.key.form))
    return items


def _unsent(period: Period, unsent: Sequence[tuple[Period, str]]) -> list[Item]:
    """Return the periods whose figures have not left as they stand."""
    return [
        Item(UNSENT, unsent_text(known, state), period=None if known == period else known)
        for known, state in unsent
    ]


def unsent_text(period: Period, state: str) -> str:
    """Return the sentence for a period whose figures have not left, in its state or 补报."""
    words = {workflow.FROZEN: "frozen", workflow.PACKED: "packed", workflow.CORRECTING: "correcting"}
    return say(f"models.todo.unsent_{words.get(state, 'late')}", period=period.title)


def _nil(sheet: Sheet) -> list[Item]:
    """List forms without a row must be declared a 零报告."""
    return [
        Item(NIL, say("models.todo.nil", form=f.title), form=f.id)
        for f in sheet.forms
        if not sheet.rows(f.id) and f.id not in sheet.nil
    ]


def _early(period: Period, today: date, practice: bool) -> list[Item]:
    if practice or today >= period.last_day:
        return []
    day = calendar.told(period.last_day)
    return [Item(EARLY, say("models.todo.early", period=period.title, day=day))]


@dataclass(frozen=True, slots=True)
class Owing:
    """A cell that is still owed in a period: who gives it, and when (ISO); `label` names its row."""

    period: Period
    key: Key
    label: str
    column: Column
    who: str
    when: str


def owing(sheet: Sheet, period: Period) -> Iterator[Owing]:
    """Yield what is still owed of the sheet's own or an earlier period, in the order of the paper."""
    owed = {key: cell.blank for key, cell in sheet.at(period).items() if cell.owed}
    for form in (f for f in sheet.catalogue.forms if any(k.form == f.id for k in owed)):
        for row in sheet.catalogue.rows(form, sheet.unit, period, sheet.own):
            for column in sheet.catalogue.columns(form, row, period):
                key = Key(form.id, row.code, column.code)
                if key in owed and not (column.standing and period != sheet.period):
                    who, _, when = str(owed[key]).partition(":")[2].partition(",")
                    yield Owing(period, key, sheet.label(form, row), column, who, when)


def _owed(sheet: Sheet) -> list[Item]:
    """List what is still owed, of earlier periods first: it is filled there and goes out as a 补报."""
    periods = (*sorted(sheet.earlier), sheet.period)
    return [_owed_at(sheet, one) for period in periods for one in owing(sheet, period)]


def _owed_at(sheet: Sheet, one: Owing) -> Item:
    told = {"row": one.label, "column": one.column.name, "who": one.who, "when": one.when}
    if one.period == sheet.period:
        return Item(OWED, say("models.todo.owed", **told), one.key)
    text = say("models.todo.owed_before", period=one.period.title, **told)
    return Item(OWED, text, one.key, period=one.period)


def _due(sheet: Sheet) -> list[Item]:
    """Tasks whose year has come and that are not done."""
    items: list[Item] = []
    for form in (f for f in sheet.forms if f.role == roles.TASKS):
        for row in sheet.rows(form.id):
            due, status = (_standing(sheet, form, row, code) for code in ("due", "status"))
            if _is_due(row, due, sheet.period) and status not in {"done", "accepted", "void"}:
                word = "models.todo.due_again" if row.recurs else "models.todo.due"
                text = say(word, row=sheet.label(form, row), due=due)
                items.append(Item(DUE, text, Key(form.id, row.code, "status")))
    return items


def _is_due(row: Row, due: str, period: Period) -> bool:
    """Tell whether a task's year has come; one that recurs is due at the end of each of its turns."""
    year = _YEAR.match(due)
    if year and int(year[0]) > period.year:
        return False
    if row.recurs:
        return period.last_day == period.inside(row.recurs).last_day
    return year is not None


def _standing(sheet: Sheet, form: Form, row: Row, code: str) -> str:
    column = form.column(code)
    value = sheet.cell(Key(form.id, row.code, code), row, column).value if column else None
    return value if isinstance(value, str) else ""


def _unprintable(sheet: Sheet, printable: Container[str]) -> list[Item]:
    """Cells with a character that is printed as 〓: the clerk writes it in another way, or by hand."""
    items: list[Item] = []
    shown = cache(printable.__contains__)  # a few hundred different ones, of thousands that there are
    for key, cell in sheet.cells.items():
        if cell.note is None and not isinstance(cell.value, str):
            continue
        texts = (text for text in (cell.value, cell.note) if isinstance(text, str) and not text.isascii())
        lacking = [char for text in texts for char in text if not shown(char) and char != "\n"]
        row = sheet.row(key.form, key.row) if lacking else None
        if row is not None:
            form = sheet.catalogue.form(key.form)
            column = form.column(key.column)
            text = say(
                "models.todo.unprintable", row=sheet.label(form, row), column=column.name if column else "",
                chars="、".join(dict.fromkeys(lacking)),
            )  # fmt: skip
            items.append(Item(PRINT, text, key))
    return items


def _before(unfilled: Sequence[Period]) -> list[Item]:
    return [Item(EARLIER, say("models.todo.earlier", period=p.title), period=p) for p in unfilled]
