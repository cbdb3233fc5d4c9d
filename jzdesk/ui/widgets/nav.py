"""The navigation: the places there are, each with what is left to do in it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from jzdesk.ui.theme import NAV_ROW, NAV_WIDTH, Theme
from jzdesk.ui.widgets.glyphs import paint_glyph
from jzdesk.ui.widgets.parts import clear, label, pill, rule
from jzdesk.words import say


@dataclass(frozen=True)
class Place:
    """One place one can go to; `group` puts a line between kinds of places."""

    name: str
    title: str
    count: int = 0
    group: int = 0


class NavButton(QAbstractButton):
    """One place of the navigation."""

    def __init__(self, theme: Theme, place: Place, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place = place
        self._hover = False
        self.setObjectName(f"nav_{place.name}")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if number <= 9:
            # A button's own shortcut would click only after a tenth of a second.
            keys = f"Ctrl+{number}"
            QShortcut(QKeySequence(keys), self).activated.connect(self.click)
            self.setToolTip(keys)
        self.show_place(place)

    @property
    def place(self) -> Place:
        """Where the button leads."""
        return self._place

    def show_place(self, place: Place) -> None:
        """Show the place with its present count."""
        self._place = place
        self.setText(place.title)
        counted = say("ui.nav.counted", title=place.title, n=place.count)
        self.setAccessibleName(counted if place.count else place.title)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the navigation's row height."""
        return QSize(NAV_WIDTH - 16, NAV_ROW)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show where the mouse is."""
        self._hover = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the mouse is gone."""
        self._hover = False
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there as a click does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, drawing, name and count."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, chosen = self._theme, self.isChecked()
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if chosen or self._hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.ink("accent_ground" if chosen else "ground"))
            painter.drawRoundedRect(frame, 6, 6)
        if self.hasFocus():
            painter.setPen(theme.ink("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 6, 6)
        ink = theme.ink("accent" if chosen else "secondary")
        paint_glyph(painter, self._place.name, QRectF(11, (self.height() - 16) / 2, 16, 16), ink)
        painter.setPen(theme.ink("accent" if chosen else "ink"))
        painter.setFont(theme.strong if chosen else theme.body)
        painter.drawText(
            QRect(38, 0, self.width() - 80, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        if self._place.count:
            self._count(painter, chosen)

    def _count(self, painter: QPainter, chosen: bool) -> None:
        text = str(self._place.count)
        width = max(24, QFontMetrics(self._theme.small).horizontalAdvance(text) + 14)
        place = QRectF(self.width() - width - 11, (self.height() - 20) / 2, width, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.ink("card" if chosen else "quiet"))
        painter.drawRoundedRect(place, 10, 10)
        painter.setPen(self._theme.ink("accent" if chosen else "secondary"))
        painter.setFont(self._theme.small)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


class NavPanel(QFrame):
    """All places one below the other, the program's name above and the office's below.

    Signals: `place_requested` with the place's name.
    """

    place_requested = Signal(str)

    def __init__(self, theme: Theme, office: str, who: str, *, practice: bool) -> None:
        super().__init__()
        self._theme = theme
        self._buttons: dict[str, NavButton] = {}
        self.setProperty("look", "nav")
        self.setObjectName("navigation")
        self.setAccessibleName(say("ui.nav.name"))
        self.setFixedWidth(NAV_WIDTH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 14, 9, 12)
        outer.setSpacing(2)
        head = QVBoxLayout()
        head.setContentsMargins(12, 0, 8, 12)
        head.setSpacing(2)
        head.addWidget(label(say("ui.window.name"), "head"))
        head.addWidget(label(say("ui.window.subtitle"), "faint"))
        if practice:
            head.addSpacing(6)
            head.addWidget(pill(say("ui.window.practice_mark"), "practice", name="practiceMark"))
        outer.addLayout(head)
        self._places = QVBoxLayout()
        self._places.setSpacing(2)
        outer.addLayout(self._places)
        outer.addStretch(1)
        outer.addWidget(rule())
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 10, 8, 0)
        foot.setSpacing(2)
        name = label(office, "small", wrap=True)
        foot.addWidget(name)
        foot.addWidget(label(say("ui.nav.who", name=who), "small"))
        outer.addLayout(foot)

    def show_places(self, places: list[Place]) -> None:
        """Show these places; buttons that stay keep the focus."""
        if [p.name for p in places] != list(self._buttons):
            self._rebuild(places)
        for place in places:
            self._buttons[place.name].show_place(place)

    def _rebuild(self, places: list[Place]) -> None:
        chosen = next((n for n, b in self._buttons.items() if b.isChecked()), "")
        clear(self._places)
        self._buttons = {}
        group = places[0].group if places else 0
        for number, place in enumerate(places, 1):
            if place.group != group:
                group = place.group
                gap = QWidget()
                gap.setFixedHeight(15)
                lined = QVBoxLayout(gap)
                lined.setContentsMargins(12, 7, 12, 7)
                lined.addWidget(rule())
                self._places.addWidget(gap)
            made = NavButton(self._theme, place, number, self)
            made.clicked.connect(self._clicked)
            self._buttons[place.name] = made
            self._places.addWidget(made)
        self.choose(chosen)

    def choose(self, name: str) -> None:
        """Show where one is."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)

    def take_focus(self) -> None:
        """Put the focus on the place one is at."""
        for made in self._buttons.values():
            if made.isChecked():
                made.setFocus()

    @Slot()
    def _clicked(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, NavButton):
            self.place_requested.emit(pressed.place.name)
