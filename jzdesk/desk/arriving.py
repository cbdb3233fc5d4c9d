"""Files that arrive: what a file is, and whether it may come into this store at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import Any

from jzdesk.desk import keyring, safekeeping
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.models import snapshot
from jzdesk.models.catalogue import Catalogue, edition_order, edition_text
from jzdesk.models.entry import Key
from jzdesk.models.letters import UPLOAD, show_key_code
from jzdesk.models.period import Period
from jzdesk.store.books import Body
from jzdesk.words import say
from jzdesk.worker.reader import Meanwhile, Reader

_LONGEST = 20
"""Digits before or behind the point; more has no figure."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a file would change in a store: cells against what is known so far, and the totals of its period.

    `before` is the content that it is compared with, `carried` the office's whose 历史补录 counts now.
    """

    changes: Sequence[Mapping[str, str | None]]
    totals: Sequence[Mapping[str, Any]]
    before: Mapping[str, Any] | None
    carried: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is worked out of an upload's content alone: its cells by KEY, its numbers, what is kept of it.

    `foreseen` is what it would change in the store, where that was found right before it is taken in.
    """

    cells: Mapping[str, str]
    numbers: Mapping[Key, Decimal]
    body: Body
    foreseen: Foreseen | None = None

    @classmethod
    def of(cls, content: Mapping[str, Any], data: bytes, catalogue: Catalogue) -> Ahead:
        """Work it out."""
        numbers = snapshot.numbers(content, catalogue)
        return cls(snapshot.flat(content), numbers, Body.of(data, numbers))


@dataclass(frozen=True)
class Arrived:
    """A file that was read and found whole: its content, bytes and 校验码.

    `key` is the public key it is signed under, empty for none; `unconfirmed` is the sentence why it does not
    count yet, though nothing is wrong with it. `ahead` is what was worked out of it when it was read, if
    anything.
    """

    path: Path
    content: Mapping[str, Any]
    data: bytes
    code: str
    key: str = ""
    unconfirmed: str = ""
    ahead: Ahead | None = None

    @property
    def kind(self) -> str:
        """The kind written inside."""
        return str(self.content["kind"])

    @property
    def period(self) -> Period:
        """The period the file is about."""
        return Period.parse(self.content["period"])


@dataclass(frozen=True)
class Read:
    """What a file from outside holds, or the sentence why it could not be read."""

    path: Path
    packet: Mapping[str, Any] | None
    refused: str = ""
    ahead: Ahead | None = None


def verify(path: Path, office: Office | None) -> dict[str, Any]:
    """Tell what a file is and whether it is whole and genuine (INTERFACE §5 `verify`).

    Without an office's store the catalogue that comes with the program is used.
    """
    with Reader() as reader:
        packet = _read(editions(office), reader, path)
    content = packet["content"]
    return {
        "file": str(path), "kind": content.get("kind"), "practice": content.get("practice"),
        "unit": content.get("unit"), "period": content.get("period"),
        "revision": content.get("revision"), "predecessor": content.get("predecessor") or None,
        "catalogue": content.get("catalogue"), "program": content.get("program"),
        "code": packet["code"], "whole": packet["whole"], "signature": keyring.standing(office, packet),
        "key_code": show_key_code(packet["key"]),
        "altered": packet["altered"],
    }  # fmt: skip


def editions(office: Office | None) -> dict[str, str]:
    """Return the known catalogues as JSON by edition."""
    if office is None:
        return {one.edition: one.to_json() for one in safekeeping.shipped_catalogues()}
    return {e: office.store.catalogue(e) for e in office.store.editions()}


def _read(
    catalogues: Mapping[str, str], reader: Reader, path: Path, meanwhile: Meanwhile = lambda *_: None
) -> dict[str, Any]:
    """Read a file from outside in the child process; returns its packet as plain data."""
    try:
        there = path.is_file()
    except OSError:  # a name longer than a system takes, a folder that may not be looked into
        there = False
    if not there:
        raise RefusedError(say("desk.receiving.not_file", name=path.name))
    return reader.read_upload(path, catalogues, meanwhile)


def read(path: Path, catalogues: Mapping[str, str], reader: Reader) -> Read:
    """Read a file from outside; it needs no store and may be done beside the main thread."""
    try:
        return Read(path, _read(catalogues, reader, path))
    except RefusedError as error:
        return Read(path, None, error.sentence)


Foresee = Callable[[Mapping[str, Any], Ahead], Foreseen]
"""Tells of a content, and of what was worked out of it, what it would change."""


