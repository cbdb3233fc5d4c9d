"""Whose key is whose: this office's own, and those of the others that were confirmed by telephone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.exchange import signing
from jzdesk.exchange.signing import Seal
from jzdesk.models.catalogue import CITY
from jzdesk.models.letters import ASSIGNMENT, ENROLMENT, QUERY, RECEIPT, RETURN, show_key_code
from jzdesk.store import keyfile
from jzdesk.store.operation import Operation
from jzdesk.store.submissions import Submission
from jzdesk.words import say

GOOD, UNKNOWN, BAD, NONE = "good", "unknown_key", "bad", "none"
"""What can be said of a file's signature (INTERFACE §5 `verify`)."""

HELD, CONFIRMED, REPLACED = "held", "confirmed", "replaced"
"""A key that was announced, one confirmed by telephone, one that a newer one has taken the place of."""

_MEMO = "key/"
_FROM_CITY = frozenset({RECEIPT, RETURN, QUERY, ASSIGNMENT})


@dataclass(frozen=True, slots=True)
class Known:
    """One key (base64) an office has announced: how it stands since which day, and under what name."""

    unit: str
    key: str
    office: str
    state: str
    on: str

    @property
    def code(self) -> str:
        """Its 密钥码 in groups of four."""
        return show_key_code(self.key)


def own_key(office: Office) -> str:
    """Return this office's public key; empty where it has none."""
    private = keyfile.read(office.store.info.path)
    return signing.public_of(private) if private else ""


def readable_key(office: Office) -> str:
    """Return this office's public key; empty also where its file cannot be read, as one of another PC."""
    return "" if keyfile.is_broken(office.store.info.path) else own_key(office)


def seal(office: Office, data: bytes) -> Seal | None:
    """Sign canonical bytes with this office's key; None where it has none."""
    private = keyfile.read(office.store.info.path)
    return signing.seal(private, data) if private else None


def known(office: Office, unit: str = "") -> tuple[Known, ...]:
    """Return the keys of an office, of all where it is left out, the oldest first."""
    memos = office.store.memos(f"{_MEMO}{unit}")
    return tuple(
        Known(name.removeprefix(_MEMO), **told)
        for name, memo in sorted(memos.items())
        for told in memo["keys"]
    )


def confirmed(office: Office, unit: str) -> Known | None:
    """Return the key of an office that counts."""
    return next((k for k in known(office, unit) if k.state == CONFIRMED), None)


def note(office: Office, op: Operation, one: Known) -> None:
    """Write how a key stands, inside an operation; a confirmed one takes the place of those before."""
    keys = [k for k in known(office, one.unit) if k.key != one.key]
    if one.state == CONFIRMED:
        keys = [replace(k, state=REPLACED, on=one.on) if k.state == CONFIRMED else k for k in keys]
        keys = [k for k in keys if k.state != HELD]  # announced and never confirmed: somebody else's, or lost
    plain = [asdict(k) for k in (*keys, one)]
    op.memo(f"{_MEMO}{one.unit}", {"keys": [{n: v for n, v in k.items() if n != "unit"} for k in plain]})


def issuer_of(content: Mapping[str, Any]) -> str:
    """Return the division code of the office that must have signed a content."""
    return CITY if content["kind"] in _FROM_CITY else str(content["unit"])


def standing(office: Office | None, packet: Mapping[str, Any]) -> str:
    """Return what can be said of a file's signature in this store (INTERFACE §5 `verify`)."""
    signature, key = packet["signature"], packet["key"]
    if signature in {signing.BAD, signing.NONE}:
        return BAD if signature == signing.BAD else NONE
    if office is None or not packet["content"]:
        return UNKNOWN
    issuer = issuer_of(packet["content"])
    if issuer == office.unit and key == own_key(office):
        return GOOD
    counting = confirmed(office, issuer)
    return GOOD if counting is not None and counting.key == key else UNKNOWN


def told(office: Office, packet: Mapping[str, Any]) -> str:
    """Return in words how a file's signature stands, with the 密钥码 it was made under."""
    words = say(f"desk.keyring.standing.{standing(office, packet)}")
    code = show_key_code(packet["key"])
    return say("desk.keyring.told", standing=words, code=code) if code else words


def told_of(one: Submission) -> str:
    """Return in words how the signature of a file that was taken in stood when it came."""
    key = one.facts.get("key", "")
    if not key:
        return say("desk.keyring.standing.none")
    return say("desk.keyring.told", standing=say("desk.keyring.standing.good"), code=show_key_code(key))


def check(office: Office, name: str, packet: Mapping[str, Any]) -> None:
    """Refuse a file whose signature is wrong, missing or another office's, each with its own sentence."""
    found = standing(office, packet)
    if found == BAD:
        raise RefusedError(say("desk.keyring.bad", name=name))
    if found == NONE and not office.practice:
        raise RefusedError(say("desk.keyring.unsigned", name=name))
    if found != UNKNOWN or packet["content"]["kind"] == ENROLMENT:
        return
    issuer, key = issuer_of(packet["content"]), packet["key"]
    other = next((k for k in known(office) if k.key == key and k.unit != issuer and k.state != HELD), None)
    called = office.catalogue.division(issuer).name
    if other is not None:
        theirs = office.catalogue.division(other.unit).name
        raise RefusedError(say("desk.keyring.another", name=name, unit=called, other=theirs))


def to_confirm(office: Office, packet: Mapping[str, Any]) -> str:
    """Return the 密钥码 by which the key of a file may be confirmed; empty where it is none to be confirmed.

    One that a newer key has taken the place of is not brought back.
    """
    content, key = packet["content"], packet["key"]
    if not content or not key or standing(office, packet) != UNKNOWN:
        return ""
    states = {k.key: k.state for k in known(office, issuer_of(content))}
    return "" if states.get(key) == REPLACED else show_key_code(key)


def unconfirmed(office: Office, packet: Mapping[str, Any]) -> str:
    """Return the sentence why a file that is whole does not count yet; empty for one that does."""
    content, key = packet["content"], packet["key"]
    if content["kind"] == ENROLMENT or standing(office, packet) != UNKNOWN:
        return ""
    issuer = issuer_of(content)
    fields = {"unit": office.catalogue.division(issuer).name, "code": show_key_code(key)}
    states = {k.key: k.state for k in known(office, issuer)}
    if states.get(key) == REPLACED:
        return say("desk.keyring.replaced", **fields)
    if states.get(key) == HELD:
        return say("desk.keyring.held", **fields)
    word = "changed" if CONFIRMED in states.values() else "unknown"
    return say(f"desk.keyring.{word}", **fields)
