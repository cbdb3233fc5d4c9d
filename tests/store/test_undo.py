"""Steps taken back and done again, also by another process, never across a barrier."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdesk.errors import RefusedError
from jzdesk.models.change import Changes
from jzdesk.models.entry import Cell
from jzdesk.store.operation import Operation
from jzdesk.store.store import Store
from tests.store.kit import AT, COD, EDITION, Q1, Q3, SO2, num, put


def test_many_steps_back_and_forth(store: Store):
    values = [str(n) for n in range(1, 6)]
    for value in values:
        put(store, COD, value)
    seen = []
    for _ in values:
        seen.append(store.cells(Q3).get(COD, Cell()))
        assert store.undo(at=AT) == Changes(Q3, (COD,))
    assert seen == [num(value) for value in reversed(values)]
    assert store.cells(Q3) == {}
    for value in values:
        store.redo(at=AT)
        assert store.cells(Q3) == {COD: num(value)}
    assert store.verify_history() == []


def test_steps_survive_a_restart(path: Path):
    for n in range(3):
        with Store.open(path, write=True, who="张三") as store:
            put(store, COD, str(n), Q1 if n == 1 else Q3)
    with Store.open(path, write=True, who="李四") as store:
        assert store.next_undo() == ("set", Q3)
        assert store.undo(at=AT).period == Q3
        assert store.next_undo() == ("set", Q1)
    with Store.open(path, write=True, who="王五") as store:
        assert store.undo(at=AT).period == Q1
        assert store.next_redo() == ("set", Q1)
    with Store.open(path, write=True, who="王五") as store:
        store.redo(at=AT)
        store.redo(at=AT)
        assert (store.cells(Q3), store.cells(Q1)) == ({COD: num("2")}, {COD: num("1")})


def test_fresh_entry_ends_what_could_be_done_again(store: Store):
    put(store, COD, "1")
    put(store, COD, "2")
    store.undo(at=AT)
    put(store, SO2, "3")
    assert store.next_redo() is None
    with pytest.raises(RefusedError, match="没有可以重做的操作"):
        store.redo(at=AT)
    store.undo(at=AT)
    store.undo(at=AT)
    assert store.cells(Q3) == {}
    with pytest.raises(RefusedError, match="没有可以撤销的操作"):
        store.undo(at=AT)


def test_undo_is_an_operation_of_its_own(store: Store):
    put(store, COD, "1")
    store.undo(at="2018-10-06T09:32:00+08:00")
    store.redo(at="2018-10-06T09:33:00+08:00")
    told = [(e.seq, e.action, e.how, e.old, e.new) for e in store.history()[1:]]
    assert told == [
        (2, "set", "typed", None, "1"),
        (3, "undo", "undone", "1", None),
        (4, "redo", "redone", None, "1"),
    ]
    assert store._db.all("SELECT id, undoes FROM operations WHERE undoes IS NOT NULL") == [(3, 2), (4, 2)]


@pytest.mark.parametrize(("action", "word"), [("freeze", "送签"), ("submit", "上报"), ("odd", "odd")])
def test_nothing_goes_back_across_a_barrier(store: Store, action: str, word: str):
    put(store, COD, "1")
    put(store, COD, "2")
    store.undo(at=AT)
    with store.operation(action, Q3, how="command", at=AT) as op:
        op.state("待签章", {})
        op.barrier()
    assert (store.next_undo(), store.next_redo()) == (None, None)
    with pytest.raises(RefusedError, match=f"“{word}”和它之前的操作不能撤销"):
        store.undo(at=AT)
    put(store, SO2, "3")
    assert store.undo(at=AT).keys == (SO2,)
    with pytest.raises(RefusedError, match=word):
        store.undo(at=AT)
    assert store.cells(Q3) == {COD: num("1")}


def test_what_is_no_step_stays(store: Store):
    put(store, COD, "1")
    with store.operation("review", Q3, at=AT, step=False) as op:
        op.state("已复核", {"by": "李科长"}, EDITION)
    with store.operation("sent", Q3, at=AT) as op:
        op.state("已复核", {"by": "王科长"})
    assert store.next_undo() == ("set", Q3)


def test_state_is_not_taken_back_but_may_go_with_it(store: Store):
    def lapse(op: Operation) -> None:
        op.state("填报中", {})

    with store.operation("set", Q3, at=AT) as op:
        op.put(COD, num("1"))
        op.state("填报中", {})
    with store.operation("review", Q3, at=AT, step=False) as op:
        op.state("已复核", {"by": "李科长"})
    changes = store.undo(at=AT, also=lapse)
    assert changes == Changes(Q3, (COD,), state=True)
    assert store.period(Q3).state == "填报中"
    assert store.redo(at=AT).state is False
    assert store.period(Q3).state == "填报中"
    assert store.verify_history() == []


def test_step_overtaken_by_others_is_used_up(store: Store):
    put(store, COD, "1")
    with store.operation("return", Q3, at=AT, step=False) as op:
        op.put(COD, Cell())
    assert not store.undo(at=AT)
    assert store.next_undo() is None
    assert store.redo(at=AT).keys == (COD,)
    assert store.cells(Q3) == {COD: num("1")}
    assert store.verify_history() == []


def test_refused_in_the_same_transaction_is_not_taken_back(store: Store):
    def refuse(op: Operation) -> None:
        raise RefusedError("…")

    put(store, COD, "1")
    with pytest.raises(RefusedError):
        store.undo(at=AT, also=refuse)
    assert store.cells(Q3) == {COD: num("1")}
    assert store.next_undo() == ("set", Q3)