def read_ahead(
    path: Path, catalogues: Mapping[str, str], reader: Reader, foresee: Foresee | None = None
) -> Read:  # fmt: skip
    """Do the same for a file that is taken in at once.

    While the second process still looks at its cells, all is worked out that its content alone says, and by
    `foresee` what it would change.
    """
    found: list[Ahead] = []

    def work_out(content: Mapping[str, Any], data: bytes) -> None:
        known = catalogues.get(str(content.get("catalogue")))
        if content.get("kind") != UPLOAD or known is None:
            return
        with suppress(JzdeskError, ArithmeticError, ValueError):  # the other side is going to refuse it
            ahead = _worked_out(content, data, Catalogue.from_json(known))
            found.append(ahead)
            if foresee is not None:
                found[0] = replace(ahead, foreseen=foresee(content, ahead))

    try:
        return Read(path, _read(catalogues, reader, path, work_out), ahead=found[0] if found else None)
    except RefusedError as error:
        return Read(path, None, error.sentence)


def _worked_out(content: Mapping[str, Any], data: bytes, catalogue: Catalogue) -> Ahead:
    """Work out all there is of a content of which nobody has looked yet at what stands for a figure."""
    numbers = snapshot.numbers(content, catalogue)
    if any(abs(number.adjusted()) > _LONGEST for number in numbers.values()):  # a word makes a million digits
        raise ValueError("no figure of ours")
    ahead = Ahead(snapshot.flat(content), numbers, Body.of(data, numbers))
    _ = ahead.body.packed, ahead.body.hashes
    return ahead


def answer(
    path: Path, content: Mapping[str, Any], code: str, verdict: str, message: str,
    changes: Sequence[Mapping[str, str | None]] = (), totals: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:  # fmt: skip
    """Return what is told of one file (INTERFACE §5 `receive`)."""
    new, vanishing = (list(map(itemgetter(side), changes)).count(None) for side in ("old", "new"))
    return {
        "file": str(path), "kind": content.get("kind"), "unit": content.get("unit"),
        "period": content.get("period"), "revision": content.get("revision"), "code": code,
        "verdict": verdict, "message": message,
        "new": new, "changed": len(changes) - new - vanishing, "vanishing": vanishing,
        "changes": list(changes), "totals": list(totals),
    }  # fmt: skip


def admit(office: Office, reader: Reader, path: Path, wanted: str) -> Arrived:
    """Read a file of the `wanted` kind and refuse, each with its own sentence, what does not belong here."""
    return judge(office, Read(path, _read(editions(office), reader, path)), {wanted})


def judge(office: Office, found: Read, wanted: Collection[str] | None) -> Arrived:
    """Return a file that was read if it may come into this store; else `RefusedError`.

    `wanted` are the kinds that may come here, all where it is None.
    """
    packet, path, name = found.packet, found.path, found.path.name
    if packet is None:
        raise RefusedError(found.refused)
    content = packet["content"]
    if not packet["whole"]:
        raise RefusedError(say("desk.receiving.not_whole", name=name))
    if wanted is not None and content["kind"] not in wanted:
        raise RefusedError(say("desk.receiving.kind_here", name=name, kind=content["kind"]))
    if content["practice"] != office.practice:
        word = "practice_file" if content["practice"] else "real_file"
        raise RefusedError(say(f"desk.receiving.{word}", name=name))
    keyring.check(office, name, packet)
    if _newer(content["program"], office.program):
        raise RefusedError(say("desk.receiving.newer_program", name=name, program=content["program"]))
    if content["catalogue"] not in office.store.editions():
        raise RefusedError(_strange_edition(office, name, str(content["catalogue"])))
    if packet["altered"]:
        raise RefusedError(say("desk.receiving.altered", name=name, **packet["altered"][0]))
    waits = keyring.unconfirmed(office, packet)
    return Arrived(path, content, packet["data"], packet["code"], packet["key"], waits, found.ahead)


def _strange_edition(office: Office, name: str, edition: str) -> str:
    """Return what to do about an edition this store lacks: the city's file first, or a newer program."""
    plan, program, number = edition_order(edition)
    known = f"{plan}/{program}" in office.store.editions()
    if known and number and not office.is_city:
        return say("desk.receiving.lacks_file", name=name, n=number)
    return say("desk.receiving.newer_catalogue", name=name, edition=edition_text(edition))


def _newer(theirs: str, ours: str) -> bool:
    def parts(text: str) -> tuple[int, ...]:
        return tuple(int(p) for p in text.split(".") if p.isdigit())

    return parts(theirs)[:2] > parts(ours)[:2]
