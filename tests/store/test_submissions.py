"""Snapshots: the office's own and received ones."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jzdesk.errors import WorldError
from jzdesk.store.store import Store
from jzdesk.store.submissions import Submission
from tests.store.kit import AT, COD, CONTENT, Q1, Q3, receive, received


def test_snapshot_comes_back_whole(store: Store):
    own = Submission(
        "410823", Q3, 2, "0123456789abcdef", "own", "frozen", AT, draft=3, predecessor="fedcba9876543210",
        facts={"signed_on": None, "files": ["a", "b"]},
    )  # fmt: skip
    number = receive(store, own)
    [found] = store.submissions()
    assert (found.id, found.facts) == (number, {"signed_on": None, "files": ["a", "b"]})
    assert (found.unit, found.period, found.revision, found.draft) == ("410823", Q3, 2, 3)
    assert (found.code, found.predecessor) == ("0123456789abcdef", "fedcba9876543210")
    assert store.submission_content(number) == CONTENT
    assert store._db.value("SELECT length(content) FROM submissions") < len(CONTENT) / 5


def test_snapshots_are_found_by_office_and_period(store: Store):
    a, b = received("410821"), received("410822")
    c = received("410821", period=Q1)
    ids = [receive(store, each) for each in (a, b, c)]
    assert [s.id for s in store.submissions()] == ids
    assert [s.id for s in store.submissions(unit="410821")] == [ids[0], ids[2]]
    assert [s.id for s in store.submissions(period=Q3)] == ids[:2]
    assert [s.id for s in store.submissions("410821", Q1)] == [ids[2]]


def test_what_comes_is_found_beside_what_was_asked_for_before(store: Store):
    """The city asks for them after each file; nothing but the new one need be read."""
    asked = [(None, None), ("410821", None), (None, Q3), ("410821", Q3), ("410822", Q1)]
    receive(store, received("410821"))
    for one in asked:
        store.submissions(*one)
    receive(store, replace(received("410821", revision=2), predecessor="fedcba9876543210"))
    receive(store, received("410822", period=Q1))
    heard: list[str] = []
    store._db.connection.set_trace_callback(heard.append)
    found = [store.submissions(*one) for one in asked]
    store._db.connection.set_trace_callback(None)
    assert not any(" FROM submissions" in line for line in heard)
    store._books.submissions.forget()
    assert found == [store.submissions(*one) for one in asked]
    assert [len(one) for one in found] == [3, 2, 2, 2, 1]


def test_what_was_not_written_is_not_found(store: Store):
    receive(store, received("410821"))
    assert len(store.submissions()) == 1
    operation = store.operation("receive", Q3, at=AT)
    op = operation.__enter__()
    op.submission(received("410822"), CONTENT)
    op.state("frozen", {}, edition="none")
    with pytest.raises(ValueError, match="no catalogue"):
        operation.__exit__(None, None, None)
    assert len(store.submissions()) == 1


def test_state_of_a_snapshot_changes_its_content_does_not(store: Store):
    number = receive(store, received("410821"), cod="1")
    with store.operation("accept", Q3, how="command", at=AT, step=False) as op:
        op.submission_state(number, "accepted", {"on": "2018-10-09"})
    [found] = store.submissions()
    assert (found.state, found.facts) == ("accepted", {"on": "2018-10-09"})
    assert store.submission_content(number) == CONTENT
    assert store.totals(Q3, [number]) == {COD: Decimal(1)}
    assert store.verify_history() == []
    with pytest.raises(KeyError), store.operation("accept", Q3, at=AT) as op:
        op.submission_state(77, "accepted", {})


def test_two_snapshots_and_a_state_in_one_operation(store: Store):
    with store.operation("receive", Q3, how="command", at=AT) as op:
        first = op.submission(received("410821"), CONTENT)
        second = op.submission(received("410822"), CONTENT)
        op.submission_state(first, "accepted", {})
    assert [s.id for s in store.submissions()] == [first, second] == [1, 2]
    assert [s.state for s in store.submissions()] == ["accepted", "received"]
    assert store.verify_history() == []


def test_damaged_content_is_named(store: Store):
    receive(store, received("410821"))
    path = store.info.path
    store.close()
    packed = path.read_bytes()
    place = packed.index(b"\x78\x9c")
    path.write_bytes(packed[: place + 12] + bytes([packed[place + 12] ^ 1]) + packed[place + 13 :])
    with Store.open(path, write=False, who="李四") as again:
        with pytest.raises(WorldError, match="报送内容读不出来"):
            again.submission_content(1)
        with pytest.raises(WorldError, match="报送内容读不出来"):
            again.submission_content(2)
