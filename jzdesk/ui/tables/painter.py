"""How a face is painted: ground, lines, sign and text. Figures are never cut, texts take several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPolygon

from jzdesk.ui.tables.face import BAND, CELL, CENTRE, COMPUTED, GIVEN, HOLE, LEFT, LOCKED, RIGHT, STUB, Face
from jzdesk.ui.tables.shortening import WRAP, line_count, shortened
from jzdesk.ui.tables.signs import paint_sign

if TYPE_CHECKING:
    from jzdesk.ui.theme import Theme

MARGIN = 6
SIGN_ROOM = 12
SMALLEST, NARROWEST = 9, 0.7
TINT = 36
"""How much of a chosen block's ground is the accent, of 255."""
ABOVE, TALL = 5, 5
"""Pixels above a paragraph, and the lines from which on a text is one."""
MOST_KNOWN = 4096
"""Of so many texts it is kept over how many lines they run: most stay what they are."""
_GROUNDS = {
    "must": "must_ground", "explain": "explain_ground", "refused": "must_ground", "changed": "changed_ground",
    "returned": "must_ground", "queried": "explain_ground",
}  # fmt: skip
_QUIET = {
    COMPUTED: "head", GIVEN: "head", HOLE: "head", LOCKED: "head", STUB: "card", BAND: "card", CELL: "card",
}  # fmt: skip
_SIDES = {
    LEFT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    RIGHT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    CENTRE: Qt.AlignmentFlag.AlignCenter,
}
_TOPS = {
    LEFT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
    CENTRE: Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop,
}


