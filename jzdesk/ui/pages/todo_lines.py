"""The to-do list as it is read: one line for each thing, the blanks of one row together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from jzdesk.desk import stepping
from jzdesk.models import todo, workflow
from jzdesk.models.checks import asking
from jzdesk.models.layout import lay_out
from jzdesk.records import replace
from jzdesk.ui.pages.hand_in_steps import STEPS, step_now
from jzdesk.ui.pages.todo_line import Line, Next
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.window import Look
    from jzdesk.models.checks import Finding
    from jzdesk.models.entry import Key
    from jzdesk.models.form import Form
    from jzdesk.models.todo import Item

TODAY, HAND_IN, ENQUIRY, ADOPT = "todo", "hand_in", "enquiry", "adopt"


def lines_of(look: Look) -> tuple[Line, ...]:
    """Return every line: first what stands in the way, in the order of doing it, then what may wait."""
    numbers = _Numbers(look)
    return (
        *_joined(look, look.todo.blocking, numbers, True),
        *_joined(look, look.todo.other, numbers, False),
    )


def _joined(look: Look, items: Iterable[Item], numbers: _Numbers, blocking: bool) -> list[Line]:
    found: list[Line] = []
    beyond = _beyond(look)
    told: set[Finding] = set()
    blanks: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        group = beyond.get((item.rule, item.key))
        if group is not None:
            if group not in told:
                line = _line(look, item, numbers, blocking)
                cells = len(asking.still_asking(group))
                found.append(replace(line, text=f"{group.message}{group.remedy}", cells=cells))
                told.add(group)
            continue
        if item.kind != todo.BLANK or item.key is None:
            found.append(_line(look, item, numbers, blocking))
            continue
        row = (item.key.form, item.key.row)
        if row not in blanks:
            found.append(_line(look, item, numbers, blocking))
        blanks.setdefault(row, []).append(item)
    return [_blanks(look, line, blanks) if _row_of(line) in blanks and line.kind == todo.BLANK else line
            for line in found]  # fmt: skip


def _beyond(look: Look) -> dict[tuple[str | None, Key | None], Finding]:
    """Return for each finding that asks together, by rule and first cell, what stands for all of them."""
    groups = asking.together(look.findings)
    return {(p.rule, p.keys[0]): group for group in groups for p in asking.still_asking(group) if p.keys}


def _row_of(line: Line) -> tuple[str, str]:
    return (line.key.form, line.key.row) if line.key else ("", "")


def _blanks(look: Look, line: Line, blanks: dict[tuple[str, str], list[Item]]) -> Line:
    """Return the line of a row with blanks, naming the columns."""
    items = blanks[_row_of(line)]
    if len(items) == 1 or line.key is None:
        return line
    form = look.sheet.catalogue.form(line.key.form)
    columns = [form.column(i.key.column) for i in items if i.key]
    names = "、".join(c.name for c in columns[:4] if c)
    row = stepping.row_name(look.sheet, line.key)
    word = "blanks_more" if len(items) > 4 else "blanks"
    text = say(f"ui.todo.{word}", row=row, columns=names, n=len(items))
    return Line(line.kind, text, line.place, line.page, line.key, len(items), line.blocking)


def _line(look: Look, item: Item, numbers: _Numbers, blocking: bool) -> Line:
    page = look.form_of(item)
    if item.kind == todo.EXPLAIN:  # written in a list of its own; its place is the cell's
        place = _said(look, page, item.key, numbers)
        return Line(item.kind, item.text, place, HAND_IN, item.key, 1, blocking)
    if item.kind in {todo.REVIEW, todo.EARLY, todo.UNSENT}:
        page = HAND_IN
    elif item.kind == todo.ASKED:
        page = ENQUIRY
    elif item.kind == todo.ADOPT:
        page = ADOPT
    elif item.kind == todo.EARLIER:
        page = TODAY
    place = _place(look, item, page, numbers)
    return Line(item.kind, item.text, place, page, item.key, 1, blocking, item.period)


def _place(look: Look, item: Item, page: str, numbers: _Numbers) -> str:
    if item.period is not None:  # its 行次 there may be another
        return item.period.title
    if page in {HAND_IN, ENQUIRY, ADOPT}:
        return say(f"ui.nav.{page}")
    if not page:
        return ""
    return _said(look, page, item.key, numbers)


def _said(look: Look, page: str, key: Key | None, numbers: _Numbers) -> str:
    form = look.sheet.catalogue.form(page)
    number = numbers[page].get(key.row) if key else None
    return say("ui.todo.place", form=form.short, number=number) if number else form.short


class _Numbers(dict[str, dict[str, str]]):
    """Every row's 行次 by its form; a form is laid out once something of it is told."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._sheet = look.sheet

    def __missing__(self, form_id: str) -> dict[str, str]:
        sheet = self._sheet
        laid = (
            lay_out(form, sheet.period, sheet.rows(form_id), cells=False)
            for form in sheet.forms if form.id == form_id
        )  # fmt: skip
        lines = (line for layout in laid for _, line in layout.lines())
        made = self[form_id] = {line.row.code: line.number for line in lines if line.row is not None}
        return made


