"""Pictures for looking only: `python -m tests.gallery_sizes DIR [--look NAME] [--text PERCENT] [SCENE …]`.

Without `--text` they are those of small screens: 1093×614 is 1366×768 at 125 %, 960×540 is 1920×1080 at
200 %.
With it they are those of a screen of 1366×768 whose letters are so many per cent of the usual size.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests import gallery

SMALL = {"1093x614": (1093, 614), "960x540": (960, 540)}
SCREEN = (1366, 768)


def sizes(text: int | None) -> dict[str, tuple[int, int]]:
    """Return the windows to be seen, and have Qt enlarge them as the program does."""
    if text is None:
        return SMALL
    os.environ["QT_SCALE_FACTOR"] = str(text / 100)
    return {f"text-{text}": (SCREEN[0] * 100 // text, SCREEN[1] * 100 // text)}


def main(words: list[str]) -> int:
    """Take the pictures of all scenes, or of those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery_sizes")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--look", default="light", choices=("light", "dark", "contrast"))
    parser.add_argument("--text", type=int)
    parser.add_argument("scenes", nargs="*")
    asked = parser.parse_intermixed_args(words)
    os.environ["JZDESK_TODAY"], os.environ["JZDESK_USER"] = gallery.TODAY, "填表练习员"
    studio = None
    for name, size in sizes(asked.text).items():
        folder = asked.folder / f"{name}-{asked.look}"
        with tempfile.TemporaryDirectory(prefix="jzdesk-gallery") as home:
            os.environ["JZDESK_HOME"] = home
            if studio is None:
                studio = gallery.Studio(folder, size, Path(home), asked.look)
            studio.folder, studio.size, studio.home, studio.number = folder, size, Path(home), 0
            take(studio, asked.scenes)
    return 0


def take(studio: gallery.Studio, wanted: list[str]) -> None:
    """Take the pictures of the scenes whose names are wanted."""
    from tests import gallery_scenes

    for scene in gallery_scenes.SCENES:
        if not wanted or getattr(scene, "__name__", "looks") in wanted:
            scene(studio)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
