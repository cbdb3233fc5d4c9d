"""恢复备份: what the copy holds, what would be lost, that the present is kept first; then the one act."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from jzdesk.desk import restoring
from jzdesk.desk.restoring import Prospect
from jzdesk.ui.dialogs.closing import Closing
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.parts import button, column, label, row
from jzdesk.words import say

SIZE = QSize(600, 420)


class RestoreDialog(Closing):
    """Accepted, the copy is to be brought back."""

    def __init__(self, parent: QWidget, store: Path, found: Prospect) -> None:
        super().__init__(parent)
        self.setObjectName("restoreDialog")
        self.setWindowTitle(say("ui.restore.title"))
        fit(self, SIZE)
        told = restoring.told(found)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        facts = ("made", told["made"]), ("holds", say("ui.restore.counts", **told))
        for number, (name, text) in enumerate((*facts, ("file", found.file), ("to", store))):
            grid.addWidget(
                label(say(f"ui.restore.{name}"), "secondary"), number, 0, Qt.AlignmentFlag.AlignTop
            )
            grid.addWidget(label(str(text), wrap=True, name=f"restore_{name}"), number, 1)
        tame = found.loss.nothing
        lost = "\n".join(restoring.lost_lines(found.loss))
        self.lost = label(lost, "good" if tame else "explain", wrap=True, name="restoreLost")
        self.lost.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner = QWidget()
        inner.setLayout(column(self.lost, None))
        area = QScrollArea()
        area.setObjectName("restoreLostArea")
        area.setAccessibleName(say("ui.restore.lost"))
        area.setWidgetResizable(True)
        area.setWidget(inner)
        self.act = button(say("ui.restore.act"), "restoreAct", self.accept, look="primary")
        self.cancel = button(say("ui.window.cancel"), "restoreCancel", self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(10)
        outer.addWidget(label(say("ui.restore.title"), "head"))
        outer.addLayout(grid)
        outer.addWidget(label(say("ui.restore.lost"), "strong"))
        outer.addWidget(area, 1)
        outer.addWidget(label(say("ui.restore.kept"), "secondary", wrap=True))
        outer.addLayout(row(None, self.cancel, self.act))
        self.cancel.setFocus()
