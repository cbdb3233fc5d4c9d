"""A plain sheet read by one pattern is what it is read tag by tag; any other is left to that."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jzdesk.errors import RefusedError
from jzdesk.exchange import book, gate, quick
from tests.exchange import kit
from tests.exchange.kit import crafted

SHARED = "<si><t>甲</t></si><si><t>乙_x000A_丙</t></si>"
PLAIN = (
    '<c r="{a}"><v>{n}</v></c>', '<c r="{a}" s="1"><v>43373</v></c>', '<c r="{a}" s="3" t="n"><v>0.5</v></c>',
    '<c r="{a}" t="s"><v>1</v></c>', '<c r="{a}" t="str"><v>武陟_x000A_县</v></c>', '<c r="{a}" s="2"/>',
    '<c r="{a}" t="inlineStr"><is><t xml:space="preserve"> 武陟 </t></is></c>', '<c r="{a}" t="n" />',
    '<c r="{a}" t="b"><v>1</v></c>', '<c r="{a}" t="e"><v>#REF!</v></c>', '<c r="{a}"></c>',
)  # fmt: skip
ODD = (
    '<c r="{a}"><f>1+1</f><v>{n}</v></c>', '<c r="{a}"><f>1+1</f><v>{n}</v></c >',
    '<c r="{a}"><v>{n}</v></c >',
    "<c><v>{n}</v></c>", '<c s="1" r="{a}"><v>{n}</v></c>', "<c r='{a}'><v>{n}</v></c>",
    '<!--<c r="{a}"><v>{n}</v></c>-->', '<c r="{a}" t="str"><v><![CDATA[<c r="Z9"><v>1</v></c>]]></v></c>',
    '<?x <c r="{a}"><v>{n}</v></c>?>', '<e xmlns="urn:x"><c r="{a}"><v>{n}</v></c></e>',
    '<c xmlns="urn:x" r="{a}"><v>{n}</v></c>', '<c r="{a}" t="str"><v>&lt;{n}&amp;</v></c>',
    '<c r="{a}" t="str"><v>&nothing;</v></c>', '<c r="{a}" t="str"><v>一\r\n二</v></c>',
    '<c r="{a}" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>',
    '<c r="{a}" t="inlineStr"><is><t>县</t><rPh sb="0" eb="1"><t>xian</t></rPh></is></c>',
    '<c r="{a}"><c r="Z8"><v>{n}</v></c></c>', '<c r="{a}" r="Z7"><v>{n}</v></c>', '<c r="{a}"><v>{n}</c>',
    '<y:c r="{a}"><v>{n}</v></y:c>', "<sheetData></sheetData>", '</sheetData><sheetData><c r="{a}"/>',
    '<mergeCell ref="A1:B2"/>', '<c r="{a}" t="s"><v>99</v></c>', '<c r="ABCD1"><v>1</v></c>',
)  # fmt: skip


def told(data: bytes) -> object:
    """Return the cells of a workbook, or that it is refused."""
    try:
        return [(sheet.name, sheet.cells, sheet.merges) for sheet in book.read_book(data)]
    except RefusedError:
        return "refused"


def slowly(data: bytes) -> object:
    """Return the same, read tag by tag."""
    with mock.patch.object(quick, "cells", return_value=None):
        return told(data)


def rows_of(pieces: list[tuple[str, int]]) -> str:
    """Return pieces as rows of up to three, each piece at an address of its own or at another's."""
    cells = [piece.format(a=f"{'ABCDEF'[at % 6]}{at // 6 + 1}", n=at) for piece, at in pieces]
    groups = [cells[n : n + 3] for n in range(0, len(cells), 3)]
    return "".join(f'<row r="{n}" ht="15">{"".join(group)}</row>' for n, group in enumerate(groups, 1))


@settings(max_examples=150, deadline=None)
@given(
    plain=st.lists(st.tuples(st.sampled_from(PLAIN), st.integers(0, 40)), max_size=8),
    odd=st.lists(st.tuples(st.sampled_from(ODD), st.integers(0, 40)), max_size=2),
    data=st.data(),
)
def test_either_way_it_is_the_same_sheet(
    plain: list[tuple[str, int]], odd: list[tuple[str, int]], data: st.DataObject
):
    made = crafted(rows_of(data.draw(st.permutations(plain + odd))), shared=SHARED)
    assert told(made) == slowly(made)


@pytest.mark.parametrize("piece", ODD)
def test_nothing_odd_is_taken_for_plain(piece: str):
    made = crafted(rows_of([(PLAIN[0], 0), (piece, 7), (PLAIN[3], 9)]), shared=SHARED)
    assert told(made) == slowly(made)


