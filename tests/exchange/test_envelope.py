from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.errors import RefusedError
from jzdesk.exchange import envelope
from jzdesk.models import snapshot

SMALL = {"kind": "上报文件", "n": 1, "text": "武陟县\n𬭼"}


def cells(content: Any, **other: str) -> list[str]:
    """Return a machine sheet of these bytes or this content, with single lines replaced."""
    data = content if isinstance(content, bytes) else snapshot.encode(content)
    lines = envelope.pack(data)
    for name, text in other.items():
        lines[("mark", "length", "digest", "key", "signature").index(name)] = text
    return lines


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
        lambda inner: st.lists(inner) | st.dictionaries(st.text("abc甲乙"), inner),
        max_leaves=20,
    )
)
def test_what_is_packed_comes_out_byte_by_byte(inside: Any) -> None:
    content = snapshot._canonical({"inside": inside})
    data = snapshot.encode(content)
    packet = envelope.unpack(envelope.pack(data))
    assert (packet.data, packet.content, packet.whole, packet.signature) == (data, content, True, "none")


def test_no_cell_is_longer_than_an_old_workbook_keeps() -> None:
    lines = envelope.pack(snapshot.encode({"text": "长" * 50_000}))
    assert lines[0] == "JZ1"
    assert lines[-1] == "END"
    assert max(map(len, lines)) == 4000
    assert lines[3:5] == ["-", "-"]


@pytest.mark.parametrize("noise", ["\n", "\r\n", " ", "_"])
def test_blanks_that_re_saving_puts_into_a_cell_do_no_harm(noise: str) -> None:
    lines = envelope.pack(snapshot.encode({"text": "字" * 9000}))
    lines[5] = lines[5][:2000] + noise + lines[5][2000:]
    assert envelope.unpack(lines).whole == (noise != "_")


def test_a_length_that_became_a_number_is_still_a_length() -> None:
    length = str(len(snapshot.encode(SMALL)))
    assert envelope.unpack(cells(SMALL, length=length + ".0")).whole


@pytest.mark.parametrize(
    "other",
    [
        {"length": "12"},
        {"length": "²"},
        {"length": ""},
        {"length": "9" * 5000},
        {"digest": "0" * 64},
        {"digest": hashlib.sha256(b"other").hexdigest()},
    ],
)
def test_a_length_or_digest_that_does_not_fit_makes_it_not_whole(other: dict[str, str]) -> None:
    lines = cells(SMALL, **other)
    if other == {"length": ""}:
        lines[1] = "?"
    assert not envelope.unpack(lines).whole


def test_a_changed_content_under_the_old_digest_is_not_whole() -> None:
    lines = cells(SMALL)
    lines[5] = base64.b64encode(snapshot.encode({**SMALL, "n": 2})).decode()
    assert not envelope.unpack(lines).whole


@pytest.mark.parametrize(("key", "signature"), [("QUJD", "-"), ("-", "QUJD"), ("QUJD", "QUJD")])
def test_a_signature_that_cannot_be_checked_is_bad(key: str, signature: str) -> None:
    assert envelope.unpack(cells(SMALL, key=key, signature=signature)).signature == "bad"


@pytest.mark.parametrize(
    "lines", [[], ["JZ1"], ["JZ1", "1", "2", "-", "-", "eyJ9"], ["JZ2", *cells(SMALL)[1:]]]
)
def test_what_is_no_machine_sheet_is_refused(lines: list[str]) -> None:
    with pytest.raises(RefusedError, match="没有 jzdesk 的数据页"):
        envelope.unpack(lines)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'"x"',
        b"\xff\xfe",
        b'{"a":NaN}',
        b'{"a":1.5}',
        b'{"a":1e5}',
        b'{"a":Infinity}',
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\u4e00"}',
        '{"a":"e\u0301"}'.encode(),
        b'{"a":"\\r"}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=lambda data: data[:16].decode("latin-1"),
)
def test_bytes_that_are_not_canonical_are_refused(data: bytes) -> None:
    with pytest.raises(RefusedError, match="已损坏"):
        envelope.unpack(cells(data))


@pytest.mark.parametrize("text", ["%%%%", "QQ", "甲", "e30==", "e3\x000"])
def test_text_that_is_no_base64_is_damage_and_not_whole(text: str) -> None:
    lines = cells(SMALL)
    lines[5:-1] = [text]
    packet = envelope.unpack(lines)
    assert (packet.whole, packet.content) == (False, {})


@given(st.lists(st.text(max_size=40), max_size=12), st.integers(0, 8))
def test_any_column_is_a_packet_or_refused(noise: list[str], at: int) -> None:
    lines = cells(SMALL)
    lines[at : at + len(noise)] = noise
    try:
        packet = envelope.unpack(lines)
    except RefusedError:
        return
    if packet.whole or packet.content:
        assert json.loads(packet.data) == packet.content
