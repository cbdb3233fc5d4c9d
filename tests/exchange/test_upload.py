from __future__ import annotations

import io
import json
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.errors import RefusedError
from jzdesk.exchange import book, envelope, paint, signing, upload
from jzdesk.exchange.cells import address
from jzdesk.exchange.visible_letters import letter
from jzdesk.models import snapshot, value
from jzdesk.models.entry import Cell
from jzdesk.models.letters import show_key_code
from jzdesk.models.snapshot import Frozen
from tests.exchange import kit
from tests.exchange.kit import EMISSIONS, RECEIPT, catalogue, correction, edited, expected, read, upload_bytes
from tests.thoroughness import tries


def test_a_file_that_was_written_is_read_as_what_it_is(tmp_path: Path) -> None:
    content = correction()
    data = snapshot.encode(content)
    upload.write_upload(tmp_path / "报.xlsx", Frozen(content, catalogue()), data)
    told = read((tmp_path / "报.xlsx").read_bytes())
    assert told == {
        "content": content, "data": data.decode(), "code": snapshot.code_of(data), "whole": True,
        "signature": "none", "key": "",
        "altered": [],
    }  # fmt: skip


def test_the_visible_figures_are_those_of_the_content() -> None:
    opened = openpyxl.load_workbook(io.BytesIO(upload_bytes()))
    for (sheet, place), cell in expected().items():
        shown = opened[sheet].cell(*place)
        assert shown.data_type in {"n", "s"}
        if cell.number is not None:
            assert round(Decimal(str(shown.value)), cell.places) == cell.number
        else:
            assert (shown.value or "") == cell.text


def with_machine(change: Callable[[list[str]], object]) -> bytes:
    """Return the upload file with its machine sheet changed."""
    lines = envelope.pack(snapshot.encode(correction()))
    change(lines)
    return paint.workbook(kit.sheets_of(correction()), lines)


def test_a_content_changed_under_its_digest_is_not_whole() -> None:
    other = snapshot.encode({**correction(), "reason": "别的"})

    def change(lines: list[str]) -> None:
        lines[5:] = envelope.pack(other)[5:]

    told = read(with_machine(change))
    assert (told["whole"], told["altered"]) == (False, [])


def test_a_content_changed_with_its_digest_no_longer_fits_the_cells() -> None:
    other = deepcopy(correction())
    other["forms"]["emissions"]["cells"]["cod.industry/emitted"]["v"] = "1312.46"

    def change(lines: list[str]) -> None:
        lines[:] = envelope.pack(snapshot.encode(other))

    told = read(with_machine(change))
    assert told["whole"]
    assert {a["sheet"] for a in told["altered"]} == {"封面", EMISSIONS}
    assert {"sheet": EMISSIONS, "cell": "E7", "shown": "1312.45", "signed": "1,312.46"} in told["altered"]


@pytest.mark.parametrize("change", [lambda c: c.pop(), lambda c: c.__setitem__(0, "JZ9")])
def test_a_broken_machine_sheet_is_refused(change: Callable[[list[str]], object]) -> None:
    with pytest.raises(RefusedError):
        read(with_machine(change))


def test_a_damaged_content_is_told_as_not_whole() -> None:
    told = read(with_machine(lambda c: c.__setitem__(5, c[5][:-3])))
    assert (told["whole"], told["altered"], told["content"]) == (False, [], {})


def test_a_workbook_without_or_with_two_machine_sheets_is_refused() -> None:
    with pytest.raises(RefusedError, match="没有 jzdesk 的数据页"):
        read(edited(upload_bytes(), lambda b: b.remove(b["_jzdesk"])))
    sheets = book.read_book(upload_bytes())
    with pytest.raises(RefusedError, match="两份数据页"):
        upload.unpack([*sheets, sheets[-1]])


def test_an_unknown_edition_is_read_but_not_compared() -> None:
    told = upload.read_upload(upload_bytes(), {})
    assert (told["whole"], told["altered"], told["content"]["catalogue"]) == (True, [], catalogue().edition)


def test_a_file_holds_its_own_bytes_and_no_others(tmp_path: Path) -> None:
    path, data = tmp_path / "报.xlsx", snapshot.encode(correction())
    path.write_bytes(upload_bytes())
    other = snapshot.encode(kit.content(kit.filled()))
    assert upload.found_at(path, data, catalogue(), None) == upload.SAME
    assert upload.found_at(path, other, catalogue(), None) == upload.OTHER
    path.write_bytes(edited(upload_bytes(), lambda b: setattr(b[EMISSIONS]["F8"], "value", 1)))
    assert upload.found_at(path, data, catalogue(), None) == upload.OTHER
    path.write_bytes(b"text")
    assert upload.found_at(path, data, catalogue(), None) == upload.OTHER
    assert upload.found_at(tmp_path / "没有.xlsx", data, catalogue(), None) == upload.OTHER


def test_a_file_signed_later_holds_the_same_bytes_under_another_seal(tmp_path: Path) -> None:
    content = correction()
    path, data, frozen = tmp_path / "报.xlsx", snapshot.encode(content), Frozen(content, catalogue())
    seal = signing.seal(bytes(32), data)
    path.write_bytes(upload.upload_bytes(frozen, data, seal))
    told = read(path.read_bytes())
    assert (told["signature"], told["key"], told["altered"]) == ("signed", seal.key, [])
    assert upload.found_at(path, data, catalogue(), seal) == upload.SAME
    assert upload.found_at(path, data, catalogue(), None) == upload.OTHER_SEAL
    shown = cell_by_label(path, "签名")
    assert shown == f"已签名，密钥码 {show_key_code(seal.key)}"


