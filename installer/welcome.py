"""The picture beside the first and the last page of the wizard."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter

from installer.launchers import ICON

WIDTH, HEIGHT = 164, 314
GROUND = QColor("#0B6E66")  # the icon's own
SIGN = 96


def write_picture(out: Path) -> None:
    """Draw it as the bitmap that NSIS takes."""
    app = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB888)
    painter = QPainter(image)
    painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), GROUND)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    sign = QIcon(str(ICON)).pixmap(256, 256)
    painter.drawPixmap(QRectF((WIDTH - SIGN) / 2, 56, SIGN, SIGN), sign, QRectF(sign.rect()))
    painter.end()
    if not image.save(str(out), "BMP"):  # pyright: ignore[reportCallIssue, reportArgumentType]
        raise OSError(out)
    del app
