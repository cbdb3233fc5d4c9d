"""待接收文件: what has come to the city and waits for it, and what taking it in would do.

Reading a file and looking at it are two things: the first is done beside the main thread
(`jzdesk.desk.arriving.read`), the second needs the store.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from jzdesk import settings
from jzdesk.desk import acceptance, keyring, loop, papers, preview, receiving, rendering
from jzdesk.desk.arriving import Read, editions, read
from jzdesk.desk.beforehand import Beforehand
from jzdesk.desk.excluding import EXCLUDED
from jzdesk.desk.looked import Looked
from jzdesk.desk.office import Office
from jzdesk.errors import StoppedError, WorldError
from jzdesk.models.checks import MANDATORY
from jzdesk.models.letters import ANSWER, ENROLMENT, UPLOAD
from jzdesk.models.loop import Remark
from jzdesk.models.period import Period
from jzdesk.store.submissions import Submission
from jzdesk.words import say
from jzdesk.worker.reader import Reader

CAN, RECEIVED, ALREADY, REFUSED = "can", "received", "already", "refused"
UNCONFIRMED, HELD = "unconfirmed", "held"
BOOKS = (".xlsx", ".xls", ".ods", ".et")
"""The endings of workbooks, whichever program saved them last."""
MOST_LINES = 200
"""So many lines of what is pasted are looked at for paths."""
Steps = Generator[list[int], None, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One file: on disk and looked at (`path`), or taken in and waiting to be accepted (`number`).

    `verdict` is `can`, `received`, `already`, `refused`, `unconfirmed` (it may be looked at) or `held` (an
    announced key), `sentence` says why in one line; `signature` how that stands. Of a refused file only its
    name is known. The counts are cells against what counts now; `must` and `explained` are
    the findings that came with it. `key_code` is what is to be confirmed on the telephone, empty for nothing;
    `answers` how many replies a 查询答复 brings.
    """

    verdict: str
    sentence: str
    name: str
    path: Path | None = None
    number: int = 0
    unit: str = ""
    unit_name: str = ""
    period: Period | None = None
    revision: int = 0
    kind: str = ""
    code: str = ""
    signature: str = ""
    issued_on: str = ""
    received_on: str = ""
    new: int = 0
    changed: int = 0
    vanishing: int = 0
    must: int = 0
    explained: int = 0
    key_code: str = ""
    answers: int = 0

    @property
    def letter(self) -> bool:
        """It is no upload: it brings no figures."""
        return self.kind in {ENROLMENT, ANSWER}

    @property
    def key(self) -> str:
        """What stays the same while the list changes around it."""
        return str(self.path) if self.path is not None else self.code


# What waits


def look(office: Office, files: Iterable[Read]) -> tuple[Waiting, ...]:
    """Return what waits: files that were read, and what was received and is not accepted yet.

    What one can go on with comes first, in the order of the counties, then what was refused.
    """
    looked = Looked(office)
    found = [_looked(office, looked, one) for one in files]
    found += [_look_at(office, looked, one) for one in pending(office)]
    looked.end()
    order = {code: n for n, code in enumerate(office.catalogue.counties)}
    last = len(order)
    rank = {CAN: 0, RECEIVED: 0, UNCONFIRMED: 1, HELD: 1, REFUSED: 2, ALREADY: 3}
    return tuple(
        sorted(
            found,
            key=lambda w: (rank[w.verdict], order.get(w.unit, last), str(w.period or ""), w.revision, w.name),
        )
    )


def pending(office: Office) -> tuple[Submission, ...]:
    """Return what was received and waits to be accepted: of each county and period the newest alone.

    What the city left out is as if it had not come.
    """
    newest: dict[tuple[str, Period], Submission] = {}
    for one in office.store.submissions():
        known = newest.get((one.unit, one.period))
        there = office.catalogue.has_county(one.unit) and one.state != EXCLUDED
        if there and (known is None or known.revision < one.revision):
            newest[one.unit, one.period] = one
    return tuple(one for one in newest.values() if one.state == "received")


def _look_at(office: Office, looked: Looked, one: Submission) -> Waiting:
    """Return what is found of a file that was received."""
    return looked.of(one.id, one.unit, one.facts, partial(_received, office, one))


