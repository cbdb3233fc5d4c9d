"""The two lists of 取数: the bureaus with how far they are, and every figure with its bureau."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QWidget

from jzdesk.desk.sourcing import Bureau, Source
from jzdesk.ui.tables.list_view import ListDelegate, ListView
from jzdesk.ui.tables.listing import NUMBER, PILL, TEXT, Index, ListColumn, ListModel, Part
from jzdesk.ui.theme import Theme
from jzdesk.words import say

NAME = 3
"""The column in which a figure's bureau is written."""
Names = Callable[[], Sequence[str]]


def bureau_columns(today: Callable[[], str]) -> tuple[ListColumn[Bureau], ...]:
    """Return the columns of the bureaus; `today` (ISO) says what is late."""

    def state(bureau: Bureau) -> Part:
        word, tone = _state(bureau, today())
        return Part(say(f"ui.enquiry.state_{word}"), PILL, tone)

    return (
        ListColumn(say("ui.enquiry.name"), 0, lambda bureau: Part(bureau.name)),
        ListColumn(say("ui.enquiry.figures"), 56, lambda bureau: Part(str(bureau.figures), NUMBER)),
        ListColumn(say("ui.enquiry.open"), 64, lambda bureau: Part(str(bureau.open), NUMBER)),
        ListColumn(say("ui.enquiry.asked"), 104, lambda bureau: Part(bureau.made_on, TEXT, "secondary")),
        ListColumn(say("ui.enquiry.due"), 104, lambda bureau: Part(bureau.due, TEXT, "secondary")),
        ListColumn(say("ui.enquiry.state"), 128, state),
    )


def _state(bureau: Bureau, today: str) -> tuple[str, str]:
    if not bureau.open:
        return "done", "good"
    if not bureau.asked:
        return "new", "plain"
    if bureau.answered_on:
        return "partly", "explain"
    return ("late", "must") if bureau.due < today else ("waiting", "accent")


class _BureauDelegate(ListDelegate):
    """Writes a bureau's name, with those used before to choose from."""

    def __init__(self, theme: Theme, names: Names, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._names = names

    def createEditor(self, parent: QWidget, option: object, index: Index) -> QWidget:
        """Open a line over the place."""
        made = QLineEdit(parent)
        made.setObjectName("bureauEditor")
        made.setProperty("look", "cell")
        made.setFrame(False)
        made.setAccessibleName(say("ui.enquiry.bureau"))
        known = QCompleter(list(self._names()), made)
        known.setFilterMode(Qt.MatchFlag.MatchContains)
        made.setCompleter(known)
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start with the bureau there is."""
        model = index.model()
        if isinstance(editor, QLineEdit) and isinstance(model, ListModel) and not editor.text():
            editor.setText(model.item(index.row()).bureau)


class SourceList(ListView):
    """Every figure with its bureau; a name is written for all the lines chosen.

    Signals: `named` the sources and the name of their bureau.
    """

    named = Signal(object, str)

    def __init__(self, theme: Theme, names: Names, parent: QWidget) -> None:
        self.sources: ListModel[Source] = ListModel(
            (
                ListColumn(say("ui.enquiry.form"), 120, lambda s: Part(s.form, TEXT, "secondary")),
                ListColumn(say("ui.enquiry.row"), 0, lambda s: Part(s.row)),
                ListColumn(say("ui.enquiry.column"), 120, lambda s: Part(s.column)),
                ListColumn(say("ui.enquiry.bureau"), 200, _bureau, self._write),
            ),
            parent,
        )
        super().__init__(theme, self.sources, "sourceList", _BureauDelegate(theme, names, parent))
        self.setAccessibleName(say("ui.enquiry.sources"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )

    def chosen(self) -> list[Source]:
        """Return the sources of the lines chosen, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.sources.item(row) for row in rows]

    def _write(self, source: Source, text: str) -> str | None:
        chosen = self.chosen()
        self.named.emit(chosen if source in chosen else [source], text)
        return None


def _bureau(source: Source) -> Part:
    return Part(source.bureau) if source.bureau else Part(say("ui.enquiry.write"), TEXT, "faint")
