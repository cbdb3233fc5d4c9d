"""What stands beside figures: written with the trail, taken back with the rest, whole in a copy."""

from __future__ import annotations

from pathlib import Path

from jzdesk.models.entry import Origin
from jzdesk.store.store import Store
from tests.store.kit import AT, COD, Q2, Q3, put


def test_origin_is_kept_told_and_taken_back(store: Store):
    with store.operation("origin", Q3, at=AT) as op:
        op.origin(COD, Origin("县住建局", "WS-03"))
    assert op.changes.beside
    assert not op.changes.keys
    assert store.origins() == {Q3: {COD: Origin("县住建局", "WS-03")}}
    told = store.history(Q3)[-1]
    assert told.key == str(COD)
    assert told.new == "数据来源：县住建局　台账号：WS-03"
    store.undo(at=AT)
    assert store.origins() == {}
    store.redo(at=AT)
    assert store.origins()[Q3][COD].ledger == "WS-03"
    assert store.verify_history() == []


def test_origin_may_be_left_to_what_was_said_before_or_end(store: Store):
    for said, kept in ((Origin("", "WS-03"), Origin("", "WS-03")), (Origin(), Origin()), (None, None)):
        with store.operation("origin", Q3, at=AT) as op:
            op.origin(COD, said)
        assert store.origins().get(Q3, {}).get(COD) == kept
    assert [(told.old, told.new) for told in store.cell_history(Q3, COD)] == [
        (None, "台账号：WS-03"), ("台账号：WS-03", "不注明数据来源"), ("不注明数据来源", None),
    ]  # fmt: skip


def test_records_belong_to_their_period(store: Store):
    digest = "a" * 64
    with store.operation("attach", Q3, at=AT) as op:
        op.evidence("emissions/cod.industry", {"files": [digest]})
    with store.operation("attach", Q2, at=AT) as op:
        op.evidence("emissions/so2.industry", {"files": [digest]})
    assert store.evidence(Q3) == {"emissions/cod.industry": {"files": [digest]}}
    assert store.history(Q3)[-1].new == "佐证材料 1 份"


def test_second_keying_and_enquiries_are_no_step_of_entering(store: Store):
    put(store, COD, "12")
    with store.operation("rekey", Q3, at=AT) as op:
        op.rekeying(COD, {"by": "李四", "same": True})
    with store.operation("ask", Q3, at=AT) as op:
        op.enquiry("县住建局", {"made_on": "2018-10-02"})
    assert store.rekeyings(Q3) == {str(COD): {"by": "李四", "same": True}}
    assert store.enquiries(Q3) == {"县住建局": {"made_on": "2018-10-02"}}
    assert store.undo(at=AT).keys == (COD,)
    assert store.rekeyings(Q3)
    assert store.verify_history() == []


def test_memos_are_found_by_their_beginning_and_forgotten(store: Store):
    for name in ("due.2018Q3", "due.2018Q4", "duel"):
        with store.operation("memo", None, at=AT) as op:
            op.memo(name, {"on": name})
    assert list(store.memos("due.")) == ["due.2018Q3", "due.2018Q4"]
    with store.operation("memo", None, at=AT) as op:
        op.memo("due.2018Q3", None)
    assert store.memos("due.") == {"due.2018Q4": {"on": "due.2018Q4"}}


def test_a_copy_holds_what_stands_beside(store: Store, tmp_path: Path):
    with store.operation("origin", Q3, at=AT) as op:
        op.origin(COD, Origin("县住建局"))
        op.memo("due.2018Q3", {"on": "2018-10-10"})
    made = store.backup(tmp_path, at=AT)
    with Store.open(made.file, write=False, who="张三") as copy:
        assert copy.origins() == store.origins()
        assert copy.memos() == store.memos()