OURS = (
    '<c r="{a}" s="1" t="n"><v>{n}.25</v></c>', '<c r="{a}" t="inlineStr"><is><t>武陟县</t></is></c>',
    '<c r="{a}" s="2" t="n" />', '<c r="{a}" t="n"><v>-1</v></c>',
    '<c r="{a}" t="inlineStr"><is><t xml:space="preserve"> 一]二\n三> </t></is></c>',
)  # fmt: skip
TEXT = '<c r="A1" t="inlineStr"><is><t>武陟{}县</t></is></c>'
SIGNS = (
    "\x01",
    "\x0b",
    "\x1f",
    "\ufffe",
    "\uffff",
    "]]>",
    "\r",
    "&lt;",
    "&x;",
    "&#1;",
    "_x000A_",
    "\x7f\x85",
)
ODD_ROWS = (
    *(f'<row r="1">{TEXT.format(sign)}</row>' for sign in SIGNS),
    f'<row r="{OURS[3].format(a="B1")}">{OURS[0]}</row>', f'<row r="1" r="2">{OURS[0]}</row>', OURS[0],
    f'<row r="1">{OURS[0]}', f'</row>{OURS[0]}<row r="1">', f'<row r="1"><row r="2">{OURS[0]}</row></row>',
    f'<row r="1">三{OURS[0]}\x02</row>', f'<row r="1" x:ht="1">{OURS[0]}</row>',
    f'<row r="1" ht="1>{OURS[0]}</row>',
    f'<row r="1">{OURS[0]}</row></row>', f'<row r="1">{OURS[0]}<c r="B1" s="1" s="2" t="n" /></row>',
    f'<row r="1">{OURS[0]}{OURS[1]}</row>',
)  # fmt: skip
"""Rows of our cells with something about them that XML forbids, reads in another way, or that is not ours."""


def ours(rows: str) -> bytes:
    """Return a workbook of which no number shows as anything else, so that its rows may be taken for ours."""
    styles = f"<styleSheet {kit.MAIN}><cellXfs>{'<xf/>' * 3}</cellXfs></styleSheet>"
    return crafted(rows, **{"xl/styles.xml": styles})


@settings(max_examples=60, deadline=None)
@given(
    cells=st.lists(st.tuples(st.sampled_from(OURS), st.integers(0, 40)), max_size=8),
    odd=st.sampled_from((*ODD_ROWS, "", "", "")), at=st.integers(0, 3),
)  # fmt: skip
def test_rows_of_our_own_are_what_expat_makes_of_them(cells: list[tuple[str, int]], odd: str, at: int):
    rows = rows_of(cells).split("</row>")
    rows.insert(min(at, len(rows)), odd.format(a="F9", n=7))
    made = ours("</row>".join(rows))
    assert told(made) == slowly(made)


@pytest.mark.parametrize("rows", ODD_ROWS)
def test_nothing_odd_is_taken_for_our_own(rows: str):
    made = ours(rows.format(a="A1", n=1))
    assert told(made) == slowly(made)


def test_a_text_in_no_encoding_is_refused():
    sheet = f'<worksheet {kit.MAIN}><sheetData><row r="1">{TEXT}</row></sheetData></worksheet>'.encode()
    with pytest.raises(RefusedError):
        quick.cells(sheet.replace(b"{}", b"\xff"), 9, bare=True)


def test_what_we_wrote_is_read_without_expat():
    """It is most of what looking at a sheet costs."""
    parts = gate.admit(kit.upload_bytes())
    assert parts is not None
    sheet = parts.get("xl/worksheets/sheet2.xml") or b""
    with mock.patch.object(gate, "pass_over") as seen:
        found = quick.cells(sheet, 9999, bare=True)
    assert found is not None
    assert found.written
    assert len(seen.call_args.args[0]) < len(sheet) / 2


@pytest.mark.parametrize("piece", PLAIN)
def test_what_programs_write_is_plain(piece: str):
    made = crafted(rows_of([(piece, 0), (PLAIN[3], 9)]), shared=SHARED)
    parts = gate.admit(made)
    assert parts is not None
    assert quick.cells(parts.get("xl/worksheets/sheet1.xml") or b"", 99) is not None
    assert told(made) == slowly(made)


@pytest.mark.parametrize(
    "head",
    ['<?xml version="1.0" encoding="gb2312"?>', '<?xml version="1.0" encoding="ISO-8859-1"?>',
     '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "1">]>', "<!-- <sheetData> -->", "<?x <sheetData>?>"],
)  # fmt: skip
def test_what_stands_before_the_sheet_changes_nothing(head: str):
    sheet = f'{head}<worksheet {kit.MAIN}><sheetData><row><c r="A1" t="str"><v>ab</v></c></row></sheetData>'
    made = crafted("", **{"xl/worksheets/sheet1.xml": f"{sheet}</worksheet>"})
    assert told(made) == slowly(made)


def test_every_sheet_of_our_own_files_is_plain():
    """They are the files that come in hundreds."""
    parts = gate.admit(kit.upload_bytes())
    assert parts is not None
    names = [f"xl/worksheets/sheet{n}.xml" for n in range(1, 30) if f"xl/worksheets/sheet{n}.xml" in parts]
    assert len(names) > 5
    assert all(quick.cells(parts.get(name) or b"", 9999) is not None for name in names)


def test_a_sheet_of_too_many_cells_is_left_before_they_are_read():
    sheet = b"<worksheet><sheetData>" + b'<c r="A1"><v>1</v></c>' * 5 + b"</sheetData></worksheet>"
    assert quick.cells(sheet, 5) is not None
    assert quick.cells(sheet, 4) is None
