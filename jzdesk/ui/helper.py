"""F1: it finds what is to be told of where one is, shows it beside the work, and gives the focus back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from jzdesk.records import dataclass
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.parts import around
from jzdesk.words import say

if TYPE_CHECKING:  # what tells and what is read is loaded when somebody first asks
    from jzdesk.desk.helping import Helping
    from jzdesk.models.help.entry import Entry
    from jzdesk.ui.appearance import Appearance
    from jzdesk.ui.jobs import Jobs
    from jzdesk.ui.manual_paper import ManualPaper
    from jzdesk.ui.messages import Messages
    from jzdesk.ui.places import Places
    from jzdesk.ui.printing import Printing
    from jzdesk.ui.session import Session
    from jzdesk.ui.widgets.header import Header
    from jzdesk.ui.widgets.help_pane import HelpPane
    from jzdesk.ui.widgets.message_strip import MessageStrip
    from jzdesk.ui.widgets.nav import NavPanel
    from jzdesk.ui.widgets.status_line import StatusLine

WIDTH, MARGIN, LEAST = 460, 8, 320
KEY = "F1"


@dataclass(frozen=True)
class Parts:
    """What the help of a window asks and lies beside."""

    window: QWidget
    session: Session
    messages: Messages
    jobs: Jobs
    how_to_print: Callable[[], Printing]
    appearance: Appearance
    places: Places
    nav: NavPanel
    header: Header
    strip: MessageStrip
    status: StatusLine


class Helper(QObject):
    """The help of a window at work; what is half typed stays open under it."""

    def __init__(self, theme: Theme, work: Parts) -> None:
        super().__init__(work.window)
        self._theme, self._work = theme, work
        self._back: QWidget | None = None
        self._helping: Helping | None = None
        self.pane: HelpPane | None = None
        self.paper: ManualPaper | None = None
        self.dialogs = DialogHelp(theme, self, self._make)
        QShortcut(QKeySequence(KEY), work.window).activated.connect(self.ask)
        work.session.changed.connect(self._forget)
        work.session.turned.connect(self._forget)
        work.appearance.changed.connect(self._redress)
        work.nav.foot.help_requested.connect(self.ask_here)
        work.strip.help_requested.connect(self.explain)
        work.header.state.pressed.connect(self.ask_of_state)

    @Slot()
    def _forget(self) -> None:
        self._helping = None

    def _make(self) -> Helping:
        """Return the help at the present look."""
        from jzdesk.desk.helping import Helping

        if self._helping is None:
            session = self._work.session
            self._helping = Helping(session.office, session.look)
        return self._helping

    @Slot()
    def ask(self) -> None:
        """Tell of where the focus is; from the help itself, go into its search line."""
        focus = self._work.window.focusWidget()
        if self.pane is not None and self.pane.isVisible() and focus and self.pane.isAncestorOf(focus):
            self.pane.line.setFocus()
            return
        self._open(self._at(focus), focus)

    @Slot()
    def ask_here(self) -> None:
        """Tell of the page, for one who pressed the button."""
        self._open(self._at(None), self._work.window.focusWidget())

    def _at(self, widget: QWidget | None) -> Entry | None:
        from jzdesk.ui.help_place import entry_at

        return entry_at(widget, self._work.places, self._work.session, self._make())

    @Slot()
    def ask_of_state(self) -> None:
        """Tell of the state the period is in."""
        state = self._work.session.look.stage
        self._open(self._make().of_state(state), self._work.window.focusWidget())

    @Slot(str)
    def explain(self, sentence: str) -> None:
        """Tell of a sentence that was said."""
        self._open(self._make().of_sentence(sentence), self._work.window.focusWidget())

    def _open(self, entry: Entry | None, focus: QWidget | None) -> None:
        from jzdesk.ui.widgets.help_pane import HelpPane

        if self.pane is None:
            self.pane = HelpPane(self._theme, self._work.window)
            self.pane.closed.connect(self.close)
            self.pane.manual_requested.connect(self._print)
        if focus is None or not self.pane.isAncestorOf(focus):
            self._back = focus
        self._place(focus)
        self.pane.show()
        self.pane.raise_()
        self.pane.open(self._make(), entry)

    def _place(self, focus: QWidget | None) -> None:
        """Lie at the right, or at the left where one is at the right."""
        pane = self.pane
        if pane is None:
            return
        room = around(pane)
        width = max(LEAST, min(WIDTH, room.width() // 2 - 2 * MARGIN))
        top = self._work.header.height() + MARGIN
        place = QRect(
            room.width() - width - MARGIN, top, width,
            room.height() - top - self._work.status.height() - MARGIN,
        )  # fmt: skip
        if focus is not None and not focus.isWindow():
            at = QRect(focus.mapTo(self._work.window, focus.rect().topLeft()), focus.size())
            left = self._work.nav.width() + MARGIN
            if at.width() < room.width() // 3 and place.intersects(at) and at.left() > left + width:
                place.moveLeft(left)
        pane.setGeometry(place)

    @Slot()
    def close(self) -> None:
        """Put the help away and go back to where one was, an open editor too."""
        if self.pane is not None:
            self.pane.hide()
        back, self._back = self._back, None
        if back is not None and isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.PopupFocusReason)
        elif self._work.places.page is not None:
            self._work.places.page.take_focus()

    @Slot()
    def _redress(self) -> None:
        if self.pane is not None:
            self.pane.page.redress()

    @Slot()
    def _print(self) -> None:
        from jzdesk.ui.manual_paper import ManualPaper

        if self.pane is not None:
            work = self._work
            self.paper = self.paper or ManualPaper(
                self._theme, work.session, work.messages, work.jobs, work.how_to_print, self.pane
            )
            self.paper.make(self._make())

    def fit(self) -> None:
        """Stay in place when the window takes another size."""
        if self.pane is not None and self.pane.isVisible():
            self._place(None)


class DialogHelp(QObject):
    """F1 in dialogs: each gets the key when it is first seen, and a window of its own for the answer."""

    def __init__(self, theme: Theme, parent: QObject, making: Callable[[], Helping]) -> None:
        super().__init__(parent)
        self._theme, self._making = theme, making
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._seen)

    @Slot()
    def _seen(self) -> None:
        """Give the key to a dialog that has come up; the widgets the signal names may be half gone."""
        dialog = QApplication.activeWindow()
        if isinstance(dialog, QDialog) and not isinstance(dialog, HelpWindow):
            self.attend(dialog)

    def attend(self, place: QWidget) -> None:
        """Give the key to a dialog, or to a page that lies in no window at work."""
        if not place.property("helped"):
            place.setProperty("helped", True)
            QShortcut(QKeySequence(KEY), place).activated.connect(self._ask)

    @Slot()
    def _ask(self) -> None:
        """Tell of where the focus is in the place whose key was pressed."""
        key = self.sender()
        place = key.parent() if isinstance(key, QShortcut) else None
        if not isinstance(place, QWidget):
            return
        widget: QWidget | None = place.focusWidget() or place
        names: list[str] = []
        while widget is not None:
            names.append(widget.objectName())
            widget = widget.parentWidget()
        helping = self._making()
        window = HelpWindow(self._theme, place)
        window.pane.open(helping, helping.of_widget(names))
        window.show()


class HelpWindow(QDialog):
    """The help over a dialog, which waits under it as it is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        from jzdesk.ui.widgets.help_pane import HelpPane

        super().__init__(parent)
        self.setObjectName("helpWindow")
        self.setWindowTitle(say("ui.help.window", title=parent.window().windowTitle()))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pane = HelpPane(theme, self)
        self.pane.manual.hide()
        self.pane.closed.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pane)
        self.resize(WIDTH, 560)
