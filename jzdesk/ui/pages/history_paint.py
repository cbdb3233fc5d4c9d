"""How the lists of 历史与比对 are painted: what is gone struck through, and no line cut in two."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QFont, QPainter

from jzdesk.ui.tables.list_view import ListDelegate
from jzdesk.ui.tables.listing import TEXT, Part
from jzdesk.ui.theme import Theme

STRUCK = "struck"


class PastDelegate(ListDelegate):
    """Paints parts; one of kind `STRUCK` is what stood there before."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(theme, parent)
        self._struck = QFont(theme.body)
        self._struck.setStrikeOut(True)

    def _plain(self, painter: QPainter, rect: QRect, part: Part) -> None:
        if part.kind not in {STRUCK, TEXT}:
            super()._plain(painter, rect, part)
            return
        if part.kind == STRUCK:
            painter.setFont(self._struck)
            painter.setPen(self._theme.ink("secondary"))
        else:
            painter.setPen(self._theme.ink(part.tone or "ink"))
        centre, wrapped = Qt.AlignmentFlag.AlignVCenter, Qt.TextFlag.TextWordWrap
        text, metrics = part.text.replace("\n", " "), painter.fontMetrics()
        if part.kind == TEXT:
            lines = max(1, rect.height() // metrics.lineSpacing())
            # A line may end a little early, before a word that does not fit
            most = rect.width() * lines - (lines - 1) * 3 * metrics.height()
            for shorter in (text, metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)):
                if metrics.boundingRect(rect, wrapped, shorter).height() <= rect.height():
                    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | centre | wrapped, shorter)
                    return
        side = Qt.AlignmentFlag.AlignRight if part.kind == STRUCK else Qt.AlignmentFlag.AlignLeft
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | centre, short)
