"""Boxes onto pages: breaks, repeated heads, watermarks, page numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from jzdesk.reports import charts
from jzdesk.reports.chart_data import Chart
from jzdesk.reports.document import CENTRE, RIGHT, Contents, Document, Page, Section
from jzdesk.reports.fit import fitted
from jzdesk.reports.to_pdf import image
from jzdesk.reports.to_pdf.boxes import MM, Box, Frame, Run
from jzdesk.reports.to_pdf.drawing import paint
from jzdesk.reports.to_pdf.flow import boxes_of, page_form
from jzdesk.reports.to_pdf.fonts import HEI, SONG, Fonts
from jzdesk.reports.to_pdf.paper import paper
from jzdesk.reports.to_pdf.pen import Pen
from jzdesk.words import say

_FOOT, _HEAD = 9.0, 9.0  # mm from the paper's edge
_PALE = 0.93
_SMALL = 8.0


@dataclass
class _Press:
    """Fills pages one after the other; the foot of each waits until their number is known."""

    document: Document
    canvas: Any
    pen: Pen
    page: Page
    section: Section
    feet: list[Section] = field(default_factory=list)
    y: float = 0.0
    top: float = 0.0
    run: Run | None = None

    @property
    def x(self) -> float:
        return self.page.left * MM

    @property
    def room(self) -> float:
        return self.y - self.page.bottom * MM

    @property
    def fresh(self) -> bool:
        """Nothing but what every page begins with stands on the page."""
        return self.y == self.top

    def place(self, what: Chart | str, x: float, y: float, width: float, height: float) -> None:
        """Draw a chart, or a picture's file; a chart is as high as its width makes it."""
        if isinstance(what, str):
            image.put(self.canvas, what, x, y, width, height)
        else:
            paint(charts.drawn(what, titled=False), self.pen, x, y, width)

    def print_section(self, section: Section) -> None:
        """Print a section, beginning on a new page."""
        self.section, self.page = section, section.page
        self._open_page()
        mark = f"section{len(self.feet)}"
        self.canvas.bookmarkPage(mark)
        self.canvas.addOutlineEntry(section.title, mark)
        for group in _groups(self._boxes(section)):
            self._print_group(group)
        self._close_run()
        self.canvas.showPage()

    def _boxes(self, section: Section) -> Sequence[Box]:
        def setting(scale: float) -> list[Box]:
            frame, fonts = self.frame(scale), self.pen.fonts
            return [box for block in section.blocks for box in boxes_of(block, frame, fonts, self.place)]

        return fitted(section, self.frame().height, setting)

    def frame(self, scale: float = 1.0) -> Frame:
        """Return the room a section's blocks are set in."""
        page = self.page
        return Frame(
            (page.width - page.left - page.right) * MM, (page.height - page.top - page.bottom) * MM, scale
        )

    def _print_group(self, group: Sequence[Box]) -> None:
        if (
            sum(b.height for b in group) > self.room + 0.01
            and not self.fresh
            and not _needs_parting(group, self)
        ):
            self._break_page(group[0].run)
        for box in group:
            self._print_box(box)

    def _print_box(self, box: Box) -> None:
        if box.gap and self.fresh:
            return
        if box.run is not self.run:
            self._close_run()
        while box.height > self.room + 0.01:
            if box.split is not None and (self.fresh or box.height > self.frame().height / 2):
                first, box = box.split(self.room)
                self._put(first)
            elif self.fresh:
                break
            self._break_page(box.run)
        self._put(box)

    def _put(self, box: Box) -> None:
        box.draw(self.pen, self.x, self.y)
        self.y -= box.height
        self.run = box.run

    def _close_run(self) -> None:
        if self.run is not None:
            self.run.close(self.pen, self.x, self.y)
        self.run = None

    def _break_page(self, run: Run | None) -> None:
        """Begin a new page; a table that goes on gets its head again."""
        again = run if run is not None and run is self.run else None
        self._close_run()
        self.canvas.showPage()
        self._open_page()
        if self.section.running is not None:
            for box in boxes_of(self.section.running, self.frame(), self.pen.fonts, self.place):
                self._put(box)
        if again is not None:
            for box in again.again:
                self._put(box)
        self.run = again
        self.top = self.y

    def _open_page(self) -> None:
        page = self.page
        self.canvas.setPageSize((page.width * MM, page.height * MM))
        self.y = self.top = (page.height - page.top) * MM
        self.run = None
        _mark_page(self.document, self.pen, page)
        self.canvas.doForm(f"foot{len(self.feet)}")
        self.feet.append(self.section)
        self.pen.page = len(self.feet)

    def print_feet(self) -> None:
        """Write the foot of every page, now that their number is known."""
        for number, section in enumerate(self.feet):
            page = section.page
            self.canvas.beginForm(f"foot{number}", 0, 0, page.width * MM, page.height * MM)
            _print_foot(self.document, section, self.pen, number + 1, len(self.feet))
            self.canvas.endForm()

    def print_numbers(self) -> None:
        """Write where in the contents each of its lines leads, now that all pages are filled."""
        for section in self.document.sections:
            for block in section.blocks:
                for _, level, mark in block.lines if isinstance(block, Contents) else ():
                    size = 11.5 if level == 1 else 9.5
                    self.canvas.beginForm(page_form(mark, level), -40, -10, 10, 20)
                    self.pen.text(0, 0, str(self.pen.marks.get(mark, "")), size, align=RIGHT)
                    self.canvas.endForm()


