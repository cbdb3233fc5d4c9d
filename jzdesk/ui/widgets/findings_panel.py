"""Below the grid: what the checks found, what to do, and the explanation written in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QSizePolicy,
    QStyleOptionViewItem,
    QWidget,
)

from jzdesk.desk.mending import Offer
from jzdesk.models.checks import FAILED, MANDATORY, NOT_RUN, Finding, asking
from jzdesk.models.checks.asking import may_explain
from jzdesk.ui.tables.list_view import ListDelegate, ListView
from jzdesk.ui.tables.listing import LINK, PILL, SIGN, TEXT, Index, ListColumn, ListModel, Part
from jzdesk.ui.theme import LIST_ROW, Theme
from jzdesk.ui.widgets.elided import Elided
from jzdesk.ui.widgets.mend_links import MendLinks
from jzdesk.ui.widgets.parts import Card, button, label
from jzdesk.words import say

Explain = Callable[[Finding, str], str | None]
LEAST, MOST = 2, 4
EXPLANATION, MEND, RULE = 2, 3, 4


class ExplanationDelegate(ListDelegate):
    """Writes explanations in a line of its own look; the model's items have an `explanation`."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Open a line over the place."""
        return self.dress(QLineEdit(parent))

    @staticmethod
    def dress(made: QLineEdit) -> QLineEdit:
        """Give a line the look of one that is written in place."""
        made.setObjectName("explanationEditor")
        made.setProperty("look", "cell")
        made.setFrame(False)
        made.setPlaceholderText(say("ui.findings.write"))
        made.setAccessibleName(say("ui.findings.explanation"))
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start with the explanation there is."""
        model = index.model()
        if isinstance(editor, QLineEdit) and isinstance(model, ListModel):
            editor.setText(model.item(index.row()).explanation or "")

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keep a line open under what lies over the window for a while, such as the help."""
        if isinstance(event, QFocusEvent) and event.reason() == Qt.FocusReason.PopupFocusReason:
            return False
        return super().eventFilter(editor, event)


