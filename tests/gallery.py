"""A picture of every page and state of the window: `python -m tests.gallery DIR`.

Each size is taken by a process of its own, because Qt reads the scaling once, at its start.
"""

from __future__ import annotations

import html
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

SIZES = {"1366x768": (1366, 768, "1"), "1920x1080": (1280, 720, "1.5")}
"""By the name of the folder: the window's own size, and the scaling of the screen."""

TODAY = "2018-10-06"


@dataclass
class Studio:
    """The window in front of the camera."""

    folder: Path
    size: tuple[int, int]
    home: Path
    worn: str = "light"

    def __post_init__(self) -> None:
        from PySide6.QtWidgets import QApplication

        from jzdesk.ui import appearance, theme

        self.app = QApplication.instance() or QApplication(["gallery"])
        self.look = theme.dress(self.app, appearance.SETS[self.worn])
        self.number = 0

    def shell(self):
        """Return an empty window of the right size."""
        from jzdesk.ui.shell import Shell

        made = Shell()
        made.resize(*self.size)
        return made

    def worn_by(self):
        """Return the looks as chosen for the pictures."""
        from jzdesk.ui.appearance import Appearance
        from jzdesk.ui.habits import LOOK, Habits

        return Appearance(self.look, Habits({LOOK: self.worn}, forget))

    def work(self, office, period: str, place: str = "todo", key: str = ""):
        """Return a window at work."""
        from jzdesk.models.entry import Key
        from jzdesk.models.period import Period
        from jzdesk.ui.jobs import Jobs
        from jzdesk.ui.main_window import MainWindow
        from jzdesk.ui.messages import Messages
        from jzdesk.ui.session import Session

        session = Session(office, Period.parse(period), forget)
        work = MainWindow(self.look, session, Messages(session), Jobs(session), None, self.worn_by())
        shell = self.shell()
        shell.show_work(work)
        shell.show()
        self.settle()
        work.open_at(place, Key.parse(key) if key else None)
        self.settle()
        return shell

    def settle(self) -> None:
        """Let everything be laid out and painted."""
        for _ in range(6):
            self.app.processEvents()

    def over(self, shell, dialog) -> None:
        """Put a dialog in the middle of the window, below its header."""
        from PySide6.QtCore import QPoint

        self.settle()
        dialog.move(shell.pos() + QPoint((shell.width() - dialog.width()) // 2, 48))

    def take(self, name: str, shell, *over) -> None:
        """Save what is seen, with the windows that lie over it."""
        from PySide6.QtGui import QPainter

        self.settle()
        self.number += 1
        picture = shell.grab()
        painter = QPainter(picture)
        for window in over:
            painter.drawPixmap(window.pos() - shell.pos(), window.grab())
        painter.end()
        self.folder.mkdir(parents=True, exist_ok=True)
        picture.save(str(self.folder / f"{self.number:02d}-{name}.png"))


def forget(**_fields: str) -> None:
    """Remember nothing between pictures."""


def fill(office, upto: str = "2018Q3") -> None:
    """Type the sample county's figures."""
    from jzdesk import resource
    from jzdesk.desk import entering
    from jzdesk.models.period import Period

    sample = tomllib.loads(resource.path("sample/wuzhi.toml").read_text("utf-8"))
    for name, typed in sample["period"].items():
        period = Period.parse(name)
        if period.kind == "quarter" and period <= Period.parse(upto):
            entering.set_values(office, period, [part for pair in typed.items() for part in pair])


def pictures(studio: Studio) -> Iterator[Callable[[], None]]:
    """Yield one piece of work for each page or state."""
    from tests import gallery_scenes

    for scene in gallery_scenes.SCENES:
        yield lambda scene=scene: scene(studio)


def child(folder: Path, name: str) -> int:
    """Take all pictures of one size."""
    width, height, _ = SIZES[name]
    with tempfile.TemporaryDirectory(prefix="jzdesk-gallery") as home:
        os.environ["JZDESK_HOME"] = home
        os.environ["JZDESK_TODAY"] = TODAY
        os.environ["JZDESK_USER"] = "填表练习员"
        studio = Studio(folder / name, (width, height), Path(home))
        for picture in pictures(studio):
            picture()
    return 0


def index(folder: Path) -> None:
    """Write the page that shows them all."""
    names = sorted(p.name for p in (folder / next(iter(SIZES))).glob("*.png"))
    lines = ["<!doctype html><html lang='zh-CN'><meta charset='utf-8'><title>jzdesk</title>",
             "<style>body{font:14px sans-serif;background:#eee}figure{display:inline-block;margin:12px}"
             "img{width:640px;border:1px solid #999}</style>"]  # fmt: skip
    for name in names:
        lines.append(f"<h3>{html.escape(name)}</h3>")
        lines += [
            f"<figure><a href='{size}/{name}'><img src='{size}/{name}'></a>"
            f"<figcaption>{size}</figcaption></figure>"
            for size in SIZES
        ]
    (folder / "index.html").write_text("\n".join(lines) + "\n", "utf-8")


def main(words: list[str]) -> int:
    """Take the pictures of all sizes."""
    if not words:
        print("usage: python -m tests.gallery DIR", file=sys.stderr)
        return 2
    folder = Path(words[0])
    if len(words) > 1:
        return child(folder, words[1])
    folder.mkdir(parents=True, exist_ok=True)
    running = []
    for name, (_, _, scale) in SIZES.items():
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "QT_SCALE_FACTOR": scale,
            "QT_FONT_DPI": "96",
        }
        command = [sys.executable, "-m", "tests.gallery", str(folder), name]
        running.append(subprocess.Popen(command, env=environment))
    codes = [process.wait() for process in running]
    index(folder)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
