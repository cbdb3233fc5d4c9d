"""Every page, dialog and state that the gallery shows: each control says what it is, and nothing is cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import gallery, gallery_scenes
from tests.ui.test_names import nameless
from tests.ui.test_scale import faults

SIZES = {"1366 at 100 %": (1366, 768), "1366 at 200 %": (683, 348)}
SAMPLE = "todo_pages"


class Inspector(gallery.Studio):
    """Looks at what would be in the picture instead of taking it."""

    def __init__(self, home: Path, size: tuple[int, int]) -> None:
        super().__init__(home, size, home)
        self.found: list[str] = []

    def take(self, name: str, shell, *over) -> None:
        """Note what is wrong with what is seen."""
        self.settle()
        for window in (shell, *over):
            where = f"{name}, {window.objectName()}"
            self.found += [f"{where}: {fault}" for fault in nameless(window) + faults(window)]
        for window in over:
            if window.width() > self.size[0] or window.height() > self.size[1]:
                self.found.append(f"{name}: {window.objectName()} is larger than the screen, {window.size()}")


def named(scene: Callable[[gallery.Studio], None]) -> str:
    module = scene.__module__.rpartition("gallery_")[2]
    return f"{module}.{getattr(scene, '__name__', 'looks')}"


@pytest.mark.slow
@pytest.mark.parametrize("scene", gallery_scenes.SCENES, ids=named)
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_all_of_a_scene_is_named_and_whole(monkeypatch, qapp, home, size, scene):
    monkeypatch.setenv("JZDESK_TODAY", gallery.TODAY)
    monkeypatch.setenv("JZDESK_USER", "填表练习员")
    inspector = Inspector(home, size)
    scene(inspector)
    assert inspector.found == []
