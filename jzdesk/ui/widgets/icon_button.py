"""A button that is a small drawing, with a word beside it where there is room."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from jzdesk.ui.widgets.glyphs import paint_glyph
from jzdesk.ui.widgets.painted import PaintedButton

if TYPE_CHECKING:
    from jzdesk.ui.theme import Theme

GLYPH, LEFT, GAP = 16, 11, 8
HEIGHT = 28


class IconButton(PaintedButton):
    """Paints a drawing by its name, and its text unless it is `bare`."""

    def __init__(self, theme: Theme, name: str, glyph: str, done: Callable[[], object]) -> None:
        super().__init__(theme, name)
        self._glyph = glyph
        self._bare = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(done)

    def show_as(self, text: str, tip: str, *, bare: bool = False, glyph: str = "") -> None:
        """Show another word and tip; a bare one shows its drawing only and says the word to readers."""
        self._bare = bare
        self._glyph = glyph or self._glyph
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(tip)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room drawing and word take."""
        metrics = self.fontMetrics()
        words = 0 if self._bare else GAP + metrics.horizontalAdvance(self.text()) + 4
        return QSize(2 * LEFT + GLYPH + words, max(HEIGHT, metrics.height() + 8))

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the drawing alone: the word is shortened."""
        return QSize(2 * LEFT + GLYPH, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, drawing and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(self._theme.ink("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.ink("quiet") if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 6, 6)
        left = (self.width() - GLYPH) / 2 if self._bare else LEFT
        square = QRectF(left, (self.height() - GLYPH) / 2, GLYPH, GLYPH)
        paint_glyph(painter, self._glyph, square, self._theme.ink("secondary"))
        if self._bare:
            return
        room = QRect(LEFT + GLYPH + GAP, 0, self.width() - LEFT - GLYPH - GAP - 2, self.height())
        painter.setPen(self._theme.ink("secondary"))
        painter.setFont(self._theme.small)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
