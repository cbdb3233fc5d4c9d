"""汇总审核: what stands apart among eleven, and what two offices may both count."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.models import auditing
from jzdesk.models.auditing import OUTLIER, TWICE, Before, Named
from jzdesk.models.entry import Key
from tests.models import kit

COD = Key.parse("emissions/cod.industry/emitted")
SHANYANG, ZONE = "410811", "410871"
ORDINARY = ("120", "80", "64.5", "310", "95", "150", "210", "40", "77", "133", "59")


def lines(*keys: str):
    catalogue = kit.plan()
    found = []
    for text in keys or (str(COD),):
        key = Key.parse(text)
        form = catalogue.form(key.form)
        found.append((form, next(r for r in form.rows if r.code == key.row), form.column(key.column)))
    return tuple(found)


def of(values, key: Key = COD):
    return {key: {u: Decimal(v) for u, v in zip(kit.plan().counties, values, strict=False)}}


def audit(figures, before=None, named=None, chosen=None):
    return auditing.audit(kit.plan(), chosen or lines(), figures, before, named or {})


def test_ordinary_counties_of_all_sizes_stand_apart_from_nobody():
    assert audit(of(ORDINARY)) == ()


def test_a_wrong_unit_stands_apart_and_is_told_with_its_figure():
    (odd,) = audit(of(("1200000", *ORDINARY[1:])))
    assert (odd.kind, odd.units, odd.keys) == (OUTLIER, ("410802",), (str(COD),))
    assert odd.message == "解放区 化学需氧量·工业源 1,200,000.00 吨，是各县中间水平的 12,631.6 倍。"
    (low,) = audit(of(("0.012", *ORDINARY[1:])))
    assert "各县中间水平是它的" in low.message


def test_two_wild_figures_do_not_hide_each_other():
    assert len(audit(of(("1200000", "0.008", *ORDINARY[2:])))) == 2


def test_a_whole_form_in_a_wrong_unit_is_asked_about_once():
    chosen = lines(*(f"emissions/{row}.industry/emitted" for row in ("cod", "nh3n", "tn", "tp")))
    values = ("1200000", *ORDINARY[1:])
    figures = {}
    for form, row, column in chosen:
        figures |= of(values, Key(form.id, row.code, column.code))
    (odd,) = audit(figures, chosen=chosen)
    assert (odd.units, len(odd.keys)) == (("410802",), 4)
    assert odd.message.startswith(
        "解放区《主要污染物排放情况》有 4 行数字突出，例如：解放区 化学需氧量·工业源"
    )


def test_growth_is_compared_where_the_year_before_is_known():
    before = Before("2017年第三季度", of(ORDINARY))
    assert audit(of([str(Decimal(v) * 2) for v in ORDINARY]), before) == (), "all of them doubled"
    (odd,) = audit(of(("400", *ORDINARY[1:])), before)
    assert "2017年第三季度是 120.00" in odd.message
    assert "3.3 倍" in odd.message


@pytest.mark.parametrize("values", [(), ("5", "9000000"), ("1", "1", "1", "9000000"), ("0",) * 11])
def test_a_few_are_no_crowd_and_nothing_is_no_figure(values):
    assert audit(of(values)) == ()


@given(st.lists(st.decimals("0.01", 999_999, places=2), min_size=0, max_size=11), st.integers(1, 6))
def test_what_unit_is_used_does_not_matter_and_never_the_middle_is_odd(values, power):
    found = audit(of(values))
    scaled = audit(of([v * 10**power for v in values]))
    assert [o.units for o in found] == [o.units for o in scaled]
    assert len(found) <= len(values) // 2, "more than half are never odd"


def test_the_same_project_section_or_source_in_both_is_told():
    named = {
        SHANYANG: [Named("reductions", "projects", "X410811-001", "某电厂 脱硝改造"),
                   Named("quality", "sections", "X410811-002", "某电厂脱硝改造")],
        ZONE: [Named("reductions", "projects", "X410871-001", "某电厂脱硝改造")],
    }  # fmt: skip
    (odd,) = audit(of(ORDINARY), named=named)
    assert (odd.kind, odd.units) == (TWICE, (SHANYANG, ZONE))
    assert odd.message == "山阳区和城乡一体化示范区都在《减排项目清单》里报了“某电厂脱硝改造”，可能重复计入。"
    assert odd.remedy.startswith("城乡一体化示范区所管乡镇在山阳区内")
    others = {"410802": named[SHANYANG], ZONE: named[ZONE]}
    assert audit(of(ORDINARY), named=others) == (), "other offices have areas of their own"


def test_the_very_same_figures_in_many_rows_are_no_coincidence():
    chosen = lines(*(f"emissions/{row}.industry/emitted" for row in ("cod", "nh3n", "tn", "tp")))
    figures = {
        Key(form.id, row.code, column.code): {SHANYANG: Decimal("31.27") + n, ZONE: Decimal("31.27") + n}
        for n, (form, row, column) in enumerate(chosen)
    }
    (odd,) = audit(figures, chosen=chosen)
    assert (odd.kind, len(odd.keys)) == (TWICE, 4)
    assert "有 4 行的数完全一样（化学需氧量·工业源、氨氮·工业源、总氮·工业源等）" in odd.message
    few = dict(list(figures.items())[:2])
    assert audit(few, chosen=chosen) == ()
    zeros = {key: {u: Decimal(0) for u in units} for key, units in figures.items()}
    assert audit(zeros, chosen=chosen) == ()
