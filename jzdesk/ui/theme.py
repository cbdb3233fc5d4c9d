"""How the window looks: every colour, size and font is named here once."""

from __future__ import annotations

import sys
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication

from jzdesk import resource
from jzdesk.records import values
from jzdesk.ui import chinese
from jzdesk.ui.colours import DARK, HIGH_CONTRAST, LIGHT, Colours

__all__ = ["DARK", "HIGH_CONTRAST", "LIGHT", "Colours", "Theme", "begin", "dress"]

STEP = 8
PAD = 16
GRID_ROW, LIST_ROW, NAV_ROW = 26, 28, 36
NAV_WIDTH, PANEL_WIDTH, SIDE_WIDTH, SIDE_LEAST = 184, 268, 340, 276

WINDOWS_FAMILY = "Microsoft YaHei UI"
BUNDLED_FONT = "fonts/JZHei-Medium.ttf"


SIGNS = {
    "must": "■", "explain": "◆", "blank": "□", "changed": "✎", "good": "✓", "explained": "✓", "refused": "✗",
    "owed": "○", "noted": "◥", "lined": "≡", "on_track": "●", "unjudged": "—",
    "returned": "▼", "queried": "?",
}  # fmt: skip
"""Every state has its own sign beside its colour."""


class Theme:
    """Colours and fonts as Qt wants them, made once and handed to all that paint.

    Whoever paints asks for a colour each time: it may be another one after `wear`.
    """

    def __init__(self, colours: Colours, family: str) -> None:
        self.family = family
        self._styled = False
        self._take(colours)
        self.body = _font(family, 13)
        self.small = _font(family, 12)
        self.strong = _font(family, 13, bold=True)
        self.small_strong = _font(family, 12, bold=True)
        self.small_slant = _font(family, 12)
        self.small_slant.setItalic(True)
        self.head = _font(family, 15, bold=True)
        self.mark = _font(family, 10)

    def _take(self, colours: Colours) -> None:
        self.colours = colours
        self._ink = {name: QColor(told) for name, told in values(colours).items()}
        self._hairs: dict[int, QPen] = {}

    def wear(self, app: QApplication, colours: Colours) -> None:
        """Give the application these colours; all that is seen is painted anew."""
        self._take(colours)
        app.setPalette(self.palette())
        if self._styled:
            self.style(app)

    def style(self, app: QApplication) -> None:
        """Have the sheet of styles followed from now on."""
        self._styled = True
        app.setStyleSheet(Template(_SHEET).substitute(values(self.colours)))

    def ink(self, name: str) -> QColor:
        """Return the colour called `name`."""
        return self._ink[name]

    def hair(self, painter: QPainter) -> QPen:
        """Return the pen of the lines that divide: as many whole dots wide as the screen's scaling has.

        A line of one unit would be one dot here and two there on a screen of 125 %.
        """
        wide = max(1, int(painter.device().devicePixelRatioF()))
        found = self._hairs.get(wide)
        if found is None:
            found = self._hairs[wide] = QPen(self._ink["line"], wide)
            found.setCosmetic(True)
        return found

    def palette(self) -> QPalette:
        """Return the colours as the palette that standard widgets go by."""
        role = QPalette.ColorRole
        names = {
            role.Window: "ground", role.Base: "card", role.AlternateBase: "head", role.Button: "card",
            role.WindowText: "ink", role.Text: "ink", role.ButtonText: "ink", role.PlaceholderText: "faint",
            role.Highlight: "accent", role.HighlightedText: "on_accent", role.Link: "accent",
            role.ToolTipBase: "ink", role.ToolTipText: "card", role.BrightText: "must",
            role.Light: "card", role.Midlight: "quiet", role.Mid: "line", role.Dark: "edge",
            role.Shadow: "edge",
        }  # fmt: skip
        palette = QPalette()
        for which, name in names.items():
            palette.setColor(which, self._ink[name])
        for which in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, self._ink["faint"])
        return palette


def _font(family: str, pixels: int, *, bold: bool = False) -> QFont:
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def begin(app: QApplication, colours: Colours = LIGHT) -> Theme:
    """Give the whole application its font, colours and Chinese standard texts; `style` is left to do.

    Where a sheet is followed, Qt looks through it for all that a part holds whenever it is put into another
    one; so the first window is built before.
    """
    theme = Theme(colours, _family())
    app.setFont(theme.body)
    theme.wear(app, colours)
    chinese.speak(app)
    return theme


def dress(app: QApplication, colours: Colours = LIGHT) -> Theme:
    """Give the whole application all that it wears."""
    theme = begin(app, colours)
    theme.style(app)
    return theme


