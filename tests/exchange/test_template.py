"""套表: a workbook of somebody else's is filled, and everything else in it stays as it was."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl.worksheet.table import Table

from jzdesk.errors import RefusedError
from jzdesk.exchange import cells, template
from jzdesk.exchange.cells import Place
from jzdesk.exchange.template_sheet import Piece
from tests.exchange import template_kit
from tests.exchange.template_kit import OTHER, SHEET

FIRST, SECOND, BOOK = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"
RICH = template_kit.rich()
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULAS = {(row, 5) for row in (4, 5, 6)}


def fill(pieces: dict[Place, Piece], data: bytes = RICH, sheet: str = SHEET) -> bytes:
    return template.fill_template(data, {sheet: pieces})


def number(text: str, *, percent: bool = False) -> Piece:
    return Piece("number", text, percent)


def cells_of(part: str) -> dict[str, tuple[bytes, str]]:
    """Return each cell's own bytes, and its row's number."""
    rows = etree.fromstring(part.encode()).iter(f"{MAIN}row")
    return {c.get("r"): (etree.tostring(c, with_tail=False), row.get("r")) for row in rows for c in row}


def value(data: bytes, at: str, sheet: str = SHEET):
    return openpyxl.load_workbook(io.BytesIO(data))[sheet][at].value


def tag(data: bytes, at: str, name: str = FIRST) -> str:
    found = re.search(rf'<c r="{at}"(?:[^>]*/>|.*?</c>)', template_kit.part(data, name), re.DOTALL)
    return found[0] if found else ""


PLACES = st.tuples(st.integers(1, 18), st.integers(1, 9)).filter(lambda place: place not in FORMULAS)
PIECES = st.one_of(
    st.decimals(-999999, 999999, places=2).map(lambda d: Piece("number", format(d, "f"))),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), min_size=1).map(
        lambda t: Piece("text", t)
    ),
    st.just(Piece("empty")),
)


@given(st.dictionaries(PLACES, PIECES, min_size=1, max_size=12))
def test_nothing_but_the_cells_named_changes(pieces):
    out = fill(pieces)
    with zipfile.ZipFile(io.BytesIO(RICH)) as old, zipfile.ZipFile(io.BytesIO(out)) as new:
        assert new.testzip() is None
        assert new.namelist() == old.namelist()
        for name in old.namelist():
            if name not in {FIRST, SECOND, BOOK}:
                assert new.read(name) == old.read(name), name
                assert new.getinfo(name).date_time == old.getinfo(name).date_time
    before, after = template_kit.part(RICH), template_kit.part(out)
    plain = re.compile(r'<dimension ref="[A-Z0-9:]+" ?/>')
    assert plain.sub("", after[: after.index("<sheetData")]) == plain.sub(
        "", before[: before.index("<sheetData")]
    )
    assert after[after.index("</sheetData>") :] == before[before.index("</sheetData>") :]
    known, now = cells_of(before), cells_of(after)
    named = {cells.address(place) for place in pieces}
    for at in known.keys() - named:
        assert now[at][0].replace(b"</f>", b"</f><v>1</v>") == known[at][0], at
    assert now.keys() == known.keys() | named
    order = [(int(row), cells.column_number(re.sub(r"\d", "", at))) for at, (_, row) in now.items()]
    assert order == sorted(order)
    assert all(re.sub(r"\D", "", at) == row for at, (_, row) in now.items())


@given(st.dictionaries(PLACES, PIECES, min_size=1, max_size=12))
def test_what_is_read_again_is_what_was_put_in(pieces):
    found = {
        (r, c): (kind, text)
        for r, c, kind, text, *_ in template.read_template(fill(pieces))["sheets"][0]["cells"]
    }
    for place, piece in pieces.items():
        assert found.get(place, ("empty", "")) == (piece.kind, piece.text)


@given(st.dictionaries(PLACES, PIECES, min_size=1, max_size=12))
def test_the_second_time_comes_to_the_same(pieces):
    once = fill(pieces)
    assert fill(pieces) == once
    assert template_kit.part(fill(pieces, once)) == template_kit.part(once)


def test_a_cell_keeps_its_format_and_takes_the_plain_decimal():
    out = fill({(4, 2): number("1234567.80")})
    style = re.search(r' s="\d+"', tag(RICH, "B4"))
    assert style
    assert tag(out, "B4") == f'<c r="B4"{style[0]}><v>1234567.80</v></c>'
    sheet = openpyxl.load_workbook(io.BytesIO(out))[SHEET]
    assert (sheet["B4"].number_format, sheet["B4"].font.b) == ("#,##0.00", True)


@pytest.mark.parametrize(
    ("text", "stored"), [("12.5", "0.125"), ("-3.0", "-0.030"), ("100", "1.00"), ("0.4", "0.004")]
)
def test_a_percentage_in_a_percent_cell_is_stored_as_its_hundredth(text: str, stored: str):
    assert f"<v>{stored}</v>" in tag(fill({(4, 4): number(text, percent=True)}), "D4")
    assert f"<v>{text}</v>" in tag(fill({(4, 4): number(text)}), "D4"), "a figure in tons is none"
    assert f"<v>{text}</v>" in tag(fill({(4, 2): number(text, percent=True)}), "B4"), "nor is this cell"


def test_a_cell_that_was_not_there_has_the_format_of_its_row_or_column():
    out = fill({(7, 3): number("1"), (15, 3): number("2"), (5, 7): number("3"), (20, 8): number("4")})
    assert tag(out, "C7") == '<c r="C7" s="1"><v>1</v></c>'
    assert tag(out, "C15") == '<c r="C15" s="2"><v>2</v></c>'
    part = template_kit.part(out)
    assert '<row r="5" spans="1:7" ht="20.25"' in part
    assert '<dimension ref="A1:H20"' in part


def test_texts_are_texts_whatever_they_look_like():
    for text in ("=1+1", "a<b>&\"c'", "两行\n文字", "𬭼", " 空格 ", "_x0041_", "+1"):
        out = fill({(9, 2): Piece("text", text)})
        assert 't="inlineStr"' in tag(out, "B9")
        sheet = template.read_template(out)["sheets"][0]
        assert next(c[3] for c in sheet["cells"] if c[:2] == [9, 2]) == text


def test_formulas_are_computed_anew_wherever_they_stand():
    out = fill({(4, 2): number("5")})
    assert tag(out, "E4").endswith("<f>B4+C4</f></c>"), "the old result is no longer true"
    assert 't="str"' not in tag(out, "A1", SECOND)
    assert "旧" not in tag(out, "A1", SECOND)
    assert 'fullCalcOnLoad="1"' in template_kit.part(out, BOOK)


def test_a_workbook_that_says_nothing_of_computing_is_told_to(monkeypatch):
    plain = template_kit.changed(RICH, {BOOK: lambda part: re.sub(r"<calcPr[^>]*/>", "", part)})
    out = template_kit.part(fill({(4, 2): number("5")}, plain), BOOK)
    assert out.index("<calcPr") > max(out.index("</sheets>"), out.find("<definedNames"))
    assert value(fill({(4, 2): number("5")}, plain), "B4") == 5


def test_names_with_a_prefix_are_written_with_it():
    def prefixed(part: str) -> str:
        part = re.sub(r"<(/?)(worksheet|sheetData|row|c|v|f|t|is|dimension|cols|col|mergeCells|mergeCell)\b",
                      r"<\1x:\2", part)  # fmt: skip
        return part.replace(f'xmlns="{MAIN[1:-1]}"', f'xmlns="{MAIN[1:-1]}" xmlns:x="{MAIN[1:-1]}"')

    out = fill(
        {(4, 2): number("7"), (30, 1): Piece("text", "尾")}, template_kit.changed(RICH, {FIRST: prefixed})
    )
    assert (value(out, "B4"), value(out, "A30")) == (7, "尾")
    assert '<x:c r="A30"' in template_kit.part(out)


def test_a_sheet_without_any_row_takes_the_first():
    empty = template_kit.changed(
        RICH, {SECOND: lambda part: re.sub(r"<sheetData>.*</sheetData>", "<sheetData/>", part)}
    )
    out = fill({(3, 3): number("1"), (2, 1): Piece("text", "甲")}, empty, OTHER)
    assert (value(out, "C3", OTHER), value(out, "A2", OTHER)) == (1, "甲")


def test_cells_without_addresses_are_counted():
    bare = template_kit.changed(RICH, {SECOND: lambda part: re.sub(
        "<sheetData>.*</sheetData>",
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row/></sheetData>",
        part)})  # fmt: skip
    out = template_kit.part(fill({(1, 2): number("9"), (2, 1): number("8")}, bare, OTHER), SECOND)
    assert '<row><c><v>1</v></c><c><v>9</v></c></row><row><c r="A2"><v>8</v></c></row>' in out


def test_a_zip_with_a_comment_and_data_descriptors_is_copied_as_it_lies():
    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_):
            raise OSError

        def tell(self):
            raise OSError

    stream = Stream()
    with zipfile.ZipFile(io.BytesIO(RICH)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.comment = "省厅".encode()
    out = fill({(4, 2): number("7")}, stream.getvalue())
    with zipfile.ZipFile(io.BytesIO(out)) as made:
        assert (made.testzip(), made.comment.decode()) == (None, "省厅")
    assert value(out, "B4") == 7


def test_the_look_tells_what_may_be_linked():
    found = template.read_template(RICH)
    first, second = found["sheets"]
    assert (first["name"], first["shown"], first["protected"]) == (SHEET, True, False)
    assert [9, 2, 10, 6] in first["merges"]
    assert [4, 5, "number", "1", False, True] in first["cells"]
    assert second["cells"] == [[1, 1, "text", "旧", False, True]]


def test_the_area_of_an_array_formula_is_told():
    array = template_kit.changed(RICH, {FIRST: lambda part: part.replace(
        "<f>B4+C4</f>", '<f t="array" ref="E4:E6">B4:B6+C4:C6</f>')})  # fmt: skip
    assert template.read_template(array)["sheets"][0]["several"] == [[4, 5, 6, 5]]


def test_the_heads_and_totals_of_a_table_are_told():
    book = openpyxl.Workbook()
    book.active.append(["指标", "本季"])
    book.active.append(["化学需氧量", 1])
    book.active.add_table(Table(displayName="T1", ref="A1:B2"))
    made = io.BytesIO()
    book.save(made)
    (sheet,) = template.read_template(made.getvalue())["sheets"]
    assert sheet["tables"] == [[1, 1, 1, 2]]


def _protected(part: str) -> str:
    return part.replace("</sheetData>", '</sheetData><sheetProtection sheet="1" objects="1"/>')


def test_a_protected_sheet_is_told_and_a_wholly_protected_workbook_refused():
    found = template.read_template(template_kit.changed(RICH, {FIRST: _protected}))
    assert [sheet["protected"] for sheet in found["sheets"]] == [True, False]
    with pytest.raises(RefusedError, match="撤销工作表保护"):
        template.read_template(template_kit.changed(RICH, {FIRST: _protected, SECOND: _protected}))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "空的"),
        (b"PK", "不是 Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (template_kit.changed(RICH, {"[Content_Types].xml": lambda part: part.replace(
            "sheet.main+xml", "sheet.macroEnabled.main+xml")}), "宏"),
        (template_kit.changed(RICH, {FIRST: lambda part: "<!DOCTYPE a>" + part}), "文档类型"),
        (template_kit.changed(RICH, {FIRST: lambda part: part[:-9]}), "损坏"),
    ],
)  # fmt: skip
def test_what_is_no_template_is_refused_with_one_sentence(data: bytes, told: str):
    for act in (template.read_template, lambda given: fill({(4, 2): number("1")}, given)):
        with pytest.raises(RefusedError, match=told):
            act(data)


def test_a_formula_is_never_overwritten():
    with pytest.raises(RefusedError):
        fill({(4, 5): number("1")})


def test_a_sheet_that_is_gone_is_refused():
    with pytest.raises(RefusedError):
        fill({(1, 1): number("1")}, sheet="没有这张")


@pytest.mark.needs("soffice")
def test_libreoffice_opens_it_and_shows_the_figures(tmp_path: Path):
    path = tmp_path / "省表.xlsx"
    pieces = {
        (4, 2): number("1234.50"), (4, 3): number("2000.25"), (4, 4): number("-12.5", percent=True),
        (9, 2): Piece("text", "说明文字"), (14, 1): Piece("text", "末行"),
    }  # fmt: skip
    path.write_bytes(fill(pieces))
    command = [
        "soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true", "--outdir", str(tmp_path), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    lines = path.with_suffix(".csv").read_text("utf-8").splitlines()
    assert lines[3] == '化学需氧量,"1,234.50","2,000.25",-12.5%,3234.75', "the sum is of the new figures"
    assert lines[8].startswith("填报说明,说明文字")
    assert lines[13].startswith("末行")
