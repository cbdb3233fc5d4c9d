from __future__ import annotations

import re
import tomllib
import unicodedata
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jzdesk.errors import RefusedError
from jzdesk.models import quantity

WORDS: dict[str, str] = tomllib.loads(
    (Path(__file__).resolve().parents[2] / "resources/words/models.toml").read_text("utf-8")
)["quantity"]
UNITS = ["吨", "万吨", "千克", "万元", "%", "微克/立方米", "毫克/立方米", "家", "天", "平方米", ""]
places = st.integers(0, 4)


def refusal(text: str, unit: str = "吨", decimals: int = 2, **options: Any) -> str:
    """Return the sentence with which `text` is refused."""
    with pytest.raises(RefusedError) as refused:
        quantity.parse(text, unit, decimals, **options)
    return refused.value.sentence


def cause(sentence: str) -> str:
    """Return which of the sentences it is."""
    fits = []
    for word, template in WORDS.items():
        pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(template))
        if re.fullmatch(pattern, sentence):
            fits.append(word)
    assert len(fits) == 1, (sentence, fits)
    return fits[0]


def check_sentence(sentence: str) -> None:
    """See that it is one of ours and hides nothing."""
    cause(sentence)
    assert all(unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in sentence)


@st.composite
def figures(draw: st.DrawFn, decimals: int, *, signed: bool = False) -> Decimal:
    """Draw a figure a cell of so many places can hold."""
    whole = draw(st.integers(0, 10 ** min(12, 15 - decimals) - 1))
    number = Decimal(whole) + Decimal(draw(st.integers(0, 10**decimals - 1))).scaleb(-decimals)
    return -number if signed and draw(st.booleans()) else number


# What people type and paste


@pytest.mark.parametrize(
    ("typed", "unit", "decimals", "figure"),
    [
        ("0", "吨", 2, "0.00"),
        ("12", "吨", 2, "12.00"),
        ("12.5", "吨", 2, "12.50"),
        ("12.50", "吨", 2, "12.50"),
        ("12.", "吨", 2, "12.00"),
        (".5", "吨", 2, "0.50"),
        ("007", "家", 0, "7"),
        ("+5", "家", 0, "5"),
        ("-0", "家", 0, "0"),
        ("1,234.5", "吨", 2, "1234.50"),
        ("1,234,567", "家", 0, "1234567"),
        ("12 345.6", "吨", 1, "12345.6"),
        ("12 345", "吨", 0, "12345"),
        ("  12\t\r\n", "家", 0, "12"),
        ("\u300012\u2003", "家", 0, "12"),
        ("１２３．４５", "吨", 2, "123.45"),
        ("１，２３４", "家", 0, "1234"),
        ("＋８", "家", 0, "8"),
        ("12吨", "吨", 2, "12.00"),
        ("12 吨", "吨", 2, "12.00"),
        ("12t", "吨", 2, "12.00"),
        ("１２Ｔ", "吨", 2, "12.00"),
        ("12公斤", "千克", 3, "12.000"),
        ("12KG", "千克", 3, "12.000"),
        ("12㎏", "千克", 3, "12.000"),
        ("58μg/m³", "微克/立方米", 0, "58"),
        ("58µg/m3", "微克/立方米", 0, "58"),
        ("58 ug/㎥", "微克/立方米", 0, "58"),
        ("1.2mg/m3", "毫克/立方米", 1, "1.2"),
        ("12户", "家", 0, "12"),
        ("30日", "天", 0, "30"),
        ("65%", "%", 1, "65.0"),
        ("６５．５％", "%", 1, "65.5"),
        ("65", "%", 1, "65.0"),
        ("1.2万", "吨", 2, "12000.00"),
        ("1.2万吨", "吨", 2, "12000.00"),
        ("1.2 万 吨", "吨", 2, "12000.00"),
        ("0.5亿", "家", 0, "50000000"),
        ("1.23456万吨", "吨", 2, "12345.60"),
        ("1.2万元", "万元", 2, "1.20"),
        ("1.2万t", "万吨", 2, "1.20"),
        ("3万", "", 0, "30000"),
        ("999999999999", "吨", 2, "999999999999.00"),
        ("999999999999.999", "吨", 3, "999999999999.999"),
        ("12辆", "辆", 0, "12"),
        ("5mg/L", "毫克/升", 0, "5"),
    ],
)
def test_what_is_typed_is_taken_exactly_at_the_rows_places(typed, unit, decimals, figure):
    assert str(quantity.parse(typed, unit, decimals)) == figure


