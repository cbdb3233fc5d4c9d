from __future__ import annotations

import io
import json
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from jzdesk.errors import RefusedError
from jzdesk.exchange import book, envelope, paint, upload
from jzdesk.exchange.cells import Raw, SheetCells, address
from jzdesk.exchange.visible import receipt
from jzdesk.exchange.visible_sheet import VisibleCell
from jzdesk.models import snapshot, value
from jzdesk.models.entry import Cell
from jzdesk.models.snapshot import Frozen
from tests.exchange import kit
from tests.exchange.kit import catalogue, correction, edited, read, upload_bytes

RECEIPT = {
    "kind": "回执", "version": 1, "plan": "jiaozuo-13fyp", "catalogue": catalogue().edition,
    "program": "0.1.0",
    "unit": "410823", "office": "焦作市环境保护局", "period": "2018Q3", "practice": False, "revision": 2,
    "predecessor": "3ca3c1d99d15cd1f", "result": "已验收", "received_on": "2018-10-09",
    "accepted_on": "2018-10-10",
}  # fmt: skip


@cache
def expected() -> dict[tuple[str, tuple[int, int]], VisibleCell]:
    """Return every cell that is compared, by sheet and place."""
    return {
        (sheet.name, place): cell
        for sheet in kit.sheets_of(correction())
        for place, cell in sheet.cells.items()
        if cell.signed
    }


