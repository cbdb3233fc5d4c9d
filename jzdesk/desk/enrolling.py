"""单位登记: an office announces its key, and confirms by telephone those that others announce."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from jzdesk.desk import keyring, loop, papers
from jzdesk.desk.arriving import Arrived, Read, answer, editions, judge, read
from jzdesk.desk.aside import Steps, at_once, meanwhile
from jzdesk.desk.beforehand import Beforehand
from jzdesk.desk.keyring import CONFIRMED, HELD, Known
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.exchange import signing
from jzdesk.models import letters
from jzdesk.models.catalogue import CITY
from jzdesk.models.letters import same_key_code, show_key_code
from jzdesk.models.value import clean_text
from jzdesk.store import keyfile
from jzdesk.words import say
from jzdesk.worker.reader import Reader

SEALED = "sealed_key"
LEAST = 8
"""So many characters a passphrase has at least."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What `enrol` made: the file to be carried, the 密钥码 to be read out; `sealed` that a copy is kept."""

    path: Path
    code: str
    new: bool
    sealed: bool


def enrol(office: Office, out: Path, *, passphrase: str = "") -> Enrolled:
    """Announce this office's key in a file; it is made the first time, and sealed under a passphrase.

    The sealed copy is kept among the attachments and so goes into every backup.
    """
    return at_once(_enrolling(office, out, passphrase))


def _enrolling(office: Office, out: Path, passphrase: str) -> Steps[Enrolled]:
    if passphrase:
        _check_passphrase(passphrase)
    store = office.store.info.path
    if keyfile.is_broken(store):
        keyfile.set_aside(store)
    private = keyfile.read(store)
    new = private is None
    if private is None:
        private = signing.new_key()
    key = signing.public_of(private)
    sealed = (yield from _sealing(office, passphrase, private)) if passphrase else None
    if new:
        keyfile.write(store, private)
    with office.store.operation("enrol", None, how="command", why=show_key_code(key), at=office.stamp,
                                step=False) as op:  # fmt: skip
        keyring.note(office, op, Known(office.unit, key, office.name, CONFIRMED, _since(office, key)))
        if sealed is not None:
            name = say("desk.enrolling.sealed_name", unit=office.unit, day=office.today.isoformat())
            op.attach(SEALED, name, sealed)
    office.forget()
    content = letters.enrolment(
        loop.issuer(office, office.catalogue.base_edition),
        office.unit,
        key=key,
        issued_on=_since(office, key),
    )
    yield say("desk.enrolling.making")
    papers.write_letter(office, content, out)
    return Enrolled(out, show_key_code(key), new, sealed_copy(office))


def _sealing(office: Office, passphrase: str, private: bytes) -> Steps[bytes | None]:
    """Seal a key under a passphrase, unless a copy that it opens is kept: half a second on an old machine."""
    kept = _kept(office)

    def seal() -> bytes | None:
        known = any(found == private for found in _opened(kept, passphrase))
        return None if known else signing.close(private, passphrase)

    return meanwhile(seal, say("desk.enrolling.making"))


def _since(office: Office, key: str) -> str:
    """Return since when this key is ours: the same file each time it is announced."""
    mine = (k.on for k in keyring.known(office, office.unit) if k.key == key and k.state == CONFIRMED)
    return next(mine, office.today.isoformat())


def _check_passphrase(passphrase: str) -> None:
    if len(passphrase) < LEAST:
        raise RefusedError(say("desk.enrolling.short", least=LEAST))


def sealed_copy(office: Office) -> bool:
    """Tell whether any sealed copy of a key of this office is kept."""
    return any(a.kind == SEALED for a in office.store.attachments())


def _kept(office: Office) -> list[bytes]:
    """Return the sealed copies of keys in the store, the newest first."""
    kept = [a for a in office.store.attachments() if a.kind == SEALED]
    return [office.store.attachment_content(a.sha256) for a in reversed(kept)]


def _opened(kept: Sequence[bytes], passphrase: str) -> list[bytes]:
    """Return the keys that a passphrase opens."""
    opened = (signing.reopen(copy, passphrase) for copy in kept)
    return [key for key in opened if key is not None]


def unseal(office: Office, passphrase: str) -> str:
    """Put the sealed copy of this office's key back in its place and return its 密钥码."""
    return at_once(unsealing(office, passphrase))


def unsealing(office: Office, passphrase: str) -> Steps[str]:
    """Do the same in steps: opening it takes half a second on an old machine."""
    store = office.store.info.path
    if known := keyring.readable_key(office):
        raise RefusedError(say("desk.enrolling.has_key", code=show_key_code(known)))
    if not sealed_copy(office):
        raise RefusedError(say("desk.enrolling.no_copy"))
    found = yield from meanwhile(partial(_opened, _kept(office), passphrase), say("desk.enrolling.opening"))
    if not found:
        raise RefusedError(say("desk.enrolling.wrong"))
    if keyfile.is_broken(store):
        keyfile.set_aside(store)
    keyfile.write(store, found[0])
    code = show_key_code(signing.public_of(found[0]))
    with office.store.operation("enrol", None, how="restored", why=code, at=office.stamp, step=False) as op:
        key = signing.public_of(found[0])
        keyring.note(office, op, Known(office.unit, key, office.name, CONFIRMED, _since(office, key)))
    office.forget()
    return code


