"""Looking at finished Word files: their tables, paragraphs, heads and feet, and the XML beneath."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache

import docx
from docx.oxml.ns import qn
from docx.table import Table, _Cell


@cache
def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def member(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name).decode()


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.namelist()


def tables(data: bytes) -> list[Table]:
    """Return every table, nested ones too, in reading order."""
    body = opened(data).element.body
    return [Table(element, opened(data)) for element in body.iter(qn("w:tbl"))]


def rows(table: Table) -> list[list[str]]:
    """Return the texts of a table's own cells; a cell that goes on below itself is empty there."""
    found = []
    for line in table._tbl.tr_lst:
        found.append([_Cell(cell, table).text for cell in line.tc_lst])
    return found


def grids(data: bytes) -> list[Table]:
    """Return the tables with a head."""
    return [t for t in tables(data) if t._tbl.tr_lst[0].find(f".//{qn('w:tblHeader')}") is not None]


def paragraphs(data: bytes) -> list[str]:
    """Return the text of every paragraph, those in tables too."""
    body = opened(data).element.body
    return [within(p) for p in body.iter(qn("w:p"))]


def told(data: bytes) -> str:
    """Return what a reader sees: heads and feet, then paragraphs and rows of tables in their order."""
    lines = [f"{kind}: {one}" for kind in ("header", "footer") for one in dict.fromkeys(edges(data, kind))]
    return "\n".join([*lines, *_told(opened(data).element.body)]) + "\n"


def _told(element) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:p"):
            yield within(child)
        elif child.tag == qn("w:tbl"):
            for row in child.iter(qn("w:tr")):
                cells = [list(_told(cell)) for cell in row.iterchildren(qn("w:tc"))]
                yield from [" ｜ ".join(" ".join(cell) for cell in cells)] if cells else []


def text(data: bytes) -> str:
    return re.sub(r"\s+", "", "".join(paragraphs(data)))


def edges(data: bytes, kind: str) -> list[str]:
    """Return the text of every `header` or `footer`."""
    found = [member(data, name) for name in names(data) if re.fullmatch(rf"word/{kind}\d+\.xml", name)]
    return [re.sub("<[^>]*>", "", re.sub("<w:tab/>", "\t", xml)) for xml in found]


def run_of(data: bytes, text: str):
    """Return the run that holds just this text."""
    return next(r for r in opened(data).element.body.iter(qn("w:r")) if within(r) == text)


def within(element) -> str:
    """Return the text in an element and whatever it holds."""
    return "".join(t.text or "" for t in element.iter(qn("w:t")))
