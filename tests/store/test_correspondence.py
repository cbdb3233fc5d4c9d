"""Letters between county and city."""

from __future__ import annotations

import pytest

from jzdesk.errors import WorldError
from jzdesk.store.books import What
from jzdesk.store.correspondence import Letter
from jzdesk.store.store import Store
from tests.store.kit import AT, Q1, Q3


def test_letters_come_back_whole(store: Store):
    receipt = Letter("receipt", "ab12", AT, "410823", Q3, 1, {"by": "市局"})
    phone = Letter("return", None, AT)
    with store.operation("receive", Q3, how="command", at=AT) as op:
        ids = [
            op.letter(receipt, b"content"),
            op.letter(phone, b""),
            op.letter(Letter("return", None, AT), b""),
        ]
    first, second, _ = store.letters()
    assert (first.kind, first.code, first.unit, first.period, first.revision) == (
        "receipt",
        "ab12",
        "410823",
        Q3,
        1,
    )
    assert (first.facts, first.at, second.unit, second.period) == ({"by": "市局"}, AT, None, None)
    assert [store.letter_content(number) for number in ids] == [b"content", b"", b""]
    assert store.letters("410823", Q3) == (first,)
    assert store.letters(period=Q1) == ()
    assert store.verify_history() == []
    with pytest.raises(WorldError, match="报送内容读不出来"):
        store.letter_content(9)


def test_new_things_need_their_content(store: Store):
    for what in (What.LETTER, What.CATALOGUE):
        with pytest.raises(ValueError, match="without its content"), store.operation("x", None, at=AT) as op:
            op.stage(what, "7", '{"period":null}')
