"""Safekeeping: a new store, backups, and the audit trail."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jzdesk import files, paths, resource
from jzdesk.desk import papers
from jzdesk.desk.office import Office, who_acts
from jzdesk.errors import WorldError
from jzdesk.models import plan_source
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.period import Period
from jzdesk.models.value import clean_text
from jzdesk.store import health
from jzdesk.store.pace import Pace
from jzdesk.store.store import Store
from jzdesk.words import say

PLAN = "plan/jiaozuo-13fyp"
MOST_KEPT = 100
"""So many copies are remembered."""
_STAMP = re.compile(r"\d{8}-\d{6}", re.ASCII)


@cache
def shipped_catalogue() -> Catalogue:
    """Return the catalogue that comes with the program, read from its TOML at the first asking."""
    return Catalogue(plan_source.load(resource.path(PLAN)))


def init(
    path: Path, *, unit: str, office: str | None, practice: bool, who: str | None = None,
    catalogue: Catalogue | None = None,
) -> Office:  # fmt: skip
    """Make a new store for a county or the city and open it; refuses where a file already is.

    The catalogue is the one that comes with the program unless another is given.
    """
    catalogue = catalogue or shipped_catalogue()
    catalogue.division(unit)  # refuses a code that is no office's
    if not path.parent.is_dir():
        raise WorldError(say("desk.safekeeping.init_folder", name=path.parent))
    name = who_acts(who)
    at = Office.stamp_now()
    store = Store.create(
        path, unit=unit, office=clean_text(office) if office else "", practice=practice,
        catalogue=catalogue.to_json(), edition=catalogue.edition, who=name, at=at,
    )  # fmt: skip
    return Office(store, name)


def backup_folder(office: Office) -> Path:
    """Return where backups go that were not told where: the program's folder, one for each store."""
    return paths.home() / "backups" / office.store.info.path.stem


class Looking:
    """Long work on the store as it is now: begun where the store belongs, run and stopped in any thread.

    `run` tells (stage, how much is done, of how much); 0 of 0 where nothing is counted.
    """

    def __init__(self, work: Callable[[Pace], Any]) -> None:
        self._work = work
        self._pace = Pace()

    def run(self, tell: Callable[[Any], None] | None = None) -> Any:
        """Do it; `StoppedError` when it was stopped, and then nothing is left of it."""
        if tell is not None:
            self._pace.tell = _Told(tell).at
        return self._work(self._pace)

    def stop(self) -> None:
        """Give it up."""
        self._pace.stop()


