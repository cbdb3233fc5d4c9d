"""What else the panel offers for a cell: a mend, its 底稿, last quarter's text, day and reason of a stage."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from jzdesk.desk.mending import Offer
from jzdesk.models.entry import Key
from jzdesk.ui.widgets.facts import CellFacts
from jzdesk.ui.widgets.mend_links import MendLink
from jzdesk.ui.widgets.parts import button, column, label, row
from jzdesk.words import say


class SideMore(QWidget):
    """Signals: `lines_requested` the 底稿; `earlier_requested` last quarter's text is to be taken over;
    `reason_written` why a stage was entered (key, text); `mend_requested` with the finding whose proposal is
    to be entered.
    """

    mend_requested = Signal(object)
    lines_requested = Signal()
    earlier_requested = Signal()
    reason_written = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sideMore")
        self._key: Key | None = None
        self._saved = ""
        self.mends = (MendLink(self, "sideMend0"), MendLink(self, "sideMend1"))
        for link in self.mends:
            link.clicked.connect(self._ask_mend)
        self.lines = label("", "small", name="sideLines")
        self.open_lines = button(say("ui.side.lines"), "linesButton", self._ask_lines, look="textlink")
        self.earlier = label("", "small", name="sideEarlier")
        self.take_over = button(say("ui.side.take_over"), "earlierButton", self._ask_earlier, look="textlink")
        self.stage = label("", "small", wrap=True, name="sideStage")
        self.reason = QLineEdit()
        self.reason.setAcceptDrops(False)
        self.reason.setObjectName("stageReason")
        self.reason.setAccessibleName(say("ui.side.stage_reason"))
        self.reason.setPlaceholderText(say("ui.side.stage_reason"))
        self.reason.editingFinished.connect(self.flush)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addLayout(column(*self.mends, spacing=2))
        lines.addLayout(row(self.lines, self.open_lines, None, spacing=8))
        lines.addLayout(row(self.earlier, self.take_over, None, spacing=8))
        lines.addWidget(self.stage)
        lines.addWidget(self.reason)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Offer what would mend the cell: a slip, and two columns filled the wrong way round."""
        for place, link in enumerate(self.mends):
            link.setVisible(place < len(offers))
            if place < len(offers):
                link.show_offer(offers[place])

    def show_facts(self, facts: CellFacts | None, *, enterable: bool) -> None:
        """Offer what goes with a cell; nothing where nothing does."""
        lines = facts.lines if facts else 0
        self.lines.setText(say("ui.side.lined", n=lines))
        self.lines.setVisible(bool(lines))
        self.open_lines.setVisible(facts is not None and facts.may_lines and (enterable or lines > 0))
        earlier = facts.earlier if facts else 0
        self.earlier.setText(say("ui.side.earlier", n=earlier))
        for part in (self.earlier, self.take_over):
            part.setVisible(bool(earlier) and enterable)
        self._show_stage(facts, enterable)
        self.setVisible(facts is not None)

    def _show_stage(self, facts: CellFacts | None, enterable: bool) -> None:
        stamp = facts.stamp if facts else None
        self.stage.setVisible(stamp is not None)
        self.reason.setVisible(stamp is not None)
        self.reason.setReadOnly(not enterable)
        if stamp is not None:
            self.stage.setText(say("ui.side.stage", on=stamp.on))
        key = facts.key if facts and stamp else None
        why = stamp.why if stamp else ""
        if (key, why) != (self._key, self._saved):
            self._key, self._saved = key, why
            self.reason.setText(why)

    @Slot()
    def flush(self) -> None:
        """Save the reason if it was changed."""
        text = self.reason.text().strip()
        if self._key is not None and text != self._saved and not self.reason.isReadOnly():
            self._saved = text
            self.reason_written.emit(self._key, text)

    @Slot()
    def _ask_mend(self) -> None:
        link = self.sender()
        if isinstance(link, MendLink) and link.offer is not None:
            self.mend_requested.emit(link.offer.finding)

    @Slot()
    def _ask_lines(self) -> None:
        self.lines_requested.emit()

    @Slot()
    def _ask_earlier(self) -> None:
        self.earlier_requested.emit()
