"""Bits that turn over on an old disk: none crashes the program, none changes a figure unseen."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jzdesk.errors import WorldError
from jzdesk.models.entry import Cell
from jzdesk.store.books import What
from jzdesk.store.correspondence import Letter
from jzdesk.store.store import Store
from jzdesk.store.submissions import Submission
from jzdesk.words import say
from tests.store.kit import AT, COD, EDITION, Q2, Q3, Q4, SO2, block, paste, put, tamper

NAMED = "named"


@pytest.fixture
def full(path: Path) -> Path:
    """Return a closed store that has something of every kind."""
    with Store.open(path, write=True, who="张三") as store:
        paste(store, block(80), Q3, "1234.5")
        paste(store, block(20), Q2)
        with store.operation("set", Q3, at=AT, why="更正笔误") as op:
            op.put(SO2, Cell("在建"))
            op.note(SO2, "二期")
            op.explain("1.1", (COD,), "停产", "2")
            op.nil("cards", True)
            op.add_row("cards", "own", "C", Q3)
            op.state("填报中", {"a": 1}, EDITION)
        with store.operation("receive", Q3, at=AT) as op:
            received = Submission("410823", Q3, 1, "0123456789abcdef", "received", "received", AT)
            op.submission(received, b'{"a":1}' * 50, {key: Decimal(2) for key in block(60)})
            op.attach("scan", "盖章件.pdf", b"%PDF-1.4" * 40)
            op.letter(Letter("receipt", "0011", AT, "410823", Q3, 1, {"by": "市局"}), b"<>" * 40)
    return path


def readings(store: Store) -> dict[str, Any]:
    """Return everything the store tells, or that it named the damage."""
    ways: dict[str, Callable[[], Any]] = {
        "info": lambda: (store.info.unit, store.info.office, store.info.practice),
        "cells": lambda: dict(store.cells(Q3)),
        "earlier": lambda: store.cells_up_to(Q4),
        "rows": store.own_rows,
        "nil": lambda: store.nil_forms(Q3),
        "explanations": lambda: store.explanations(Q3),
        "period": lambda: store.period(Q3),
        "periods": store.periods,
        "submissions": store.submissions,
        "contents": lambda: [store.submission_content(s.id) for s in store.submissions()],
        "letters": lambda: [store.letter_content(letter.id) for letter in store.letters()],
        "attachments": store.attachments,
        "scans": lambda: [store.attachment_content(a.sha256) for a in store.attachments()],
        "totals": lambda: store.totals(Q3, [1]),
        "history": store.history,
        "head": store.audit_head,
        "catalogue": lambda: store.catalogue(store.newest_edition()),
        "undo": store.next_undo,
    }
    found: dict[str, Any] = {}
    for name, way in ways.items():
        try:
            found[name] = way()
        except WorldError:
            found[name] = NAMED
    return found


def turn_bits(path: Path, rng: random.Random, times: int) -> int:
    """Turn one bit at a time over; return how often that was noticed.

    Nine of ten bytes of a young store are empty room, so every other turn is aimed at one that is used.
    """
    with Store.open(path, write=False, who="李四") as store:
        expected = readings(store)
        assert NAMED not in expected.values()
    sound, damaged, noticed = path.read_bytes(), path.with_name("damaged.jzdesk"), 0
    shutil.copytree(path.with_name(f"{path.name}.files"), damaged.with_name(f"{damaged.name}.files"))
    used = [place for place, byte in enumerate(sound) if byte]
    for turn in range(times):
        content = bytearray(sound)
        place, bit = rng.choice(used) if turn % 2 else rng.randrange(len(sound)), rng.randrange(8)
        content[place] ^= 1 << bit
        damaged.write_bytes(content)
        try:
            with Store.open(damaged, write=False, who="李四") as store:
                found, healthy = readings(store), all(item.ok for item in store.health())
        except WorldError:
            noticed += 1
            continue
        noticed += not healthy
        # Which steps can be taken back is no part of the trail: undo writes what it does as anybody else.
        found.pop("undo")
        altered = {name for name in found if found[name] not in (NAMED, expected[name])}
        assert not altered & {"cells", "earlier", "contents", "scans"}, (place, bit)
        assert not (healthy and altered), (place, bit, altered)
    return noticed


def test_no_turned_bit_changes_a_figure_unseen(full: Path, rng: random.Random):
    assert turn_bits(full, rng, 150) > 50


@pytest.mark.slow
def test_no_turned_bit_of_many_changes_a_figure_unseen(full: Path, rng: random.Random):
    assert turn_bits(full, rng, 2000) > 900


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM meta WHERE name = 'office'",
        "UPDATE periods SET facts = '{' WHERE period = 20183",
        "DELETE FROM catalogues",
        "UPDATE operations SET at = 1 << 60 WHERE id = 2",
    ],
)
def test_record_that_cannot_be_read_is_named(full: Path, statement: str):
    tamper(full, statement)
    with Store.open(full, write=False, who="李四") as store:
        assert NAMED in readings(store).values()
        assert not all(item.ok for item in store.health())


@pytest.mark.parametrize("kind", [0x4D, 0x0C], ids=["text of 32 bytes", "no bytes"])
def test_hash_that_is_none_is_named(full: Path, kind: int):
    content = bytearray(full.read_bytes())
    with Store.open(full, write=False, who="李四") as store:
        head = bytes.fromhex(store.audit_head())
    places = [at for at in range(len(content)) if content.startswith(head, at)]
    [place] = [at for at in places if content[at - 4 : at] != b"head"]  # the other one is in `meta`
    header = content.rindex(0x4C, place - 24, place)  # the last entry of the record's header: 32 bytes
    content[header] = kind
    full.write_bytes(content)
    with Store.open(full, write=False, who="李四") as store, pytest.raises(WorldError):
        store.audit_head()


@pytest.mark.parametrize("name", ["CAST(x'31b832' AS TEXT)", "7", "'../'"])
def test_attachment_whose_name_is_damaged_is_named_and_no_hindrance(full: Path, name: str):
    tamper(full, f"UPDATE attachments SET sha256 = {name}")
    (copies := full.with_name("copies")).mkdir()
    with Store.open(full, write=True, who="张三") as store:
        [attachment] = store.attachments()
        with pytest.raises(WorldError, match="已损坏"):
            store.attachment_content(attachment.sha256)
        assert "附件" in {item.name for item in store.health() if not item.ok}
        copy = store.backup(copies, at=AT)
        assert len(copy.lost) == 1
    with Store.open(copy.file, write=False, who="张三") as kept:
        assert len(kept.cells(Q3)) == 81
        assert kept.attachments() == (attachment,)


def test_damage_does_not_keep_sound_periods_from_work(full: Path):
    tamper(full, "UPDATE figures SET value = 1 WHERE period = 20182 AND key = 1")
    with Store.open(full, write=True, who="张三") as store:
        put(store, COD, "5")
        assert len(store.cells(Q3)) == 82


def test_every_kind_of_record_has_its_name():
    names = [say(f"store.audit.kind.{what.name.lower()}") for what in What]
    assert len(set(names)) == len(What)


@pytest.mark.parametrize("table", ["submissions", "letters", "attachments"])
def test_list_that_lost_a_page_of_rows_is_named(full: Path, table: str):
    connection = sqlite3.connect(full)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    content = bytearray(full.read_bytes())
    # Bytes 3 and 4 of a page say how many rows are on it.
    content[(root - 1) * size + 3 : (root - 1) * size + 5] = b"\0\0"
    full.write_bytes(content)
    with Store.open(full, write=False, who="李四") as store:
        assert readings(store)[table] == NAMED