def _looked(office: Office, looked: Looked, found: Read) -> Waiting:
    """Return what is found of a file; what a letter is depends on other letters, and is found each time."""
    packet = found.packet
    if packet is None or packet["content"].get("kind") != UPLOAD:
        return _file(office, found)
    about = packet["code"], packet["key"], packet["signature"], packet["whole"], bool(packet["altered"])
    return looked.of(str(found.path), str(packet["content"]["unit"]), about, partial(_file, office, found))


def _file(office: Office, found: Read) -> Waiting:
    told = receiving.take(office, found, dry_run=True, day=office.today)
    verdict = {"taken": CAN, "already": ALREADY, "held": HELD}.get(told["verdict"], REFUSED)
    if verdict == REFUSED and told["code"]:
        verdict = UNCONFIRMED
    if verdict == REFUSED or found.packet is None:
        return Waiting(verdict, told["message"], found.path.name, found.path)
    content, signature = found.packet["content"], keyring.told(office, found.packet)
    if content["kind"] in {ENROLMENT, ANSWER}:
        made = _letter(office, content, told["code"], verdict, told["message"])
    else:
        made = _waiting(office, content, told["code"], verdict, told["message"])
    counts = {name: told[name] for name in ("new", "changed", "vanishing")}
    code = keyring.to_confirm(office, found.packet)
    return replace(made, name=found.path.name, path=found.path, signature=signature, key_code=code, **counts)


def _letter(
    office: Office, content: Mapping[str, Any], code: str, verdict: str, sentence: str
) -> Waiting:  # fmt: skip
    """Return a file that is no upload: an announced key, or replies."""
    unit = content["unit"]
    return Waiting(
        verdict=verdict, sentence=sentence, name="", unit=unit,
        unit_name=office.catalogue.division(unit).name,
        period=Period.parse(content["period"]) if "period" in content else None,
        revision=content.get("revision", 0), kind=content["kind"], code=code,
        issued_on=content["issued_on"], answers=len(content.get("answers", ())),
    )  # fmt: skip


def _received(office: Office, one: Submission) -> Waiting:
    content = content_of(office, one.id)
    cells, carried = preview.differences(office, content)
    olds = [(c["old"], c["new"]) for c in (*cells, *carried)]
    made = _waiting(office, content, one.code, RECEIVED, say("desk.inbox.received"))
    return replace(
        made, number=one.id, received_on=str(one.facts.get("received_on", "")),
        signature=keyring.told_of(one),
        new=sum(old is None for old, _ in olds), vanishing=sum(new is None for _, new in olds),
        changed=sum(old is not None and new is not None for old, new in olds),
    )  # fmt: skip


def _waiting(office: Office, content: Mapping[str, Any], code: str, verdict: str, sentence: str) -> Waiting:
    failed = [f for f in content["findings"] if not f["trial"]]
    kind = content["revision_kind"]
    return Waiting(
        verdict=verdict, sentence=sentence, name="", unit=content["unit"],
        unit_name=office.catalogue.division(content["unit"]).name,
        period=Period.parse(content["period"]), revision=content["revision"],
        kind="" if kind == "first" else say(f"desk.inbox.kind.{kind}"), code=code,
        issued_on=content["signers"]["issued_on"],
        must=sum(f["severity"] == MANDATORY for f in failed),
        explained=sum(f["severity"] != MANDATORY for f in failed),
    )  # fmt: skip


def replies(office: Office, content: Mapping[str, Any]) -> tuple[Remark, ...]:
    """Return the remarks that a 查询答复 answers, each with the reply this file brings."""
    unit, period = content["unit"], Period.parse(content["period"])
    given = {one["key"]: one["text"] for one in content["answers"]}
    asked = (r for r in loop.remarks(office, unit, period) if r.slip == content["slip"])
    return tuple(replace(r, reply=given[str(r.key)]) for r in asked if str(r.key) in given)


def content_of(office: Office, number: int) -> Mapping[str, Any]:
    """Return the content of a submission."""
    return json.loads(office.store.submission_content(number))


# Doing


def paths_in(text: str) -> tuple[Path, ...]:
    """Return the paths that a pasted text names, one a line, with or without quotes."""
    lines = (line.strip().strip("\"'“”").strip() for line in text.splitlines()[:MOST_LINES])
    return tuple(Path(line) for line in lines if line and "\0" not in line)