def _groups(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield boxes that belong on one page together."""
    group: list[Box] = []
    for box in boxes:
        kept = box.keep or (box.gap and bool(group))  # a gap parts nothing from what it belongs to
        group.append(box)
        if not kept:
            yield group
            group = []
    if group:
        yield group


def _needs_parting(group: Sequence[Box], press: _Press) -> bool:
    """Tell whether the group's last box is so tall that it begins on this page and goes on overleaf."""
    last = group[-1]
    begun = press.room - sum(b.height for b in group[:-1])
    tall = last.split is not None and last.height > press.frame().height / 2
    return tall and begun > 60


def _mark_page(document: Document, pen: Pen, page: Page) -> None:
    """Draw the watermarks under everything else, and 练习 at the top."""
    words = [say("reports.pdf.draft")] * document.draft + [say("reports.pdf.practice")] * document.practice
    canvas = pen.canvas
    for number, word in enumerate(words):
        canvas.saveState()
        canvas.setFillGray(_PALE)
        canvas.translate(
            page.width * MM / 2, page.height * MM * (0.5 + (len(words) - 1) * (0.18 - 0.36 * number))
        )
        canvas.rotate(30)
        pen.text(0, -30, word, 96, face=HEI, align=CENTRE)
        canvas.restoreState()
    if document.practice:
        y = (page.height - _HEAD) * MM
        pen.text(page.width * MM / 2, y - 9, say("reports.pdf.practice"), 11, face=HEI, align=CENTRE)


def _print_foot(document: Document, section: Section, pen: Pen, number: int, total: int) -> None:
    page, y = section.page, _FOOT * MM
    left, right = page.left * MM, (page.width - page.right) * MM
    if document.draft:
        pen.text(left, y, say("reports.pdf.draft"), 9, face=HEI)
    elif document.code:
        pen.text(left, y, say("reports.pdf.code", code=document.code), _SMALL, loose=True)
    if section.code:
        pen.text(right, y, say("reports.pdf.form_code", code=section.code), _SMALL, align=RIGHT, loose=True)
    text = say("reports.pdf.page", number=number, total=total)
    pen.text(page.width * MM / 2, y, text, 9, align=CENTRE, loose=True)


def render(document: Document) -> tuple[bytes, list[str]]:
    """Return the document's PDF and a sentence for each character that no font has."""
    fonts = Fonts()
    stream = io.BytesIO()
    first = document.sections[0]
    canvas = paper(stream, (first.page.width * MM, first.page.height * MM), SONG)
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject(document.title)
    press = _Press(document, canvas, Pen(canvas, fonts), first.page, first)
    for section in document.sections:
        press.print_section(section)
    press.print_feet()
    press.print_numbers()
    canvas.save()
    return stream.getvalue(), fonts.warnings()
