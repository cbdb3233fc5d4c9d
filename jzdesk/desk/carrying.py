"""The series go on: an office's figures under the plan before are taken into a store of the new plan.

They come from the office's old store or from its old upload files: what was handed in, and the 历史补录.
Drafts are left where they are. Each period is written whole; what an earlier taking brought and this one
does not is taken out again, and what somebody typed here himself stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jzdesk.desk import handed, safekeeping
from jzdesk.desk.arriving import Read, editions, read
from jzdesk.desk.aside import Steps, at_once, meanwhile
from jzdesk.desk.beforehand import Beforehand
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import backfill, succession, taking_back
from jzdesk.models.catalogue import Catalogue, edition_text
from jzdesk.models.entry import EMPTY, Cell, Key
from jzdesk.models.letters import UPLOAD
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.models.succession import Succession
from jzdesk.models.value import text_of
from jzdesk.store.operation import Operation
from jzdesk.words import say
from jzdesk.worker.reader import Reader

MEMO = "carried"
_W = "desk.carrying"
Figures = Mapping[Period, Mapping[Key, Cell]]


@dataclass
class _Found:
    """What the sources hold of the plan before: the newest word on each period, and what was left out."""

    periods: dict[Period, tuple[tuple[Any, ...], dict[Key, Cell]]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def take(self, period: Period, age: tuple[Any, ...], cells: Mapping[Key, Cell]) -> None:
        known = self.periods.get(period)
        if cells and (known is None or known[0] < age):
            self.periods[period] = (age, dict(cells))


def plan_before(office: Office) -> str:
    """Return the id of the plan whose series this office's plan goes on with; empty where there is none."""
    found = succession.of_catalogue(office.catalogue)
    return "" if found is None else found.plan


def standing(office: Office) -> str:
    """Return in a sentence what was carried over; empty before anything was."""
    told = office.store.memos(MEMO).get(MEMO)
    if told is None:
        return ""
    return say(f"{_W}.standing", day=told["on"], figures=told["figures"], source=told["source"])


def carry(office: Office, paths: Sequence[Path], *, dry_run: bool = False) -> dict[str, Any]:
    """Take the figures of the plan before in, from the old store or old upload files, all or nothing.

    Returns what changes, what stays because it was typed here, and how many figures end with their plan.
    """
    return at_once(carrying(office, paths, dry_run=dry_run))


def carrying(office: Office, paths: Sequence[Path], *, dry_run: bool = False) -> Steps[dict[str, Any]]:
    """Do the same in steps: what is read is read beside, and written is in the last of them."""
    plan = succession.of_catalogue(office.catalogue)
    if plan is None:
        raise RefusedError(say(f"{_W}.no_plan", plan=office.catalogue.data["plan"]["title"]))
    found, here = _Found(), _Here.of(office, plan)
    for path in paths:
        yield from _gathering(here, path, found)
    figures, left = _carried(office, plan, {p: cells for p, (_, cells) in found.periods.items()})
    if not any(figures.values()):
        raise RefusedError(say(f"{_W}.nothing", names="、".join(p.name for p in paths)))
    made = _Plan(office, figures)
    changes, before = made.changes(), Beforehand(office, wanted=not dry_run and bool(office.store.periods()))
    if changes and not dry_run:
        yield from before.securing()
        made.write("、".join(p.name for p in paths))
    return {
        "plan": plan.plan, "periods": [str(p) for p in sorted(figures) if figures[p]],
        "figures": sum(cell.number is not None for cells in figures.values() for cell in cells.values()),
        "changes": changes, "kept": made.kept, "ending": left, "left_out": found.left_out,
        "written": bool(changes) and not dry_run, "backup": str(before.made) if before.made else None,
    }  # fmt: skip


