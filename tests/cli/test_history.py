"""`history` as a script calls it: narrowed, written to a file, and its chain checked on real store files."""

from __future__ import annotations

import base64
import json
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from jzdesk.desk import signing
from jzdesk.desk.office import Office
from jzdesk.store import audit, facts, journal
from jzdesk.store.books import canonical
from jzdesk.store.shelf import Shelf
from jzdesk.store.store import Store
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.store.kit import tamper
from tests.test_cli import COD, Desk

SO2 = "emissions/so2.industry/emitted"
AIR = "quality/pm25/mean"


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A county in which two people entered figures of two quarters: six operations, the first made it."""
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-08")
    made = Desk(tmp_path / "武陟 #1%.jzdesk", capsys)
    made.ok("init", "--unit", "410823", "--practice")
    made.ok("set", "2018Q2", COD, "11")
    made.ok("set", "2018Q3", COD, "12", SO2, "7")
    made.ok("set", "2018Q3", AIR, "35")
    with Office.open(made.store, write=True, who="李四") as office:
        walk.entering.set_values(office, Q3, [COD, "13.5"], reason="复核数")
    made.ok("undo")
    return made


# Narrowed


def test_the_trail_is_narrowed_by_period_form_person_and_text(desk: Desk) -> None:
    whole = desk.json("history")
    assert {e["period"] for e in desk.json("history", "--period", "2018q2")} == {"2018Q2"}
    assert {e["key"] for e in desk.json("history", "--form", "quality")} == {AIR}
    (changed,) = desk.json("history", "--who", "李四")
    told = changed["key"], changed["old"], changed["new"], changed["why"]
    assert told == (COD, "12", "13.5", "复核数")
    found = desk.json("history", "--period", "2018Q3", "--form", "emissions", "--text", "13.50")
    assert [(e["old"], e["new"]) for e in found] == [("12", "13.5"), ("13.5", "12")]
    assert [e["seq"] for e in found] == sorted(e["seq"] for e in found), "the oldest first, as ever"
    assert all(e in whole for e in found)
    assert desk.json("history", "--text", "没有这样的字") == []
    assert desk.ok("history", "--who", "没有这个人") == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--form", "nothing"), 2), (("--period", "2018Q9"), 2), (("--verify", "--who", "张三"), 2),
        (("--out", "单.docx"), 1), (("--out", "没有/的/单.pdf"), 3),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(desk: Desk, tmp_path: Path, words: tuple[str, ...], code: int) -> None:
    placed = [str(tmp_path / w) if "单." in w else w for w in words]
    assert desk.refused("history", *placed) == code
    assert list(tmp_path.rglob("单*")) == []


def test_it_is_written_as_a_paper_and_as_a_workbook(desk: Desk, tmp_path: Path) -> None:
    for name in ("单.pdf", "单.xlsx"):
        out = tmp_path / name
        assert desk.ok("history", "--who", "李四", "--out", str(out)) == f"{out}\n"
    assert (tmp_path / "单.pdf").read_bytes().startswith(b"%PDF")
    sheet = openpyxl.load_workbook(tmp_path / "单.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[2] for row in rows if row[1] and ":" in row[1]] == ["李四"]
    with Store.open(desk.store, write=False, who="张三") as store:
        head = store.audit_head()
    assert any(head in str(row[0]) for row in rows)


def test_the_same_words_a_second_time_are_no_entry(desk: Desk, tmp_path: Path) -> None:
    calls = [
        ("set", "2018Q3", COD, "12"), ("set", "2018Q3", COD, "１２.0", "--reason", "复核"),
        ("set", "2018Q3", SO2, "未监测"), ("set", "2018Q3", COD, "12", "--note", "在线监测"),
        ("set", "2018Q3", "cards", "零报告"), ("review", "2018Q3", "--by", "李四"),
    ]  # fmt: skip
    for words in calls:
        desk.ok(*words)
        before = desk.json("history")
        desk.ok(*words)
        assert desk.json("history") == before, words
    desk.ok("form", "2018Q3", "--out", str(tmp_path / "表.xlsx"))
    desk.ok("fill", str(tmp_path / "表.xlsx"))
    assert desk.json("history") == before


# The chain


Statements = tuple[str, ...]


def swapped(first: int, second: int) -> Statements:
    """Return what puts two operations, with all they changed, in each other's place."""
    columns = "at, who, how, action, period, why, undoes, hash"
    both = f"({first}, {second})"
    other = f"{first + second} - operations.id"
    return (
        f"CREATE TEMP TABLE t AS SELECT id, {columns} FROM operations WHERE id IN {both}",
        f"UPDATE operations SET ({columns}) = (SELECT {columns} FROM t WHERE t.id = {other})"
        f" WHERE id IN {both}",
        f"UPDATE changes SET operation = -({first + second} - operation) WHERE operation IN {both}",
        "UPDATE changes SET operation = -operation WHERE operation < 0",
    )