@pytest.mark.parametrize("typed", ["-12.5", "−12.5", "－１２．５", "- 12.5", "-12.5吨"])
def test_signed_cells_alone_take_negatives(typed):
    assert quantity.parse(typed, "吨", 2, signed=True) == Decimal("-12.5")
    assert cause(refusal(typed)) == "negative"


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("empty", ["", " ", "\u3000"]),
        ("text", ["abc", "约12", "负5", "++5", "(12)", "-", ".", ",5", "12\u0301", "“12”", "²", "《5》"]),
        (
            "two_numbers",
            ["1 2", "12 34", "1;2", "1-2", "1~2", "1/2", "12和13", "1.2.3", "1\n2", "1\t2", "1、234"],
        ),
        ("separators", ["1,2", "12,34", "1234,567", "1,234,56", "1,,234"]),
        ("chinese", ["十二", "一百吨", "〇", "贰仟", "负十", "约三百", "3百家", "12十"]),
        ("foreign_digits", ["٣", "१२", "①", "12②", "Ⅳ", "½", "㈠", "𝟏", "1𝟐吨"]),
        (
            "invisible",
            ["12\u200b", "\ufeff12", "1\u202e2", "12\x00", "\x0b12", "\x1f", "12\ue000", "\ud800", "1\u2028"],
        ),
        ("exponent", ["1e5", "1.2E3", "1E+5", "１２Ｅ３", "1.5×10^4", "5e-2吨", "1 e 5"]),
        ("nan", ["NaN", "nan", "#N/A", "#VALUE!", "#DIV/0!", "-nan"]),
        ("infinite", ["inf", "-Infinity", "∞", "－∞"]),
        ("formula", ["=A1", "=1+2", "＝Ａ１"]),
        ("negative", ["-1", "-0.01"]),
        ("decimals", ["12.345", "0.001", "1.000", "1.2345678万"]),
        ("digits", ["1234567890123.456", "0.1234567890123456", "9" * 10_000, "9" * 10_000 + "千克"]),
        ("whole_digits", ["1234567890123", "1,234,567,890,123", "99999999999万", "12345亿"]),
        ("unit_unknown", ["12a", "12斛", "5-", "5千瓦", "12左右", "5吨吨"]),
        ("unit_wrong", ["12家", "12元", "12毫克/立方米", "12米"]),
        ("unit_convert", ["12千克", "12kg", "12g", "12mg", "12万千克", "6斤"]),
        ("percent", ["12%", "１２％"]),
    ],
)
def test_every_way_of_being_wrong_has_its_own_sentence(word, typed):
    assert {text: cause(refusal(text)) for text in typed} == dict.fromkeys(typed, word)


def test_every_sentence_is_one_chinese_line_and_unlike_the_others():
    assert len(set(WORDS.values())) == len(WORDS)
    for sentence in WORDS.values():
        assert sentence.endswith("。")
        assert "\n" not in sentence
        assert re.search(r"[\u4e00-\u9fff]{3}", sentence)


def test_a_row_without_places_says_that_it_wants_whole_numbers():
    assert cause(refusal("12.5", "家", 0)) == "decimals_none"
    assert cause(refusal("12.0", "家", 0)) == "decimals_none"


@pytest.mark.parametrize(("typed", "found"), [("5吨", "吨"), ("5kg", "千克"), ("5 辆", "辆"), ("5%", "%")])
def test_a_row_without_a_unit_takes_bare_numbers(typed, found):
    sentence = refusal(typed, "", 0)
    assert cause(sentence) == "unit_none"
    assert f"“{found}”" in sentence


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("12千克", "吨", "0.012"),
        ("12吨", "千克", "12000"),
        ("5克", "千克", "0.005"),
        ("6斤", "千克", "3"),
        ("1.2亿元", "万元", "12000"),
        ("12000元", "万元", "1.2"),
        ("3千元", "万元", "0.3"),
        ("2百万元", "万元", "200"),
        ("12345678吨", "万吨", "1234.5678"),
        ("12万千克", "吨", "120"),
        ("0.058mg/m3", "微克/立方米", "58"),
        ("58ug/m3", "毫克/立方米", "0.058"),
        ("5‰", "%", "0.5"),
        ("3亩", "平方米", "2000"),
        ("2公顷", "平方米", "20000"),
        ("1.5km2", "平方米", "1500000"),
        ("2公里", "米", "2000"),
        ("3辆", "万辆", "0.0003"),
    ],
)
def test_another_unit_is_refused_with_the_exact_conversion(typed, unit, value):
    sentence = refusal(typed, unit, 2)
    assert cause(sentence) == "unit_convert"
    assert sentence.endswith(f"应为 {value}。")


