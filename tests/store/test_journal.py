"""One operation: one transaction, one audit row, all or nothing."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from jzdesk.models.change import Changes
from jzdesk.models.entry import Cell
from jzdesk.models.period import Period
from jzdesk.store.store import Store
from tests.store.kit import AT, COD, Q1, Q2, Q3, SO2, block, child, fail_at, hasty, num, put


def test_operation_is_one_transaction(store: Store):
    seen: list[str] = []
    store.cells(Q3)
    store._db.connection.set_trace_callback(seen.append)
    with store.operation("fill", Q3, how="workbook", at=AT) as op:
        for n, key in enumerate(block(600)):
            op.put(key, num(str(n)))
        op.state("填报中", {})
    store._db.connection.set_trace_callback(None)
    assert [sql for sql in seen if sql.split()[0] in {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT"}] == [
        "BEGIN IMMEDIATE", "COMMIT"
    ]  # fmt: skip
    assert op.seq == 2
    assert len(op.changes.keys) == 600


def test_nothing_changed_nothing_written(store: Store):
    put(store, COD, "1")
    with store.operation("nil", Q3, at=AT) as op:
        op.nil("cards", True)
    store.undo(at=AT)
    path = store.info.path
    before, head = (path.read_bytes(), path.stat().st_mtime_ns), store.audit_head()
    seen: list[str] = []
    store._db.connection.set_trace_callback(seen.append)
    with store.operation("fill", Q3, how="workbook", at=AT) as op:
        op.put(COD, num("1.00"))
        op.put(SO2, num("5"))
        op.put(SO2, Cell())
        op.note(COD, "")
        op.nil("blackwater", False)
        op.explain("1", (COD,), None, "")
    store._db.connection.set_trace_callback(None)
    assert not any(sql.startswith("BEGIN IMMEDIATE") for sql in seen)
    assert (op.seq, op.changes) == (None, Changes(Q3))
    assert not op.changes
    assert ((path.read_bytes(), path.stat().st_mtime_ns), store.audit_head()) == (before, head)
    assert store.next_redo() == ("nil", Q3)


def test_exception_leaves_everything_as_it_was(store: Store):
    put(store, COD, "1")
    head = store.audit_head()
    with pytest.raises(ZeroDivisionError):
        fail_at(store, lambda op: op.put(COD, num("2")))
    assert store.cells(Q3) == {COD: num("1")}
    assert store.audit_head() == head
    put(store, SO2, "4")
    assert store.verify_history() == []


def test_failure_while_writing_leaves_everything_as_it_was(store: Store, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    put(store, COD, "1")
    with monkeypatch.context() as patch:
        patch.setattr(store._journal, "_stack", fail)
        with pytest.raises(ZeroDivisionError):
            put(store, SO2, "3", action="new word")
    assert store.cells(Q3) == {COD: num("1")}
    put(store, SO2, "4", action="new word")
    assert store.cells(Q3) == {COD: num("1"), SO2: num("4")}
    assert store.verify_history() == []


def test_one_operation_at_a_time(store: Store):
    with pytest.raises(RuntimeError, match="going on"):
        fail_at(store, lambda _: put(store, SO2, "2"))
    assert store.cells(Q3) == {}
    put(store, COD, "1")


def test_reading_inside_an_operation_sees_what_was_before(store: Store):
    put(store, COD, "1")
    with store.operation("set", Q3, at=AT) as op:
        op.put(COD, num("2"))
        assert store.cells(Q3) == {COD: num("1")}


def test_marked_operation_is_written_without_a_change(store: Store):
    with store.operation("backup", None, how="command", at=AT, step=False) as op:
        op.mark()
    assert op.seq == 2
    assert store.history()[-1].action == "backup"
    assert store.verify_history() == []


def test_facts_of_the_store_may_change(store: Store):
    with store.operation("office", None, how="command", at=AT, step=False) as op:
        op.fact("office", "焦作市生态环境局武陟分局")
    assert store.info.office == "焦作市生态环境局武陟分局"
    assert store.verify_history() == []


def test_figures_cost_few_bytes(store: Store):
    """The budget counts everything: figure, audit trail, chain, step."""
    path, keys = hasty(store).info.path, block(600)
    size = [path.stat().st_size]
    for period in (Q1, Q2, Q3):
        with store.operation("paste", period, how="pasted", at=AT) as op:
            for n, key in enumerate(keys):
                op.put(key, num(f"{n * 317}.25"))
        size.append(path.stat().st_size)
    for n, key in enumerate(keys):
        put(store, key, f"{n * 317}.25", Period.parse("2018Q4"))
    size.append(path.stat().st_size)
    costs = [(after - before) / 600 for before, after in pairwise(size)]
    assert max(costs[1:3]) <= 72
    assert costs[0] <= 100  # with 600 keys seen for the first time
    assert costs[3] <= 160


def test_acknowledged_saves_outlive_a_killed_process(path: Path):
    code = """
store = Store.open(Path(sys.argv[1]), write=True, who="王五")
for n in range(100_000):
    put(store, Key("emissions", f"row{n}", "emitted"), str(n))
    print(n, flush=True)
"""
    with child(code, path) as other:
        assert other.stdout is not None
        for _ in range(20):
            other.stdout.readline()
        other.kill()
        rest = other.stdout.read()  # communicate() would pass by what readline has read ahead
    last = 19 + len([line for line in rest.split("\n")[:-1] if line])
    with Store.open(path, write=True, who="张三") as store:
        rows = {key.row: cell for key, cell in store.cells(Q3).items()}
        assert all(rows[f"row{n}"] == num(str(n)) for n in range(last + 1))
        assert len(rows) <= last + 2
        assert store.verify_history() == []
        put(store, COD, "1")
