"""What was typed and replaced before a hand-in is in no file that leaves the office."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdf
import pytest

from jzdesk.desk import entering, handing_in, reporting, signing
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from tests.desk.conftest import Q3
from tests.desk.walk import explain_all, freeze, ready, without_paper

COD = "emissions/cod.industry/emitted"
NH3N = "emissions/nh3n.industry/emitted"
FIGURES = ("98765.43", "98,765.43", "87654.32", "87,654.32")
WORDS = ("先写的备注", "先写的说明", "先填的单位", "先填的任务", "先签的人", "后写的备注", "后填的单位")


def _raw(data: bytes) -> Iterator[bytes]:
    """Yield the bytes of a file and of all it holds, unpacked."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield from _raw(packed.read(name))
    elif data.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(data))
        yield str(reader.metadata).encode()
        yield "\n".join(page.extract_text() for page in reader.pages).encode()
        for number in range(1, int(str(reader.trailer["/Size"]))):
            found = reader.get_object(number)
            if isinstance(found, pypdf.generic.StreamObject):
                yield found.get_data()


def _machine_read(path: Path) -> bytes:
    """Return the content that the sheet for machines carries."""
    sheet = openpyxl.load_workbook(path)["_jzdesk"]
    lines = [str(cell.value) for cell in sheet["A"]]
    return base64.b64decode("".join(lines[5 : lines.index("END")]))


def _everything(files: list[Path]) -> list[tuple[str, bytes]]:
    found = [(path.name, part) for path in files for part in _raw(path.read_bytes())]
    return found + [(path.name, _machine_read(path)) for path in files if path.suffix == ".xlsx"]


def _holding(parts: list[tuple[str, bytes]], text: str) -> set[str]:
    """Return the names of the files in which a text stands, in whatever encoding."""
    coded = [text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]
    coded.append("".join(f"\\u{ord(c):04x}" for c in text).encode())
    return {name for name, part in parts if any(c in part for c in coded)}


def _hand_in(office: Office, out: Path) -> list[Path]:
    """Hand in and return all that leaves: print for signature, upload file, report in both its shapes."""
    made = [*freeze(office, Q3, out).files]
    made += signing.submit(office, Q3, signed_on=office.today, out=out).files
    word = out / f"{office.store.period(Q3).facts['revision']}.docx"
    reporting.report(office, Q3, kind="full", out=word)
    return [*made, word]


@pytest.fixture
def replaced(county: Office) -> Office:
    """A county that typed a figure, note, explanation, reason and row, and then others in their place."""
    entering.set_values(county, Q3.last_year, [COD, "100"])
    entering.set_values(county, Q3, [COD, "98765.43"], note="先写的备注")
    entering.set_values(county, Q3, [NH3N, "暂缺:先填的单位,2018-10-20"])
    words = ["milestones/+/name", "先填的任务", "milestones/+/due", "2020"]
    (name, _), _ = entering.set_values(county, Q3, words)
    entering.explain(county, Q3, "211", [Key.parse(COD)], "先写的说明，后来改了。")
    entering.set_values(county, Q3, [name, "后填的任务"])
    entering.set_values(county, Q3, [COD, "12"], note="后来的备注")
    entering.set_values(county, Q3, [NH3N, "13"])
    ready(county, Q3)
    return county


def test_nothing_that_was_replaced_is_in_any_byte_that_leaves(replaced: Office, tmp_path: Path) -> None:
    with without_paper():
        signing.freeze(
            replaced,
            Q3,
            preparer="先签的人",
            head="王五",
            phone="1",
            one_person=False,
            out=tmp_path / "early",
        )
    signing.withdraw(replaced, Q3)
    files = _hand_in(replaced, tmp_path / "first")
    signing.reopen(replaced, Q3, reason="数字录颠倒")
    entering.set_values(replaced, Q3, [COD, "87654.32"], note="后写的备注")
    entering.set_values(replaced, Q3, [NH3N, "暂缺:后填的单位,2018-10-20"])
    entering.set_values(replaced, Q3, [COD, "14"], note="最后的备注")
    entering.set_values(replaced, Q3, [NH3N, "13"])
    explain_all(replaced, Q3)
    handing_in.review(replaced, Q3, "李四")
    files += _hand_in(replaced, tmp_path / "second")

    parts = _everything(files)
    # What stands is found in every kind of file, so that what is not found is not there.
    assert {Path(name).suffix for name in _holding(parts, "后填的任务")} == {".pdf", ".xlsx", ".docx"}
    assert [text for text in (*FIGURES, *WORDS) if _holding(parts, text)] == []
