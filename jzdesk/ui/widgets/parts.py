"""Labels, pills, buttons and cards: the smallest parts, made alike everywhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from jzdesk.ui.theme import PAD, STEP


def label(text: str = "", look: str = "", *, wrap: bool = False, name: str = "") -> QLabel:
    """Return a label; `look` is one of the style sheet's."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        made.setProperty("look", look)
    if name:
        made.setObjectName(name)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        made.setMinimumWidth(40)
    return made


def pill(text: str = "", tone: str = "plain", *, name: str = "") -> QLabel:
    """Return a short word on a coloured ground."""
    made = QLabel(text)
    made.setProperty("tone", tone)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if name:
        made.setObjectName(name)
    return made


def retone(widget: QWidget, tone: str, attribute: str = "tone") -> None:
    """Give a widget another tone or look."""
    if widget.property(attribute) != tone:
        widget.setProperty(attribute, tone)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it is once it is seen
            widget.style().unpolish(widget)
            widget.style().polish(widget)


def button(text: str, name: str, done: Callable[[], object] | None = None, *, look: str = "") -> QPushButton:
    """Return a button; Enter presses it when it has the focus."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setAutoDefault(True)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if look:
        made.setProperty("look", look)
    if done is not None:
        made.clicked.connect(done)
    return made


def rule() -> QFrame:
    """Return a thin line across."""
    line = QFrame()
    line.setProperty("look", "rule")
    line.setFixedHeight(1)
    return line


def row(
    *parts: QWidget | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Return parts side by side; None is a stretch."""
    made = QHBoxLayout()
    _fill(made, parts, spacing, margins)
    return made


def column(
    *parts: QWidget | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Return parts one below the other; None is a stretch."""
    made = QVBoxLayout()
    _fill(made, parts, spacing, margins)
    return made


def _fill(
    layout: QHBoxLayout | QVBoxLayout,
    parts: tuple[QWidget | None, ...],
    spacing: int,
    margins: tuple[int, ...],
) -> None:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        else:
            layout.addWidget(part)


def around(widget: QWidget) -> QRect:
    """Return the place a floating widget may lie in: all of what it floats over."""
    parent = widget.parentWidget()
    return parent.rect() if parent is not None else widget.rect()


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class Card(QFrame):
    """A white sheet with an optional head; `body` takes what stands in it."""

    def __init__(self, title: str = "", *, look: str = "card", name: str = "", pad: int = PAD) -> None:
        super().__init__()
        self.setProperty("look", look)
        if name:
            self.setObjectName(name)
        self.head = row(spacing=8)
        self.title = label(title, "strong")
        self.body = column(spacing=8)
        outer = column(spacing=10, margins=(pad, max(0, pad - 2), pad, pad or STEP))
        if title:
            self.head.addWidget(self.title)
            outer.addLayout(self.head)
        outer.addLayout(self.body, 1)
        self.setLayout(_marked(outer, pad) if look == "next" else outer)


def _marked(content: QVBoxLayout, pad: int) -> QHBoxLayout:
    """Put the mark of what comes next before the content of a card."""
    mark = QFrame()
    mark.setProperty("look", "mark")
    mark.setFixedWidth(4)
    content.setContentsMargins(0, 0, 0, 0)
    made = row(mark, spacing=pad - 4, margins=(pad - 4, pad - 2, pad, pad))
    made.addLayout(content, 1)
    return made
