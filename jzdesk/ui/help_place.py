"""Which entry of the help belongs to where the focus is: a cell, a finding, a state, a task, a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QTableView, QWidget

from jzdesk.desk import browsed
from jzdesk.desk.cell_states import ALL, REFUSED
from jzdesk.desk.helping import Helping, said
from jzdesk.models import todo
from jzdesk.models.checks import Finding
from jzdesk.models.help.entry import FORM, PAGE, RULE, STATE, TERM, Entry, topic_of
from jzdesk.ui.pages.form import FormPage
from jzdesk.ui.pages.standing import Standing
from jzdesk.ui.pages.todo_line import Line
from jzdesk.ui.places import Places
from jzdesk.ui.session import Session
from jzdesk.ui.tables.listing import ListModel
from jzdesk.ui.tables.state_words import word_of
from jzdesk.ui.widgets.message_strip import MessageStrip
from jzdesk.ui.widgets.state_chips import StateChip


def entry_at(widget: QWidget | None, places: Places, session: Session, helping: Helping) -> Entry | None:
    """Return what the help tells of the place with the focus; of its page where nothing is nearer."""
    chain = list(_outwards(widget))
    found = next((e for e in (_of(w, session, helping) for w in chain) if e is not None), None)
    if found is None and isinstance(places.page, FormPage):
        found = _of_form(places.page, chain, session, helping)
    if found is None:
        found = helping.of_widget([w.objectName() for w in chain]) or helping.of_page(places.name)
    return _with_state(found, session)


def _with_state(found: Entry | None, session: Session) -> Entry | None:
    """Let a page's entry lead to the state its period is in, too."""
    if found is None or found.kind not in {PAGE, FORM}:
        return found
    return replace(found, see=(topic_of(STATE, session.look.stage), *found.see))


def _outwards(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def _of(widget: QWidget, session: Session, helping: Helping) -> Entry | None:
    """Return the entry of one widget: a chip's state, a strip's sentence, the line a list is at."""
    if isinstance(widget, StateChip):
        if widget.state == ALL:
            return helping.entry(topic_of(TERM, "筛选和排序"))
        return helping.entry(topic_of(STATE, word_of(widget.state)))
    if isinstance(widget, MessageStrip):
        return helping.of_sentence(widget.sentence)
    item = _item(widget)
    if isinstance(item, Standing):
        item = item.finding
    if isinstance(item, Finding):
        return helping.of_finding(item)
    if isinstance(item, browsed.Entry) and item.segment in _OF_PLAN:
        return helping.entry(topic_of(_OF_PLAN[item.segment], item.code))
    return _of_line(item, session, helping) if isinstance(item, Line) else None


_OF_PLAN = {browsed.RULES: RULE, browsed.FORMS: FORM}
"""What of 规划目录 has entries of its own; of the plan's own items that page tells all there is."""


def _item(widget: QWidget) -> Any:
    """Return what stands in the line a list's cursor is at."""
    if not isinstance(widget, QTableView) or not widget.currentIndex().isValid():
        return None
    model = widget.model()
    return model.item(widget.currentIndex().row()) if isinstance(model, ListModel) else None


def _of_line(line: Line, session: Session, helping: Helping) -> Entry | None:
    """Return the entry of a thing to do: of the rule that asks for it, else of its kind."""
    look = session.look
    asked = (item for item in look.todo.blocking if (item.kind, item.key) == (line.kind, line.key))
    rule = next((item.rule for item in asked if item.rule), None)
    if rule is not None and line.kind != todo.BLANK:
        finding = next((f for f in look.findings if f.rule == rule and line.key in f.keys), None)
        if finding is not None:
            return helping.of_finding(finding)
    found = helping.entry(topic_of(STATE, line.kind))
    return None if found is None else said(found, line.text)


def _of_form(page: FormPage, chain: list[QWidget], session: Session, helping: Helping) -> Entry | None:
    """Return the entry of the cell at the cursor, or of what is refused there."""
    key = page.cursor_.key
    if key is None or not any(w is page.tables or w is page.side for w in chain):
        return None
    if any(w.objectName() in _OWN for w in chain):
        return None
    refused = session.refused.get(key)
    face = page.cursor_.face
    if refused is not None and face is not None and face.tone == REFUSED:
        return helping.of_sentence(refused.sentence)
    return helping.cell(key)


_OWN = frozenset({"note", "sideOrigin", "stageReason", "sideSaid", "remarkLine"})
"""Parts of the panel beside the cell that have entries of their own."""
