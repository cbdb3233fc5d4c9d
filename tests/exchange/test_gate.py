from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.errors import RefusedError
from jzdesk.exchange import book, gate
from tests.exchange import hostile, kit
from tests.exchange.kit import MAIN, crafted, zipped

GOOD = crafted('<row r="1"><c r="A1"><v>1</v></c></row>')


@pytest.mark.parametrize("name", hostile.CASES)
def test_a_hostile_file_is_refused_in_one_sentence(name: str) -> None:
    make, word = hostile.CASES[name]
    with pytest.raises(RefusedError, match=word) as refused:
        book.read_book(make())
    assert refused.value.sentence.endswith("。")
    assert refused.value.findings == ()


def test_a_file_made_to_eat_memory_by_one_merge_is_read_as_the_little_it_holds() -> None:
    over = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = f"<worksheet {MAIN}><sheetData><row><c><v>1</v></c></row></sheetData>{over}</worksheet>"
    assert [r.text for r in kit.one(crafted("", **{hostile.SHEET: sheet})).values()] == ["1"]


@pytest.mark.parametrize(
    "name",
    [
        "xl/printerSettings/printerSettings1.bin",
        "docMetadata/LabelInfo.xml",
        "xl/charts/chart1.xml",
        "customXml/item1.xml",
    ],
)
def test_parts_that_nobody_parses_are_nobody_s_business(name: str) -> None:
    odd = b"<!DOCTYPE x>" + b"\0" * 3_000_000
    assert kit.one(zipped({**kit.parts(GOOD), name: odd}))["A1"].text == "1"


def test_each_part_is_inflated_once_and_only_when_asked_for() -> None:
    parts = gate.admit(GOOD)
    assert parts is not None
    assert parts.get("xl/styles.xml") is parts.get("xl/styles.xml")
    assert parts.get("xl/none.xml") is None
    assert parts.has_folder("xl/worksheets")
    assert not parts.has_folder("xl/work")


def test_all_parts_together_have_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MAX_INFLATED", 1000)
    with pytest.raises(RefusedError, match="展开后"):
        book.read_book(GOOD)


def read_or_refused(data: bytes) -> None:
    with suppress(RefusedError):
        assert all(sheet.name for sheet in book.read_book(data))


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_file_with_changed_bytes_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for at, byte in changes:
        data[at] = byte
    read_or_refused(bytes(data))


@given(st.integers(0, len(GOOD)), st.binary(max_size=30))
def test_a_file_cut_off_or_added_to_is_read_or_refused(at: int, more: bytes) -> None:
    read_or_refused(GOOD[:at] + more)
