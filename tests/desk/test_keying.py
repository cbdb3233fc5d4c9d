"""What is being typed, before it is taken."""

from __future__ import annotations

import pytest

from jzdesk.desk import entering, keying
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period

NOW, BEFORE = Period.parse("2018Q3"), Period.parse("2018Q2")
CELL = Key.parse("emissions/cod.industry/emitted")
SIGNED = Key.parse("emissions/cod.industry/adjustment")


def put(office: Office, period: Period, key: Key, text: str) -> None:
    entering.set_values(office, period, [str(key), text])


def test_last_periods_value_is_told_with_its_period(county: Office) -> None:
    put(county, BEFORE, CELL, "1200.5")
    told = keying.repeat(county.sheet(NOW), CELL)
    assert told.text == "1200.50"
    assert told.sentence == "2018年第二季度：1,200.50 吨，按 Enter 照填"


def test_nothing_before_is_said(county: Office) -> None:
    told = keying.repeat(county.sheet(NOW), CELL)
    assert (told.text, told.sentence) == ("", "2018年第二季度没有数，不能照填")


def test_a_choice_is_repeated_by_its_word(county: Office) -> None:
    row = next(r for r in county.sheet(NOW).rows("milestones") if "status" in r.columns)
    key = Key("milestones", row.code, "status")
    put(county, BEFORE, key, "推进中")
    assert keying.repeat(county.sheet(NOW), key).text == "推进中"


def test_a_value_of_another_basis_is_not_repeated(county: Office) -> None:
    mean, basis = Key.parse("quality/pm25/mean"), Key.parse("quality/pm25/basis")
    put(county, BEFORE, mean, "84")
    put(county, BEFORE, basis, "标况")
    assert keying.repeat(county.sheet(NOW), mean).text == "84"
    put(county, NOW, basis, "实况")
    told = keying.repeat(county.sheet(NOW), mean)
    assert (told.text, told.sentence) == ("", "与2018年第二季度的监测基准不同，不作比较")


@pytest.mark.parametrize(
    ("text", "asks"), [("=", True), ("＝", True), (" = ", True), ("=1", False), ("", False)]
)
def test_the_sign_alone_asks_for_it(text: str, asks: bool) -> None:
    assert keying.asks_repeat(text) is asks


@pytest.mark.parametrize(
    ("typed", "entered"), [("1200+350", "1550.00"), ("+350", "1550.00"), ("＋350", "1550.00"), ("12", "12")]
)
def test_a_sum_is_entered_as_its_figure(county: Office, typed: str, entered: str) -> None:
    put(county, NOW, CELL, "1200")
    assert keying.meant(county.sheet(NOW), CELL, typed) == entered


def test_texts_are_never_added_up(county: Office) -> None:
    assert keying.meant(county.sheet(NOW), Key.parse("narrative/work/text"), "1+1") == "1+1"


def test_a_sum_below_zero_is_refused_where_none_may_be(county: Office) -> None:
    with pytest.raises(RefusedError, match="不能是负数"):
        keying.meant(county.sheet(NOW), CELL, "1-2")
    assert keying.meant(county.sheet(NOW), SIGNED, "1-2") == "-1.00"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("60321.5", "约 6.03 万吨"),
        ("9999", ""),
        ("1200+350", "＝ 1,550.00 吨"),
        ("+350", "1,200.00 ＋ 350.00 ＝ 1,550.00 吨"),
        ("+10-30", "1,200.00 － 20.00 ＝ 1,180.00 吨"),
        ("50000+10321.5", "＝ 60,321.50 吨　约 6.03 万吨"),
        ("1200+", ""),
        ("十吨", ""),
        ("无此项", ""),
        ("", ""),
    ],
)
def test_what_is_told_beside_the_editor(county: Office, typed: str, told: str) -> None:
    put(county, NOW, CELL, "1200")
    assert keying.preview(county.sheet(NOW), CELL, typed).told == told


def test_a_text_cell_has_no_preview(county: Office) -> None:
    assert keying.preview(county.sheet(NOW), Key.parse("narrative/work/text"), "1+1") == keying.Preview()
