"""Cells as they were entered, and damage that SQLite itself does not see."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.errors import WorldError
from jzdesk.models.entry import Cell, Key
from jzdesk.models.period import Period
from jzdesk.store import encoding
from jzdesk.store.store import Store
from tests.store.kit import AT, COD, DONE, H1, H2, Q1, Q2, Q3, Q4, SO2, YEAR, num, put, tamper

CELLS = [
    Cell(Decimal(0)),
    Cell(Decimal("12.50")),
    Cell(Decimal("-0.0001")),
    Cell(Decimal("999999999999.9999")),
    Cell(Decimal("-999999999999.9999")),
    Cell(Decimal("120000")),
    Cell("在建"),
    Cell("=SUM(A1)"),
    Cell("!"),
    Cell("2018-09-30"),
    Cell("第一行\n第二行 𠀀"),
    Cell(blank="无此项"),
    Cell(blank="已并入:emissions/cod.industry/emitted"),
    Cell(blank="暂缺:县水务局,2018-10-20"),
]


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_cell_comes_back_as_it_went(store: Store, cell: Cell):
    with store.operation("set", Q3, at=AT) as op:
        op.put(COD, cell)
    assert op.changes.keys == (COD,)
    with Store.open(store.info.path, write=False, who="李四") as reader:
        assert reader.cells(Q3) == {COD: cell}
    assert store.cells(Q3) == {COD: cell}


@given(st.integers(-(10**16) + 1, 10**16 - 1))
def test_number_is_exact_and_plain(scaled: int):
    number = encoding.number(scaled)
    assert number * 10_000 == scaled
    assert "E" not in str(number)
    assert not str(number).endswith("0") or "." not in str(number)
    assert encoding.encode(Cell(number)) == scaled


def test_cell_is_not_both_filled_and_blank():
    with pytest.raises(ValueError, match="not both"):
        encoding.encode(Cell(Decimal(1), "无此项"))


def test_note_and_value_keep_out_of_each_others_way(store: Store):
    with store.operation("note", Q3, at=AT) as op:
        op.note(COD, "据在线监测")
    assert store.cells(Q3) == {COD: Cell(note="据在线监测")}
    put(store, COD, "5")
    assert store.cells(Q3) == {COD: Cell(Decimal(5), note="据在线监测")}
    with store.operation("set", Q3, at=AT) as op:
        op.put(COD, Cell(blank="未监测", note="不看"))
    assert store.cells(Q3) == {COD: Cell(blank="未监测", note="据在线监测")}
    with store.operation("set", Q3, at=AT) as op:
        op.note(COD, "")
        op.put(COD, Cell())
    assert op.changes.keys == (COD,)
    assert store.cells(Q3) == {}
    assert store._db.value("SELECT count(*) FROM figures") == 0


def test_what_was_handed_out_stays_as_it_was(store: Store):
    put(store, COD, "1")
    before = store.cells(Q3)
    put(store, COD, "2")
    put(store, SO2, "3")
    assert before == {COD: num("1")}
    assert store.cells(Q3) == {COD: num("2"), SO2: num("3")}


def test_earlier_periods_are_those_that_end_no_later(store: Store):
    every = [
        Period.parse("2015"),
        Period.parse("2017Q4"),
        Q1,
        Q2,
        H1,
        Q3,
        Q4,
        H2,
        YEAR,
        Period.parse("2019Q1"),
    ]
    for n, period in enumerate(every):
        put(store, COD, str(n + 1), period)

    def earlier(period: Period) -> list[Period]:
        found = store.cells_up_to(period)
        assert all(found[p] == store.cells(p) for p in found)
        return list(found)

    assert earlier(Q3) == [every[0], every[1], Q1, Q2, H1]
    assert set(earlier(H1)) == {every[0], every[1], Q1, Q2}
    assert set(earlier(YEAR)) == set(every[:-1]) - {YEAR}
    assert set(earlier(Q4)) == set(every[:-1]) - {Q4}
    put(store, COD, "77", Q1)
    assert store.cells_up_to(Q3)[Q1] == {COD: num("77")}
    with store.operation("set", Q1, at=AT) as op:
        op.put(COD, Cell())
    assert Q1 not in store.cells_up_to(Q3)
    assert set(store.periods()) == set(every) - {Q1}


def test_reader_sees_what_a_writer_saves_meanwhile(store: Store):
    with Store.open(store.info.path, write=False, who="李四") as reader:
        assert reader.cells(Q3) == {}
        put(store, COD, "1")
        assert reader.cells(Q3) == {COD: num("1")}
        put(store, DONE, "2")
        put(store, COD, "3", Q1)
        assert reader.cells(Q3) == {COD: num("1"), DONE: num("2")}
        assert reader.cells_up_to(Q3) == {Q1: {COD: num("3")}}
        assert len(reader.history()) == 4


def test_no_changed_byte_of_a_row_goes_unseen(store: Store, tmp_path: Path):
    with store.operation("set", Q3, at=AT) as op:
        op.put(COD, num("1234.5"))
        op.put(DONE, Cell("在建"))
        op.note(DONE, "二期")
    expected = dict(store.cells(Q3))
    guards = [guard for (guard,) in store._db.all("SELECT digest FROM figures")]
    store.close()
    path = tmp_path / "410823.jzdesk"
    sound, named, damaged = path.read_bytes(), 0, tmp_path / "damaged.jzdesk"
    for guard in guards:
        assert sound.count(guard) == 1
        end = sound.index(guard) + len(guard)
        for place in range(end - 16, end):
            content = bytearray(sound)
            content[place] ^= 0x01
            damaged.write_bytes(content)
            with Store.open(damaged, write=False, who="李四") as reader:
                try:
                    assert reader.cells(Q3) == expected
                except WorldError as exc:
                    named += "2018Q3" in exc.sentence
                    assert not all(item.ok for item in reader.health())
    assert named >= 24


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE figures SET value = value + 1", "2018Q3 的 emissions/cod.industry/emitted 与它的校验值不符"),
        ("UPDATE figures SET note = 'x'", "2018Q3 的 emissions/cod.industry/emitted 与它的校验值不符"),
        ("UPDATE figures SET value = x'00'", "2018Q3 的 emissions/cod.industry/emitted 与它的校验值不符"),
        (
            "UPDATE figures SET value = cast(x'3dff' AS TEXT)",
            "emissions/cod.industry/emitted 与它的校验值不符",
        ),
        ("UPDATE keys SET \"row\" = 'so2.industry'", "emissions/so2.industry/emitted 与它的校验值不符"),
        ("DELETE FROM figures", "2018Q3 有数丢失或移了位"),
        ("DELETE FROM seals", "2018Q3 有数丢失或移了位"),
        ("DELETE FROM keys", "2018Q3 的 1 与它的校验值不符"),
    ],
)
def test_altered_row_is_named(store: Store, statement: str, sentence: str):
    put(store, COD, "1")
    store.close()
    tamper(store._db.path, statement)
    with Store.open(store._db.path, write=True, who="李四") as again:
        with pytest.raises(WorldError, match=sentence):
            again.cells(Q3)
        with pytest.raises(WorldError, match=sentence):
            again.cells_up_to(Q4)
        with pytest.raises(WorldError, match=sentence):
            put(again, SO2, "1")


def test_row_that_moved_to_another_period_is_named(store: Store):
    put(store, COD, "1")
    store.close()
    tamper(store._db.path, "UPDATE figures SET period = 20189")
    with Store.open(store._db.path, write=False, who="李四") as again:
        with pytest.raises(WorldError, match="20189 的 emissions"):
            again.cells_up_to(Q4)
        with pytest.raises(WorldError, match="不成立的期别（20189）"):
            again.periods()
        with pytest.raises(WorldError, match="2018Q3 有数丢失或移了位"):
            again.cells(Q3)
        assert next(item.text for item in again.health() if not item.ok).startswith("20189 的 emissions")


def test_many_keys_of_one_row(store: Store):
    keys = [Key("investment", "P012", column) for column in ("done", "planned", "stage")]
    with store.operation("fill", Q3, how="workbook", at=AT) as op:
        for n, key in enumerate(keys):
            op.put(key, num(str(n)))
    assert list(store.cells(Q3)) == keys
    assert op.changes.keys == tuple(keys)
