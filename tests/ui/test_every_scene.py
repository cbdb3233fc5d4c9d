"""Every page, dialog and state that the gallery shows: each control says what it is, and nothing is cut."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from jzdesk.ui.widgets import fitting, legend, period_box
from tests import gallery, gallery_scenes
from tests.ui.test_names import CHINESE, silent
from tests.ui.test_scale import faults

SIZES = {"1366 at 100 %": (1366, 768), "1366 at 200 %": (683, 348)}
SAMPLE = ("scenes.crash", SIZES["1366 at 200 %"])
"""What is looked at every day: windows over a form."""
LOOKED_AT = 40
CODE = re.compile(r"[a-z_]{3,}")


class Inspector(gallery.Studio):
    """Looks at what would be in the picture instead of taking it."""

    def __init__(self, home: Path, size: tuple[int, int]) -> None:
        super().__init__(home, size, home)
        self.found: list[str] = []

    def take(self, name: str, shell, *over) -> None:
        """Note what is wrong with what is seen."""
        self.settle()
        for window in (shell, *over):
            wrong = silent(window) + faults(window) + unspoken(window)
            self.found += [f"{name}, {window.objectName()}: {fault}" for fault in wrong]
        for window in over:
            if window.width() > self.size[0] or window.height() > self.size[1]:
                self.found.append(f"{name}: {window.objectName()} is larger than the screen, {window.size()}")


def unspoken(top: QWidget) -> list[str]:
    """Return the places of lists and tables of which a reader would hear a code, or nothing at all."""
    found = []
    for view in top.findChildren(QAbstractItemView):
        model = view.model()
        if model is None or not view.isVisible():
            continue
        columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
        for row in range(min(LOOKED_AT, model.rowCount())):
            heard = [spoken(model.index(row, column)) for column in range(columns)]
            found += [f"{view.objectName()} {row} says {text!r}" for text in heard if CODE.fullmatch(text)]
            if not any(CHINESE.search(text) for text in heard):
                found.append(f"{view.objectName()} {row} says nothing in Chinese: {heard}")
    return found


def spoken(index: QModelIndex) -> str:
    roles = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
    return next((str(found) for role in roles if (found := index.data(role))), "")


def named(scene: Callable[[gallery.Studio], None]) -> str:
    module = scene.__module__.rpartition("gallery_")[2]
    return f"{module}.{getattr(scene, '__name__', 'looks')}"


PARAMETERS = [
    pytest.param(
        size, scene, id=f"{name}, {named(scene)}",
        marks=() if (named(scene), size) == SAMPLE else pytest.mark.slow,
    )
    for name, size in SIZES.items()
    for scene in gallery_scenes.SCENES
]  # fmt: skip


@pytest.mark.parametrize(("size", "scene"), PARAMETERS)
def test_all_of_a_scene_is_named_and_whole(monkeypatch, qapp, home, size, scene):
    monkeypatch.setenv("JZDESK_TODAY", gallery.TODAY)
    monkeypatch.setenv("JZDESK_USER", "填表练习员")
    for module in (fitting, period_box, legend):
        monkeypatch.setattr(module, "room_of", lambda _part: QSize(*size))
    inspector = Inspector(home, size)
    scene(inspector)
    assert not inspector.found, "\n".join(inspector.found)
