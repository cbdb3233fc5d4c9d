"""Names used before: what is offered for what is typed, and whose code is certain."""

from __future__ import annotations

import pytest

from jzdesk.models.initials import gb_order
from jzdesk.models.naming import MOST, Known, Names

PAPER, CAST, ALONE = Known("某纸业公司", "91A"), Known("某铸造公司", "91B"), Known("某窑厂")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("铸", [CAST]), ("mzy", [PAPER]), ("91", []), ("91b", [CAST]), ("公司", [PAPER, CAST]),
        ("某窑厂", []), ("没有", []), ("", []),
    ],
)  # fmt: skip
def test_names_are_offered_by_characters_codes_and_initials(typed, found):
    assert sorted(Names([PAPER, CAST, ALONE]).fitting(typed), key=str) == sorted(found, key=str)


def test_where_codes_are_typed_only_names_with_one_are_offered():
    assert Names([PAPER, ALONE]).fitting("某", codes=True) == (PAPER,)
    assert Names([PAPER, ALONE]).fitting("91a", codes=True) == (), "it stands there already"


def test_a_name_stands_once_and_with_its_code():
    assert Names([Known("某纸业公司"), PAPER, PAPER]).known == (PAPER,)


def test_only_so_many_are_offered():
    assert len(Names(Known(f"企业{n}") for n in range(30)).fitting("企业")) == MOST


def test_a_code_is_certain_when_it_is_the_only_one():
    names = Names([PAPER, CAST, Known("某铸造公司", "91C"), ALONE])
    assert [names.code_of(n) for n in ("某纸业 公司", "某铸造公司", "某窑厂", "", "无")] == [
        "91A",
        "",
        "",
        "",
        "",
    ]


def test_texts_are_sorted_by_signs_then_pinyin_then_rare_characters():
    assert sorted(["砖", "㐂", "A", "安", "1", "鑫"], key=gb_order) == ["1", "A", "安", "砖", "鑫", "㐂"]
