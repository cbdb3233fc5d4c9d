"""The way back: which copies there are for a store, what is in one, what would be lost, and doing it.

All of it serves for a store that is damaged or gone. A restore keeps the present file first, and is
undone by restoring that.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jzdesk import paths
from jzdesk.desk import copies, safekeeping
from jzdesk.desk.copies import SECOND, Copy
from jzdesk.desk.office import Office, who_acts
from jzdesk.desk.safekeeping import Looking
from jzdesk.errors import JzdeskError, RefusedError, WorldError
from jzdesk.models.entry import EMPTY
from jzdesk.models.period import Period
from jzdesk.store import backup, sealed
from jzdesk.store.backup import Inside
from jzdesk.store.pace import Pace
from jzdesk.store.store import Store
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.store.facts import StoreInfo
    from jzdesk.store.moment import Source

GOOD, LOCKED, UNSEEN, BAD = "good", "locked", "unseen", "bad"
"""What is known of a copy: opened and sound, under a password, not opened yet, of no use."""
MOST_OPENED = 12
"""So many copies, the newest, are opened to be offered."""
_RANK = {GOOD: 0, LOCKED: 1, UNSEEN: 1, BAD: 2}


@dataclass(frozen=True, slots=True)
class Offer:
    """One copy as it is offered: what is known of it, what is in it, and why it is of no use."""

    copy: Copy
    state: str
    inside: Inside | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """What is in the present store and not in a copy: figures by period, operations, files, letters.

    `readable` is false where the present store cannot be read, so that nobody can tell.
    """

    readable: bool = True
    figures: tuple[tuple[Period, int], ...] = ()
    operations: int = 0
    submissions: int = 0
    letters: int = 0

    @property
    def nothing(self) -> bool:
        """Everything is in the copy, too."""
        return self.readable and not (self.figures or self.operations or self.submissions or self.letters)


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a restore would bring to where the store is, or is to be, and what it would cost."""

    store: Path
    file: Path
    inside: Inside
    loss: Loss


@dataclass(frozen=True, slots=True)
class Restored:
    """A store brought back and open for writing, and where the one before is kept, if there was one."""

    office: Office
    inside: Inside
    kept: Path | None


def offering(store: Path) -> Looking:
    """Return the work of looking for copies of a store, good ones first, each kind the newest first."""

    def work(pace: Pace) -> tuple[Offer, ...]:
        found: list[Offer] = []
        opened = 0
        lying = _candidates(store)
        for done, copy in enumerate(lying):
            pace.at("opening", done, len(lying))
            found.append(_offer(copy, look=opened < MOST_OPENED))
            opened += found[-1].state in {GOOD, BAD}
        return tuple(sorted(found, key=lambda one: _RANK[one.state]))

    return Looking(work)


def _candidates(store: Path) -> list[Copy]:
    """Return all copies that may be of this store, wherever good ones were once put, the newest first."""
    store = store.resolve()
    noted = [copy for copy in copies.good(store) if copy.present]
    found = {copy.file.resolve(): copy for copy in (*noted, *copies.there_are(store))}
    for folder in {copy.file.parent for copy in noted}:
        found |= {c.file.resolve(): c for c in copies.lying_in(folder, store, SECOND)
                  if c.file.resolve() not in found}  # fmt: skip
    return sorted(found.values(), key=lambda copy: copy.moment, reverse=True)


def _offer(copy: Copy, *, look: bool) -> Offer:
    if sealed.is_sealed(copy.file):
        return Offer(copy, LOCKED)
    if not look:
        return Offer(copy, UNSEEN)
    try:
        return Offer(copy, GOOD, backup.inspect(copy.file))
    except JzdeskError as error:
        return Offer(copy, BAD, why=error.sentence)