def test_a_file_that_was_written_is_read_as_what_it_is(tmp_path: Path) -> None:
    content = correction()
    data = snapshot.encode(content)
    upload.write_upload(tmp_path / "报.xlsx", Frozen(content, catalogue()), data)
    told = read((tmp_path / "报.xlsx").read_bytes())
    assert told == {
        "content": content, "data": data.decode(), "code": snapshot.code_of(data), "whole": True,
        "signature": "none",
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


def stored() -> list[SheetCells]:
    return book.read_book(upload_bytes())


def test_every_single_cell_that_is_altered_is_named_with_both_values() -> None:
    sheets = stored()
    packet = upload.unpack(sheets)
    assert upload.altered(packet, sheets, catalogue()) == []
    by_name, shown = {s.name: s.cells for s in sheets}, {s.name: s for s in kit.sheets_of(correction())}
    assert len(expected()) > 500
    for (sheet, place), cell in expected().items():
        for raw in (_other(cell), None):
            before = by_name[sheet].pop(place, None)
            if raw is None and before is None:
                continue
            if raw is not None:
                by_name[sheet][place] = raw
            # One sheet alone: a whole file for each of them would take an hour.
            assert upload._compare(shown[sheet], by_name[sheet]) == [
                {
                    "sheet": sheet,
                    "cell": address(place),
                    "shown": raw.text if raw else "（空）",
                    "signed": cell.shown or "（空）",
                }
            ]
            by_name[sheet].pop(place, None)
            if before is not None:
                by_name[sheet][place] = before


def _other(cell: VisibleCell) -> Raw:
    if cell.number is None:
        return Raw("text", f"{cell.text[:70]}改")
    return Raw("number", str(cell.number + Decimal(1).scaleb(-cell.places)))


@pytest.mark.parametrize("number", range(8))
def test_a_cell_altered_in_a_program_is_named(number: int) -> None:
    places = sorted(at for at, cell in expected().items() if cell.shown)
    sheet, place = places[number * len(places) // 8 + 3]
    cell = expected()[sheet, place]
    other = 0.01 if cell.number is None else float(cell.number) + 1

    def change(opened: Workbook) -> None:
        opened[sheet].cell(*place).value = other

    assert read(edited(upload_bytes(), change))["altered"] == [
        {"sheet": sheet, "cell": address(place), "shown": f"{other:.16g}", "signed": cell.shown or "（空）"}
    ]


EMISSIONS = "主要污染物排放情况"


def _move(opened: Workbook) -> None:
    sheet = opened[EMISSIONS]
    sheet["F8"].value, sheet["G8"].value = sheet["G8"].value, sheet["F8"].value


@pytest.mark.parametrize(
    ("change", "cells"),
    [
        (_move, {"F8", "G8"}),
        (lambda b: b[EMISSIONS].move_range("E8:E9", rows=1), {"E8", "E9", "E10"}),
        (lambda b: setattr(b[EMISSIONS]["A7"], "value", "氨氮"), {"A7"}),
        (lambda b: setattr(b[EMISSIONS]["B7"], "value", "万吨"), {"B7"}),
        (lambda b: b[EMISSIONS].unmerge_cells("A6:K6") or setattr(b[EMISSIONS]["E6"], "value", 5), {"E6"}),
        (lambda b: b.remove(b[EMISSIONS]), {"A1"}),
        (lambda b: setattr(b[EMISSIONS], "title", "排放"), {"A1"}),
        (lambda b: setattr(b["封面"]["B3"], "value", "温县"), {"B3"}),
        (lambda b: setattr(b["审核情况"]["A2"], "value", "审核结果：全部通过"), {"A2"}),
    ],
)  # fmt: skip
def test_what_is_moved_missing_or_renamed_is_named(
    change: Callable[[Workbook], object], cells: set[str]
) -> None:
    altered = read(edited(upload_bytes(), change))["altered"]
    assert {a["cell"] for a in altered} == cells
    assert len({a["sheet"] for a in altered}) == 1


def test_a_sheet_that_stands_there_twice_is_compared_twice() -> None:
    sheets = stored()
    first = next(s for s in sheets if s.name == EMISSIONS)
    twin = SheetCells(EMISSIONS, {**first.cells, (8, 6): Raw("number", "1")})
    packet = upload.unpack(sheets)
    for both in ([*sheets, twin], [twin, *sheets]):
        assert [a["cell"] for a in upload.altered(packet, both, catalogue())] == ["F8"]


def _harmless(opened: Workbook) -> None:
    sheet = opened[EMISSIONS]
    sheet.column_dimensions["A"].width = 3
    sheet.row_dimensions[8].hidden = True
    sheet.auto_filter.ref = "A4:K12"
    sheet["A1"].value = "改了标题"
    sheet["E4"].value = "改了表头"
    sheet["Z8"].value = 99
    sheet["A40"].value = "合计另算"
    sheet.sheet_state = "hidden"
    opened["_jzdesk"].sheet_state = "visible"
    opened["_jzdesk"]["B1"].value = "JZ1"
    opened.create_sheet("草算", 0)["A1"].value = 1
    opened.move_sheet("封面", 3)
    opened["封面"]["A3"].value = "单位"


def test_widths_filters_order_heads_and_what_is_added_do_no_harm() -> None:
    told = read(edited(upload_bytes(), _harmless))
    assert (told["whole"], told["altered"]) == (True, [])


def test_notes_are_not_compared_but_who_owes_a_figure_is() -> None:
    sheet = next(s for s in kit.sheets_of(correction()) if s.name == "备注与空白")
    texts = {cell.text: address(place) for place, cell in sheet.cells.items()}
    note, owed = texts["设备检修\n七至九月没有监测"], texts["暂缺:县水务局,2018-10-20"]

    def change(opened: Workbook) -> None:
        opened["备注与空白"][note].value = "别的"
        opened["备注与空白"][owed].value = "暂缺:县水务局,2019-10-20"

    assert [a["cell"] for a in read(edited(upload_bytes(), change))["altered"]] == [owed]


@pytest.mark.parametrize(
    ("shown", "same"),
    [
        ("1312.45", True), ("1312.4500000000001", True), ("1,312.45", True), (" 1312.45 ", True),
        ("1.31245E3", True),
        ("1312.454", True), ("1312.455", False), ("1312.44", False), ("1312", False), ("-1312.45", False),
        ("", False),
        ("NaN", False), ("sNaN", False), ("Infinity", False), ("1e999999", False), ("甲", False),
        ("1312.45吨", False),
    ],
)  # fmt: skip
def test_numbers_are_compared_at_the_declared_places(shown: str, same: bool) -> None:
    cell = VisibleCell("number", number=Decimal("1312.45"), places=2, signed=True)
    assert upload._same(cell, Raw("number", shown)) is same


@pytest.mark.parametrize(
    ("shown", "same"),
    [
        ("一\n二", True), ("一\r\n二", True), ("一 \n二\n", True), ("\n一\n\n二", True), ("一二", False),
        ("一\n三", False), ("", False),
    ],
)  # fmt: skip
def test_texts_are_compared_without_their_line_ends(shown: str, same: bool) -> None:
    cell = VisibleCell("text", "一\n二", signed=True)
    assert upload._same(cell, Raw("text", shown)) is same


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
    sheets = stored()
    with pytest.raises(RefusedError, match="两份数据页"):
        upload.unpack([*sheets, sheets[-1]])


def test_an_unknown_edition_is_read_but_not_compared() -> None:
    told = upload.read_upload(upload_bytes(), {})
    assert (told["whole"], told["altered"], told["content"]["catalogue"]) == (True, [], catalogue().edition)


def test_a_file_holds_its_own_bytes_and_no_others(tmp_path: Path) -> None:
    path, data = tmp_path / "报.xlsx", snapshot.encode(correction())
    path.write_bytes(upload_bytes())
    assert upload.holds(path, data, catalogue())
    assert not upload.holds(path, snapshot.encode(kit.content(kit.filled())), catalogue())
    path.write_bytes(edited(upload_bytes(), lambda b: setattr(b[EMISSIONS]["F8"], "value", 1)))
    assert upload.holds(path, data)
    assert not upload.holds(path, data, catalogue())
    path.write_bytes(b"text")
    assert not upload.holds(path, data)
    assert not upload.holds(tmp_path / "没有.xlsx", data)


def test_a_receipt_goes_and_comes_back(tmp_path: Path) -> None:
    path, data = tmp_path / "回执.xlsx", snapshot.encode(RECEIPT)
    upload.write_receipt(path, RECEIPT, data, "武陟县")
    told = read(path.read_bytes())
    assert (told["content"], told["whole"], told["altered"]) == (RECEIPT, True, [])
    assert upload.holds(path, data, catalogue())
    (sheet,) = receipt(RECEIPT, "武陟县", data)
    for place, cell in sheet.cells.items():
        if cell.signed:
            changed = edited(
                path.read_bytes(), lambda b, at=place: setattr(b["回执"].cell(*at), "value", "改")
            )
            assert [a["cell"] for a in read(changed)["altered"]] == [address(place)]


def test_no_formula_macro_or_link_leaves_and_the_same_content_is_the_same_file() -> None:
    members, again = kit.parts(upload_bytes()), kit.parts(kit.made(correction()))
    differing = {name for name in members if members[name] != again[name]}
    assert differing <= {"docProps/core.xml"}
    sheets = b"".join(m for n, m in members.items() if n.startswith("xl/worksheets/"))
    assert not [t for t in (b"<f>", b"<f ", b"hyperlink", b"<legacyDrawing") if t in sheets]
    assert not [n for n in members if any(w in n.lower() for w in ("external", "vba", "macro", "connection"))]
    assert b"External" not in b"".join(members.values())


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


@settings(max_examples=25)
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
