from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.errors import UsageError
from jzdesk.models.entry import EMPTY, Cell, Key, blank_word, valid_part


@pytest.mark.parametrize(
    "written",
    [
        "emissions/cod.industry/emitted",
        "investment/X410823-001/done",
        "milestones/M034/status",
        "quality/+/name",
    ],
)
def test_a_key_is_written_as_it_was_read(written):
    assert str(Key.parse(f" {written} ")) == written


@given(st.from_regex(r"[a-z][a-z0-9_]*/(\+|\+?[A-Za-z0-9_.-]+)/[a-z][a-z0-9_]*", fullmatch=True))
def test_every_well_formed_key_reads_back(written):
    assert str(Key.parse(written)) == written


@pytest.mark.parametrize(
    "written",
    [
        "",
        "emissions",
        "a/b",
        "a/b/c/d",
        "emissions//emitted",
        "表/行/栏",
        "a/b c/d",
        "A/b/c",
        "a/++/c",
        "a/b/c\n\x07",
    ],
)
def test_another_shape_is_wrong_usage_with_an_example(written):
    with pytest.raises(UsageError) as wrong:
        Key.parse(written)
    assert "表/行/栏" in wrong.value.sentence
    assert "emissions/cod.industry/emitted" in wrong.value.sentence
    assert wrong.value.sentence.isprintable()


@pytest.mark.parametrize(
    ("cell", "is_open", "is_owed", "number"),
    [
        (EMPTY, True, False, None),
        (Cell(note="见台账"), True, False, None),
        (Cell(Decimal(0)), False, False, Decimal(0)),
        (Cell("running"), False, False, None),
        (Cell(blank="无此项"), False, False, None),
        (Cell(blank="暂缺:县水务局,2018-10-20"), False, True, None),
    ],
)
def test_a_cell_is_open_until_a_value_or_a_reason_stands_in_it(cell, is_open, is_owed, number):
    assert (cell.open, cell.owed, cell.number) == (is_open, is_owed, number)


@pytest.mark.parametrize(
    ("row", "new", "block"),
    [("+", True, ""), ("+sections", True, "sections"), ("+sections.2", True, "sections"), ("X1", False, "")],
)
def test_a_row_with_a_plus_is_yet_to_be_made(row, new, block):
    found = Key.parse(f"quality/{row}/name")
    assert (found.new_row, found.new_block) == (new, block)
    assert str(found) == f"quality/{row}/name"


def test_a_reason_is_told_by_its_word():
    assert blank_word("暂缺:县水务局,2018-10-20") == "暂缺"
    assert blank_word("无此项") == "无此项"


@pytest.mark.parametrize(
    ("text", "fits"), [("cod.industry", True), ("X410823-001", True), ("", False), ("a/b", False)]
)
def test_a_row_code_has_letters_digits_and_three_signs(text, fits):
    assert valid_part(text) is fits
