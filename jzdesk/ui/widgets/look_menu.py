"""What can be chosen of the looks: the colours, and how large the letters are."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from jzdesk.ui import size_keys
from jzdesk.ui.appearance import CHOICES, SIZE_CHOICES, Appearance
from jzdesk.words import say


class LookMenu(QMenu):
    """Opens above the button that asked for it, with what is worn now ticked."""

    def __init__(self, parent: QWidget, appearance: Appearance) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setObjectName("lookMenu")
        self.setAccessibleName(say("ui.look.name"))
        group = QActionGroup(self)
        for name in CHOICES:
            self._offer(self, group, f"look_{name or 'system'}", name, say(f"ui.look.{name or 'system'}"))
        group.triggered.connect(self._chosen)
        self.addSeparator()
        self.sizes = self._sizes()

    def _sizes(self) -> QMenu:
        menu = self.addMenu(say("ui.look.text"))
        menu.setObjectName("sizeMenu")
        menu.setAccessibleName(say("ui.look.text"))
        group = QActionGroup(menu)
        for name in SIZE_CHOICES:
            word = say("ui.look.percent", n=name) if name else say("ui.look.system")
            self._offer(menu, group, f"size_{name or 'system'}", name, word)
        group.triggered.connect(self._sized)
        menu.addSeparator()
        wanted = self._appearance
        for word, keys, done in (
            ("larger", size_keys.LARGER, wanted.enlarge), ("smaller", size_keys.SMALLER, wanted.lessen),
            ("usual", size_keys.USUAL, wanted.as_system),
        ):  # fmt: skip
            action = menu.addAction(say("ui.look.key", what=say(f"ui.look.{word}"), key=keys[0]))
            action.setObjectName(f"size_{word}")
            action.triggered.connect(done)
        return menu

    @staticmethod
    def _offer(menu: QMenu, group: QActionGroup, name: str, data: str, word: str) -> None:
        action = menu.addAction(word)
        action.setObjectName(name)
        action.setCheckable(True)
        action.setData(data)
        group.addAction(action)

    def open_above(self, button: QWidget) -> None:
        """Open it above a button."""
        for menu, chosen in ((self, self._appearance.choice), (self.sizes, self._appearance.size)):
            for action in menu.actions():
                action.setChecked(action.isCheckable() and action.data() == chosen)
        self.popup(button.mapToGlobal(QPoint(0, -self.sizeHint().height())))

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        self._appearance.choose(str(action.data()))

    @Slot(QAction)
    def _sized(self, action: QAction) -> None:
        self._appearance.choose_size(str(action.data()))
