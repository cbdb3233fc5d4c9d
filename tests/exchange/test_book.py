from __future__ import annotations

import pytest

from jzdesk.errors import RefusedError
from jzdesk.exchange import book
from jzdesk.exchange.cells import Raw, address, column_number
from tests.exchange import hostile, kit
from tests.exchange.kit import one, opendocument, zipped


def row(*cells: str) -> str:
    """Return a row of an OpenDocument."""
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def cell(kind: str, value: str, text: str = "") -> str:
    """Return a cell of an OpenDocument."""
    name = {"date": "date-value", "boolean": "boolean-value", "string": "string-value"}.get(kind, "value")
    given = "" if kind == "string" else f' office:{name}="{value}"'
    shown = text or f"<text:p>{value}</text:p>"
    return f'<table:table-cell office:value-type="{kind}"{given}>{shown}</table:table-cell>'


EMPTY = "<table:table-cell/>"


@pytest.mark.parametrize(
    ("written", "raw"),
    [
        (cell("float", "12.35"), Raw("number", "12.35")),
        (cell("float", "854254775943.06"), Raw("number", "854254775943.06")),
        (cell("percentage", "0.455"), Raw("number", "0.455")),
        (cell("string", "甲"), Raw("text", "甲")),
        (cell("string", "", "<text:p>一</text:p><text:p>二</text:p>"), Raw("text", "一\n二")),
        (cell("string", "", '<text:p>甲<text:s text:c="2"/>乙</text:p>'), Raw("text", "甲  乙")),
        (cell("boolean", "true"), Raw("bool", "True")),
        (cell("date", "2018-09-30"), Raw("date", "2018-09-30")),
    ],
)
def test_an_opendocument_s_cells_are_read(written: str, raw: Raw) -> None:
    assert one(opendocument(row(EMPTY, EMPTY) + row(EMPTY, written))) == {"B2": raw}


def test_an_opendocument_with_nothing_in_it_has_an_empty_sheet() -> None:
    assert one(opendocument("")) == {}


def test_an_opendocument_that_calls_itself_huge_is_refused() -> None:
    repeated = cell("float", "1").replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="16000"'
    )
    rows = row(repeated).replace("<table:table-row", '<table:table-row table:number-rows-repeated="300"')
    with pytest.raises(RefusedError, match="格子超过"):
        book.read_book(opendocument(rows))
    fewer = rows.replace("16000", "2000")
    with pytest.raises(RefusedError, match="格子超过"):
        book.read_book(opendocument(fewer))


def test_a_locked_opendocument_is_told_apart() -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    )
    members = {**kit.parts(opendocument("")), "content.xml": b"\0noise", "META-INF/manifest.xml": manifest}
    for locked in (members, {"encrypted-package": b"noise", "META-INF/manifest.xml": "<m/>"}):
        with pytest.raises(RefusedError, match="密码"):
            book.read_book(zipped(locked))


@pytest.mark.parametrize(
    "data",
    [
        zipped({"content.xml": "<a/>"}),
        zipped({**kit.parts(opendocument("")), "content.xml": "<!DOCTYPE a><a/>"}),
        zipped({**kit.parts(opendocument("")), "META-INF/manifest.xml": "<a>"}),
        hostile.OLE + b"\0" * 2000,
    ],
)
def test_what_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedError):
        book.read_book(data)


@pytest.mark.parametrize("data", [opendocument(""), hostile.OLE + b"\0" * 2000])
def test_where_formats_count_only_xlsx_is_taken(data: bytes) -> None:
    with pytest.raises(RefusedError, match=r"另存为 \.xlsx"):
        book.read_book(data, plain_xlsx=True)


@pytest.mark.parametrize(
    ("place", "written"),
    [
        ((1, 1), "A1"),
        ((5, 26), "Z5"),
        ((5, 27), "AA5"),
        ((9, 702), "ZZ9"),
        ((9, 703), "AAA9"),
        ((1048576, 16384), "XFD1048576"),
    ],
)
def test_a_place_is_written_as_people_write_it(place: tuple[int, int], written: str) -> None:
    assert address(place) == written
    assert column_number("".join(c for c in written if c.isalpha())) == place[1]
