"""比对: two versions of a period side by side; what differs and nothing else."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from jzdesk.desk import compare_paper, comparing
from jzdesk.desk.comparing import Difference
from jzdesk.desk.list_paper import ListPaper
from jzdesk.desk.looking_back import Version
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.history_paint import STRUCK, PastDelegate
from jzdesk.ui.pages.list_paper import ListPaperBar
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import NUMBER, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import PAD, Theme
from jzdesk.ui.widgets.chooser import Chooser
from jzdesk.ui.widgets.parts import column, label, row
from jzdesk.words import say

_FIRST_FIGURE = 3
"""The column from which on heads stand to the right, as the figures below them do."""


class CompareModel(ListModel[Difference]):
    """Differences; the heads of figures stand to the right."""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's head."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section >= _FIRST_FIGURE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return super().headerData(section, orientation, role)


class ComparePanel(QWidget):
    """Signals: `jump_requested` to a cell of the period (period, key)."""

    jump_requested = Signal(object, object)

    def __init__(
        self, theme: Theme, session: Session, messages: Messages, jobs: Jobs, printing: Printing
    ) -> None:
        super().__init__()
        self.setObjectName("comparePanel")
        self._session = session
        self._versions: tuple[Version, ...] = ()
        self.before = Chooser(theme, "compareBefore", say("ui.history.from"))
        self.after = Chooser(theme, "compareAfter", say("ui.history.to"))
        for box in (self.before, self.after):
            box.setMinimumWidth(180)
            box.currentIndexChanged.connect(self._compare)
        self.count = label("", "faint", name="compareCount")
        self.model = CompareModel(_COLUMNS, self)
        self.view = ListView(theme, self.model, "differences", PastDelegate(theme, self))
        self.view.setAccessibleName(say("ui.history.compare"))
        self.view.picked.connect(self._pick)
        self.empty = label("", "secondary", wrap=True, name="compareEmpty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bar = row(
            label(say("ui.history.from"), "secondary"), self.before,
            label(say("ui.history.to"), "secondary"), self.after, None, self.count,
            margins=(PAD, 0, PAD, 0),
        )  # fmt: skip
        body = column(spacing=8)
        body.addLayout(bar)
        body.addWidget(self.view, 1)
        body.addWidget(self.empty, 1)
        self.paper = ListPaperBar(theme, messages, jobs, printing, "compare", self._on_paper)
        body.addLayout(row(self.paper, margins=(PAD, 0, PAD, 8)))
        self.setLayout(body)

    def show_versions(self, versions: tuple[Version, ...], chosen: Version | None) -> None:
        """Offer the versions of a period, the newest first; the chosen one is one of the two compared."""
        kept = self._chosen(self.before), self._chosen(self.after)
        same = versions and self._versions and versions[0].period == self._versions[0].period
        self._versions = versions
        pair = _pair(versions, chosen)
        if same and chosen is not None and chosen in kept and None not in kept and set(kept) <= set(versions):
            pair = kept
        for box, version in zip((self.before, self.after), pair, strict=True):
            box.blockSignals(True)
            box.clear()
            for one in versions:
                box.addItem(say("ui.history.version", title=one.title, state=one.state), one)
            box.setCurrentIndex(versions.index(version) if version in versions else -1)
            box.setEnabled(len(versions) > 1)
            box.blockSignals(False)
        self._compare()

    def take_focus(self) -> None:
        """Put the focus where one chooses what to compare with."""
        (self.before if self.before.isEnabled() else self).setFocus()

    @staticmethod
    def _chosen(box: QComboBox) -> Version | None:
        found = box.currentData()
        return found if isinstance(found, Version) else None

    @Slot()
    def _compare(self) -> None:
        before, after = self._chosen(self.before), self._chosen(self.after)
        found: tuple[Difference, ...] = ()
        if before is not None and after is not None and before != after:
            found = comparing.compare(self._session.office, before, after)
            self.count.setText(say("ui.history.compare_count", n=len(found)))
            self.empty.setText(say("ui.history.compare_same"))
        else:
            self.count.setText("")
            word = "compare_one" if len(self._versions) < 2 else "compare_itself"
            self.empty.setText(say(f"ui.history.{word}"))
        self.model.show_items(found)
        self.paper.offer(bool(found))
        self.view.setVisible(bool(found))
        self.empty.setVisible(not found)

    def _on_paper(self) -> ListPaper:
        """Return the paper of what is listed; asked for only where something is."""
        before, after = self._chosen(self.before), self._chosen(self.after)
        if before is None or after is None:
            raise ValueError("nothing is compared")
        return compare_paper.of(self._session.office, before, after, self.model.items)

    @Slot(object)
    def _pick(self, difference: Difference) -> None:
        if self._versions:
            own = self._versions[0].period
            period = Period.parse(difference.period) if difference.period else own
            self.jump_requested.emit(period, Key.parse(difference.key))


def _pair(
    versions: tuple[Version, ...], chosen: Version | None
) -> tuple[Version | None, Version | None]:  # fmt: skip
    """Return which two to compare: the chosen one with the one before it, the first with what came after."""
    if chosen not in versions or chosen is None:
        return None, None
    place = versions.index(chosen)
    if place + 1 < len(versions):
        return versions[place + 1], chosen
    return (chosen, versions[place - 1]) if place else (None, chosen)


def _form(one: Difference) -> Part:
    return Part(one.form, TEXT, "secondary")


def _row(one: Difference) -> Part:
    return Part(one.row)


def _column(one: Difference) -> Part:
    return Part(one.column, TEXT)


def _old(one: Difference) -> Part:
    return Part(one.old, STRUCK, "", one.old) if one.old else Part(say("ui.when.nothing"), NUMBER, "faint")


def _new(one: Difference) -> Part:
    return Part(one.new or say("ui.when.nothing"), NUMBER, "" if one.new else "faint", one.new)


def _gap(one: Difference) -> Part:
    return Part(one.gap, NUMBER, "secondary", one.gap)


def _percent(one: Difference) -> Part:
    return Part(one.percent, NUMBER, "secondary")


def _year(one: Difference) -> Part:
    return Part(one.year, NUMBER, "secondary", one.year)


_COLUMNS = (
    ListColumn[Difference](say("ui.history.form"), 84, _form),
    ListColumn[Difference](say("ui.history.row"), 0, _row),
    ListColumn[Difference](say("ui.history.column"), 92, _column),
    ListColumn[Difference](say("ui.history.old"), 82, _old),
    ListColumn[Difference](say("ui.history.new"), 82, _new),
    ListColumn[Difference](say("ui.history.gap"), 100, _gap),
    ListColumn[Difference](say("ui.history.percent"), 70, _percent),
    ListColumn[Difference](say("ui.history.year"), 120, _year),
)