def weighing(
    store: Path | None, file: Path, password: str = "", office: Office | None = None, folder: Path = Path()
) -> Looking:
    """Return the work of opening a copy and telling what is in it and what would be lost: a `Prospect`.

    `office` is the store where it is open; where there is none, and never was, it is to be in `folder`. A
    copy of another office, or a practice one beside a real one, is refused.
    """
    info = office.store.info if office is not None else None
    source = office.store.source() if office is not None else None

    def work(pace: Pace) -> Prospect:
        with backup.in_the_clear(file.resolve(), _folder(), password, pace) as clear:
            pace.at("opening")
            inside = backup.inspect(clear)
            at = store or folder / _name_of(inside)
            _check_ours(at, file, inside, info)
            return Prospect(at, file, inside, _loss(at, clear, source, pace))

    return Looking(work)


def _name_of(inside: Inside) -> str:
    return say(f"desk.starting_anew.{'practice_file' if inside.practice else 'file'}", code=inside.unit)


def prospect(store: Path, file: Path, password: str = "", office: Office | None = None) -> Prospect:
    """Do the same at once."""
    found: Prospect = weighing(store, file, password, office).run()
    return found


def _check_ours(store: Path, file: Path, inside: Inside, info: StoreInfo | None) -> None:
    try:
        info = info or backup.whose(store)
    except WorldError:
        return  # gone or damaged: nobody can tell whose it was
    catalogue = safekeeping.shipped_catalogue()
    if info.unit != inside.unit:
        names = {"found": catalogue.division(inside.unit).name, "own": catalogue.division(info.unit).name}
        raise RefusedError(say("desk.restoring.another", name=file.name, **names))
    if info.practice != inside.practice:
        word = "practice" if inside.practice else "real"
        raise RefusedError(say(f"desk.restoring.{word}", name=file.name))


def _loss(store: Path, clear: Path, source: Source | None, pace: Pace) -> Loss:
    try:
        with _present(store, source, pace) as present, Store.open(clear, write=False, who="") as copy:
            return _compared(present, copy, pace)
    except WorldError:
        return Loss(readable=False)


def _present(store: Path, source: Source | None, pace: Pace) -> AbstractContextManager[Store]:
    return Store.open(store, write=False, who="") if source is None else Store.taken(source, pace, "")


def _compared(present: Store, copy: Store, pace: Pace) -> Loss:
    differing: list[tuple[Period, int]] = []
    for period in pace.each("opening", present.periods()):
        now, then = present.cells(period), copy.cells(period)
        n = sum(now.get(key, EMPTY) != then.get(key, EMPTY) for key in now.keys() | then.keys())
        differing += [(period, n)] if n else []
    known = {entry.hash for entry in copy.history()}
    newer = {entry.seq for entry in present.history() if entry.hash not in known}
    handed = {(s.unit, s.period, s.revision, s.code) for s in copy.submissions()}
    letters = {letter.code for letter in copy.letters()}
    return Loss(
        True, tuple(differing), len(newer),
        sum((s.unit, s.period, s.revision, s.code) not in handed for s in present.submissions()),
        sum(letter.code not in letters for letter in present.letters()),
    )  # fmt: skip


def is_locked(file: Path) -> bool:
    """Tell whether a copy is under a password."""
    return sealed.is_sealed(file)


def restore(
    store: Path, file: Path, *, password: str = "", who: str | None = None, pace: Pace | None = None
) -> Restored:
    """Bring a copy back to where the store is, or was; the present file is kept first."""
    name, pace = who_acts(who), pace or Pace()
    with backup.in_the_clear(file.resolve(), _folder(), password, pace) as clear:
        inside = backup.inspect(clear)
    _check_ours(store, file, inside, None)
    at = Office.stamp_now()
    opened, kept = Store.restore(store, file, who=name, at=at, password=password, pace=pace)
    return Restored(Office(opened, name), inside, kept)


def bringing_back(store: Path, file: Path, password: str, who: str | None) -> Looking:
    """Return the work of bringing a copy back beside the window: a `Restored` that is closed again."""

    def work(pace: Pace) -> Restored:
        done = restore(store, file, password=password, who=who, pace=pace)
        done.office.close()  # it would belong to the thread in which this was done
        return done

    return Looking(work)


