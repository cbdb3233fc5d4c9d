"""How explanations are asked for: ten singly, the rest together; and which of them say too little."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from jzdesk.models.checks import FAILED, MANDATORY, NOT_RUN, Finding, asking
from jzdesk.models.entry import Key
from jzdesk.models.form import PLAUSIBILITY

GOOD = "两家印染厂停产检修两个月，产量下降。"


def finding(row: str, left: str = "2", rule: str = "211", **more: object) -> Finding:
    key = Key("emissions", row, "emitted")
    made = Finding(rule, PLAUSIBILITY, False, FAILED, (key,), f"{row}变了。", "请说明。", left, "1", "1")
    return replace(made, **more)


def many(number: int, **more: object) -> list[Finding]:
    return [finding(f"r{n:02}", str(n + 2), **more) for n in range(number)]


def test_ten_ask_singly_and_the_smaller_ones_together():
    found = many(34)
    lines = asking.asked(found)
    assert lines[1:] == found[-10:], "the ten largest, in their order"
    assert lines[0].parts == tuple(found[:24])
    assert "另有 24 处" in lines[0].message
    assert lines[0].keys == tuple(key for f in found[:24] for key in f.keys)


def test_one_beyond_ten_is_no_group():
    assert asking.asked(many(11)) == many(11)
    assert len(asking.asked(many(12))) == 11


def test_rules_and_forms_are_counted_apart():
    other = [replace(f, keys=(Key("quality", f.keys[0].row, "mean"),)) for f in many(9)]
    found = many(9) + many(9, rule="212") + other
    assert asking.asked(found) == found


def test_what_cannot_be_explained_is_never_put_together():
    found = [
        *many(20, severity=MANDATORY), *many(20, trial=True), *many(20, result=NOT_RUN, rule="212"),
    ]  # fmt: skip
    assert asking.asked(found) == found


def test_wanted_one_by_one_they_come_one_by_one():
    found = many(34)
    assert asking.asked(found, {("211", "emissions")}) == found


def test_what_a_link_mends_asks_before_the_largest():
    found = many(20)
    slip = replace(found[0], mend=((found[0].keys[0], "1"),))
    assert slip in asking.asked([slip, *found[1:]])


def test_only_those_without_a_text_still_ask():
    found = many(14)
    found[0] = replace(found[0], explanation=GOOD)
    (group,) = asking.together(found)
    assert group.explanation is None
    assert "4 处（3 处待说明）" in group.message
    assert asking.still_asking(group) == tuple(found[1:4])
    (whole,) = asking.together([replace(f, explanation=GOOD) for f in found])
    assert whole.explanation == GOOD
    assert asking.still_asking(whole) == whole.parts


@given(st.integers(0, 40), st.sets(st.integers(0, 39)))
def test_explaining_moves_none_from_one_side_to_the_other(number, said):
    before = many(number)
    after = [replace(f, explanation=GOOD) if n in said else f for n, f in enumerate(before)]
    lines = [asking.asked(found) for found in (before, after)]
    assert [line.keys for line in lines[0]] == [line.keys for line in lines[1]]
    assert sum(len(line.parts or (line,)) for line in lines[0]) == number


# Poor ones


def test_nine_characters_are_too_thin():
    texts = {"属实": "thin", "一二三四五六七八九": "thin", "一二三四五六七八九十": None}
    for text, why in texts.items():
        (found,) = many(1, explanation=text)
        assert asking.poor([found]).get(found) == why, text


def test_the_same_text_three_times_tells_of_none():
    twice, thrice = many(2, explanation=GOOD), many(3, explanation=GOOD)
    assert asking.poor(twice) == {}
    assert asking.poor(thrice) == dict.fromkeys(thrice, "same")
    across = [finding("a", rule=rule, explanation=GOOD) for rule in ("211", "212", "213")]
    assert set(asking.poor(across).values()) == {"same"}


def test_a_text_meant_for_all_that_ask_together_is_said_once():
    found = many(34)
    texts = [GOOD] * 24 + [f"{GOOD}第 {n} 条生产线。" for n in range(10)]
    said = [replace(f, explanation=text) for f, text in zip(found, texts, strict=True)]
    assert asking.poor(said) == {}