def places_of(look: Look, keys: Iterable[Key]) -> list[str]:
    """Return where cells are as people say it: the form and its 行次."""
    numbers = _Numbers(look)
    return [_said(look, key.form, key, numbers) for key in keys]


def way_told(look: Look) -> str:
    """Return which step of the way of a quarter is due now, of how many."""
    at = step_now(look)
    if look.sheet.backfilled or at >= len(STEPS):
        return say("ui.next.name")
    return say("ui.next.at", n=at + 1, of=len(STEPS), step=say(f"ui.hand_in.step_{STEPS[at]}"))


def next_step(look: Look, lines: tuple[Line, ...]) -> Next:
    """Return what is to be done next."""
    if not look.preparing:
        asked = [line for line in lines if line.kind == todo.QUERIED]
        return _answering(asked) if asked else _after_freezing(look)
    blocking = [line for line in lines if line.blocking]
    if not blocking:
        return Next(say("ui.next.freeze"), say("ui.next.freeze_text"), say("ui.next.freeze_act"), HAND_IN)
    first = blocking[0]
    same = sum(line.cells for line in blocking if line.kind == first.kind)
    titles = {
        todo.MUST: "must", todo.EXPLAIN: "explain", todo.BLANK: "blank", todo.CANNOT: "cannot",
        todo.NIL: "nil", todo.REVIEW: "review", todo.EARLY: "early", todo.NOTHING: "nothing",
        todo.BACKFILL: "backfill", todo.RETURNED: "returned",
    }  # fmt: skip
    text = say("ui.next.review_text") if first.kind == todo.REVIEW and look.passed else first.text
    return Next(say(f"ui.next.{titles[first.kind]}", n=same), text, first.act, first.page, first.key)


def _answering(asked: list[Line]) -> Next:
    """Return what the city asks, which comes before all that is only waited for."""
    return Next(say("ui.next.queried", n=len(asked)), asked[0].text, say("ui.next.queried_act"), HAND_IN)


def _after_freezing(look: Look) -> Next:
    words = {workflow.FROZEN: "submit", workflow.PACKED: "send", workflow.ACCEPTED: "accepted"}
    word = words.get(look.state, "wait")
    act = say(f"ui.next.{word}_act") if word != "accepted" else ""
    return Next(say(f"ui.next.{word}"), say(f"ui.next.{word}_text"), act, HAND_IN if act else "")


def title_of(form: Form) -> str:
    """Return a form's number and title as its page is headed."""
    return f"{form.number}　{form.title}"


def short_title_of(form: Form) -> str:
    """Return what stands there where the whole title has no room."""
    return f"{form.number}　{form.short}"
