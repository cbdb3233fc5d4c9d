"""Own rows, 零报告, explanations and the state of a period."""

from __future__ import annotations

import pytest

from jzdesk.errors import RefusedError
from jzdesk.models.form import OwnRow
from jzdesk.models.sheet import Explanation
from jzdesk.store.register import PeriodRecord
from jzdesk.store.store import Store
from tests.store.kit import AT, COD, DONE, EDITION, Q1, Q2, Q3, SO2, fail_at, num, put


def add(store: Store, *, form: str = "investment", prefix: str = "X", count: int = 1) -> list[str]:
    with store.operation("row", Q3, at=AT) as op:
        return [op.add_row(form, "own", prefix, Q3) for _ in range(count)]


def test_row_codes_carry_the_office_or_not(store: Store):
    assert add(store, count=2) == ["X410823-001", "X410823-002"]
    assert add(store, form="cards", prefix="C") == ["C001"]
    assert add(store, form="milestones") == ["X410823-003"]
    assert store.own_rows() == (
        OwnRow("cards", "C001", "own", Q3),
        OwnRow("investment", "X410823-001", "own", Q3),
        OwnRow("investment", "X410823-002", "own", Q3),
        OwnRow("milestones", "X410823-003", "own", Q3),
    )


def test_row_code_is_never_used_again(store: Store):
    assert add(store) == ["X410823-001"]
    store.undo(at=AT)
    assert store.own_rows() == ()
    assert add(store) == ["X410823-002"]
    with Store.open(store.info.path, write=False, who="李四") as reader:
        assert [row.code for row in reader.own_rows()] == ["X410823-002"]


def test_row_of_a_failed_operation_costs_no_code(store: Store):
    with pytest.raises(ZeroDivisionError):
        fail_at(store, lambda op: op.add_row("investment", "own", "X", Q3))
    assert add(store) == ["X410823-001"]


def test_row_brought_back_keeps_its_code_and_no_new_one_gets_it(store: Store):
    lost = OwnRow("investment", "X410823-007", "projects", Q1, Q2)
    with store.operation("take_back", Q3, at=AT, step=False) as op:
        op.bring_row(lost)
        op.use_code("C004")
        op.use_code("X410823-003")  # lower than one that was seen
    assert store.own_rows() == (lost,)
    assert add(store) == ["X410823-008"]
    assert add(store, form="cards", prefix="C") == ["C005"]
    assert store.verify_history() == []


def test_row_brought_back_in_one_operation_with_new_ones(store: Store):
    with store.operation("take_back", Q3, at=AT, step=False) as op:
        first = op.add_row("investment", "projects", "X", Q3)
        op.bring_row(OwnRow("investment", "X410823-002", "projects", Q1))
        assert (first, op.add_row("investment", "projects", "X", Q3)) == ("X410823-001", "X410823-003")
    with store.operation("take_back", Q3, at=AT, step=False) as op:
        op.bring_row(OwnRow("investment", "X410823-001", "projects", Q1))
    assert [(row.code, row.since) for row in store.own_rows()] == [
        ("X410823-001", Q1), ("X410823-002", Q1), ("X410823-003", Q3),
    ]  # fmt: skip
    assert add(store) == ["X410823-004"]


def test_rows_keep_the_order_of_entry_beyond_999(store: Store):
    codes = add(store, prefix="C", count=1001)
    assert [row.code for row in store.own_rows()] == codes
    assert codes[-1] == "C1001"


def test_row_ends_and_goes_on(store: Store):
    [code] = add(store)
    with store.operation("row", Q3, at=AT) as op:
        op.end_row("investment", code, Q3)
    assert op.changes.rows
    assert store.own_rows()[0].until == Q3
    with store.operation("row", Q3, at=AT) as op:
        op.end_row("investment", code, None)
    assert store.own_rows()[0].until is None
    with pytest.raises(RefusedError, match="X410823-009"), store.operation("row", Q3, at=AT) as op:
        op.end_row("investment", "X410823-009", Q3)


def test_row_and_its_cells_are_one_step(store: Store):
    with store.operation("set", Q3, at=AT) as op:
        code = op.add_row("cards", "own", "C", Q3)
        op.end_row("cards", code, Q3)
        op.put(COD, num("1"))
    assert op.changes.rows
    assert op.changes.keys == (COD,)
    store.undo(at=AT)
    assert (store.own_rows(), store.cells(Q3)) == ((), {})
    store.redo(at=AT)
    assert (store.own_rows()[0].code, store.own_rows()[0].until) == (code, Q3)


def test_nil_is_declared_and_taken_back(store: Store):
    with store.operation("nil", Q3, at=AT) as op:
        op.nil("cards", True)
        op.nil("blackwater", True)
    assert op.changes.nil
    assert store.nil_forms(Q3) == {"cards", "blackwater"}
    assert store.nil_forms(Q2) == frozenset()
    with store.operation("nil", Q3, at=AT) as op:
        op.nil("cards", False)
    assert store.nil_forms(Q3) == {"blackwater"}


def test_explanation_is_kept_with_its_figures(store: Store):
    with store.operation("explain", Q3, at=AT) as op:
        op.explain("3.2", (SO2, COD), "停产检修", "1|2")
        op.explain("1.1", (DONE,), "新开工", "5")
    assert op.changes.explanations
    assert store.explanations(Q3) == (
        Explanation("1.1", (DONE,), "新开工", "5"),
        Explanation("3.2", (SO2, COD), "停产检修", "1|2"),
    )
    assert store.explanations(Q1) == ()
    with store.operation("explain", Q3, at=AT) as op:
        op.explain("3.2", (SO2, COD), None, "")
        op.explain("1.1", (DONE,), "新开工两项", "5")
    assert store.explanations(Q3) == (Explanation("1.1", (DONE,), "新开工两项", "5"),)
    store.undo(at=AT)
    assert len(store.explanations(Q3)) == 2


def test_period_has_a_state_once_it_was_given_one(store: Store):
    assert store.period(Q3) == PeriodRecord(None, {}, None)
    with store.operation("set", Q3, at=AT) as op:
        op.put(COD, num("1"))
        op.state("填报中", {}, EDITION)
    assert op.changes.state
    assert store.period(Q3) == PeriodRecord("填报中", {}, EDITION)
    with store.operation("review", Q3, at=AT, step=False) as op:
        op.state("已复核", {"by": "李科长", "on": "2018-10-06"})
    assert op.changes.keys == ()
    assert store.period(Q3) == PeriodRecord("已复核", {"by": "李科长", "on": "2018-10-06"}, EDITION)
    assert store.periods() == (Q3,)
    put(store, COD, "1", Q1)
    assert store.periods() == (Q1, Q3)


def test_state_names_a_catalogue_that_is_there(store: Store):
    with pytest.raises(ValueError, match="no catalogue other/1"), store.operation("set", Q3, at=AT) as op:
        op.state("填报中", {}, "other/1")
    assert store.periods() == ()


def test_what_belongs_to_a_period_needs_one(store: Store):
    with pytest.raises(ValueError, match="without its period"), store.operation("set", None, at=AT) as op:
        op.put(COD, num("1"))
    with pytest.raises(ValueError, match="NIL without its period"), store.operation("nil", None, at=AT) as op:
        op.nil("cards", True)