def test_a_conversion_too_small_to_write_is_not_said_to_be_zero():
    assert cause(refusal("1毫克", "万吨", 2)) == "unit_wrong"


@pytest.mark.parametrize(
    ("typed", "unit", "readings"),
    [("1.2万", "万元", ("1.2 万元", "12000 万元")), ("3亿", "万吨", ("30000 万吨", "300000000 万吨"))],
)
def test_a_bare_multiple_in_a_row_that_has_one_is_refused_with_both_readings(typed, unit, readings):
    sentence = refusal(typed, unit, 2)
    assert cause(sentence) == "magnitude"
    assert all(reading in sentence for reading in readings)


def test_a_long_text_is_quoted_by_its_beginning():
    assert len(refusal("字" * 5000)) < 120


@given(st.data(), st.sampled_from(UNITS), places, st.booleans())
def test_nothing_but_a_figure_or_one_clean_sentence_comes_of_any_text(data, unit, decimals, signed):
    likely = st.text(
        "0123456789０１.,．，%％‰eE+-−– 万亿千吨元kgtmμ³²/①٣十〇\u3000\u200b\n\t=∞辆", max_size=12
    )
    text = data.draw(st.one_of(likely, st.text(st.characters(exclude_categories=()), max_size=30)))
    try:
        found = quantity.parse(text, unit, decimals, signed=signed)
    except RefusedError as error:
        check_sentence(error.sentence)
    else:
        assert found.as_tuple().exponent == -decimals
        assert abs(found) < Decimal(10) ** 12
        assert signed or not found.is_signed()
        assert quantity.parse(quantity.plain(found, decimals), unit, decimals, signed=True) == found


# Writing and reading back


@given(st.data(), places, st.booleans())
def test_what_is_written_reads_back_as_it_was(data, decimals, signed):
    figure = data.draw(figures(decimals, signed=signed))
    for written in (quantity.plain(figure, decimals), quantity.show(figure, decimals)):
        again = quantity.parse(written, "吨", decimals, signed=signed)
        assert again == figure
        assert again.as_tuple().exponent == -decimals


@given(st.data(), places)
def test_the_stores_integers_are_the_figure_exactly(data, decimals):
    figure = data.draw(figures(decimals, signed=True))
    assert Decimal(quantity.to_scaled(figure)) / quantity.SCALE == figure


def test_what_the_stores_scale_cannot_hold_is_our_fault():
    with pytest.raises(ValueError, match="more than 4 places"):
        quantity.to_scaled(Decimal("0.00001"))


@pytest.mark.parametrize(
    ("figure", "decimals", "shown"),
    [
        ("0", 2, "0.00"),
        ("1234567.891", 2, "1,234,567.89"),
        ("-1234.5", 1, "−1,234.5"),
        ("-0.004", 2, "0.00"),
        ("999.999", 2, "1,000.00"),
    ],
)
def test_paper_has_thousands_and_a_true_minus(figure, decimals, shown):
    assert quantity.show(Decimal(figure), decimals) == shown


@pytest.mark.parametrize(
    ("figure", "text"),
    [("100", "100"), ("1.50", "1.5"), ("0", "0"), ("0.00000000001", "0"), ("1E+3", "1000")],
)
def test_a_figure_in_a_sentence_has_no_surplus_zeros(figure, text):
    assert quantity.plain_any(Decimal(figure)) == text


def test_what_cannot_be_seen_is_shown_by_its_code():
    assert quantity.visible("a\u200b\n\ud800好") == "a〈200B〉〈000A〉〈D800〉好"


# Rounding


def half_up(exact: Fraction, decimals: int) -> Fraction:
    """Return the nearest figure of so many places, ties away from zero, by fractions alone."""
    scaled = abs(exact) * 10**decimals
    nearest = Fraction(int(scaled + Fraction(1, 2)), 10**decimals)
    return -nearest if exact < 0 else nearest