class FindingsPanel(Card):
    """Signals: `jump_requested` with the finding to go to; `mend_requested` with the one whose proposal is to
    be entered; `fold_requested` its head was pressed.
    """

    jump_requested = Signal(object)
    mend_requested = Signal(object)
    fold_requested = Signal()

    def __init__(self, theme: Theme, explain: Explain) -> None:
        super().__init__(say("ui.findings.title"), name="findings", pad=12)
        self.folded = False
        self._given: tuple[Finding, ...] = ()
        self._offers: Mapping[Finding, Offer] = {}
        self._opened: set[asking.Asked] = set()
        self.counts = Elided("", "secondary", name="findingCounts")
        self.head.addWidget(self.counts, 1)
        self.keys = label(say("ui.findings.keys"), "faint")
        self.head.addWidget(self.keys)
        self.fold = button("", "foldFindings", self.fold_requested.emit, look="link")
        self.head.addWidget(self.fold)
        self.model: ListModel[Finding] = ListModel(
            (
                ListColumn("", 34, _sign),
                ListColumn(say("ui.findings.what"), 0, what_of),
                ListColumn(say("ui.findings.explanation"), 300, _explanation, explain, may_explain),
                ListColumn(say("ui.findings.mend"), 132, _mend),
                ListColumn(say("ui.findings.rule"), 72, _rule),
            ),
            self,
        )
        self.view = ListView(theme, self.model, "findingList", ExplanationDelegate(theme, self))
        self.view.horizontalHeader().hide()
        self.view.setAccessibleName(say("ui.findings.title"))
        self.view.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.links = MendLinks(self.view, MEND)
        self.links.asked.connect(self.mend_requested)
        self.view.picked.connect(self._pick)
        self.view.measured.connect(self._fit)
        self.view.clicked.connect(self._clicked)
        self.empty = label("", "secondary", name="findingsEmpty")
        self.body.addWidget(self.view)
        self.body.addWidget(self.empty)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_findings((), due=0, offers={})
        self._show()

    def show_findings(
        self, findings: Sequence[Finding], *, due: int, offers: Mapping[Finding, Offer]
    ) -> None:
        """Show what was found in a form of which `due` things are still to be done, and what is offered."""
        shown = [f for f in findings if f.result in {FAILED, NOT_RUN}]
        self._given, self._offers = tuple(shown), offers
        self._fill()
        must = sum(1 for f in shown if f.result == FAILED and f.severity == MANDATORY)
        explain = sum(
            1 for f in shown if f.result == FAILED and f.severity != MANDATORY and f.explanation is None
        )
        done = sum(1 for f in shown if f.explanation is not None)
        stuck = sum(1 for f in shown if f.result == NOT_RUN)
        waived = sum(1 for f in findings if f.waived)
        without = len(findings) - len(shown) - waived
        counts = say(
            "ui.findings.counts", must=must, explain=explain, done=done, stuck=stuck, without=without
        )
        self.counts.setText(counts + say("ui.findings.waived", n=waived) if waived else counts)
        self._show()
        self.empty.setText(say("ui.findings.only_blanks", n=due) if due else say("ui.findings.none"))
        self._fit()

    def _fill(self) -> None:
        """Fill the list: what asks together in one line, until it is wanted one by one."""
        lines = asking.asked(self._given, self._opened)
        self.model.show_items(lines)
        self.view.show_column(MEND, shown=bool(self._offers))
        self.links.show_offers([self._offers.get(f) for f in lines])

    @property
    def chosen(self) -> Finding | None:
        """The finding at the list's cursor while the list has the focus."""
        index = self.view.currentIndex()
        return self.model.item(index.row()) if self.view.hasFocus() and index.isValid() else None

    def show_folded(self, *, folded: bool) -> None:
        """Show the head line alone, or what was found below it."""
        if folded != self.folded:
            self.flush()
            self.folded = folded
            self._show()

    def _show(self) -> None:
        shown = bool(self.model.rowCount())
        if self.folded and self.isAncestorOf(self.window().focusWidget() or self.window()):
            self.fold.setFocus()
        self.view.setVisible(shown and not self.folded)
        self.keys.setVisible(shown and not self.folded)
        self.empty.setVisible(not shown and not self.folded)
        what = say("ui.fold.open" if self.folded else "ui.fold.fold", what=say("ui.findings.title"))
        self.fold.setText(say("ui.findings.open" if self.folded else "ui.findings.fold"))
        self.fold.setAccessibleName(what)
        self.fold.setToolTip(say("ui.nav.key", what=what, key="Ctrl+J"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the list where its head line is all that is seen."""
        if self.folded:
            self.fold_requested.emit()
        super().mouseReleaseEvent(event)

    def flush(self) -> None:
        """Save an explanation that is being written."""
        editor = self.view.findChild(QLineEdit, "explanationEditor")
        if editor is not None and not editor.isHidden():  # a closed one stays a child until it is deleted
            self.view.commitData(editor)
            self.view.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    @Slot()
    def _fit(self) -> None:
        self.view.setFixedHeight(max(LEAST * LIST_ROW, self.view.whole_lines(MOST * LIST_ROW + 8)))

    def sizeHint(self) -> QSize:
        """Return the height of head and lines."""
        return QSize(400, super().sizeHint().height())

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        finding = self.model.item(index.row())
        if index.column() == EXPLANATION and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.view.edit(index)
        elif index.column() == RULE and finding.parts:
            self._pick(finding)

    @Slot(object)
    def _pick(self, finding: Finding) -> None:
        """Go to a finding; one that stands for many is opened."""
        if not finding.parts:
            self.jump_requested.emit(finding)
            return
        self._opened.add(asking.asked_of(finding))
        self._fill()
        self._fit()


def _sign(finding: Finding) -> Part:
    if finding.result == NOT_RUN:
        return Part("blank", SIGN, "faint", say("ui.findings.not_run"))
    if finding.severity == MANDATORY:
        return Part("must", SIGN, "must", say("ui.findings.must"))
    if finding.explanation is not None:
        return Part("good", SIGN, "good", say("ui.findings.explained"))
    return Part("explain", SIGN, "explain", say("ui.findings.explain"))


def what_of(finding: Finding) -> Part:
    """Return what was found and what to do."""
    text = f"{finding.message}{finding.remedy}" if finding.result == FAILED else finding.message
    return Part(text, TEXT)


def _explanation(finding: Finding) -> Part:
    if finding.explanation is not None:
        return Part(finding.explanation, TEXT)
    if finding.parts:
        return Part(say("ui.explain.write_together"), TEXT, "accent")
    if may_explain(finding):
        return Part(say("ui.findings.write"), TEXT, "accent")
    trial = say("ui.findings.trial") if finding.trial else ""
    return Part(trial, PILL)


def _mend(_finding: Finding) -> Part:
    """Show nothing below the link that lies there."""
    return Part("")


def _rule(finding: Finding) -> Part:
    if finding.parts:
        return Part(say("ui.explain.open"), LINK, "", say("ui.explain.open_tip"))
    return Part(say("ui.findings.rule_number", number=finding.rule), TEXT, "faint")
