"""The audit trail as people read it."""

from __future__ import annotations

import dataclasses

import pytest

from jzdesk.errors import WorldError
from jzdesk.models.entry import Cell, Key, Origin
from jzdesk.models.period import Period
from jzdesk.store.books import from_seconds, to_seconds
from jzdesk.store.store import Store
from jzdesk.store.submissions import Submission
from tests.store.kit import AT, COD, DONE, Q3, SO2, num, put, tamper

MEMBERS = ["seq", "at", "who", "how", "action", "period", "key", "old", "new", "why", "hash"]


def test_entry_has_what_outsiders_rely_on(store: Store):
    put(store, COD, "1234.50")
    entry = dataclasses.asdict(store.history()[-1])
    assert list(entry) == MEMBERS
    assert len(entry.pop("hash")) == 64
    assert entry == {
        "seq": 2, "at": AT, "who": "张三", "how": "typed", "action": "set", "period": "2018Q3",
        "key": "emissions/cod.industry/emitted", "old": None, "new": "1234.5", "why": None,
    }  # fmt: skip


def test_every_kind_of_change_is_told_in_words(store: Store):
    with store.operation("set", Q3, why="更正笔误", at=AT) as op:
        op.put(COD, Cell(blank="暂缺:县水务局,2018-10-20"))
        op.put(DONE, Cell("在建"))
        op.note(DONE, "二期")
        op.explain("3.2", (SO2, COD), "停产检修", "1")
        op.nil("cards", True)
        code = op.add_row("cards", "own", "C", Q3)
        op.state("填报中", {})
    with store.operation("row", Q3, at=AT) as op:
        op.end_row("cards", code, Q3)
    told = [(e.key, e.old, e.new) for e in store.history() if e.seq > 1]
    assert told == [
        (str(COD), None, "暂缺:县水务局,2018-10-20"),
        (str(DONE), None, "在建"),
        (str(DONE), None, "备注：二期"),
        (f"{SO2},{COD}", None, "规则 3.2 的审核说明：停产检修"),
        ("cards", None, "零报告"),
        ("cards/C001", None, "自 2018Q3 起"),
        ("cards/C001", "自 2018Q3 起", "自 2018Q3 起，至 2018Q3 止"),
    ]
    assert {e.why for e in store.history() if e.seq == 2} == {"更正笔误"}


def test_operation_without_entries_is_told_once(store: Store):
    with store.operation("freeze", Q3, how="command", at=AT) as op:
        op.submission(Submission("410823", Q3, 1, "0123456789abcdef", "own", "frozen", AT), b"{}")
        op.state("待签章", {})
        op.barrier()
    with store.operation("receive", Q3, how="command", at=AT) as op:
        op.submission(Submission("410822", Q3, 1, "fedcba9876543210", "received", "received", AT), b"{}")
    with store.operation("backup", None, how="command", at=AT, step=False) as op:
        op.mark()
    told = [(e.action, e.period, e.key, e.old, e.new) for e in store.history()]
    assert told == [
        ("init", None, None, None, "jiaozuo-13fyp/1"),
        ("freeze", "2018Q3", None, None, "待签章"),
        ("receive", "2018Q3", None, None, "fedcba9876543210"),
        ("backup", None, None, None, None),
    ]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (AT, AT),
        ("2018-10-06T01:31:20+00:00", AT),
        ("2018-10-06T09:31:20", AT),
        ("2018-10-06T09:31:20.987+08:00", AT),
    ],
)
def test_time_is_that_of_china(given: str, kept: str):
    assert from_seconds(to_seconds(given)) == kept


def test_unreadable_record_is_named(store: Store):
    put(store, COD, "1")
    store.close()
    tamper(store._db.path, "UPDATE changes SET what = 99 WHERE what = 1")
    with (
        Store.open(store._db.path, write=False, who="李四") as again,
        pytest.raises(WorldError, match="读不出来"),
    ):
        again.history()


def test_head_is_the_last_hash(store: Store):
    first = store.audit_head()
    put(store, COD, "1")
    assert store.audit_head() == store.history()[-1].hash != first
    assert num("1")


def test_the_trail_of_one_period_is_its_own(store: Store):
    put(store, COD, "1")
    with store.operation("set", Period.parse("2018Q2"), at=AT) as op:
        op.put(SO2, num("2"))
    assert [(e.period, e.key) for e in store.history(Q3)] == [("2018Q3", str(COD))]
    assert len(store.history()) == 3


def test_the_trail_of_one_cell_is_its_own(store: Store):
    beyond = Key.parse(f"{COD}_more")
    with store.operation("set", Q3, at=AT) as op:
        for key in (COD, beyond, SO2):
            op.put(key, num("1"))
        op.note(COD, "二期")
        op.explain("3.2", (SO2, COD), "停产检修", "1")
        op.explain("3.3", (beyond,), "别的", "1")
        op.origin(COD, Origin("县工信局"))
        op.nil("cards", True)
    put(store, COD, "1", Period.parse("2018Q2"))
    store.undo(at=AT)
    store.undo(at=AT)
    told = [(e.action, e.new) for e in store.cell_history(Q3, COD)]
    assert told[:4] == [
        ("set", "1"), ("set", "备注：二期"), ("set", "规则 3.2 的审核说明：停产检修"),
        ("set", "数据来源：县工信局"),
    ]  # fmt: skip
    assert [action for action, _ in told[4:]] == ["undo"] * 4
    assert store.cell_history(Q3, Key.parse("emissions/none/emitted")) == []
    assert [e.hash for e in store.cell_history(Q3, SO2)][-1] == store.history(Q3)[-1].hash