def cell_by_label(path: Path, label: str) -> str:
    cells = kit.find(path.read_bytes(), "封面").cells
    row = next(place[0] for place, raw in cells.items() if place[1] == 1 and raw.text == label)
    return cells[row, 2].text


def test_a_receipt_goes_and_comes_back(tmp_path: Path) -> None:
    path, data = tmp_path / "回执.xlsx", snapshot.encode(RECEIPT)
    path.write_bytes(upload.letter_bytes(RECEIPT, data, "武陟县"))
    told = read(path.read_bytes())
    assert (told["content"], told["whole"], told["altered"]) == (RECEIPT, True, [])
    assert upload.found_at(path, data, catalogue(), None) == upload.SAME
    (sheet,) = letter(RECEIPT, "武陟县", data)
    for place, cell in sheet.cells.items():
        if cell.signed:
            changed = edited(
                path.read_bytes(), lambda b, at=place: setattr(b["回执"].cell(*at), "value", "改")
            )
            assert [a["cell"] for a in read(changed)["altered"]] == [address(place)]


def test_no_formula_macro_or_link_leaves_and_the_same_content_is_the_same_file() -> None:
    assert upload_bytes() == kit.made(correction())
    members = kit.parts(upload_bytes())
    assert members["docProps/core.xml"].count(b"2018-01-01T00:00:00Z") == 2, "not the moment of saving"
    sheets = b"".join(m for n, m in members.items() if n.startswith("xl/worksheets/"))
    assert not [t for t in (b"<f>", b"<f ", b"hyperlink", b"<legacyDrawing") if t in sheets]
    assert not [n for n in members if any(w in n.lower() for w in ("external", "vba", "macro", "connection"))]
    assert b"External" not in b"".join(members.values())


def test_what_changed_in_a_row_that_is_gone_is_told_by_its_key() -> None:
    gone = "investment/X410823-009/stage"
    what = {**correction(), "changes": [{"key": gone, "old": "building", "new": None}]}
    told = read(kit.made(what))
    assert (told["whole"], told["altered"]) == (True, [])
    (sheet,) = (s for s in kit.sheets_of(what) if s.name == "改动")
    assert [sheet.cells[4, column].text for column in (1, 2, 3)] == [gone, "building", ""]


def test_a_practice_file_says_so_on_every_sheet() -> None:
    opened = openpyxl.load_workbook(io.BytesIO(kit.made({**correction(), "practice": True})))
    visible = [s for s in opened.worksheets if s.title != "_jzdesk"]
    assert {s.oddHeader.center.text for s in visible} == {"练习"}
    assert "（练习）" in str(opened["封面"]["A1"].value)
    real = openpyxl.load_workbook(io.BytesIO(upload_bytes()))
    assert {s.oddHeader.center.text for s in real.worksheets} == {None}


def test_figures_of_more_digits_than_a_workbook_keeps_stay_exact() -> None:
    huge = Cell(Decimal("999999999999.99"))
    rows = ("P016", "X410823-001", "X410823-002")
    content = kit.content(kit.filled({f"investment/{row}/done": huge for row in rows}))
    assert content["forms"]["investment"]["cells"]["total/done"]["v"] == "2999999999999.97"
    assert read(kit.made(content))["altered"] == []


PIECE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=20) | st.sampled_from(
    ["=1+1", "+1", "-1", "@x", "'甲", "\n", "_x000d_", "_x005F_", "𬭼", "\U0001f600", "1,312.45",
     "2018-09-30", "TRUE", "#N/A", "长" * 300]
)  # fmt: skip
CLEAN = st.lists(PIECE, min_size=1, max_size=8).map(lambda t: value.clean_text("".join(t)) or "甲")


@tries(5, full=12)
@given(st.lists(CLEAN, min_size=6, max_size=6), st.decimals("0", "99999999.99", places=2))
def test_any_text_and_figure_comes_back_byte_by_byte(texts: list[str], figure: Decimal) -> None:
    row = "investment/X410823-001"
    sheet = kit.filled(
        {
            f"{row}/name": Cell(texts[0], note=texts[1]), f"{row}/content": Cell(texts[2]),
            f"{row}/done": Cell(figure, note=texts[3]), f"{row}/planned": Cell(blank="保密", note=texts[4]),
        }
    )  # fmt: skip
    content = kit.content(kit.explained(sheet, texts[5]), reason=texts[0], office=texts[5])
    data = snapshot.encode(content)
    told = read(kit.made(content))
    assert (told["data"].encode(), told["whole"], told["altered"]) == (data, True, [])
    assert json.loads(told["data"]) == content


@pytest.mark.parametrize("text", ["长" * 2000, "𬭼" * 2000, "一\n" * 999 + "二", "_x000d_" * 280, "=" * 2000])
def test_the_longest_text_comes_back(text: str) -> None:
    row = "investment/X410823-001"
    content = kit.content(
        kit.filled({f"{row}/content": Cell(text), f"{row}/done": Cell(Decimal(1), note=text)})
    )
    told = read(kit.made(content))
    assert (told["content"], told["altered"]) == (content, [])


def test_what_cannot_be_read_back_is_never_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: Any) -> list[dict[str, str]]:
        return [{"sheet": "x", "cell": "A1", "shown": "", "signed": ""}]

    monkeypatch.setattr(upload, "altered", damaged)
    content = kit.content(kit.filled())
    with pytest.raises(AssertionError):
        upload.write_upload(tmp_path / "报.xlsx", Frozen(content, catalogue()), snapshot.encode(content))
    assert list(tmp_path.iterdir()) == []
