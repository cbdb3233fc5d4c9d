"""Charts as PNG and PDF: drawn from plain values, readable in grey, the same bytes for the same input."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jzdesk.files import put
from jzdesk.reports.chart_data import Chart, Spot


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
    return _drawn(chart, "png", titled=titled, dpi=dpi)


def pdf(chart: Chart) -> tuple[bytes, list[str]]:
    """Return the chart as a PDF page of its own size, its letters still letters."""
    return _drawn(chart, "pdf")


def pages(charts: Sequence[Chart]) -> tuple[bytes, list[str]]:
    """Return the charts without their titles, each a page of one PDF that has their letters once."""
    from jzdesk.reports.charts import draw

    return draw.pages(charts)


def picture(chart: Chart, *, dpi: int) -> tuple[bytes, list[Place]]:
    """Return the chart as PNG without its title, and the place in pixels of every bar and mark."""
    from jzdesk.reports.charts import draw

    data, _, spots = draw.drawn(chart, "png", titled=False, dpi=dpi)
    return data, [Place(spot, *(round(mm / 25.4 * dpi) for mm in box)) for spot, box in spots]


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


def _drawn(chart: Chart, form: str, *, titled: bool = True, dpi: int = DPI) -> tuple[bytes, list[str]]:
    from jzdesk.reports.charts import draw

    return draw.drawn(chart, form, titled=titled, dpi=dpi)[:2]
