"""Random lives of a store against a plain dictionary."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jzdesk.errors import RefusedError
from jzdesk.models.entry import Cell, Key
from jzdesk.store.store import Store
from tests.store.kit import AT, COD, H1, Q1, Q3, SO2, fail_at, hasty

KEYS = st.sampled_from([COD, SO2, Key.parse("investment/P012/stage")])
CONTENTS = st.one_of(
    st.just(Cell()),
    st.integers(-(10**16) + 1, 10**16 - 1).map(lambda n: Cell(Decimal(n).scaleb(-4))),
    st.integers(0, 2).map(lambda n: Cell(Decimal(n))),
    st.text(max_size=20).map(lambda text: Cell(text)),
    st.sampled_from(["无此项", "暂缺:县水务局,2018-10-20"]).map(lambda reason: Cell(blank=reason)),
)
ENTRIES = st.one_of(
    st.tuples(st.just("put"), KEYS, CONTENTS),
    st.tuples(st.just("note"), KEYS, st.sampled_from([None, "据在线监测", "二期"])),
    st.tuples(st.just("row"), st.sampled_from(["X", "C"]), st.none()),
    st.tuples(st.just("nil"), st.booleans(), st.none()),
    st.tuples(st.just("explain"), st.sampled_from([None, "停产"]), st.none()),
)
ACTS = st.one_of(
    st.tuples(st.just("enter"), st.sampled_from([Q1, Q3, H1]), st.lists(ENTRIES, min_size=1, max_size=4)),
    *(
        st.tuples(st.just(act), st.none(), st.none())
        for act in ("undo", "redo", "undo", "reopen", "freeze", "fail")
    ),
)

State = dict[Any, Any]


class Model:
    """A store as dictionaries: whole states instead of changes, a list of them instead of steps."""

    def __init__(self) -> None:
        self.state: State = {}
        self.done: list[State] = []
        self.undone: list[State] = []

    def enter(self, state: State) -> None:
        if state != self.state:
            self.done.append(self.state)
            self.undone.clear()
            self.state = state

    def move(self, source: list[State], target: list[State]) -> bool:
        if not source:
            return False
        target.append(self.state)
        self.state = source.pop()
        return True


def enter(store: Store, model: Model, period: Any, entries: list[Any], codes: set[str]) -> None:
    state = dict(model.state)
    with store.operation("set", period, at=AT) as op:
        for kind, first, second in entries:
            if kind == "put":
                op.put(first, second)
                state["value", period, first] = second
            elif kind == "note":
                op.note(first, second)
                state["note", period, first] = second
            elif kind == "row":
                code = op.add_row("cards", "own", first, period)
                assert code not in codes
                codes.add(code)
                state["row", code] = period
            elif kind == "nil":
                op.nil("cards", first)
                state["nil", period] = first or None
            else:
                op.explain("1.1", (COD,), first, "7")
                state["explain", period] = first
    model.enter({place: now for place, now in state.items() if now not in (None, Cell())})


def present(store: Store) -> State:
    state: State = {("row", row.code): row.since for row in store.own_rows()}
    for period in (Q1, Q3, H1):
        for key, cell in store.cells(period).items():
            if not cell.open:
                state["value", period, key] = Cell(cell.value, cell.blank)
            if cell.note:
                state["note", period, key] = cell.note
        if store.nil_forms(period):
            state["nil", period] = True
        for explanation in store.explanations(period):
            state["explain", period] = explanation.text
    return state


def moved(store: Store, model: Model, act: str) -> None:
    possible = model.move(*((model.done, model.undone) if act == "undo" else (model.undone, model.done)))
    ahead = store.next_undo() if act == "undo" else store.next_redo()
    assert (ahead is not None) == possible
    try:
        (store.undo if act == "undo" else store.redo)(at=AT)
    except RefusedError:
        assert not possible


@given(acts=st.lists(ACTS, max_size=12))
def test_any_life_of_a_store_is_that_of_a_dictionary(template: Path, acts: list[Any]):
    model, codes = Model(), set[str]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jzdesk"
        shutil.copyfile(template, path)
        store = hasty(Store.open(path, write=True, who="张三"))
        for act, period, entries in acts:
            if act == "enter":
                enter(store, model, period, entries, codes)
            elif act == "freeze":
                with store.operation("freeze", Q3, at=AT) as op:
                    op.barrier()
                model.done.clear()
                model.undone.clear()
            elif act == "reopen":
                store.close()
                store = hasty(Store.open(path, write=True, who="李四"))
            elif act == "fail":
                with suppress(ZeroDivisionError):
                    fail_at(store, lambda op: op.put(COD, Cell(Decimal(77))))
            else:
                moved(store, model, act)
            assert present(store) == model.state
        with Store.open(path, write=False, who="王五") as reader:
            assert present(reader) == model.state
            assert reader.verify_history() == []
            assert all(item.ok for item in reader.health())
        store.close()
