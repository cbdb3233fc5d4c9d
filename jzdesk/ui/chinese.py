"""Qt's own texts (file dialog, menus of fields) in Chinese: its translation, and what that lacks."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from jzdesk.words import say

_OURS = {
    ("QFileDialog", "&Look in:"): "look_in",
    ("QFileDialog", "Files of &type:"): "kinds",
    ("QFileDialog", "Computer"): "computer",
    ("QFileSystemModel", "Computer"): "computer",
    ("QFileSystemModel", "Size"): "size",
    ("QLineEdit", "&Undo"): "undo",
    ("QWidgetTextControl", "&Undo"): "undo",
}
"""What Qt 6.11 says in English, or with another word than we do, by where it stands."""


class _Chinese(QTranslator):
    """Qt's translation with ours before it."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Return the text for `source`; itself where nobody has a translation."""
        ours = _OURS.get((context, source))
        if ours is not None:
            return say(f"ui.qt.{ours}")
        return super().translate(context, source, disambiguation, n) or source


def speak(app: QApplication) -> None:
    """Have Qt's own texts in Chinese, numbers and days as in China."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = _Chinese(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