def lines(data: Mapping[str, Any], *, dry_run: bool) -> list[str]:
    """Return what is said of a taking, in sentences."""
    changes = data["changes"]
    told = say(
        f"{_W}.told", n=len(data["periods"]), figures=data["figures"], ending=data["ending"],
        new=sum(c["old"] is None for c in changes), gone=sum(c["new"] is None for c in changes),
        changed=sum(c["old"] is not None and c["new"] is not None for c in changes),
    )  # fmt: skip
    more = [say(f"{_W}.kept", n=len(data["kept"]))] if data["kept"] else []
    more += data["left_out"]
    if not changes:
        more.append(say(f"{_W}.same"))
    elif dry_run:
        more.append(say(f"{_W}.dry"))
    return [told, *more]


# Where they come from


@dataclass(frozen=True)
class _Here:
    """What has to be known of the office that takes them in, for any thread."""

    store: Path
    who: str
    unit: str
    practice: bool
    plan: Succession
    names: Mapping[str, str]
    catalogues: Mapping[str, str]

    @classmethod
    def of(cls, office: Office, plan: Succession) -> _Here:
        return cls(
            office.store.info.path, office.who, office.unit, office.practice, plan,
            {d.code: d.name for d in office.catalogue.divisions},
            {one.edition: one.to_json() for one in safekeeping.shipped_catalogues()} | editions(office),
        )  # fmt: skip


def _gathering(here: _Here, path: Path, found: _Found) -> Steps[None]:
    if not path.is_file():
        raise RefusedError(say("desk.receiving.not_file", name=path.name))
    if path.suffix.lower() == ".xlsx":
        reader = Reader()
        yield from meanwhile(lambda: _from_upload(here, reader, path, found), path.name, reader.close)
    else:
        yield from meanwhile(lambda: _from_store(here, path, found), path.name)


def _from_store(here: _Here, path: Path, found: _Found) -> None:
    if path.resolve() == here.store.resolve():
        raise RefusedError(say(f"{_W}.itself", name=path.name))
    with Office.open(path, write=False, who=here.who) as old:
        _check(here, path, old.unit, old.catalogue.data["plan"]["id"], practice=old.practice)
        for period in old.store.periods():
            last = handed.last(old, period)
            if last is not None:
                content = json.loads(old.store.submission_content(last.number))
                _take(found, content, old.catalogue_of(content["catalogue"]))
            elif old.backfilled(period):
                found.take(period, ("9",), old.store.cells(period))  # what stands there now is the last word
            else:
                found.left_out.append(say(f"{_W}.draft", period=period.title))


def _from_upload(here: _Here, reader: Reader, path: Path, found: _Found) -> None:
    known = here.catalogues
    with reader:
        given: Read = read(path, known, reader)
    if given.packet is None:
        raise RefusedError(given.refused)
    packet, content = given.packet, given.packet["content"]
    if not packet["whole"]:
        raise RefusedError(say("desk.receiving.not_whole", name=path.name))
    if content["kind"] != UPLOAD:
        raise RefusedError(say("desk.receiving.kind_here", name=path.name, kind=content["kind"]))
    _check(here, path, content["unit"], content["plan"], practice=content["practice"])
    if packet["signature"] == "bad":
        raise RefusedError(say("desk.keyring.bad", name=path.name))
    if content["catalogue"] not in known:
        edition = edition_text(content["catalogue"])
        raise RefusedError(say(f"{_W}.edition", name=path.name, edition=edition))
    if packet["altered"]:
        raise RefusedError(say("desk.receiving.altered", name=path.name, **packet["altered"][0]))
    _take(found, content, Catalogue.from_json(known[content["catalogue"]]))


def _take(found: _Found, content: Mapping[str, Any], catalogue: Catalogue) -> None:
    """Take what a content says of its own period, and of the 历史补录 it carries."""
    period = Period.parse(content["period"])
    when = (content["signers"]["issued_on"], str(period), content["revision"])
    found.take(period, when, taking_back.entered(Frozen(content, catalogue)).cells)
    for earlier in backfill.periods(content):
        found.take(earlier, when, taking_back.entered(backfill.view(content, catalogue, earlier)).cells)


