"""Pictures of small screens, for looking only: `python -m tests.gallery_sizes DIR [SCENE …]`.

1093×614 is 1366×768 at 125 %; 960×540 is 1920×1080 at 200 %.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests import gallery

SMALL = {"1093x614": (1093, 614), "960x540": (960, 540)}


def main(words: list[str]) -> int:
    """Take the pictures of all scenes, or of those that are named."""
    from tests import gallery_scenes

    folder, wanted = Path(words[0]), words[1:]
    os.environ["JZDESK_TODAY"], os.environ["JZDESK_USER"] = gallery.TODAY, "填表练习员"
    studio = None
    for name, size in SMALL.items():
        with tempfile.TemporaryDirectory(prefix="jzdesk-gallery") as home:
            os.environ["JZDESK_HOME"] = home
            if studio is None:
                studio = gallery.Studio(folder / name, size, Path(home))
            studio.folder, studio.size, studio.home, studio.number = folder / name, size, Path(home), 0
            for scene in gallery_scenes.SCENES:
                if not wanted or getattr(scene, "__name__", "looks") in wanted:
                    scene(studio)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
