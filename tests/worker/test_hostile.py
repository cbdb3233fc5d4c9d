"""Files made to harm: the child may fall over them, but the next good file is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jzdesk.errors import RefusedError
from jzdesk.models import snapshot
from jzdesk.worker.reader import Reader
from tests.exchange import hostile, kit
from tests.exchange.kit import MAIN, crafted, zipped

SAME_TEXT = ("<row>" + '<c t="s"><v>0</v></c>' * 9 + "</row>") * 2000


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as warm:
        yield warm


def whole(reader: Reader, folder: Path) -> bool:
    """Tell whether the reader reads a good file as it ought to."""
    path = folder / "好.xlsx"
    path.write_bytes(kit.upload_bytes())
    told = reader.read_upload(path, kit.editions())
    return told["whole"] and not told["altered"] and told["data"] == snapshot.encode(kit.correction())


def repeated() -> bytes:
    """Return an OpenDocument of a kilobyte in which one cell stands in every place of the sheet."""
    cell = (
        '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    )
    return kit.opendocument(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


def linked() -> bytes:
    """Return a workbook with links over the full sheet, which make openpyxl eat a gigabyte."""
    link = '<hyperlink ref="A1:XFD1048576"/>' * 9
    return crafted(
        "", **{hostile.SHEET: f"<worksheet {MAIN}><sheetData/><hyperlinks>{link}</hyperlinks></worksheet>"}
    )


def swollen() -> bytes:
    """Return an entry workbook that repeats a long shared text: two gigabytes, were it handed on."""
    marks = "".join(f'<c t="str"><v>c{n}</v></c>' for n in range(20))
    same = '<c t="s"><v>0</v></c>' * 20
    rows = "".join(f'<row><c t="str"><v>r{n}</v></c>{same}</row>' for n in range(1000))
    data = crafted(
        f'<row><c t="str"><v>jz:a</v></c>{marks}</row>{rows}', shared=f"<si><t>{'长' * 32000}</t></si>"
    )
    members = {name: member.decode() for name, member in kit.parts(data).items()}
    hidden = f'<worksheet {MAIN}><sheetData><row><c t="str"><v>JZF1</v></c></row></sheetData></worksheet>'
    sheet = '<sheet name="_jzdesk_form" sheetId="2" r:id="rId9"/></sheets>'
    relation = kit.relations(("rId9", "worksheet", "worksheets/sheet2.xml")).partition(">")[2]
    rels = "xl/_rels/workbook.xml.rels"
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace("</sheets>", sheet)
    members[rels] = members[rels].replace("</Relationships>", relation)
    return zipped({**members, "xl/worksheets/sheet2.xml": hidden})


@pytest.mark.parametrize(
    "name", ["empty", "truncated", "encrypted OLE", "bomb", "deep", "entities", "strict"]
)
def test_after_a_hostile_entry_workbook_the_next_good_file_is_read(
    reader: Reader, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(hostile.CASES[name][0]())
    with pytest.raises(RefusedError, match=r"坏\.xlsx") as refused:
        reader.read_entry(path)
    assert refused.value.findings == ()
    assert whole(reader, tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        repeated(),
        linked(),
        kit.opendocument(""),
        zipped({"content.xml": "<a>"}),
        hostile.OLE + bytes(range(256)) * 64,
        crafted(SAME_TEXT, shared=f"<si><t>{'长' * 32000}</t></si>"),
    ],
    ids=["repeated", "linked", "nothing in it", "broken", "noise after an OLE header", "one long text"],
)  # fmt: skip
def test_after_a_file_that_costs_much_the_next_good_one_is_read(
    reader: Reader, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(data)
    with pytest.raises(RefusedError, match=r"坏\.xlsx"):
        reader.read_upload(path, kit.editions())
    assert whole(reader, tmp_path)


def test_a_job_that_would_eat_more_than_its_memory_is_refused(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    path.write_bytes(swollen())
    assert path.stat().st_size < 50_000
    with pytest.raises(RefusedError, match=r"大\.xlsx.*(中止|没有读完)"):
        reader.read_entry(path)
    assert whole(reader, tmp_path)