def removed(seq: int) -> Statements:
    return (f"DELETE FROM changes WHERE operation = {seq}", f"DELETE FROM operations WHERE id = {seq}")


def inserted(seq: int) -> Statements:
    """Return what puts an operation more before another; those behind it get the next numbers."""
    return (
        f"UPDATE changes SET operation = -operation - 1 WHERE operation >= {seq}",
        "UPDATE changes SET operation = -operation WHERE operation < 0",
        f"UPDATE operations SET id = -id - 1 WHERE id >= {seq}",
        "UPDATE operations SET id = -id WHERE id < 0",
        "INSERT INTO operations SELECT"
        f" {seq}, at, who, how, action, period, why, undoes, hash FROM operations WHERE id = {seq - 1}",
    )


def altered(column: str, value: str) -> Statements:
    return (f"UPDATE operations SET {column} = {value} WHERE id = 4",)


def changed(column: str, value: str) -> Statements:
    return (f"UPDATE changes SET {column} = {value} WHERE operation = 3 AND n = 1",)


TAMPERED: dict[str, tuple[Statements, str]] = {
    "first removed": (removed(1), "缺第 1 至 1 号"),
    "one in the middle removed": (removed(3), "缺第 3 至 3 号"),
    "last removed": (removed(6), "第 5 号之后的可能被删除"),
    "two neighbours swapped": (swapped(3, 4), "第 3 号操作的记录被改动过"),
    "two far apart swapped": (swapped(2, 5), "第 2 号操作的记录被改动过"),
    "one inserted": (inserted(4), "第 4 号操作的记录被改动过"),
    "one added at the end": (inserted(7), "第 7 号操作的记录被改动过"),
    "head forged": (("UPDATE meta SET value = zeroblob(32) WHERE name = 'head'",), "末尾与登记的不符"),
    "head taken away": (("DELETE FROM meta WHERE name = 'head'",), "末尾与登记的不符"),
    "when": (altered("at", "at - 86400"), "第 4 号操作的记录被改动过"),
    "who": (altered("who", "(SELECT id FROM terms WHERE term = '李四')"), "第 4 号操作的记录被改动过"),
    "how": (altered("how", "who"), "第 4 号操作的记录被改动过"),
    "what": (altered("action", "how"), "第 4 号操作的记录被改动过"),
    "period": (altered("period", "period - 1"), "第 4 号操作的记录被改动过"),
    "why": (altered("why", "'别的原因'"), "第 4 号操作的记录被改动过"),
    "undoes": (altered("undoes", "2"), "第 4 号操作的记录被改动过"),
    "hash": (altered("hash", "zeroblob(32)"), "第 4 号操作的记录被改动过"),
    "kind of change": (changed("what", "2"), "第 3 号操作的记录被改动过"),
    "which cell": (changed("subject", "subject + 1"), "第 3 号操作的记录被改动过"),
    "old": (changed("old", "10000"), "第 3 号操作的记录被改动过"),
    "new": (changed("new", "10000"), "第 3 号操作的记录被改动过"),
    "order within one": (changed("n", "n + 100"), "第 3 号操作的记录被改动过"),
    "one change removed": (("DELETE FROM changes WHERE operation = 3 AND n = 1",), "第 3 号操作"),
}


def test_a_whole_chain_is_told_to_be_whole(desk: Desk) -> None:
    assert desk("history", "--verify")[0] == 0
    assert desk.json("history", "--verify")["whole"] is True


@pytest.mark.parametrize("case", TAMPERED)
def test_what_was_done_behind_the_programs_back_is_named(desk: Desk, case: str) -> None:
    statements, sentence = TAMPERED[case]
    tamper(desk.store, *statements)
    code, out, err = desk("history", "--verify")
    assert (code, out) == (1, "")
    first, *findings = err.splitlines()
    assert "处不对" in first
    assert any(sentence in text for text in findings), findings
    assert all(text.endswith("。") for text in findings)
    told = json.loads(desk("history", "--verify", "--json")[1])
    assert (told["whole"], told["faults"]) == (False, findings)