class _Told:
    """Passes on how far work is, at most once for each hundredth of a stage."""

    def __init__(self, tell: Callable[[Any], None]) -> None:
        self._tell = tell
        self._last = ("", 0)

    def at(self, stage: str, done: int, of: int) -> None:
        now = (stage, 100 * done // of if of else 0)
        if now != self._last:
            self._last = now
            self._tell((stage, done, of))


def backing_up(office: Office, folder: Path) -> Looking:
    """Return the work of copying the store into `folder`; the copy is opened, checked and counted.

    Its result is INTERFACE §5 `backup`.
    """
    at, own, register = office.stamp, _own(office), _register(office)
    begun = office.store.backing_up(folder, at=at)

    def work(pace: Pace) -> dict[str, Any]:
        papers.folder(folder)
        result = begun.make(pace)
        copy = Copy(result.file, at, _size(result.file), result.periods, result.figures)
        _remember(register, own, copy)
        return {
            "file": str(result.file), "sha256": result.sha256,
            "periods": result.periods, "figures": result.figures,
            "attachments": result.attachments, "lost": list(result.lost),
        }  # fmt: skip

    return Looking(work)


def backup(office: Office, folder: Path) -> dict[str, Any]:
    """Copy the store into `folder` at once."""
    return backing_up(office, folder).run()


# What there is of copies


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup: when it was made (ISO), its size in bytes, and what was counted in it.

    `periods` is None for one of which nothing is known but that it lies there.
    """

    file: Path
    at: str
    size: int
    periods: int | None = None
    figures: int | None = None

    @property
    def present(self) -> bool:
        """It lies where it was put, as large as it was."""
        return _size(self.file) == self.size


@dataclass(frozen=True, slots=True)
class Safety:
    """Where the store lies, who has it open (name, since when), the last good copy, and all copies."""

    store: Path
    size: int
    holder: tuple[str, str] | None
    folder: Path
    last: Copy | None
    copies: tuple[Copy, ...]


def safety(office: Office) -> Safety:
    """Return how safe the office's data are; reads the folder of backups and opens none of them."""
    path, folder = office.store.info.path, backup_folder(office)
    return Safety(
        path, _size(path), office.store.holder, folder, last_backup(office), _copies(office, folder)
    )


def last_backup(office: Office) -> Copy | None:
    """Return the last copy that was opened, checked and counted; None before any."""
    return max(_remembered(office), key=lambda copy: copy.at, default=None)


def last_elsewhere(office: Office) -> Copy | None:
    """Return the last good copy that was put elsewhere than in the program's own folder; None before any."""
    own = backup_folder(office).resolve()
    away = (copy for copy in _remembered(office) if own not in copy.file.resolve().parents)
    return max(away, key=lambda copy: copy.at, default=None)


def backup_age(office: Office) -> int | None:
    """Return how many days ago the last good copy was made; None before any."""
    last = last_backup(office)
    return (office.now.date() - date.fromisoformat(last.at[:10])).days if last else None


def _copies(office: Office, folder: Path) -> tuple[Copy, ...]:
    """Return the copies in a folder, the newest first; one that changed its size is as if unknown."""
    known = {copy.file: copy for copy in _remembered(office)}
    path = office.store.info.path
    found: list[Copy] = []
    for file in _files(folder, f"{office.unit}_*{path.suffix}"):
        stamp = _STAMP.search(file.stem)
        copy = known.get(file)
        if copy is not None and copy.present:
            found.append(copy)
        elif stamp:
            made = datetime.strptime(stamp[0], "%Y%m%d-%H%M%S")
            found.append(Copy(file, made.isoformat(), _size(file)))
    return tuple(sorted(found, key=lambda copy: copy.at[:19], reverse=True))


def _files(folder: Path, pattern: str) -> list[Path]:
    try:
        return [file for file in folder.resolve().glob(pattern) if file.is_file()]
    except OSError:
        return []


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return -1


def _register(office: Office) -> Path:
    return backup_folder(office) / "made.json"


def _remembered(office: Office) -> list[Copy]:
    """Return the copies of this store that were made and found good, wherever they were put."""
    return [copy for store, copy in _registered(_register(office)) if store == _own(office)]


def _own(office: Office) -> str:
    return str(office.store.info.path.resolve())


def _registered(register: Path) -> list[tuple[str, Copy]]:
    """Return all that is noted, also of other stores of the same name, each with its store."""
    try:
        told = json.loads(register.read_text("utf-8"))
        return [
            (str(c["store"]), Copy(Path(c["file"]), str(c["at"]), c["size"], c["periods"], c["figures"]))
            for c in told
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _remember(register: Path, own: str, copy: Copy) -> None:
    """Note a copy that was found good; where that cannot be written, the copy is no worse for it."""
    kept = [(s, c) for s, c in _registered(register) if c.file != copy.file] + [(own, copy)]
    told = [{**asdict(c), "file": str(c.file), "store": s} for s, c in kept[-MOST_KEPT:]]
    with suppress(OSError, WorldError):
        files.make_folder(register.parent)
        files.put(register, json.dumps(told, ensure_ascii=False, indent=0).encode())


# What is sound


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, whether it is sound, and a sentence."""

    name: str
    ok: bool
    text: str


def examining(office: Office) -> Looking:
    """Return the work of looking the store through (数据体检); nothing is repaired."""
    source = office.store.source()

    def work(pace: Pace) -> tuple[Checked, ...]:
        return tuple(Checked(*item) for item in health.examine(source, pace))

    return Looking(work)


def checking_trail(office: Office) -> Looking:
    """Return the work of checking the audit trail: one line when it is whole, else one for each fault."""
    source = office.store.source()

    def work(pace: Pace) -> tuple[Checked, ...]:
        name, (faults, n) = say("store.health.history"), health.verify_trail(source, pace)
        if faults:
            return tuple(Checked(name, False, fault) for fault in faults)
        return (Checked(name, True, say("desk.safekeeping.chain_good", n=n)),)

    return Looking(work)


def history(office: Office, period: Period | None = None) -> list[dict[str, Any]]:
    """Return the audit trail, all of it or a period's (INTERFACE §5 `history`)."""
    return [
        {
            "seq": e.seq, "at": e.at, "who": e.who, "how": e.how, "action": e.action, "period": e.period,
            "key": e.key, "old": e.old, "new": e.new, "why": e.why, "hash": e.hash,
        }
        for e in office.store.history(period)
    ]  # fmt: skip


def verify_history(office: Office) -> list[str]:
    """Return a sentence for each fault in the audit chain; none when it is whole."""
    return office.store.verify_history()
