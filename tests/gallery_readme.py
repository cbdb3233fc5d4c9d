"""The few pictures of the README: `python -m tests.gallery_readme` takes them anew into `tests/pictures`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests import gallery, gallery_city, gallery_scenes
from tests.gallery import Studio

FOLDER = Path(__file__).parent / "pictures"
SCENES = (
    gallery_scenes.todo_pages, gallery_scenes.forms, gallery_scenes.plan, gallery_scenes.charts,
    gallery_city.totals_pages,
)  # fmt: skip
KEPT = {"todo": "todo", "emissions": "entry", "plan-chapters": "plan", "charts": "charts", "totals": "totals"}
"""Which pictures of the gallery stay, and what their files are called."""
WIDTH, COLOURS, MOST = 1040, 256, 150_000
"""Pixels across, how many colours, and the most bytes a picture may have."""


class Album(Studio):
    """Keeps the few pictures that are wanted, and makes them small."""

    def take(self, name: str, shell, *over) -> None:
        """Save a picture that is wanted, once."""
        file = self.folder / f"{KEPT.get(name, '')}.png"
        if name not in KEPT or file in self.taken:
            self.settle()
            return
        self.settle()
        small = shell.grab().toImage().scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
        plain = small.convertToFormat(QImage.Format.Format_RGB888)
        size, data = (plain.width(), plain.height()), bytes(plain.constBits())
        picture = Image.frombytes("RGB", size, data, "raw", "RGB", plain.bytesPerLine())
        picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            file, optimize=True
        )
        if file.stat().st_size > MOST:
            raise ValueError(file)
        self.taken.add(file)

    @property
    def taken(self) -> set[Path]:
        """The pictures taken so far."""
        return self.__dict__.setdefault("_taken", set())


def main() -> int:
    """Take them."""
    with tempfile.TemporaryDirectory(prefix="jzdesk-readme") as home:
        told = {"HOME": home, "TODAY": gallery.TODAY, "USER": "填表练习员"}
        os.environ |= {f"JZDESK_{name}": text for name, text in told.items()} | {"QT_FONT_DPI": "96"}
        FOLDER.mkdir(exist_ok=True)
        album = Album(FOLDER, (1366, 768), Path(home))
        for scene in SCENES:
            scene(album)
    lacking = {f"{name}.png" for name in KEPT.values()} - {file.name for file in album.taken}
    print("\n".join(sorted(str(file) for file in album.taken)))
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