class Reading:
    """Files read one after the other in the child: work that needs no store, and can be stopped.

    `run` tells each `Read` as it comes; the files not reached when stopped are left out.
    """

    def __init__(self, office: Office, paths: Sequence[Path]) -> None:
        self._catalogues = editions(office)
        self._paths = tuple(paths)
        self._reader = Reader()
        self._stopped = False

    def run(self, tell: Callable[[Any], None]) -> None:
        """Read them all, of folders the workbooks in them."""
        with self._reader as reader:
            for path in _spread(self._paths):
                found = self._read(path, reader)
                if self._stopped or found is None:
                    raise StoppedError(say("desk.inbox.stopped"))
                tell(found)

    def _read(self, path: Path, reader: Reader) -> Read | None:
        """Read one file; None where the child was ended while it started."""
        try:
            return read(path, self._catalogues, reader)
        except WorldError:
            if not self._stopped:
                raise
            return None

    def stop(self) -> None:
        """End it; the child ends with it."""
        self._stopped = True
        self._reader.close()


def _spread(paths: Iterable[Path]) -> Iterable[Path]:
    """Yield files, and in place of a folder the workbooks that lie in it."""
    for path in paths:
        inside = _inside(path)
        yield from [path] if inside is None else inside


def _inside(folder: Path) -> list[Path] | None:
    """Return the workbooks in a folder; None where there is no folder to be looked into."""
    try:
        found = sorted(folder.iterdir()) if folder.is_dir() else None
    except OSError:
        return None
    if found is None:
        return None
    return [f for f in found if f.suffix.lower() in BOOKS and not f.name.startswith("~$")]


def receiving_all(office: Office, files: Sequence[Read], day: date) -> Steps:
    """Take in files one after the other as `receive_all` does; yields how many are done, and of how many."""
    told: list[dict[str, Any]] = []
    before = Beforehand(office)
    for _ in before.securing():
        yield [0, len(files)]
    for one in files:
        yield [len(told), len(files)]
        told.append(receiving.take(office, one, dry_run=False, day=day, before=before))
    looked = Looked(office)  # the list of what waits is made next: each is looked at here, one at a time
    for known in pending(office):
        yield [len(files) - 1, len(files)]
        _look_at(office, looked, known)
    looked.keep()
    return told


def receive_all(office: Office, files: Sequence[Read], day: date) -> list[dict[str, Any]]:
    """Take in files that were read, each all or nothing; their entries of what `receive` returns."""
    before = Beforehand(office)
    return [receiving.take(office, one, dry_run=False, day=day, before=before) for one in files]


def receipt_path(one: Waiting, folder: Path) -> Path:
    """Return where the receipt for a received file goes."""
    name = say(
        "desk.inbox.receipt_file", unit=one.unit_name, period=one.period, n=one.revision, tail=one.code[-4:]
    )
    return papers.folder(folder) / name


def receipt_folder(office: Office) -> Path:
    """Return where receipts go: where the last ones went, else beside the store."""
    known = settings.load().receipts
    if known:
        return Path(known)
    return office.store.info.path.parent / say("desk.inbox.receipt_folder")


def accepting(office: Office, one: Waiting, folder: Path) -> rendering.Then:
    """Return the work of making the receipt for a received file, and the acceptance after it: the receipt."""
    if one.period is None:
        raise AssertionError("only what was received can be accepted")
    unit, period, out = one.unit, one.period, receipt_path(one, folder)
    content = acceptance.receipt_of(office, acceptance.to_accept(office, unit, period, one.revision))

    def then(made: bytes) -> Path:
        ready = content, made
        acceptance.accept(office, unit, period, revision=one.revision, out=out, made=ready)
        settings.remember(receipts=str(folder))
        return out

    return rendering.letter(office, content), then


def accept(office: Office, one: Waiting, folder: Path) -> Path:
    """Accept a received file at once and write its receipt into a folder; returns the receipt."""
    work, then = accepting(office, one, folder)
    return then(work.run(_untold))


def _untold(_how_far: Any) -> None:
    """Hear how far it is and do nothing about it."""
