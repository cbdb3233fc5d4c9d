"""The lists beside a file of 待接收文件: changes, totals, remarks, replies, and what its cover says."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from jzdesk.desk.changed import ChangedCell
from jzdesk.desk.preview import Effect, Remark
from jzdesk.models import loop
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import NUMBER, SIGN, TEXT, Index, ListColumn, ListModel, Part
from jzdesk.ui.theme import Theme
from jzdesk.words import say

_SIGNS = {"new": ("＋", "good"), "changed": ("changed", "explain"), "vanishing": ("−", "must")}


class FigureModel(ListModel[Any]):
    """A list whose heads of figures stand to the right, over the figures."""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's head."""
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[section].width in _FIGURES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one aspect of a place; a long text that is cut is whole in its tip."""
        found = super().data(index, role)
        if found is None and role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            return self.part(index.row(), index.column()).text or None
        return found


OLD, GAP = 88, 80
_FIGURES = frozenset({OLD, GAP})


def list_of(theme: Theme, name: str, columns: tuple[ListColumn[Any], ...], parent: QWidget) -> ListView:
    """Return an empty list with these columns."""
    view = ListView(theme, FigureModel(columns, parent), name)
    view.setAccessibleName(say(f"ui.inbox.list_{name}"))
    return view


def model_of(view: ListView) -> ListModel[Any]:
    """Return the model of such a list."""
    found = view.model()
    if not isinstance(found, ListModel):
        raise TypeError(found)
    return found


def _sign(one: ChangedCell) -> Part:
    text, tone = _SIGNS[one.kind]
    return Part(text, SIGN, tone, say(f"ui.inbox.kind_{one.kind}"))


def _where(one: ChangedCell) -> Part:
    period = say("ui.inbox.of_period", period=one.period) if one.period else ""
    unit = say("ui.inbox.in_unit", unit=one.unit) if one.unit else ""
    text = say("ui.inbox.where", period=period, row=one.row, column=one.column, unit=unit)
    tip = say("ui.inbox.where_tip", form=one.form, where=text)
    return Part(text, TEXT, "secondary" if one.derived else "", tip)


def _old(one: ChangedCell) -> Part:
    return Part(one.old or say("ui.inbox.nothing"), NUMBER, "secondary")


def _new(one: ChangedCell) -> Part:
    return Part(one.new or say("ui.inbox.nothing"), NUMBER, "must" if one.kind == "vanishing" else "")


CHANGE_COLUMNS = (
    ListColumn[ChangedCell]("", 28, _sign),
    ListColumn[ChangedCell](say("ui.inbox.change"), 0, _where),
    ListColumn[ChangedCell](say("ui.inbox.old"), OLD, _old),
    ListColumn[ChangedCell](say("ui.inbox.new"), OLD, _new),
    ListColumn[ChangedCell](say("ui.inbox.gap"), GAP, lambda x: Part(x.difference, NUMBER, "secondary")),
)


def _total(one: Effect) -> Part:
    period = say("ui.inbox.of_period", period=one.period) if one.period else ""
    return Part(say("ui.inbox.total", period=period, name=one.name, unit=one.unit), TEXT)


EFFECT_COLUMNS = (
    ListColumn[Effect](say("ui.inbox.total_head"), 0, _total),
    ListColumn[Effect](
        say("ui.inbox.before"), OLD, lambda x: Part(x.before or say("ui.inbox.nothing"), NUMBER)
    ),
    ListColumn[Effect](
        say("ui.inbox.after"), OLD, lambda x: Part(x.after or say("ui.inbox.nothing"), NUMBER)
    ),
    ListColumn[Effect](say("ui.inbox.change_pct"), GAP, lambda x: Part(x.change, NUMBER, "secondary")),
)


def _remark(one: Remark) -> Part:
    text = say("ui.inbox.answered", text=one.text, answer=one.answer) if one.answer else one.text
    return Part(text, TEXT, "", text)


def _kind(one: Remark) -> Part:
    tone = one.tone if one.tone != "blank" else ""
    return Part(one.tone or "·", SIGN, tone, say(f"ui.inbox.remark_{one.tone or 'noted'}"))


REMARK_COLUMNS = (
    ListColumn[Remark]("", 28, _kind),
    ListColumn[Remark](say("ui.inbox.remark"), 0, _remark),
)
FACT_COLUMNS = (
    ListColumn[tuple[str, str]]("", 112, lambda x: Part(x[0], TEXT, "secondary")),
    ListColumn[tuple[str, str]]("", 0, lambda x: Part(x[1], TEXT)),
)
ANSWER_COLUMNS = (
    ListColumn[loop.Remark](
        say("ui.inbox.asked"),
        0,
        lambda x: Part(say("ui.inbox.asked_at", place=x.place, text=x.text), TEXT, "secondary"),
    ),
    ListColumn[loop.Remark](say("ui.inbox.reply"), 0, lambda x: Part(x.reply)),
)
