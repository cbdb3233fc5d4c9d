"""底稿 and stages in the store: exact, undone as one, seen when damaged."""

from __future__ import annotations

from decimal import Decimal

from jzdesk.models.entry import Key, Stamp
from jzdesk.models.lines import Line
from jzdesk.store.store import Store
from tests.store.kit import AT, COD, Q1, Q2, Q3, YEAR, num, put

LINES = (Line("甲厂", "C01", Decimal("100.10"), "在线"), Line("乙厂", "", None))
ANNUAL = Key.parse("emissions/cod.industry/annual")


def write(store: Store, lines, period=Q3) -> None:
    with store.operation("lines", period, at=AT) as op:
        op.lines(COD, lines)


def test_lines_come_back_exactly(store: Store) -> None:
    write(store, LINES)
    assert store.lines(Q3) == {COD: LINES}
    assert store.lines(Q2) == {}


def test_no_lines_leave_no_trace(store: Store) -> None:
    write(store, LINES)
    write(store, ())
    assert store.lines(Q3) == {}


def test_undo_and_redo(store: Store) -> None:
    write(store, LINES[:1])
    write(store, LINES)
    assert store.undo(at=AT).lines
    assert store.lines(Q3) == {COD: LINES[:1]}
    store.redo(at=AT)
    assert store.lines(Q3) == {COD: LINES}


def test_the_newest_earlier_ones_are_found(store: Store) -> None:
    write(store, LINES[:1], Q1)
    write(store, LINES, Q2)
    write(store, LINES[1:], YEAR)
    assert store.last_lines(COD, Q3) == LINES
    assert store.last_lines(COD, Q2) == LINES[:1]
    assert store.last_lines(COD, Q1) == ()


def test_a_stage_has_its_stamp_and_loses_it(store: Store) -> None:
    stamp = Stamp("2019-04-12", "年报会审")
    with store.operation("set", YEAR, at=AT) as op:
        op.put(ANNUAL, num("3"))
        op.stamp(ANNUAL, stamp)
    assert store.stamps() == {YEAR: {ANNUAL: stamp}}
    with store.operation("set", YEAR, at=AT) as op:
        op.stamp(ANNUAL, None)
    assert store.stamps() == {}


def test_the_trail_tells_of_both_and_sees_what_is_changed_behind_it(store: Store) -> None:
    put(store, COD, "1")
    write(store, LINES)
    with store.operation("set", YEAR, at=AT) as op:
        op.stamp(ANNUAL, Stamp("2019-04-12", "年报会审"))
    told = [entry.new for entry in store.history()]
    assert "底稿 2 行" in told
    assert "2019-04-12 填报 年报会审" in told
    assert store.verify_history() == []
    store._db.run("UPDATE lines SET content = replace(content, '100.10', '900.10')")
    assert store.verify_history() != []
