"""The navigation: the places there are, each with what is left to do in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from jzdesk.records import dataclass
from jzdesk.ui.theme import NAV_ROW, NAV_WIDTH, Theme
from jzdesk.ui.widgets.glyphs import paint_glyph
from jzdesk.ui.widgets.nav_foot import NavFoot
from jzdesk.ui.widgets.painted import PaintedButton
from jzdesk.ui.widgets.parts import clear, label, pill, rule
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.appearance import Appearance

FOLDED_WIDTH, NARROW = 56, 1180
"""The width of drawings alone, and the window's width below which they stand alone."""
DENSE_ROW, GAP, LINED_GAP = 28, 2, 15


@dataclass(frozen=True)
class Place:
    """One place one can go to; `group` puts a line between kinds, `glyph` draws it where its name cannot."""

    name: str
    title: str
    count: int = 0
    group: int = 0
    glyph: str = ""


class NavButton(PaintedButton):
    """One place of the navigation. Signals: `reached` it has the focus (itself)."""

    reached = Signal(QWidget)

    def __init__(self, theme: Theme, place: Place, number: int, parent: QWidget) -> None:
        super().__init__(theme, f"nav_{place.name}", parent)
        self._place = place
        self._folded = self._dense = False
        self._keys = f"Ctrl+{number}" if number <= 9 else ""
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if self._keys:
            # A button's own shortcut would click only after a tenth of a second.
            QShortcut(QKeySequence(self._keys), self).activated.connect(self.click)
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
        spoken = counted if place.count else place.title
        self.setAccessibleName(spoken)
        self.setToolTip(say("ui.nav.key", what=spoken, key=self._keys) if self._keys else spoken)
        self.update()

    def show_shape(self, *, folded: bool, dense: bool) -> None:
        """Stand as a drawing alone, or in a lower line, where room is short."""
        self._folded, self._dense = folded, dense
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the navigation's row height."""
        least = DENSE_ROW if self._dense else NAV_ROW
        width = (FOLDED_WIDTH if self._folded else NAV_WIDTH) - 16
        return QSize(width, max(least, QFontMetrics(self._theme.body).height() + 8))

    def minimumSizeHint(self) -> QSize:
        """Need the height, and of the width what a drawing takes."""
        return QSize(FOLDED_WIDTH - 20, self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keys have come here."""
        super().focusInEvent(event)
        self.reached.emit(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, drawing, name and count."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, chosen = self._theme, self.isChecked()
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.ink("accent_ground" if chosen else "ground"))
            painter.drawRoundedRect(frame, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(theme.ink("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 6, 6)
        ink = theme.ink("accent" if chosen else "secondary")
        left = 5 if self._folded else 11
        square = QRectF(left, (self.height() - 16) / 2, 16, 16)
        paint_glyph(painter, self._place.glyph or self._place.name, square, ink)
        if self._folded:
            if self._place.count:
                self._badge(painter, chosen)
            return
        if self._place.count:
            self._count(painter, chosen)
        painter.setPen(theme.ink("accent" if chosen else "ink"))
        painter.setFont(theme.strong if chosen else theme.body)
        room = QRect(38, 0, self.width() - 80, self.height())
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def _badge(self, painter: QPainter, chosen: bool) -> None:
        """Paint the count small beside the drawing; the tip has it in full."""
        text = str(self._place.count) if self._place.count < 100 else "99+"
        painter.setPen(self._theme.ink("accent" if chosen else "secondary"))
        painter.setFont(self._theme.mark)
        room = QRectF(22, 0, self.width() - 22, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

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

    It folds to its drawings in a narrow window, or when asked.
    Signals: `place_requested` with the place's name; `fold_requested`.
    """

    place_requested = Signal(str)
    fold_requested = Signal()

    def __init__(
        self, theme: Theme, office: str, who: str, appearance: Appearance, *, plan: str, practice: bool
    ) -> None:
        super().__init__()
        self._theme = theme
        self._buttons: dict[str, NavButton] = {}
        self.setProperty("look", "nav")
        self.setObjectName("navigation")
        self.setAccessibleName(say("ui.nav.name"))
        self.setFixedWidth(NAV_WIDTH)
        self.folded = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 14, 1, 8)
        outer.setSpacing(2)
        self.head = self._head(plan, practice=practice)
        outer.addWidget(self.head)
        self._area = self._scrolled()
        outer.addWidget(self._area, 1)
        self.foot = NavFoot(theme, office, who, appearance)
        self.foot.fold_requested.connect(self.fold_requested)
        low = QVBoxLayout()
        low.setContentsMargins(8, 0, 8, 0)
        low.addWidget(rule())
        low.addWidget(self.foot)
        outer.addLayout(low)

    def _head(self, plan: str, *, practice: bool) -> QWidget:
        made = QWidget()
        lines = QVBoxLayout(made)
        lines.setContentsMargins(20, 0, 8, 12)
        lines.setSpacing(2)
        lines.addWidget(label(say("ui.window.name"), "head"))
        self.subtitle = label(say("ui.window.subtitle", plan=plan), "faint")
        lines.addWidget(self.subtitle)
        if practice:
            lines.addSpacing(6)
            lines.addWidget(pill(say("ui.window.practice_mark"), "practice", name="practiceMark"))
        return made

    def _scrolled(self) -> QScrollArea:
        """Hold the places where they scroll if there are more than fit."""
        inner = QWidget()
        inner.setObjectName("content")
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(8, 0, 2, 0)
        self._places = QVBoxLayout()
        self._places.setSpacing(GAP)
        lines.addLayout(self._places)
        lines.addStretch(1)
        area = QScrollArea()
        area.setProperty("look", "slim")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.verticalScrollBar().rangeChanged.connect(self._see)
        return area

    def show_folded(self, *, folded: bool) -> None:
        """Show the drawings alone, or with their words."""
        if folded != self.folded:
            self.folded = folded
            self.setFixedWidth(FOLDED_WIDTH if folded else NAV_WIDTH)
            self.head.setVisible(not folded)
            self.foot.show_folded(folded=folded)
            self._shape()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand closer where the window is low."""
        super().resizeEvent(event)
        self._shape()

    def _shape(self) -> None:
        """Give the lines the usual height where all of them fit, else the lower one, and more room."""
        around = 22 + self.foot.sizeHint().height() + (0 if self.folded else self.head.sizeHint().height())
        gaps = LINED_GAP * len({made.place.group for made in self._buttons.values()})
        dense = len(self._buttons) * (NAV_ROW + GAP) + gaps + around > self.height()
        for made in self._buttons.values():
            made.show_shape(folded=self.folded, dense=dense)
        # Of the name only what is needed stays where the places would else not all be seen.
        around += self.subtitle.sizeHint().height() + 2 if self.subtitle.isHidden() else 0
        least = len(self._buttons) * (DENSE_ROW + GAP) + gaps + around
        self.subtitle.setVisible(least <= self.height())

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
                gap.setFixedHeight(LINED_GAP)
                lined = QVBoxLayout(gap)
                lined.setContentsMargins(10, 7, 10, 7)
                lined.addWidget(rule())
                self._places.addWidget(gap)
            made = NavButton(self._theme, place, number, self)
            made.reached.connect(self._area.ensureWidgetVisible)
            made.clicked.connect(self._clicked)
            self._buttons[place.name] = made
            self._places.addWidget(made)
        self.choose(chosen)
        self._shape()

    def choose(self, name: str) -> None:
        """Show where one is."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)
        self._see()

    @Slot()
    def _see(self) -> None:
        """Bring the place one is at into view; again once the places have been given their room."""
        for made in self._buttons.values():
            if made.isChecked():
                self._area.ensureWidgetVisible(made, 0, GAP)

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