# The head that travels


@pytest.fixture
def frozen(desk: Desk, tmp_path: Path) -> Desk:
    """The county's quarter handed in: its snapshot says what the chain was before it."""
    with Office.open(desk.store, write=True, who="张三") as office, walk.without_paper():
        walk.ready(office, Q3)
        before = office.store.audit_head()
        walk.hand_in(office, Q3, tmp_path / "上报")
        (made,) = office.store.submissions(office.unit, Q3)
        content = json.loads(office.store.submission_content(made.id))
        assert content["audit_head"] == before
    desk.ok("set", "2018Q2", COD, "15")
    return desk


def test_the_upload_file_names_the_head_of_the_moment_before_freezing(frozen: Desk, tmp_path: Path) -> None:
    (file,) = (tmp_path / "上报").glob("*.xlsx")
    rows = openpyxl.load_workbook(file)["_jzdesk"].iter_rows(values_only=True)
    lines = [str(row[0]) for row in rows]
    content = json.loads(base64.b64decode("".join(lines[5:-1])))
    trail = frozen.json("history")
    freeze = next(n for n, entry in enumerate(trail) if entry["action"] == "freeze")
    assert content["audit_head"] == trail[freeze - 1]["hash"]
    assert frozen.json("history", "--verify")["whole"] is True


def forged(store: Path, change: str) -> None:
    """Change a store and make its chain anew from the first operation to the head, as the program would."""
    tamper(store, change)
    with Store.open(store, write=False, who="x") as opened:
        operations = list(audit.trail(Shelf(opened._db)))
    previous, anew = journal.FIRST_HASH, []
    for operation in operations:
        previous = journal.chained(previous, operation.header, operation.changes)
        anew.append(f"UPDATE operations SET hash = x'{previous.hex()}' WHERE id = {operation.seq}")
    tamper(store, *anew, f"UPDATE meta SET value = x'{previous.hex()}' WHERE name = '{facts.HEAD}'")


def test_a_chain_made_anew_does_not_agree_with_what_was_handed_in(frozen: Desk) -> None:
    """Whoever can write a whole new chain cannot change what already left the house."""
    forged(frozen.store, "UPDATE operations SET why = '别的原因' WHERE id = 5")
    code, _, err = frozen("history", "--verify")
    assert code == 1
    (sentence,) = err.splitlines()[1:]
    assert "2018Q3 送签第 1 稿" in sentence
    assert "链尾" in sentence


def test_a_chain_made_anew_after_it_is_not_mistaken(frozen: Desk) -> None:
    last = frozen.json("history")[-1]["seq"]
    forged(frozen.store, f"UPDATE operations SET why = '别的' WHERE id = {last}")
    assert frozen("history", "--verify")[0] == 0, "nothing that left knows of it"


def test_the_health_report_names_it_too(frozen: Desk) -> None:
    forged(frozen.store, "UPDATE operations SET at = at + 60 WHERE id = 4")
    with Store.open(frozen.store, write=False, who="张三") as store:
        bad = [item.text for item in store.health() if not item.ok]
    assert len(bad) == 1
    assert "链尾" in bad[0]


def test_a_withdrawn_draft_and_a_correction_are_held_to_their_own_heads(frozen: Desk, tmp_path: Path) -> None:
    with Office.open(frozen.store, write=True, who="张三") as office, walk.without_paper():
        signing.reopen(office, Q3, reason="漏报一家")
        walk.entering.set_values(office, Q3, [COD, "14"])
        walk.ready(office, Q3)
        walk.freeze(office, Q3, tmp_path / "再")
        signing.withdraw(office, Q3)
    assert frozen.json("history", "--verify")["whole"] is True
    forged(frozen.store, "UPDATE operations SET why = '别的原因' WHERE id = 3")
    _, _, err = frozen("history", "--verify")
    assert len(err.splitlines()) == 3, "both snapshots say so"


def test_hashes_are_those_of_the_rows(desk: Desk) -> None:
    """The chain can be made again from what `history` is made of, by anybody who knows the rule."""
    with Store.open(desk.store, write=False, who="张三") as store:
        operations = list(audit.trail(Shelf(store._db)))
    previous = bytes(32)
    for one in operations:
        data = canonical([*one.header, [list(change) for change in one.changes]])
        previous = sha256(previous + data.encode()).digest()
        assert previous == one.hash
    assert desk.json("history")[-1]["hash"] == previous.hex()
