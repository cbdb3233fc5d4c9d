"""Previewed = saved = printed: a form's print has the same pages, paper and ink as what is seen and saved."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops
from PySide6.QtPrintSupport import QPrinter

from jzdesk.reports import to_pdf
from jzdesk.reports.document import FORM_PAGES
from jzdesk.reports.forms import forms_document
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.pdf_pages import PdfPages, whole
from jzdesk.ui.printing import PrintRun, Wish
from tests.reports import samples

SEEN = 100
"""Dots in an inch at which pages are compared."""
BLOCK = 10
EDGE = 7.0
"""Millimetres at a page's edge that an old laser printer cannot print on, with a little to spare."""


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.close()


def ink(page: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return how bright each small block of a page is; its exact dots depend on the resolution drawn at."""
    return page.crop((0, 0, *(side // BLOCK * BLOCK for side in size))).reduce(BLOCK)


def drawn(path: Path) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(path)
    return [page.render(scale=SEEN / 72, grayscale=True).to_pil().convert("L") for page in document]


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_a_form_is_printed_as_it_is_seen_and_saved(qtbot, jobs, tmp_path, paper):
    frozen = samples.frozen()
    document = forms_document(frozen, draft=False, page=FORM_PAGES[paper], only=["emissions", "quality"])
    saved = tmp_path / "存的.pdf"
    saved.write_bytes(to_pdf.render(document)[0])
    pages = PdfPages(jobs, saved.read_bytes())
    qtbot.waitUntil(lambda: bool(pages.sizes))
    seen: list[Image.Image] = []

    def keep(_band: object, picture) -> None:
        size, bits = (picture.width(), picture.height()), bytes(picture.constBits())
        seen.append(Image.frombytes("RGB", size, bits, "raw", "BGRX", picture.bytesPerLine()).convert("L"))

    pages.drawn.connect(keep)
    dots = [(round(s.width() * SEEN / 72), round(s.height() * SEEN / 72)) for s in pages.sizes]
    pages.want([whole(n, *size) for n, size in enumerate(dots)])
    qtbot.waitUntil(lambda: len(seen) == len(dots))
    pages.drawn.disconnect(keep)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "印的.pdf"))
    printer.setResolution(300)
    run = PrintRun(pages, printer, Wish(tuple(range(len(dots)))))
    with qtbot.waitSignal(run.ended, timeout=30_000) as ended:
        run.start()
    assert ended.args == [""]
    pages.close()
    printed, kept = drawn(tmp_path / "印的.pdf"), drawn(saved)
    assert len(printed) == len(kept) == len(seen) > 1
    for on_paper, in_file, on_screen in zip(printed, kept, seen, strict=True):
        sizes = [one.size for one in (on_paper, in_file, on_screen)]
        assert all(abs(a - b) <= 1 for a, b in zip(sizes[0], sizes[1], strict=True)), "true to size"
        size = min(width for width, _ in sizes), min(height for _, height in sizes)
        here, there, shown = (ink(page, size) for page in (on_paper, in_file, on_screen))
        worst = [ImageChops.difference(other, there).getextrema()[1] for other in (here, shown)]
        assert max(worst) < 50, ("everything in its place", worst, sizes)
        left, top, right, bottom = in_file.point(lambda bright: 255 * (bright < 128)).getbbox()
        edges = [n / SEEN * 25.4 for n in (left, top, in_file.width - right, in_file.height - bottom)]
        assert min(edges) >= EDGE, "nothing where a printer cannot print"
