"""Charts as PNG and PDF: drawn from plain values, readable in grey, the same bytes for the same input.

One drawing, two painters: matplotlib makes the picture, the page draws lines and letters in its own faces.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jzdesk.files import put
from jzdesk.reports.chart_data import Chart, Spot

if TYPE_CHECKING:
    from jzdesk.reports.charts.board import Board


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is drawn, in pixels from the upper left corner."""

    spot: Spot
    left: int
    top: int
    right: int
    bottom: int


DPI = 200
"""How fine a PNG is unless something else is asked for."""


def png(chart: Chart, *, titled: bool = True, dpi: int = DPI) -> tuple[bytes, list[str]]:
    """Return the chart as PNG, and a sentence for every character the font lacks."""
    return _pixels(drawn(chart, titled=titled), dpi)


def pdf(chart: Chart, *, titled: bool = True) -> tuple[bytes, list[str]]:
    """Return the chart as a PDF page of its own size, its letters still letters."""
    from jzdesk.reports.to_pdf import picture as page

    return page.page(drawn(chart, titled=titled))


def picture(chart: Chart, *, dpi: int) -> tuple[bytes, list[Place]]:
    """Return the chart as PNG without its title, and the place in pixels of every bar and mark."""
    made = drawn(chart, titled=False)
    places = [Place(spot, *(round(mm / 25.4 * dpi) for mm in box)) for spot, box in made.spots]
    return _pixels(made, dpi)[0], places


def drawn(chart: Chart, *, titled: bool) -> Board:
    """Return the chart as it is drawn: plain shapes in millimetres. In a report its caption is its title."""
    from jzdesk.reports.charts import draw

    return draw.drawn(chart, titled=titled)


def write_charts(charts: Iterable[Chart], folder: Path) -> tuple[list[Path], list[str]]:
    """Write every chart as PNG and PDF into `folder`; return the files and the warnings."""
    files: list[Path] = []
    warnings: list[str] = []
    for chart in charts:
        for ending, draw in (("png", png), ("pdf", pdf)):
            data, missing = draw(chart)
            file = folder / f"{chart.stem}.{ending}"
            put(file, data)
            files.append(file)
            warnings += [w for w in missing if w not in warnings]
    return files, warnings


def _pixels(made: Board, dpi: int) -> tuple[bytes, list[str]]:
    from jzdesk.reports.charts import figure

    return figure.png(made, dpi)
