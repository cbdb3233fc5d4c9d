"""Charts put into a finished PDF as they were drawn: lines and letters, not pixels."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jzdesk.reports.chart_data import Chart

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter


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
    from pypdf import PdfReader, PdfWriter

    from jzdesk.reports import charts

    writer = PdfWriter(clone_from=io.BytesIO(data))
    pictures, warnings = charts.pages([place.chart for place in placed])
    forms: dict[int, list[tuple[Placed, Any]]] = {}
    for place, page in zip(placed, PdfReader(io.BytesIO(pictures)).pages, strict=True):
        forms.setdefault(place.page, []).append((place, _form(writer, page)))
    for number, found in forms.items():
        _add(writer, writer.pages[number], found)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue(), warnings


def _form(writer: PdfWriter, page: PageObject) -> Any:
    """Return a drawing as a form object: its content is taken as it is, not read and written anew."""
    from pypdf.generic import ArrayObject, FloatObject, NameObject, NullObject

    made: Any = page["/Contents"].clone(writer, force_duplicate=True)
    box = [0, 0, page.mediabox.width, page.mediabox.height]
    made |= {
        NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): ArrayObject(map(FloatObject, box)),
        NameObject("/Resources"): page.get("/Resources", NullObject()).clone(writer),
    }  # fmt: skip
    return made.indirect_reference, box[2]


def _add(writer: PdfWriter, page: PageObject, found: Sequence[tuple[Placed, Any]]) -> None:
    """Draw form objects on a page, over what stands there."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

    drawn = ["Q"]
    resources: Any = page["/Resources"]
    objects = resources.setdefault(NameObject("/XObject"), DictionaryObject())
    for number, (place, (form, width)) in enumerate(found):
        name, factor = f"/Chart{number}", place.width / float(width)
        objects[NameObject(name)] = form
        drawn.append(f"q {factor:.6f} 0 0 {factor:.6f} {place.x:.4f} {place.y:.4f} cm {name} Do Q")
    before, after = StreamObject(), StreamObject()
    before.set_data(b"q")
    after.set_data("\n".join(drawn).encode("ascii"))
    first, last = map(writer._add_object, (before, after))  # noqa: SLF001 - its manual knows no other way
    page[NameObject("/Contents")] = ArrayObject([first, page.raw_get("/Contents"), last])