def _family() -> str:
    """Return the system's own Chinese face where it is known to be good, else the bundled one."""
    if sys.platform == "win32" and QFontDatabase.hasFamily(WINDOWS_FAMILY):
        return WINDOWS_FAMILY
    number = QFontDatabase.addApplicationFont(str(resource.path(BUNDLED_FONT)))
    return QFontDatabase.applicationFontFamilies(number)[0]


_SHEET = """
QToolTip { color: $card; background: $ink; border: 0; padding: 4px 8px; }
QLabel { background: transparent; }
QLabel[look="secondary"] { color: $secondary; }
QLabel[look="faint"] { color: $faint; font-size: 12px; }
QLabel[look="small"] { color: $secondary; font-size: 12px; }
QLabel[look="head"] { font-size: 15px; font-weight: bold; }
QLabel[look="title"] { font-size: 18px; font-weight: bold; }
QLabel[look="strong"] { font-weight: bold; }
QLabel[look="told"] { font-size: 13px; font-weight: bold; }
QLabel[look="explain"] { color: $explain; }
QLabel[look="smallexplain"] { color: $explain; font-size: 12px; }
QLabel[look="explainhead"] { color: $explain; font-size: 15px; font-weight: bold; }
QLabel[look="good"] { color: $good; }
QLabel[look="figure"] { font-size: 22px; font-weight: bold; }
QLabel[look="code"] { font-size: 18px; }
QLabel[look="must"] { color: $must; }

QLabel[tone] { border-radius: 10px; padding: 1px 10px; min-height: 18px; font-size: 12px; }
QLabel[tone="plain"] { color: $secondary; background: $quiet; }
QLabel[tone="accent"] { color: $accent; background: $accent_ground; }
QLabel[tone="must"] { color: $must; background: $must_ground; }
QLabel[tone="explain"] { color: $explain; background: $explain_ground; }
QLabel[tone="good"] { color: $good; background: $good_ground; }
QLabel[tone="practice"] { color: $card; background: $explain; font-weight: bold; }

QFrame[look="card"] { background: $card; border: 1px solid $line; border-radius: 8px; }
QFrame[look="next"] { background: $card; border: 1px solid $line; border-radius: 8px; }
QFrame[look="mark"] { background: $accent; border: 0; border-radius: 2px; }
QFrame[look="practice"] { background: $practice; border: 1px solid $explain; border-radius: 8px; }
QFrame[look="float"] { background: $card; border: 1px solid $edge; border-radius: 8px; }
QFrame[look="refusal"] { background: $must_ground; border: 1px solid $must; border-radius: 6px; }
QFrame[look="viewing"] { background: $explain; border: 0; }
QLabel[look="viewing"] { color: $card; font-size: 15px; font-weight: bold; }
QLabel[look="viewingtext"] { color: $card; }
QFrame[look="reading"] { background: $card; border: 1px solid $accent; border-radius: 6px; }
QFrame[look="notice"] { background: $explain_ground; border: 0; border-radius: 6px; }
QFrame[look="bar"] { background: $card; border: 0; border-bottom: 1px solid $line; }
QFrame[look="foot"] { background: $card; border: 0; border-top: 1px solid $line; }
QFrame[look="nav"] { background: $card; border: 0; border-right: 1px solid $line; }
QFrame[look="drop"] { background: $ground; border: 1px dashed $edge; border-radius: 8px; }
QFrame[look="dropping"] { background: $accent_ground; border: 2px dashed $accent; border-radius: 8px; }
QFrame[look="rule"] { background: $line; border: 0; max-height: 1px; }

QPushButton { min-height: 30px; padding: 0 14px; border: 1px solid $edge; border-radius: 6px;
    background: $card;
    color: $ink; }
QPushButton:hover { border-color: $secondary; }
QPushButton:pressed { background: $quiet; }
QPushButton:focus { border: 2px solid $accent; padding: 0 13px; min-height: 28px; outline: none; }
QPushButton:disabled { color: $faint; background: $card; border-color: $line; }
QPushButton[look="primary"] { background: $accent; border-color: $accent; color: $on_accent;
    font-weight: bold; }
QPushButton[look="primary"]:hover { background: $accent_deep; }
QPushButton[look="primary"]:focus { border: 3px solid $ink; padding: 0 12px; min-height: 26px; }
QPushButton[look="primary"]:disabled { background: $quiet; border-color: $quiet; color: $faint; }
QPushButton[look="link"] { border: 1px solid transparent; background: transparent; color: $accent;
    padding: 0 6px;
    min-height: 22px; }
QPushButton[look="link"]:hover { background: $accent_ground; }
QPushButton[look="link"]:focus { border: 1px solid $accent; padding: 0 6px; min-height: 22px; }
QPushButton[look="link"]:disabled { color: $faint; background: transparent; }
QPushButton[look="textlink"] { border: 1px solid transparent; background: transparent; color: $accent;
    padding: 0; min-height: 20px; text-align: left; }
QPushButton[look="textlink"][tone="must"] { color: $must; font-weight: bold; }
QPushButton[look="celllink"] { border: 1px solid transparent; background: transparent; color: $accent;
    padding: 0 7px; min-height: 20px; text-align: left; }
QPushButton[look="textlink"]:hover, QPushButton[look="celllink"]:hover { background: $accent_ground; }
QPushButton[look="textlink"]:focus, QPushButton[look="celllink"]:focus { border-color: $accent; }
QPushButton[look="period"] { font-size: 16px; font-weight: bold; padding: 0 32px 0 12px; }
QPushButton[look="period"]:focus { padding: 0 31px 0 11px; }
QPushButton[look="choice"] { text-align: left; border: 1px solid transparent; min-height: 26px;
    padding: 0 10px; }
QPushButton[look="choice"]:hover { background: $quiet; }
QPushButton[look="choice"]:focus { background: $accent_ground; border: 1px solid $accent; padding: 0 10px;
    min-height: 26px; }
QPushButton[look="chip"] { border-radius: 13px; min-height: 24px; padding: 0 12px; font-size: 12px; }
QPushButton[look="chip"]:checked { background: $accent_ground; border-color: $accent; color: $accent; }
QPushButton[look="chip"]:focus { border: 2px solid $accent; padding: 0 11px; min-height: 22px; }

QLineEdit, QPlainTextEdit, QComboBox { border: 1px solid $edge; border-radius: 4px; background: $card;
    padding: 4px 8px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 3px 7px; }
QLineEdit[wrong="true"] { border: 1px solid $must; background: $must_ground; }
QLineEdit[wrong="true"]:focus { border: 2px solid $must; }
QLineEdit:disabled { color: $faint; background: $quiet; border-color: $line; }
QComboBox::drop-down { border: 0; width: 20px; }
QComboBox QAbstractItemView { border: 1px solid $edge; background: $card; color: $ink;
    selection-background-color: $accent_ground;
    selection-color: $ink; outline: none; }
QLineEdit[look="cell"], QComboBox[look="cell"], QPlainTextEdit[look="cell"] { border: 2px solid $accent;
    border-radius: 0; padding: 0 3px; font-size: 12px; }
QLineEdit[look="cell"][wrong="true"], QComboBox[look="cell"][wrong="true"],
QPlainTextEdit[look="cell"][wrong="true"] { border: 2px solid $must; background: $must_ground; }

QTableView { background: $card; border: 0; outline: none; }
QTreeView, QListView { selection-background-color: $accent_ground; selection-color: $ink; }
QTableView[look="lines"] { border: 1px solid $line; gridline-color: $line; font-size: 12px;
    selection-background-color: $accent_ground; selection-color: $ink; }
QTableView[look="lines"] QTableView[look="lines"] { border: 0; }
QHeaderView { background: $head; border: 0; }
QHeaderView::section { background: $head; color: $secondary; border: 0; border-bottom: 1px solid $line;
    padding: 0 8px; font-size: 12px; font-weight: bold; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollArea { background: transparent; border: 0; }
QScrollArea[look="read"] { border: 1px solid transparent; border-radius: 8px; }
QScrollArea[look="read"]:focus { border: 1px solid $accent; }
QLabel:focus { border: 1px solid $accent; border-radius: 4px; }
QScrollArea > QWidget > QWidget#content { background: transparent; }
QCheckBox, QRadioButton { spacing: 8px; border: 1px solid transparent; border-radius: 4px;
    padding: 1px 4px 1px 2px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QMenu { background: $card; color: $ink; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 16px; border-radius: 4px; }
QMenu::item:selected { background: $accent_ground; color: $ink; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollArea[look="slim"] QScrollBar:vertical { width: 6px; }
QScrollArea[look="slim"] QScrollBar::handle { margin: 0 1px; border-radius: 2px; }
QScrollBar::handle { background: $handle; border-radius: 4px; margin: 2px; min-height: 32px;
    min-width: 32px; }
QScrollBar::handle:hover { background: $secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
