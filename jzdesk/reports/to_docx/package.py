"""The parts of a Word file put together: its text, heads and feet of its sections, pictures, styles."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart

from jzdesk.reports import charts
from jzdesk.reports.chart_data import Chart
from jzdesk.reports.document import A4, OFFICIAL, Document, Page, Section
from jzdesk.reports.fit import fitted
from jzdesk.reports.to_docx import parts
from jzdesk.reports.to_docx.edges import foot, head
from jzdesk.reports.to_docx.flow import Frame, Piece, joined, pieces_of
from jzdesk.reports.to_docx.wml import MM, W, attribute, spacer, twips

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_NAMES = f'xmlns:w="{W}" xmlns:r="{_RELATIONS}"'
_SURE = 0.95
"""So much of a page surely holds what was measured for it: Word breaks lines and makes rows by itself."""
_DPI = 300
_EMU = 12700  # Word's measure of pictures, in a point
_HEAD, _FOOT = 5.0, 6.0  # mm from the paper's edge
_ZIPPED = (2000, 1, 1, 0, 0, 0)


@dataclass
class _Binder:
    """A Word file being made: the part that holds its text, and what its pictures are called."""

    package: Package
    text: DocumentPart
    pictures: int = 0
    edges: int = 0
    warnings: list[str] = field(default_factory=list)

    def picture(self, chart: Chart | str, width: float, height: float, words: str) -> str:
        """Draw a chart, or take a picture's file, and return the run that shows it."""
        if isinstance(chart, str):
            data = Path(chart).read_bytes()
        else:
            data, missing = charts.png(chart, titled=False, dpi=_DPI)
            self.warnings += [w for w in missing if w not in self.warnings]
        relation, _ = self.text.get_or_add_image(io.BytesIO(data))
        self.pictures += 1
        return _inline(relation, self.pictures, (width, height), words)

    def edge(self, kind: str, content: str) -> str:
        """Add what stands above (`hdr`) or below (`ftr`) pages, and return the name it is known under."""
        self.edges += 1
        name, content_type, relation = {
            "hdr": ("header", CT.WML_HEADER, RT.HEADER), "ftr": ("footer", CT.WML_FOOTER, RT.FOOTER)
        }[kind]  # fmt: skip
        data = f'<?xml version="1.0" encoding="UTF-8"?><w:{kind} {_NAMES}>{content}</w:{kind}>'.encode()
        part = Part(PackURI(f"/word/{name}{self.edges}.xml"), content_type, data, self.package)
        return self.text.relate_to(part, relation)


def render(document: Document) -> tuple[bytes, list[str]]:
    """Return the document's bytes and a sentence for each character of a chart that its font lacks."""
    package = Package()
    empty = f"<w:document {_NAMES}><w:body/></w:document>".encode()
    text = DocumentPart.load(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN, empty, package)
    package.relate_to(text, RT.OFFICE_DOCUMENT)
    _add_fixed_parts(package, text, document)
    binder = _Binder(package, text)
    last = len(document.sections) - 1
    body = "".join(
        _section(binder, document, section, last=n == last) for n, section in enumerate(document.sections)
    )
    text.element.body.extend(list(parse_xml(f"<w:body {_NAMES}>{body}</w:body>")))
    stream = io.BytesIO()
    package.save(stream)
    return _settled(stream.getvalue()), binder.warnings


def _add_fixed_parts(package: Package, text: Part, document: Document) -> None:
    of_text = (
        ("styles", CT.WML_STYLES, RT.STYLES, parts.styles()),
        ("settings", CT.WML_SETTINGS, RT.SETTINGS, parts.settings()),
        ("fontTable", CT.WML_FONT_TABLE, RT.FONT_TABLE, parts.fonts()),
    )
    for name, kind, relation, data in of_text:
        text.relate_to(Part(PackURI(f"/word/{name}.xml"), kind, data, package), relation)
    of_file = (
        ("core", CT.OPC_CORE_PROPERTIES, RT.CORE_PROPERTIES, parts.core(document.title, document.author)),
        ("app", CT.OFC_EXTENDED_PROPERTIES, RT.EXTENDED_PROPERTIES, parts.application("jzdesk")),
    )
    for name, kind, relation, data in of_file:
        package.relate_to(Part(PackURI(f"/docProps/{name}.xml"), kind, data, package), relation)


def _section(binder: _Binder, document: Document, section: Section, *, last: bool) -> str:
    """Return a section's text; its page stands in a paragraph at its end, the last one's at the text's."""
    page = OFFICIAL if section.page == A4 else section.page
    width = (page.width - page.left - page.right) * MM
    frame = Frame(width, (page.height - page.top - page.bottom) * MM)
    setting = _page(page, _edges(binder, document, section, width), titled=section.running is not None)
    pieces = _pieces(section, frame, binder)
    if last:
        return joined(pieces) + (spacer() if pieces[-1].table else "") + setting
    return joined(pieces) + spacer(section=setting)


def _pieces(section: Section, frame: Frame, binder: _Binder) -> Sequence[Piece]:
    def setting(scale: float) -> list[Piece]:
        room = Frame(frame.width, frame.height, scale)
        return [piece for block in section.blocks for piece in pieces_of(block, room, binder.picture)]

    return fitted(section, frame.height * _SURE, setting)


def _edges(binder: _Binder, document: Document, section: Section, width: float) -> str:
    """Return where a section finds its heads and feet: first those of its first page, which has no title."""
    found = []
    for kind in ("first", "default"):
        if kind == "default" or section.running is not None:
            running = section.running if kind == "default" else None
            above = binder.edge("hdr", head(document, running, width))
            below = binder.edge("ftr", foot(document, section, width))
            found += [
                f'<w:headerReference w:type="{kind}" r:id="{above}"/>',
                f'<w:footerReference w:type="{kind}" r:id="{below}"/>',
            ]
    return "".join(found)


def _page(page: Page, edges: str, *, titled: bool) -> str:
    wide = ' w:orient="landscape"' if page.width > page.height else ""
    margins = {
        "top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left,
        "header": max(_HEAD, page.top - 14), "footer": max(_FOOT, page.bottom - 11), "gutter": 0,
    }  # fmt: skip
    return (
        f'<w:sectPr>{edges}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(page.width * MM)}" w:h="{twips(page.height * MM)}"{wide}/><w:pgMar'
        + "".join(f' w:{name}="{twips(length * MM)}"' for name, length in margins.items())
        + '/><w:cols w:space="425"/>' + "<w:titlePg/>" * titled + "</w:sectPr>"
    )  # fmt: skip


def _inline(relation: str, number: int, size: tuple[float, float], words: str) -> str:
    """Return a run with a picture that stands in its line."""
    width, height = (round(length * _EMU) for length in size)
    named = f'id="{number}" name={attribute(words)} descr={attribute(words)}'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
        f' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr {named}/><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture">'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _settled(data: bytes) -> bytes:
    """Return the file with the time of its making taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _ZIPPED)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()
