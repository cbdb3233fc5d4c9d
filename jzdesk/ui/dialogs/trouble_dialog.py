"""The file for the maintainers: every line of it is shown before it is written."""

from __future__ import annotations

from pathlib import Path

from PySide6 import __version__
from PySide6.QtCore import QSize, QStandardPaths, Qt, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from jzdesk.desk import trouble
from jzdesk.desk.office import Office
from jzdesk.desk.trouble import Bundle
from jzdesk.errors import JzdeskError
from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.jobs import Task
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.parts import button, label, retone, row
from jzdesk.words import say

WIDTH, HEIGHT, NAMES = 760, 520, 190


class TroubleDialog(QDialog):
    """What is in it on the left, its text on the right; it is gathered beside the window."""

    def __init__(self, parent: QWidget | None, office: Office | None) -> None:
        super().__init__(parent)
        self.setObjectName("troubleDialog")
        self.setWindowTitle(say("ui.trouble.title"))
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fit(self, QSize(WIDTH, HEIGHT))
        self.bundle: Bundle | None = None
        self.names = QListWidget()
        self.names.setObjectName("troubleNames")
        self.names.setAccessibleName(say("ui.trouble.parts"))
        self.names.setFixedWidth(NAMES)
        self.names.currentRowChanged.connect(self._show_member)
        self.text = QPlainTextEdit()
        self.text.setObjectName("troubleText")
        self.text.setAccessibleName(say("ui.trouble.content"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.told = label(say("ui.trouble.busy"), "secondary", wrap=True, name="troubleTold")
        self.save = button(say("ui.trouble.save"), "troubleSave", self._save, look="primary")
        self.save.setEnabled(False)
        self.shut = button(say("ui.trouble.cancel"), "troubleClose", self.reject)
        self._arrange()
        self.task = Task(trouble.gathering(office, seen()), self)
        self.task.finished.connect(self._gathered)
        self.task.failed.connect(self._not_gathered)
        self.finished.connect(self.task.stop)
        self.task.start()

    def _arrange(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(10)
        outer.addWidget(label(say("ui.trouble.about"), wrap=True))
        both = QHBoxLayout()
        both.setSpacing(10)
        both.addWidget(self.names)
        both.addWidget(self.text, 1)
        outer.addLayout(both, 1)
        line = row(spacing=8)
        line.addWidget(self.told, 1)
        line.addWidget(self.save)
        line.addWidget(self.shut)
        outer.addLayout(line)

    @Slot(object)
    def _gathered(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.names.addItems([member.title for member in bundle.members])
        self.names.setCurrentRow(0)
        self.told.clear()
        self.save.setEnabled(True)
        self.save.setFocus()

    @Slot(object)
    def _not_gathered(self, error: JzdeskError) -> None:
        self._tell(error.sentence, "must")

    @Slot(int)
    def _show_member(self, number: int) -> None:
        if self.bundle is not None and number >= 0:
            self.text.setPlainText(self.bundle.members[number].text)

    @Slot()
    def _save(self) -> None:
        if self.bundle is None:
            return
        desktop = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DesktopLocation)
        chosen = ChooseFile.to_save(
            self,
            say("ui.trouble.save_title"),
            Path(desktop) / self.bundle.file_name,
            say("ui.trouble.filter"),
        )
        if chosen is None:
            return
        try:
            trouble.write(self.bundle, chosen)
        except JzdeskError as error:
            self._tell(error.sentence, "must")
            return
        self._tell(say("ui.trouble.saved", file=chosen.name), "good")
        self.shut.setText(say("ui.cell_history.close"))
        self.shut.setFocus()

    def _tell(self, text: str, look: str) -> None:
        self.told.setText(text)
        retone(self.told, look, "look")


def seen() -> dict[str, str]:
    """Return what only the window knows of its system: the toolkit and the screens."""
    screens = [
        f"{screen.size().width()}×{screen.size().height()} @{screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    ]
    font = QGuiApplication.font().family()
    return {
        "qt": f"{qVersion()} (PySide6 {__version__}, {QGuiApplication.platformName()})",
        "screens": "; ".join(screens), "font": font,
    }  # fmt: skip
