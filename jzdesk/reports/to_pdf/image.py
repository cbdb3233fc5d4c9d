"""A PNG put on a page as its file has it: its lines are packed as PDF can read them, palette and all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfdoc

from jzdesk.reports.png import Png, png_of

_PREDICTOR = 15  # each line says by which rule of PNG's it was filtered


class _Written(pdfdoc.PDFObject):  # type: ignore[misc]
    """What is written in the file as it stands here."""

    def __init__(self, text: str) -> None:
        self._text = text

    def format(self, _document: Any) -> bytes:
        """Return it; the name is reportlab's."""
        return self._text.encode("ascii")


def put(canvas: Any, file: str, x: float, y: float, width: float, height: float) -> None:
    """Draw a picture's file with its lower left corner at (x, y); one that is drawn again lies there once."""
    document, name = canvas._doc, f"Png{Path(file).stem.encode().hex()}"  # noqa: SLF001 - as canvas does for its own
    inside = document.getXObjectName(name)
    if document.idToObject.get(inside) is None:
        document.addForm(name, _object(png_of(Path(file))))
    canvas.saveState()
    canvas.transform(width, 0, 0, height, x, y)
    canvas.addLiteral(f"/{inside} Do")
    canvas.restoreState()
    canvas._formsinuse.append(name)  # noqa: SLF001 - what a page draws by name it has to list
    canvas._currentPageHasImages = 1  # noqa: SLF001


def _object(png: Png) -> Any:
    space = "/DeviceRGB"
    if png.palette:
        space = f"[/Indexed {space} {len(png.palette) // 3 - 1} <{png.palette.hex()}>]"
    colours = 1 if png.palette else 3
    lines = f"/Predictor {_PREDICTOR} /Colors {colours} /BitsPerComponent {png.bits} /Columns {png.width}"
    made = pdfdoc.PDFStream(content=png.packed)
    made.dictionary.dict |= {
        "Type": pdfdoc.PDFName("XObject"), "Subtype": pdfdoc.PDFName("Image"),
        "ColorSpace": _Written(space), "Width": png.width, "Height": png.height,
        "BitsPerComponent": png.bits, "Filter": pdfdoc.PDFName("FlateDecode"),
        "DecodeParms": _Written(f"<< {lines} >>"),
    }  # fmt: skip
    return made
