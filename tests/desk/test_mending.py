"""What is offered for a slip: in whose words, and where nothing is."""

from __future__ import annotations

import pytest

from jzdesk.desk import entering, lines, mending, window
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk import walk

PERIOD = Period.parse("2018Q3")
COD = Key.parse("emissions/cod.industry/emitted")
NOX, FIRMS = (Key("emissions", "nox.industry", column) for column in ("emitted", "enterprises"))


def offered(office, key=COD):
    return mending.here(window.look(office, PERIOD), key)


@pytest.fixture
def filled(county):
    for period, cod, nox in (("2017Q3", "352.1", "318"), ("2018Q2", "318.9", "289")):
        entering.set_values(county, Period.parse(period), [str(COD), cod, str(NOX), nox, str(FIRMS), "34"])
    return county


@pytest.fixture
def slipped(filled):
    entering.set_values(filled, PERIOD, [str(COD), "312450"])
    return filled


def test_a_slip_is_offered_in_a_few_words_and_told_in_a_sentence(slipped):
    (offer,) = offered(slipped)
    assert offer.text == "改为 312.45"
    assert offer.spoken == "化学需氧量·工业源：本季由 312,450.00 改为 312.45"
    assert offer.done == f"{offer.spoken}。按 Ctrl+Z 可以撤销。"
    assert not offered(slipped, FIRMS)


def test_two_columns_change_places_in_one_offer(filled):
    entering.set_values(filled, PERIOD, [str(NOX), "34", str(FIRMS), "286"])
    for key in (NOX, FIRMS):
        (offer,) = offered(filled, key)
        assert offer.text == "两栏对调"
        assert offer.spoken == "氮氧化物·工业源：企业（设施）数由 286 改为 34，本季由 34.00 改为 286.00"


def test_nothing_is_offered_for_what_is_explained(slipped):
    finding = offered(slipped)[0].finding
    entering.explain(slipped, PERIOD, finding.rule, finding.keys, "一家企业搬迁试生产，台账齐全。")
    assert not offered(slipped)


def test_nothing_is_offered_where_the_lines_below_make_the_figure(slipped):
    lines.set_lines(slipped, PERIOD, COD, [["甲厂", "", "312450", ""]])
    assert not offered(slipped)


def test_nothing_is_offered_in_a_locked_period(slipped, tmp_path):
    walk.ready(slipped, PERIOD)
    walk.freeze(slipped, PERIOD, tmp_path / "out")
    look = window.look(slipped, PERIOD)
    assert any(f.mend for f in look.findings)
    assert not mending.offers(look, look.findings)
    assert all(mending.offer(look, finding) is None for finding in look.findings)
