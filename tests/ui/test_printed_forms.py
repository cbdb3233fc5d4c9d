"""Previewed = saved = printed: a form's print has the same pages, paper and ink as what is seen and saved."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
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


def ink(page: np.ndarray) -> np.ndarray:
    """Return how dark each small block of a page is; its exact dots depend on the resolution drawn at."""
    height, width = (n // BLOCK * BLOCK for n in page.shape)
    blocks = page[:height, :width].reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK)
    return 255 - blocks.mean(axis=(1, 3))


def drawn(path: Path) -> list[np.ndarray]:
    document = pypdfium2.PdfDocument(path)
    return [
        page.render(scale=SEEN / 72, grayscale=True).to_numpy().squeeze().astype(float) for page in document
    ]


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_a_form_is_printed_as_it_is_seen_and_saved(qtbot, jobs, tmp_path, paper):
    frozen = samples.frozen()
    document = forms_document(frozen, draft=False, page=FORM_PAGES[paper], only=["emissions", "quality"])
    saved = tmp_path / "存的.pdf"
    saved.write_bytes(to_pdf.render(document)[0])
    pages = PdfPages(jobs, saved.read_bytes())
    qtbot.waitUntil(lambda: bool(pages.sizes))
    seen: list[np.ndarray] = []

    def keep(_band: object, picture) -> None:
        lines = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), -1, 4)
        seen.append(lines[:, : picture.width(), 0].astype(float))

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
        assert abs(np.subtract(on_paper.shape, in_file.shape)).max() <= 1, "true to size"
        height, width = np.min([on_paper.shape, in_file.shape, on_screen.shape], axis=0)
        here, there, shown = (ink(page[:height, :width]) for page in (on_paper, in_file, on_screen))
        worst = [float(abs(other - there).max()) for other in (here, shown)]
        assert max(worst) < 50, (
            "everything in its place",
            worst,
            on_paper.shape,
            in_file.shape,
            on_screen.shape,
        )
        dark = np.argwhere(in_file < 128) / SEEN * 25.4
        edges = (*dark.min(axis=0), *(np.array(in_file.shape) / SEEN * 25.4 - dark.max(axis=0)))
        assert min(edges) >= EDGE, "nothing where a printer cannot print"