class FacePainter:
    """Paints faces in one theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._metrics = QFontMetrics(theme.small)
        self._widths: dict[tuple[str, bool, int], int] = {}
        self._lines: dict[tuple[str, int], int] = {}

    @property
    def line_height(self) -> int:
        """The distance from one line of text to the next, in pixels."""
        return self._metrics.lineSpacing()

    def lines(self, text: str, width: int) -> int:
        """Return over how many lines a text runs in a cell so wide."""
        known = self._lines.get((text, width))
        if known is None:
            if len(self._lines) >= MOST_KNOWN:
                self._lines.clear()
            known = self._lines[text, width] = self._lines_of(text, width - 2 * MARGIN)
        return known

    def _lines_of(self, text: str, inner: int) -> int:
        if "\n" not in text and self._metrics.horizontalAdvance(text) <= inner:
            return 1
        return line_count(self._metrics, inner, text)

    def paint(self, painter: QPainter, rect: QRect, face: Face) -> None:
        """Paint one place."""
        painter.fillRect(rect, self._theme.ink(_GROUNDS.get(face.tone, _QUIET[face.kind])))
        painter.setPen(self._theme.hair(painter))
        left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
        painter.drawLine(left, bottom, right, bottom)
        if face.kind != BAND:
            painter.drawLine(right, top, right, bottom)
        inner = rect.adjusted(2 * MARGIN if face.indent else MARGIN, 0, -MARGIN, 0)
        for sign in face.signs:
            if sign == "locked" and self._whole(face) and not self._fits(painter, face, inner):
                continue  # the ground says it too, and a date that is cut says nothing
            inner = self._sign(painter, inner, face, sign)
        if face.text or face.ghost:
            self._text(painter, inner, face)
        if face.noted:
            self._corner(painter, rect)
        if face.lines:
            self._strokes(painter, rect)

    def choose(self, painter: QPainter, rect: QRect) -> None:
        """Tint a place of the chosen block."""
        tint = QColor(self._theme.ink("accent"))
        tint.setAlpha(TINT)
        painter.fillRect(rect, tint)

    def frame(self, painter: QPainter, rect: QRect, *, active: bool) -> None:
        """Paint the cursor's frame."""
        pen = painter.pen()
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setColor(self._theme.ink("accent" if active else "faint"))
        pen.setWidth(2)
        painter.setPen(pen)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))
        pen.setWidth(1)
        painter.setPen(pen)

    def _corner(self, painter: QPainter, rect: QRect) -> None:
        """Mark a cell that carries a note."""
        painter.setBrush(self._theme.ink("secondary"))
        painter.setPen(Qt.PenStyle.NoPen)
        corner = rect.topRight() - QPoint(1, 0)
        painter.drawPolygon(QPolygon([corner, corner - QPoint(6, 0), corner + QPoint(0, 6)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _strokes(self, painter: QPainter, rect: QRect) -> None:
        """Mark a figure that its 底稿 adds up to: three short lines in the free corner."""
        painter.setPen(self._theme.ink("accent"))
        left = rect.left() + 4
        for top in (4, 7, 10):
            painter.drawLine(left, rect.top() + top, left + 6, rect.top() + top)

    def _sign(self, painter: QPainter, rect: QRect, face: Face, sign: str) -> QRect:
        """Paint a sign on the side the text leaves free, and return what is left beside it."""
        right = face.align != RIGHT or not (face.text or sign == "locked")
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        paint_sign(painter, self._theme, sign, rect, side)
        return rect.adjusted(0, 0, -SIGN_ROOM, 0) if right else rect.adjusted(SIGN_ROOM, 0, 0, 0)

    def _text(self, painter: QPainter, rect: QRect, face: Face) -> None:
        painter.setFont(self._theme.small_strong if face.strong else self._theme.small)
        if not face.text:
            painter.setFont(self._theme.small_slant)
        painter.setPen(self._theme.ink(self._ink(face)))
        if face.align == RIGHT or self._whole(face):
            self._figure(painter, rect, face)
        elif face.kind == BAND:
            painter.drawText(rect, _SIDES[LEFT], face.text)
        else:
            self._wrapped(painter, rect, face)

    @staticmethod
    def _ink(face: Face) -> str:
        if face.tone == "refused":
            return "must"
        if face.faint:
            return "faint"
        quiet = face.carried or (face.kind in {COMPUTED, GIVEN} and not face.strong)
        return "secondary" if quiet else "ink"

    def _wrapped(self, painter: QPainter, rect: QRect, face: Face) -> None:
        """Paint a text over the lines the row has room for; what does not fit is shortened at the end."""
        metrics = painter.fontMetrics()
        text = face.text or face.ghost
        room = max(1, (rect.height() + 4) // metrics.lineSpacing())
        if room == 1:
            text = metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, _SIDES[face.align], text)
            return
        text = shortened(metrics, rect.width(), text, room)
        if room >= TALL:  # a paragraph is read from its top
            painter.drawText(rect.adjusted(0, ABOVE, 0, 0), _TOPS[face.align] | WRAP, text)
            return
        painter.drawText(rect, _SIDES[face.align] | WRAP, text)

    @staticmethod
    def _whole(face: Face) -> bool:
        """Tell whether a text is a date or a code, which has no place to break at and means nothing cut."""
        return face.align != RIGHT and bool(face.text) and face.text.isascii() and " " not in face.text

    def _fits(self, painter: QPainter, face: Face, rect: QRect) -> bool:
        painter.setFont(self._theme.small_strong if face.strong else self._theme.small)
        return self._width(painter, face) <= rect.width() - SIGN_ROOM

    def _width(self, painter: QPainter, face: Face) -> int:
        place = face.text, face.strong, self._theme.small.pixelSize()
        width = self._widths.get(place)
        if width is None:
            width = self._widths[place] = painter.fontMetrics().horizontalAdvance(face.text)
        return width

    def _figure(self, painter: QPainter, rect: QRect, face: Face) -> None:
        """Paint a figure whole: one too long for its cell is made smaller, never cut."""
        text = face.text
        if self._width(painter, face) > rect.width():
            font = painter.font()
            while (
                painter.fontMetrics().horizontalAdvance(text) > rect.width() and font.pixelSize() > SMALLEST
            ):
                font.setPixelSize(font.pixelSize() - 1)
                painter.setFont(font)
            if painter.fontMetrics().horizontalAdvance(text) > rect.width():
                self._narrow(painter, rect, face)
                return
        painter.drawText(rect, _SIDES[face.align], text)

    @staticmethod
    def _narrow(painter: QPainter, rect: QRect, face: Face) -> None:
        """Paint narrower what cannot become smaller; with an ellipsis where that cannot be read either."""
        metrics, widest = painter.fontMetrics(), int(rect.width() / NARROWEST)
        text = metrics.elidedText(face.text, Qt.TextElideMode.ElideRight, widest)
        width = max(1, metrics.horizontalAdvance(text))
        painter.save()
        painter.translate(rect.left(), 0)
        painter.scale(min(1.0, rect.width() / width), 1)
        painter.drawText(QRect(0, rect.top(), width, rect.height()), _SIDES[face.align], text)
        painter.restore()
