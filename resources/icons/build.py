"""Draw the program's icon by hand: `python resources/icons/build.py` writes jzdesk.ico beside itself.

Small sizes are bitmaps, because the set-up program's own tools read no others; the largest is a PNG.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen, QPolygonF

SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
GROUND, INK = QColor("#0B6E66"), QColor("#FFFFFF")
_HEADER, _ENTRY, _BITMAP = "<HHH", "<BBBBHHII", "<IiiHHIIiiII"


def picture(size: int) -> QImage:
    """Return the sign: a ring that is nearly closed, and the tick of what has been handed in."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 32, size / 32)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(GROUND)
    painter.drawRoundedRect(QRectF(1, 1, 30, 30), 6, 6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(INK, 3.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawArc(QRectF(7, 7, 18, 18), 75 * 16, 285 * 16)
    painter.drawPolyline(QPolygonF([QPointF(12.2, 15.8), QPointF(15.6, 19.4), QPointF(23.6, 9.2)]))
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """Return a picture as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def bitmap(image: QImage) -> bytes:
    """Return a picture as the bitmap of an icon: lines from below, then a mask that hides nothing."""
    size = image.width()
    lines = [bytes(image.constScanLine(y))[: size * 4] for y in reversed(range(size))]
    mask = bytes((size + 31) // 32 * 4 * size)
    head = struct.pack(_BITMAP, 40, size, size * 2, 1, 32, 0, 0, 0, 0, 0, 0)
    return head + b"".join(lines) + mask


def icon() -> bytes:
    """Return the icon in all its sizes."""
    pictures = [(size, picture(size)) for size in SIZES]
    bodies = [png(image) if size > 64 else bitmap(image) for size, image in pictures]
    place = struct.calcsize(_HEADER) + struct.calcsize(_ENTRY) * len(bodies)
    entries = b""
    for size, body in zip(SIZES, bodies, strict=True):
        entries += struct.pack(_ENTRY, size % 256, size % 256, 0, 0, 1, 32, len(body), place)
        place += len(body)
    return struct.pack(_HEADER, 0, 1, len(bodies)) + entries + b"".join(bodies)


if __name__ == "__main__":
    app = QGuiApplication([])
    Path(__file__).with_name("jzdesk.ico").write_bytes(icon())
