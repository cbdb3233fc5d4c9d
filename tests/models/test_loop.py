"""What follows from the letters between county and city, whatever order they come in."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jzdesk.models import letters, loop, workflow
from jzdesk.models.entry import Key
from jzdesk.models.letters import QUERY, RETURN, About, Issuer, Word
from jzdesk.models.loop import Letter, Remark

CITY = Issuer("焦作市环境保护局", False, "0.1.0", "jiaozuo-13fyp", "jiaozuo-13fyp/1")
A, B = "emissions/cod.industry/emitted", "emissions/nh3n.industry/emitted"
FIRST, SECOND = (About("410823", "2018Q3", n, str(n) * 16) for n in (1, 2))


def letter(content: dict[str, Any]) -> Letter:
    code = f"{content['kind']}{content['predecessor'][0]}{content['number']}"
    return Letter(
        content["kind"], code, content["number"], content["predecessor"], content["revision"], content
    )


def receipt(number: int, about: About = FIRST) -> Letter:
    days = {"received_on": "2018-10-09", "accepted_on": "2018-10-10"}
    return letter(letters.receipt(CITY, about, number, result="已验收", **days))


def slip(kind: str, number: int, *keys: str, about: About = FIRST) -> Letter:
    words = [Word(key, "某行·某栏", "与在线监测不符") for key in keys]
    return letter(letters.slip(kind, CITY, about, number, remarks=words, issued_on="2018-10-12", by="市局"))


def answer(number: int, to: Letter, *keys: str, text: str = "核对无误") -> Letter:
    words = [Word(key, "某行·某栏", text) for key in keys]
    return letter(
        letters.answer(CITY, FIRST, number, slip=to.code, answers=words, issued_on="2018-10-13", by="张三")
    )


def never(_code: str, _key: Key) -> bool:
    return False


def state(known: list[Letter], base: str = workflow.SENT, changed: loop.Changed = never) -> str:
    return loop.settled(base, FIRST.code, known, loop.remarks(known, changed))


def test_the_last_word_of_the_city_decides() -> None:
    assert state([]) == "已送出"
    assert state([], workflow.PACKED) == "待送出"
    assert state([receipt(1)]) == "已验收"
    assert state([receipt(1), slip(RETURN, 2, A)]) == "已退回"
    asked = slip(QUERY, 2, A, B)
    assert state([receipt(1), asked]) == "查询中"
    assert state([receipt(1), asked, answer(3, asked, A)]) == "查询中", "one of two is answered"
    assert state([receipt(1), asked, answer(3, asked, A, B)]) == "已验收"
    assert state([asked, answer(3, asked, A, B)]) == "已送出"
    assert state([slip(RETURN, 1, A), asked]) == "已退回", "the named cells stay open"


def test_letters_about_another_upload_do_not_move_this_one() -> None:
    assert state([slip(RETURN, 1, A, about=SECOND), receipt(2, SECOND)]) == "已送出"
    assert loop.unlocked([slip(RETURN, 1, A, about=SECOND).content], FIRST.code) == frozenset()


def test_a_remark_is_answered_by_a_reply_or_by_a_change() -> None:
    asked = slip(RETURN, 1, A, B)
    (first, second) = loop.remarks([asked, answer(2, asked, A)], lambda _code, key: str(key) == B)
    assert (first.answered, first.reply) == ("reply", "核对无误")
    assert (second.answered, second.reply) == ("change", "")
    later = [asked, answer(2, asked, A), answer(3, asked, A, text="已改")]
    assert loop.remarks(later, never)[0].reply == "已改"
    assert loop.unlocked([asked.content, receipt(2).content], FIRST.code) == {Key.parse(A), Key.parse(B)}


LETTERS = [
    receipt(1),
    slip(QUERY, 2, A, B),
    answer(3, slip(QUERY, 2, A, B), A),
    slip(RETURN, 4, A),
    receipt(5, SECOND),
    answer(6, slip(QUERY, 2, A, B), A, B, text="后来的答复"),
]


@given(st.lists(st.sampled_from(LETTERS), max_size=12), st.randoms(use_true_random=False))
def test_doubled_and_swapped_letters_end_the_same(came: list[Letter], random: Any) -> None:
    again = [*came, *came[:3]]
    random.shuffle(again)
    assert state(again) == state(came)
    assert loop.remarks(again, never) == loop.remarks(came, never)


def test_every_order_of_all_letters_ends_the_same() -> None:
    ends = {(state(list(order)), loop.remarks(order, never)) for order in itertools.permutations(LETTERS)}
    ((last, said),) = ends
    assert last == "已退回"
    assert [isinstance(one, Remark) and one.reply for one in said] == ["后来的答复", "后来的答复", ""]
