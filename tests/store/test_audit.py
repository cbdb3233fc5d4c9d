"""Whatever is removed, altered or reordered behind the program's back is found."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jzdesk.models.entry import Cell
from jzdesk.store.correspondence import Letter
from jzdesk.store.store import Store
from jzdesk.store.submissions import Submission
from tests.store.kit import AT, COD, EDITION, Q1, Q3, SO2, put, tamper


@pytest.fixture
def full(path: Path) -> Path:
    """Return a closed store that has something of every kind."""
    with Store.open(path, write=True, who="张三") as store:
        put(store, COD, "1")
        put(store, COD, "2")
        with store.operation("set", Q3, at=AT) as op:
            op.put(SO2, Cell("在建"))
            op.note(SO2, "二期")
            op.explain("1.1", (COD,), "停产", "2")
            op.nil("cards", True)
            op.add_row("cards", "own", "C", Q3)
            op.state("填报中", {}, EDITION)
        with store.operation("freeze", Q3, at=AT) as op:
            new = Submission("410823", Q3, 1, "0123456789abcdef", "own", "frozen", AT)
            op.submission(new, b'{"a":1}', {COD: Decimal(2)})
            op.letter(Letter("receipt", "0011", AT, "410823", Q3, 1, {"by": "市局"}), b"<>")
        put(store, COD, "3", Q1)
        store.undo(at=AT)
    return path


def verdict(path: Path) -> list[str]:
    with Store.open(path, write=False, who="李四") as store:
        return store.verify_history()


def test_sound_store_has_nothing_wrong(full: Path):
    assert verdict(full) == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("DELETE FROM operations WHERE id = 3", "缺第 3 至 3 号"),
        ("DELETE FROM operations WHERE id IN (1, 2)", "缺第 1 至 2 号"),
        ("DELETE FROM operations WHERE id = 7", "末尾与登记的不符，第 6 号之后"),
        ("UPDATE operations SET at = at + 1 WHERE id = 3", "第 3 号操作的记录被改动过"),
        ("UPDATE operations SET why = 'x' WHERE id = 3", "第 3 号操作的记录被改动过"),
        ("UPDATE operations SET period = 20183 WHERE id = 6", "第 6 号操作的记录被改动过"),
        ("UPDATE operations SET undoes = NULL WHERE id = 7", "第 7 号操作的记录被改动过"),
        ("UPDATE operations SET who = how WHERE id = 4", "第 4 号操作的记录被改动过"),
        ("UPDATE operations SET hash = zeroblob(32) WHERE id = 4", "第 4 号操作的记录被改动过"),
        ("UPDATE terms SET term = '别人' WHERE term = '张三'", "第 1 号操作的记录被改动过"),
        ("DELETE FROM terms WHERE term = '张三'", "第 1 号操作的记录被改动过"),
        (
            "UPDATE operations SET id = CASE id WHEN 2 THEN 103 ELSE 102 END WHERE id IN (2, 3)",
            "缺第 2 至 3 号",
        ),
        ("DELETE FROM changes WHERE operation = 3", "第 3 号操作的记录被改动过"),
        ("UPDATE changes SET new = 10001 WHERE operation = 2", "第 2 号操作的记录被改动过"),
        ("UPDATE changes SET old = x'00' WHERE operation = 2", "第 2 号操作的记录被改动过"),
        ("UPDATE changes SET n = n + 100 WHERE operation = 4 AND n = 1", "第 4 号操作的记录被改动过"),
        ("INSERT INTO changes VALUES(2, 2, 99, 'x', NULL, 1)", "第 2 号操作的记录被改动过"),
        ("INSERT INTO changes VALUES(99, 1, 1, 1, NULL, 1)", "不存在的第 99 号操作"),
        ("INSERT INTO changes VALUES(99, 1, 99, 'x', NULL, 1)", "不存在的第 99 号操作"),
        ("UPDATE meta SET value = x'00' WHERE name = 'head'", "末尾与登记的不符"),
        ("DELETE FROM figures", "数值“20183 emissions/cod.industry/emitted”"),
        ("UPDATE figures SET value = 5 WHERE key = 1", "数值“20183 emissions/cod.industry/emitted”"),
        ("UPDATE figures SET note = 'x' WHERE key = 2", "备注“2018Q3 emissions/so2.industry/emitted”"),
        ("UPDATE figures SET period = 20189 WHERE key = 1", "数值“20189 emissions/cod.industry/emitted”"),
        ("UPDATE explanations SET text = '别的'", "审核说明“2018Q3"),
        ("UPDATE nil SET form = 'blackwater'", "零报告“2018Q3 blackwater”"),
        ('UPDATE "rows" SET since = 20182', "自增行“cards/C001”"),
        ('UPDATE "rows" SET since = 20189', "不成立的期别（20189）"),
        ("UPDATE periods SET state = '已送出'", "期别状态“2018Q3”"),
        ("UPDATE periods SET facts = '{'", "读不出来"),
        ("UPDATE submissions SET state = 'sent'", "报送内容“1”"),
        ("UPDATE submissions SET content = x'00'", "报送内容读不出来"),
        ("UPDATE reported SET lanes = CAST(x'11' || substr(lanes, 2) AS BLOB)", "报送内容“1”"),
        ("UPDATE reported SET block = block + 1", "报送内容“1”"),
        ("DELETE FROM reported", "报送内容“1”"),
        ("UPDATE submissions SET seal = NULL", "报送内容“1”"),
        ("UPDATE letters SET facts = '{}'", "往来文书“1”"),
        ("UPDATE catalogues SET content = '{}'", "目录“jiaozuo-13fyp/1”"),
        ("UPDATE meta SET value = '410822' WHERE name = 'unit'", "单位登记“unit”"),
    ],
)
def test_tampering_is_found(full: Path, statement: str, sentence: str):
    tamper(full, statement)
    found = verdict(full)
    assert any(sentence.replace("20183 ", "2018Q3 ") in text for text in found), found


def test_one_altered_operation_is_one_finding(full: Path):
    tamper(full, "UPDATE operations SET why = 'x' WHERE id = 3")
    assert len(verdict(full)) == 1


def test_reordered_operations_are_found(full: Path):
    columns = "at, who, how, action, period, why, undoes, hash"
    tamper(
        full,
        f"CREATE TEMP TABLE t AS SELECT id, {columns} FROM operations WHERE id IN (2, 3)",
        f"UPDATE operations SET ({columns}) = (SELECT {columns} FROM t WHERE t.id = 5 - operations.id)"
        " WHERE id IN (2, 3)",
    )
    assert any("第 2 号操作的记录被改动过" in text for text in verdict(full))
