"""A copied block finds its columns, and its 合计 is no line."""

from __future__ import annotations

import pytest

from jzdesk.errors import RefusedError
from jzdesk.ui.dialogs.lines_block import CODE, NAME, NOTE, VALUE, read_block


@pytest.mark.parametrize(
    ("text", "start", "places"),
    [
        ("甲\tC1\t5\t好\n乙\tC2\t6\t\n", NAME, (NAME, CODE, VALUE, NOTE)),
        ("甲\t5\n乙\t1,200.5\n", NAME, (NAME, VALUE)),
        ("甲\tC1\n乙\tC2\n", NAME, (NAME, CODE, VALUE, NOTE)),
        ("甲\t5\t好\n乙\t6\t\n", NAME, (NAME, VALUE, NOTE)),
        ("5\n6\n", VALUE, (VALUE, NOTE)),
        ("数值\t名称\n5\t甲\n", NAME, (VALUE, NAME)),
        ("企业名称\t金额\n甲\t\n", VALUE, (NAME, VALUE)),
    ],
)
def test_columns_are_found(text: str, start: int, places: tuple[int, ...]) -> None:
    assert read_block(text, start).places == places


def test_heads_are_no_line() -> None:
    assert read_block("名称\t数值\r\n甲\t5\r\n\r\n", NAME).rows == (("甲", "5"),)


def test_a_first_line_with_other_words_is_a_line() -> None:
    assert read_block("名称\t某某\n甲\t5\n", NAME).rows[0] == ("名称", "某某")


def test_sums_are_told_and_left_out() -> None:
    block = read_block("甲\t5\n小计：\t5\n乙\t6\n合 计\t11\n", NAME)
    assert block.rows == (("甲", "5"), ("乙", "6"))
    assert block.sums == ("5", "11")


def test_a_cell_with_a_line_break_stays_one_cell() -> None:
    assert read_block('"甲\n厂"\tC1\t5\t\n', NAME).rows == (("甲\n厂", "C1", "5", ""),)


def test_nothing_gives_nothing() -> None:
    assert read_block("\n\t\n", NAME).rows == ()


def test_a_quote_that_is_never_closed_swallows_nothing() -> None:
    assert read_block('甲"厂\t5\n乙厂\t6\n"丙\t7\n', NAME).rows == (
        ('甲"厂', "5"),
        ("乙厂", "6"),
        ('"丙', "7"),
    )


@pytest.mark.parametrize(("rows", "sentence"), [(501, "501 行，最多 500 行"), (100_000, "100,000 行")])
def test_more_than_there_can_be_is_refused(rows: int, sentence: str) -> None:
    with pytest.raises(RefusedError, match=sentence):
        read_block("甲\t5\n" * rows, NAME)