def hold(office: Office, arrived: Arrived, *, dry_run: bool, before: Beforehand) -> dict[str, Any]:
    """Keep an announced key until its 密钥码 is confirmed; its entry of what `receive` returns."""
    _check_ours(office, arrived)
    unit, key = arrived.content["unit"], arrived.content["key"]
    fields = {"unit": office.catalogue.division(unit).name, "code": show_key_code(key)}
    states = {k.key: k.state for k in keyring.known(office, unit)}
    if states.get(key) == CONFIRMED:
        return answer(arrived.path, arrived.content, arrived.code, "already", say("desk.receiving.already"))
    word = "held_changed" if CONFIRMED in states.values() else "held"
    if states.get(key) != HELD and not dry_run:
        before.secure()
        _note(office, arrived, HELD)
    return answer(
        arrived.path, arrived.content, arrived.code, "held", say(f"desk.enrolling.{word}", **fields)
    )


def _note(office: Office, arrived: Arrived, state: str) -> Known:
    unit, today = keyring.issuer_of(arrived.content), office.today.isoformat()
    return _keep(office, Known(unit, arrived.key, arrived.content["office"], state, today), "workbook")


def _keep(office: Office, made: Known, how: str) -> Known:
    action = "trust" if made.state == CONFIRMED else "hold"
    with office.store.operation(action, None, how=how, why=_told(office, made), at=office.stamp,
                                step=False) as op:  # fmt: skip
        keyring.note(office, op, made)
    office.forget()
    return made


def _told(office: Office, one: Known) -> str:
    return f"{office.catalogue.division(one.unit).name} {one.code}"


def _check_ours(office: Office, arrived: Arrived) -> None:
    """Refuse the announcement of an office this store exchanges nothing with, or signed by another key."""
    content, name = arrived.content, arrived.path.name
    unit = keyring.issuer_of(content)
    partners = office.catalogue.counties if office.is_city else (CITY,)
    called = office.catalogue.division(unit).name
    if unit not in partners:
        word = "own" if unit == office.unit else "stranger"
        raise RefusedError(say(f"desk.enrolling.{word}", name=name, unit=called))
    if content.get("key", arrived.key) != arrived.key:
        raise RefusedError(say("desk.enrolling.not_its_key", name=name))


def trust(office: Office, path: Path, told: str) -> Known:
    """Confirm the key a file was signed by (a 单位登记 or any other) by the 密钥码 heard on the telephone."""
    with Reader() as reader:
        found = read(path, editions(office), reader)
    return trust_read(office, found, told)


def trust_read(office: Office, found: Read, told: str) -> Known:
    """Confirm the key of a file that was read already."""
    code, path = clean_text(told), found.path
    arrived = judge(office, found, None)
    if not arrived.key:
        raise RefusedError(say("desk.keyring.unsigned", name=path.name))
    _check_ours(office, arrived)
    if not code:
        raise RefusedError(say("desk.enrolling.nothing_told"))
    if not same_key_code(arrived.key, code):
        raise RefusedError(
            say("desk.enrolling.mismatch", name=path.name, code=show_key_code(arrived.key), told=code)
        )
    unit = keyring.issuer_of(arrived.content)
    counting = keyring.confirmed(office, unit)
    if counting is not None and counting.key == arrived.key:
        return counting
    return _note(office, arrived, CONFIRMED)


def trust_held(office: Office, one: Known, told: str) -> Known:
    """Confirm a key that was announced and is held, by the 密钥码 heard on the telephone."""
    code = clean_text(told)
    if not code:
        raise RefusedError(say("desk.enrolling.nothing_told"))
    if not same_key_code(one.key, code):
        raise RefusedError(say("desk.enrolling.mismatch", name=one.office, code=one.code, told=code))
    return _keep(office, replace(one, state=CONFIRMED, on=office.today.isoformat()), "typed")


@dataclass(frozen=True, slots=True)
class Partner:
    """An office one exchanges files with, and the keys it has announced: that which counts, and one held."""

    unit: str
    name: str
    counting: Known | None
    held: Known | None


@dataclass(frozen=True, slots=True)
class Keys:
    """This office's 密钥码 (empty for none), whether a sealed copy is kept, and how others' keys stand."""

    code: str
    sealed: bool
    partners: tuple[Partner, ...]


def keys_of(office: Office) -> Keys:
    """Return how this office's key and those of the others stand."""
    units = office.catalogue.counties if office.is_city else (CITY,)
    own = show_key_code(keyring.readable_key(office))
    return Keys(own, sealed_copy(office), tuple(_partner(office, unit) for unit in units))


def _partner(office: Office, unit: str) -> Partner:
    held = next((k for k in keyring.known(office, unit) if k.state == HELD), None)
    return Partner(unit, office.catalogue.division(unit).name, keyring.confirmed(office, unit), held)


def announcing(office: Office, folder: Path, passphrase: str, again: str) -> Steps[Enrolled]:
    """Announce this office's key in a folder, in steps; the passphrase typed twice seals the copy."""
    if passphrase != again:
        raise RefusedError(say("desk.enrolling.differs"))
    yield say("desk.enrolling.making")
    name = say("desk.enrolling.file", unit=office.catalogue.division(office.unit).name)
    return (yield from _enrolling(office, papers.folder(folder) / name, passphrase))
