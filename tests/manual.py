"""The manual with pictures: `python -m tests.manual FILE.pdf [GALLERY]`.

The pictures are those of a gallery that was taken, or of the scenes that the manual needs; a palette makes
them small. Without any the manual is made all the same.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from jzdesk.desk import manual_paper
from jzdesk.desk.help_texts import written
from jzdesk.desk.helping import Helping
from jzdesk.reports import to_pdf
from jzdesk.reports.manual import manual_document
from jzdesk.ui.colours import LIGHT
from tests import gallery

SIZE = "1366x768"
INKS = (
    "card", "ground", "quiet", "line", "edge", "secondary", "ink", "accent", "accent_ground", "must",
    "must_ground", "explain", "explain_ground", "good", "good_ground", "changed",
)  # fmt: skip
"""The window's own colours, as many as four bits hold: each dot takes the nearest."""
MOST = 2 * 10**6
"""What the manual may weigh."""


def wanted() -> frozenset[str]:
    """Return the names of the pictures that entries have."""
    return frozenset(e.picture for chapter in written().chapters for e in chapter.entries if e.picture)


def scenes() -> tuple[Callable[[gallery.Studio], None], ...]:
    """Return the scenes of the gallery in which these pictures are taken."""
    from tests import (
        gallery_allot,
        gallery_bulletin,
        gallery_city,
        gallery_enquiry,
        gallery_handin,
        gallery_help,
        gallery_loop,
        gallery_panel,
        gallery_paste,
        gallery_safety,
        gallery_scenes,
        gallery_states,
        gallery_templates,
    )

    return (
        gallery_scenes.start, gallery_scenes.todo_pages, gallery_scenes.forms, gallery_scenes.lines,
        gallery_scenes.hand_in, gallery_scenes.plan, gallery_scenes.history, gallery_scenes.charts,
        *gallery_city.SCENES, gallery_states.filtered, gallery_handin.explaining, gallery_handin.papers,
        gallery_panel.panel, gallery_paste.paste, gallery_safety.safety, gallery_enquiry.enquiry,
        gallery_bulletin.papers, gallery_allot.city_page, gallery_loop.county_returned,
        gallery_loop.county_keys, gallery_templates.county, *gallery_help.SCENES,
    )  # fmt: skip


def take(folder: Path) -> None:
    """Take the pictures."""
    width, height, _ = gallery.SIZES[SIZE]
    with tempfile.TemporaryDirectory(prefix="jzdesk-gallery") as home:
        os.environ |= {"JZDESK_HOME": home, "JZDESK_TODAY": gallery.TODAY, "JZDESK_USER": "填表练习员"}
        studio = gallery.Studio(folder, (width, height), Path(home))
        for scene in scenes():
            scene(studio)


def chosen(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the name and the file of each picture that is wanted, in a folder of the gallery's."""
    names = wanted()
    for path in sorted(folder.glob("*.png")):
        name = path.stem.partition("-")[2]
        if name in names:
            yield name, path


def small(path: Path) -> bytes:
    """Return a picture in the window's own colours, with a palette as the PDF takes it."""
    from PIL import Image, ImageColor

    inks = Image.new("P", (1, 1))
    inks.putpalette([part for name in INKS for part in ImageColor.getrgb(getattr(LIGHT, name))])
    out = io.BytesIO()
    with Image.open(path) as picture:
        plain = picture.convert("RGB").quantize(palette=inks, dither=Image.Dither.NONE)
        plain.save(out, "PNG", optimize=True, bits=4)
    return out.getvalue()


def write(file: Path, pictures: Iterable[tuple[str, Path]]) -> None:
    """Write the manual with these pictures."""
    with tempfile.TemporaryDirectory(prefix="jzdesk-manual") as name:
        folder = Path(name)
        for picture, path in pictures:
            (folder / f"{picture}.png").write_bytes(small(path))
        given = manual_paper.given(Helping(), folder)
        to_pdf.write_pdf(manual_document(given), file)


def main(words: list[str]) -> int:
    """Make the manual; refuse one that is too large for the medium."""
    if not words:
        print("usage: python -m tests.manual FILE.pdf [GALLERY]", file=sys.stderr)
        return 2
    file = Path(words[0])
    with tempfile.TemporaryDirectory(prefix="jzdesk-manual") as name:
        folder = Path(words[1], SIZE) if len(words) > 1 else Path(name)
        if len(words) == 1:
            take(folder)
        found = dict(chosen(folder))
        write(file, found.items())
    missing = sorted(wanted() - set(found))
    if missing:
        print(f"no picture of {', '.join(missing)}", file=sys.stderr)
    size = file.stat().st_size
    print(f"{file}\t{size}")
    return int(size > MOST or bool(missing))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
