"""Signatures: what fits, what does not, and the sealed copy of a key."""

from __future__ import annotations

import base64

from hypothesis import given
from hypothesis import strategies as st

from jzdesk.exchange import envelope, signing
from jzdesk.models import letters, snapshot

KEY = bytes(range(32))
DATA = snapshot.encode({"kind": "回执", "n": "1.20"})


def test_a_known_key_makes_the_signature_that_the_standard_gives() -> None:
    # RFC 8032, 7.1, test 1, but for the domain in front of what is signed.
    secret = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = base64.b64encode(
        bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    ).decode()
    assert signing.public_of(secret) == public


@given(st.binary(max_size=300), st.binary(min_size=32, max_size=32))
def test_what_was_signed_is_genuine_and_nothing_else_is(data: bytes, key: bytes) -> None:
    seal = signing.seal(key, data)
    assert signing.standing(seal.key, seal.signature, data) == "signed"
    assert signing.standing(seal.key, seal.signature, data + b" ") == "bad"
    other = signing.seal(bytes(b ^ 1 for b in key), data)
    assert signing.standing(other.key, seal.signature, data) == "bad"
    assert signing.standing(seal.key, other.signature, data) == "bad"


def test_the_signature_is_of_our_domain() -> None:
    seal = signing.seal(KEY, DATA)
    assert signing.standing(seal.key, seal.signature, signing.DOMAIN + DATA) == "bad"


def test_a_signed_column_tells_its_key_and_a_changed_one_that_it_is_bad() -> None:
    seal = signing.seal(KEY, DATA)
    column = envelope.pack(DATA, seal)
    packet = envelope.unpack(column)
    assert (packet.whole, packet.signature, packet.key) == (True, "signed", seal.key)
    for line, text in ((3, seal.signature), (4, seal.key), (3, "-"), (4, "-"), (3, seal.key + "A"), (4, "é")):
        changed = [*column[:line], text, *column[line + 1 :]]
        assert envelope.unpack(changed).signature == "bad", (line, text)


def test_another_content_under_a_copied_signature_is_bad() -> None:
    seal = signing.seal(KEY, DATA)
    forged = envelope.pack(snapshot.encode({"kind": "回执", "n": "9.20"}), seal)
    packet = envelope.unpack(forged)
    assert (packet.whole, packet.signature) == (True, "bad")


def test_a_key_code_is_twenty_digits_and_is_read_however_it_was_written_down() -> None:
    key = signing.public_of(KEY)
    shown = letters.show_key_code(key)
    assert len(shown.replace(" ", "")) == 20
    assert shown.count(" ") == 4
    wide = "".join(chr(ord("０") + int(c)) if c.isdigit() else "－" for c in shown)
    for told in (shown, shown.replace(" ", ""), shown.replace(" ", "-"), f" {shown} ", wide):
        assert letters.same_key_code(key, told), told
    wrong = shown[:-1] + str((int(shown[-1]) + 1) % 10)
    for told in (wrong, shown[:-1], shown + "1", ""):
        assert not letters.same_key_code(key, told), told


def test_a_sealed_copy_opens_under_its_passphrase_alone() -> None:
    sealed = signing.close(KEY, "黄河水清 2018")
    assert KEY not in sealed
    assert signing.reopen(sealed, "黄河水清 2018") == KEY
    assert signing.reopen(sealed, "黄河水清 2019") is None


def test_a_damaged_sealed_copy_opens_to_nothing() -> None:
    whole = signing.close(KEY, "黄河水清")
    flipped = whole[:-1] + bytes([whole[-1] ^ 1])
    for damaged in (whole[:-1], whole[:20], b"", whole + b"x", flipped, b"X" + whole[1:]):
        assert signing.reopen(damaged, "黄河水清") is None, damaged
