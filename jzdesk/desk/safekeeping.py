"""Safekeeping: a new store, backups, and the audit trail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jzdesk import resource
from jzdesk.desk import copies, papers, remaking
from jzdesk.desk.copies import Copy
from jzdesk.desk.office import Office, who_acts
from jzdesk.errors import WorldError
from jzdesk.models import catalogue as plans
from jzdesk.models import plan_source
from jzdesk.models.value import clean_text
from jzdesk.records import dataclass
from jzdesk.store import health, place, sealed
from jzdesk.store.pace import Pace
from jzdesk.store.store import Store
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.catalogue import Catalogue
    from jzdesk.models.period import Period

PLANS = "plan"
MEMO = "safekeeping"


@cache
def shipped_catalogues() -> tuple[Catalogue, ...]:
    """Return the catalogues that come with the program, the newest plan last; read at the first asking.

    Each folder of `resources/plan` is one: the next plan comes as another folder.
    """
    folders = sorted(file.parent for file in resource.path(PLANS).glob("*/plan.toml"))
    found = [plans.Catalogue(plan_source.load(folder)) for folder in folders]
    return tuple(sorted(found, key=lambda one: one.first_year))


def shipped_catalogue() -> Catalogue:
    """Return the catalogue with which a new store begins: that of the newest plan."""
    return shipped_catalogues()[-1]


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
    return copies.folder_of(office.store.info.path)


def second_folder(office: Office) -> Path | None:
    """Return the folder on another disk in which each day's copy is put once more; None before any."""
    told = office.store.memos(MEMO).get(MEMO, {}).get("second", "")
    return Path(told) if told else None


def set_second_folder(office: Office, folder: Path | None) -> str:
    """Have each day's copy put in this folder too, or in no other (None); return what is to be said of it.

    It is noted in the store, for whoever works on it and for a Windows made anew.
    """
    if folder is not None:
        folder = papers.folder(folder).resolve()
    with office.store.operation("safekeeping", None, how="command", why=str(folder or ""), at=office.stamp,
                                step=False) as op:  # fmt: skip
        op.memo(MEMO, {"second": str(folder)} if folder is not None else None)
    if folder is None:
        return say("desk.safekeeping.second_unset")
    word = "same_disk" if place.same_disk(folder, office.store.info.path) else "second_set"
    return say(f"desk.safekeeping.{word}", folder=folder)


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

    def carry_out(self, pace: Pace) -> Any:
        """Do it as a part of other work, at that work's pace."""
        return self._work(pace)

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


def backing_up(office: Office, folder: Path, password: str = "") -> Looking:
    """Return the work of copying the store into `folder`; the copy is opened, checked and counted.

    One period is made again from it and compared with its snapshot; a copy of which anything is doubted
    stays, but is not taken for a good one. Its result is INTERFACE §5 `backup`.
    """
    at, store = office.stamp, office.store.info.path
    begun = office.store.backing_up(folder, at=at)

    def work(pace: Pace) -> dict[str, Any]:
        papers.folder(folder)
        result = begun.make(pace, password, _prove)
        if not result.doubts:
            size = copies.size_of(result.file)
            copies.remember(store, Copy(result.file, at, size, result.periods, result.figures))
        return {
            "file": str(result.file), "sha256": result.sha256,
            "periods": result.periods, "figures": result.figures,
            "attachments": result.attachments, "lost": list(result.lost),
            "doubts": list(result.doubts),
        }  # fmt: skip

    return Looking(work)


def check_password(password: str) -> None:
    """Refuse a password that will not do for a copy."""
    sealed.check_password(password)


def _prove(copy: Path) -> list[str]:
    with Office.open(copy, write=False) as made:
        return remaking.doubts(made)


def backup(office: Office, folder: Path, password: str = "") -> dict[str, Any]:
    """Copy the store into `folder` at once."""
    return backing_up(office, folder, password).run()


# What there is of copies


@dataclass(frozen=True, slots=True)
class Safety:
    """Where the store lies, who has it open (name, since when), the last good copy, and all copies.

    `second` is the folder on another disk, `carried` the last copy that somebody put elsewhere.
    """

    store: Path
    size: int
    holder: tuple[str, str] | None
    folder: Path
    last: Copy | None
    copies: tuple[Copy, ...]
    second: Path | None = None
    carried: Copy | None = None


def safety(office: Office) -> Safety:
    """Return how safe the office's data are; reads the folders of backups and opens none of them."""
    path, second = office.store.info.path, second_folder(office)
    return Safety(
        path, copies.size_of(path), office.store.holder, copies.folder_of(path), last_backup(office),
        copies.there_are(path, second), second, last_carried(office),
    )  # fmt: skip


def last_backup(office: Office) -> Copy | None:
    """Return the last copy that was opened, checked and counted; None before any."""
    return _last(office, copies.good(office.store.info.path))


def last_elsewhere(office: Office) -> Copy | None:
    """Return the last good copy that was put elsewhere than in the program's own folder; None before any."""
    return _last(office, _away(office, backup_folder(office)))


def last_carried(office: Office) -> Copy | None:
    """Return the last good copy that somebody put elsewhere himself, as on a stick; None before any."""
    second = second_folder(office)
    return _last(office, _away(office, backup_folder(office), *([second] if second else [])))


def last_second(office: Office) -> Copy | None:
    """Return the last good copy in the folder on another disk; None before any."""
    second = second_folder(office)
    near = second.resolve() if second else None
    return _last(office, (c for c in copies.good(office.store.info.path) if c.file.parent == near))


def _away(office: Office, *folders: Path) -> list[Copy]:
    near = [folder.resolve() for folder in folders]
    good = copies.good(office.store.info.path)
    return [c for c in good if not any(folder in c.file.resolve().parents for folder in near)]


def _last(office: Office, found: Iterable[Copy]) -> Copy | None:
    """Return the newest; one that a wrong clock dated ahead only where there is no other."""
    return copies.newest(found, office.now)


def backup_age(office: Office) -> int | None:
    """Return how many days ago the last good copy was made; None before any."""
    last = last_backup(office)
    return (office.now.date() - date.fromisoformat(last.at[:10])).days if last else None


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