# Said in words


def told(found: Prospect) -> dict[str, object]:
    """Return when a copy was made and what is in it, for a sentence."""
    return inside_words(found.inside)


def inside_told(offer: Offer) -> dict[str, object]:
    """Return the same of a copy on offer; of one that was not opened only when it was made."""
    if offer.inside is None:
        return {"made": f"{offer.copy.moment:%Y-%m-%d %H:%M}"}
    return inside_words(offer.inside)


def inside_words(inside: Inside) -> dict[str, object]:
    """Return when a copy was made and what is in it, for a sentence."""
    made = (inside.made or inside.last)[:16].replace("T", " ")
    return {
        "made": made, "periods": inside.periods, "figures": inside.figures,
        "attachments": inside.attachments,
    }  # fmt: skip


def lost_lines(loss: Loss) -> list[str]:
    """Return what would be lost, a sentence for each kind."""
    if not loss.readable:
        return [say("desk.restoring.unreadable")]
    if loss.nothing:
        return [say("desk.restoring.nothing")]
    lines = [say("desk.restoring.figures", period=p.title, n=n) for p, n in loss.figures]
    counted = {"operations": loss.operations, "submissions": loss.submissions, "letters": loss.letters}
    return lines + [say(f"desk.restoring.{word}", n=n) for word, n in counted.items() if n]


def plain(found: Prospect) -> dict[str, object]:
    """Return a prospect as plain data."""
    loss = found.loss
    return {
        "file": str(found.file), **inside_words(found.inside),
        "lost": {
            "readable": loss.readable, "operations": loss.operations, "submissions": loss.submissions,
            "letters": loss.letters,
            "figures": [{"period": str(period), "n": n} for period, n in loss.figures],
        },
    }  # fmt: skip


# Looking into a copy


class Viewed(Office):
    """A copy that is looked at; what was under a password lies in the clear only while it is."""

    viewing = True

    def __init__(self, store: Store, who: str, source: Path, inside: Inside, lying: ExitStack) -> None:
        super().__init__(store, who)
        self.source, self.inside = source, inside
        self._lying = lying

    def close(self) -> None:
        """Close the copy and remove what lay in the clear."""
        super().close()
        self._lying.close()


@dataclass(frozen=True, slots=True)
class Lying:
    """A copy that was looked through and can be opened in any thread; its owner opens it or closes it."""

    source: Path
    clear: Path
    inside: Inside
    who: str
    lying: ExitStack

    def open(self) -> Viewed:
        """Open it to be read."""
        try:
            store = Store.open(self.clear, write=False, who=self.who)
        except BaseException:
            self.close()
            raise
        return Viewed(store, self.who, self.source, self.inside, self.lying)

    def close(self) -> None:
        """Remove what lies in the clear."""
        self.lying.close()


def looking_at(file: Path, password: str = "", who: str | None = None) -> Looking:
    """Return the work of looking a copy through, as for a restore, so that it can be read: a `Lying`."""
    source, name = file.resolve(), who_acts(who)

    def work(pace: Pace) -> Lying:
        with ExitStack() as stack:
            clear = stack.enter_context(backup.in_the_clear(source, _folder(), password, pace))
            inside = backup.inspect(clear)
            pace.at("opening")
            return Lying(source, clear, inside, name, stack.pop_all())

    return Looking(work)


def look_at(file: Path, password: str = "", who: str | None = None) -> Viewed:
    """Open a copy to be read at once."""
    found: Lying = looking_at(file, password, who).run()
    return found.open()


def _folder() -> Path:
    """Return where copies under a password are opened, emptied of what a crash has left."""
    folder = paths.home() / "viewing"
    with suppress(OSError):
        for left in folder.glob(".*.part"):
            left.unlink()
    return folder
