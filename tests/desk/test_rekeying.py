"""二次录入: what is asked, what came of it, and how long that counts."""

from __future__ import annotations

import pytest

from jzdesk.desk import entering, rekeying, stepping
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk.walk import fill

Q2, Q3 = Period.parse("2018Q2"), Period.parse("2018Q3")
COD = Key.parse("emissions/cod.industry/emitted")
NH3N = Key.parse("emissions/nh3n.industry/emitted")


@pytest.fixture
def filled(county):
    fill(county, Q2, "10")
    fill(county, Q3, "10")
    entering.set_values(county, Q3, [str(COD), "1200"])
    return county


def keys(asked) -> list[Key]:
    return [one.key for one in asked]


def test_only_typed_figures_are_asked_in_the_order_of_the_paper(filled):
    asked = rekeying.choose(filled, Q3, "emissions", rekeying.ALL)
    assert len(asked) == 22
    assert [one.number for one in asked] == sorted(one.number for one in asked)
    assert asked[1].key == COD
    assert (asked[1].row, asked[1].column, asked[1].unit) == ("化学需氧量·工业源", "本季", "吨")


def test_what_moved_most_comes_with_it(filled):
    moved = rekeying.choose(filled, Q3, "emissions", rekeying.MOVED)
    assert len(moved) == rekeying.MOST_MOVED
    assert COD in keys(moved)


def test_an_empty_form_asks_nothing(county):
    assert rekeying.choose(county, Q3, "emissions", rekeying.ALL) == ()


def test_what_is_keyed_is_judged_as_if_typed(filled):
    came = {o.asked.key: o for o in rekeying.compare(filled, Q3, {COD: "1,200.0", NH3N: "１１", Key.parse(
        "emissions/tn.industry/emitted"): "十"})}  # fmt: skip
    assert came[COD].same
    assert (came[NH3N].first, came[NH3N].second, came[NH3N].same) == ("10.00", "11.00", False)
    wrong = came[Key.parse("emissions/tn.industry/emitted")]
    assert not wrong.same
    assert "十" in wrong.wrong


def test_nothing_is_changed_and_it_counts_until_the_figure_does(filled):
    before = filled.store.cells(Q3)
    came = rekeying.compare(filled, Q3, {COD: "1200", NH3N: "11"})
    changes = rekeying.record(filled, Q3, "李四", came)
    assert changes.beside
    assert filled.store.cells(Q3) == before
    assert rekeying.standing(filled, Q3) == {
        COD: ("李四", filled.today.isoformat(), True),
        NH3N: ("李四", filled.today.isoformat(), False),
    }
    assert COD not in keys(rekeying.choose(filled, Q3, "emissions", rekeying.OPEN))
    entering.set_values(filled, Q3, [str(COD), "1201"])
    assert COD not in rekeying.standing(filled, Q3)
    assert COD in keys(rekeying.choose(filled, Q3, "emissions", rekeying.OPEN))


def test_the_second_figure_can_be_adopted_and_taken_back(filled):
    (came,) = rekeying.compare(filled, Q3, {NH3N: "11"})
    rekeying.adopt(filled, Q3, came)
    assert filled.store.cells(Q3)[NH3N].value == 11
    assert filled.store.history(Q3)[-1].why == "二次录入核对后改"
    stepping.undo(filled)
    assert filled.store.cells(Q3)[NH3N].value == 10


@pytest.mark.parametrize("name", ["", "  "])
def test_without_a_name_nothing_is_kept(filled, name):
    came = rekeying.compare(filled, Q3, {COD: "1200"})
    with pytest.raises(RefusedError, match="没有写名字"):
        rekeying.record(filled, Q3, name, came)
    assert filled.store.rekeyings(Q3) == {}


def test_the_same_person_is_no_second_one(filled):
    came = rekeying.compare(filled, Q3, {COD: "1200"})
    with pytest.raises(RefusedError, match="另一个人"):
        rekeying.record(filled, Q3, filled.who, came)
