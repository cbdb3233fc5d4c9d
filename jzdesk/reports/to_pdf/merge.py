"""Charts put into a finished PDF as they were drawn: lines and letters, not pixels."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from jzdesk.reports.chart_data import Chart


@dataclass(frozen=True, slots=True)
class Placed:
    """A chart's place: the page counted from 0, and lower left corner, width and height in points."""

    page: int
    chart: Chart
    x: float
    y: float
    width: float
    height: float


def merged(data: bytes, placed: Sequence[Placed]) -> tuple[bytes, list[str]]:
    """Return the PDF with its charts drawn in, and the warnings of drawing them."""
    if not placed:
        return data, []
    from pypdf import PdfReader, PdfWriter, Transformation

    from jzdesk.reports import charts

    writer = PdfWriter(clone_from=io.BytesIO(data))
    pictures, warnings = charts.pages([place.chart for place in placed])
    for place, page in zip(placed, PdfReader(io.BytesIO(pictures)).pages, strict=True):
        factor = place.width / float(page.mediabox.width)
        move = Transformation().scale(factor).translate(place.x, place.y)
        writer.pages[place.page].merge_transformed_page(page, move)
    for page in writer.pages:
        page.compress_content_streams()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue(), warnings
