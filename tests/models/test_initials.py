"""拼音 initials without a table."""

from __future__ import annotations

import pytest

from jzdesk.models.initials import fold, initials, matches


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("化学需氧量", "hxxyl"), ("二氧化硫", "eyhl"), ("优良天数比率", "yltsbl"), ("黑臭水体", "hcst"),
        ("啊座", "az"), ("Ａ PM2.5", "apm2.5"), ("", ""), ("武陟县", "w?x"), ("㐀𬭼", "㐀𬭼"), ("鿍镕", "??"),
    ],
)  # fmt: skip
def test_each_common_character_has_its_letter(text: str, letters: str) -> None:
    assert initials(text) == letters


def test_folding_is_half_width_small_and_tight() -> None:
    assert fold(" ＰＭ１０ 五（一） ") == "pm10五(一)"


@pytest.mark.parametrize(
    ("typed", "name", "found"),
    [
        ("hxxyl", "全市化学需氧量", True), ("xxy", "化学需氧量", True), ("xyx", "化学需氧量", False),
        ("wzx", "武陟县", True), ("gd", "圪垱", False), ("gddc", "圪垱店村", True), ("hx", "化", False),
    ],
)  # fmt: skip
def test_letters_are_found_anywhere(typed: str, name: str, found: bool) -> None:
    assert matches(typed, initials(name)) is found