@pytest.mark.parametrize(
    ("figure", "decimals", "expected"),
    [("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"), ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("0.1249", 2, "0.12"),
     ("-0.001", 2, "0.00"), ("1.005", 2, "1.01"), ("3", 2, "3.00")],
)  # fmt: skip
def test_ties_are_rounded_away_from_zero(figure, decimals, expected):
    assert str(quantity.rounded(Decimal(figure), decimals)) == expected


@given(st.decimals(-(10**12), 10**12, places=8), places)
def test_rounding_agrees_with_fractions(figure, decimals):
    assert Fraction(quantity.rounded(figure, decimals)) == half_up(Fraction(figure), decimals)


@given(
    st.decimals(-(10**11), 10**11, places=4),
    st.decimals(-(10**11), 10**11, places=4).filter(bool),
    places,
)
@example(Decimal(1), Decimal(8), 2)
@example(Decimal(-1), Decimal(8), 2)
@example(Decimal("0.0001"), Decimal(10**11), 4)
def test_a_quotient_is_rounded_once(top, bottom, decimals):
    found = quantity.quotient(top, bottom, decimals)
    assert Fraction(found) == half_up(Fraction(top) / Fraction(bottom), decimals)
    assert found.as_tuple().exponent == -decimals
    assert found or not found.is_signed()


@pytest.mark.parametrize(
    ("now", "base", "change"),
    [("112.5", "100", "12.5"), ("0", "3", "-100.0"), ("1", "3", "-66.7"), ("5", "5", "0.0"), ("5", "0", None),
     ("5", "-1", None), ("5", None, None), ("100.05", "100", "0.1"), ("99.95", "100", "-0.1")],
)  # fmt: skip
def test_a_change_has_one_place_and_needs_a_base_above_zero(now, base, change):
    found = quantity.change_pct(Decimal(now), None if base is None else Decimal(base))
    assert (None if found is None else str(found)) == change


# Workbooks


@pytest.mark.parametrize(
    ("stored", "figure", "listed"),
    [
        ("12.349999999", "12.35", True),
        ("12.350000000000001", "12.35", False),
        ("0.30000000000000004", "0.30", False),
        ("12.345", "12.35", True),
        ("-0.0000000000014", "0.00", True),
        ("1.2E3", "1200.00", False),
        ("1.2e-3", "0.00", True),
        ("12.", "12.00", False),
        (" 12.5\n", "12.50", False),
        ("999999999999.99", "999999999999.99", False),
        ("1e-400", "0.00", True),
        ("12.5吨", "12.50", False),
        ("１２．５", "12.50", False),
    ],
)
def test_a_workbooks_number_counts_with_fifteen_digits(stored, figure, listed):
    value, rounded = quantity.from_workbook(stored, "吨", 2)
    assert (str(value), rounded) == (figure, listed)


@pytest.mark.parametrize(
    ("stored", "word"),
    [
        ("NaN", "nan"),
        ("#N/A", "nan"),
        ("inf", "infinite"),
        ("-Infinity", "infinite"),
        ("-1", "negative"),
        ("1234567890123", "whole_digits"),
        ("999999999999.999", "whole_digits"),
        ("1e400", "whole_digits"),
        ("1e999999999999", "exponent"),
        ("1_000", "two_numbers"),
        ("٣", "foreign_digits"),
        ("文字", "text"),
        ("", "empty"),
        ("12.345吨", "decimals"),
    ],
)
def test_what_a_workbook_holds_instead_is_refused_like_typing(stored, word):
    with pytest.raises(RefusedError) as refused:
        quantity.from_workbook(stored, "吨", 2)
    assert cause(refused.value.sentence) == word


def test_a_signed_cell_of_a_workbook_may_be_negative():
    assert quantity.from_workbook("-1.005", "吨", 2, signed=True) == (Decimal("-1.01"), True)


@given(
    st.one_of(
        st.floats().map(repr), st.text(max_size=20), st.from_regex(r"-?\d{1,20}(\.\d{1,20})?([eE]-?\d{1,9})?")
    )
)
def test_any_stored_number_is_taken_or_refused(raw):
    try:
        value, _ = quantity.from_workbook(raw, "吨", 2, signed=True)
    except RefusedError as error:
        cause(error.sentence)
    else:
        assert value.as_tuple().exponent == -2