def _check(here: _Here, path: Path, unit: str, of: str, *, practice: bool) -> None:
    """Refuse what is another office's, of another plan, or practice where this is not, and the other way."""
    if practice != here.practice:
        word = "practice_file" if practice else "real_file"
        raise RefusedError(say(f"desk.receiving.{word}", name=path.name))
    if unit != here.unit:
        names = here.names
        raise RefusedError(
            say(f"{_W}.wrong_unit", name=path.name, found=names.get(unit, unit), unit=names[here.unit])
        )
    if of != here.plan.plan:
        raise RefusedError(say(f"{_W}.wrong_plan", name=path.name))


def _carried(office: Office, plan: Succession, old: Figures) -> tuple[dict[Period, dict[Key, Cell]], int]:
    """Return what the old figures are under this plan, by period, and how many end with theirs.

    The plan's own years are reported anew and not carried over.
    """
    found: dict[Period, dict[Key, Cell]] = {}
    left = 0
    for period in sorted(old):
        if office.catalogue.remembers(period) and office.backfilled(period):
            made = succession.carried(plan, office.catalogue, office.unit, period, old[period])
            found[period], left = dict(made.cells), left + made.left
    return found, left


# Written


class _Plan:
    """What is to be written, against what stands there and what an earlier taking brought."""

    def __init__(self, office: Office, figures: Figures) -> None:
        self._office = office
        told = office.store.memos(MEMO).get(MEMO, {})
        self._brought = {
            Period.parse(p): frozenset(map(Key.parse, keys)) for p, keys in told.get("keys", {}).items()
        }
        self.kept: list[dict[str, str | None]] = []
        self._wanted: dict[Period, dict[Key, Cell]] = {}
        for period in sorted({*figures, *self._brought}):
            self._wanted[period] = dict(self._of_period(period, figures.get(period, {})))
        self._count = sum(c.number is not None for cells in figures.values() for c in cells.values())
        self._keys = {
            str(p): sorted(str(k) for k, c in cells.items() if c != EMPTY)
            for p, cells in self._wanted.items()
        }

    def _of_period(self, period: Period, cells: Mapping[Key, Cell]) -> Iterator[tuple[Key, Cell]]:
        here, brought = self._office.store.cells(period), self._brought.get(period, frozenset())
        for key in {*cells, *brought}:
            now, wanted = here.get(key, EMPTY), cells.get(key, EMPTY)
            if key in brought or now.open or now == wanted:
                yield key, wanted
            else:
                self.kept.append(self._told(period, key, now, wanted))

    def changes(self) -> list[dict[str, str | None]]:
        """Return every cell that becomes another, by period and key."""
        return [
            self._told(period, key, here.get(key, EMPTY), cell)
            for period, cells in self._wanted.items()
            for here in [self._office.store.cells(period)]
            for key, cell in sorted(cells.items())
            if here.get(key, EMPTY) != cell
        ]

    def _told(self, period: Period, key: Key, old: Cell, new: Cell) -> dict[str, str | None]:
        form, column = self._office.catalogue.find(key)
        row = next((r for r in form.rows if r.code == key.row), None)
        one, two = (None if c.open or row is None else text_of(c, row, column) for c in (old, new))
        return {"period": str(period), "key": str(key), "old": one, "new": two}

    def write(self, source: str) -> None:
        """Write what is brought, then period by period; broken off between, it is done again."""
        record = {"on": self._office.today.isoformat(), "source": source, "figures": self._count}
        with self._operation(None, source) as op:
            op.memo(MEMO, {**record, "keys": self._keys})
        for period, cells in self._wanted.items():
            with self._operation(period, source) as op:
                for key, cell in cells.items():
                    op.put(key, cell)
                    op.note(key, cell.note)
                op.barrier()
        self._office.forget()

    def _operation(self, period: Period | None, source: str) -> AbstractContextManager[Operation]:
        office = self._office
        return office.store.operation(
            "carry", period, how="restored", why=source, at=office.stamp, step=False
        )
