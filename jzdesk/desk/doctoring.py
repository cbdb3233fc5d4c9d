"""数据体检, all of it: the store, what was handed in, the copies, and this machine. Nothing is repaired."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from jzdesk import resource
from jzdesk.desk import copies, enrolling, remaking
from jzdesk.desk.copies import Copy
from jzdesk.desk.office import Office
from jzdesk.desk.safekeeping import Checked, Looking
from jzdesk.errors import JzdeskError
from jzdesk.exchange import signing
from jzdesk.models.letters import show_key_code
from jzdesk.store import backup, health, keyfile, place, sealed
from jzdesk.store.pace import Pace
from jzdesk.store.store import Store
from jzdesk.words import say

OLD = timedelta(days=7)
"""So long after what was last entered there must be a good copy of it."""
FONTS = ("JZSong-Regular.ttf", "JZSong-Bold.ttf", "JZHei-Medium.ttf")
_SUM = 0xB1B0AFBA
"""What the words of every whole TrueType file add up to."""
_YEARS = range(2016, 2036)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is asked of the store in its own thread, for looks that need no store."""

    store: Path
    now: datetime
    written: datetime
    created: datetime
    good: tuple[Copy, ...]
    key: str
    sealed: bool


def examining(office: Office) -> Looking:
    """Return the work of looking everything through; its result is one line for each thing looked at."""
    source, who, known = office.store.source(), office.who, _known(office)

    def work(pace: Pace) -> tuple[Checked, ...]:
        found = [Checked(*item) for item in health.examine(source, pace)]
        pace.at("remaking")
        with Store.taken(source, pace, who) as seen:
            found += _guarded("snapshots", lambda: _snapshots(Office(seen, who), pace))
        pace.at("backups")
        looks = {"backups": _backups, "fonts": _fonts, "clock": _clock, "key": _key, "place": _place}
        for name, look in looks.items():
            found += _guarded(name, lambda look=look: look(known))
        return tuple(found)

    return Looking(work)


def _known(office: Office) -> _Known:
    info = office.store.info
    try:
        key = keyfile.read(info.path)
    except JzdeskError:
        key = None
    return _Known(
        info.path, office.now, _moment(office.store.last_written() or info.created), _moment(info.created),
        tuple(copies.good(info.path)), show_key_code(signing.public_of(key)) if key else "",
        enrolling.sealed_copy(office),
    )  # fmt: skip


def _moment(at: str) -> datetime:
    return Copy(Path(), at, 0).moment


def _guarded(name: str, look: Callable[[], Iterator[Checked]]) -> list[Checked]:
    """Let what cannot be looked at be a line of its own."""
    try:
        return list(look())
    except JzdeskError as error:
        return [Checked(say(f"desk.doctoring.{name}"), False, error.sentence)]


def _told(name: str, word: str, ok: bool, **fields: object) -> Checked:
    return Checked(say(f"desk.doctoring.{name}"), ok, say(f"desk.doctoring.{name}_{word}", **fields))


def _snapshots(office: Office, pace: Pace) -> Iterator[Checked]:
    everything, locked = office.store.submissions(), remaking.locked(office)
    faults = [remaking.altered(office, one) for one in pace.each("remaking", everything)]
    faults += [remaking.differing(office, period) for period in pace.each("remaking", locked)]
    for fault in filter(None, faults):
        yield Checked(say("desk.doctoring.snapshots"), False, fault)
    if not any(faults):
        yield _told("snapshots", "ok", True, periods=len(locked), n=len(everything))


def _backups(known: _Known) -> Iterator[Checked]:
    if not known.good:
        young = known.now - known.created < OLD
        yield _told("backups", "young" if young else "none", young)
        return
    last = copies.newest((copy for copy in known.good if copy.present), known.now)
    if last is None:
        yield _told("backups", "away", False, file=max(known.good, key=lambda copy: copy.moment).file)
        return
    when = f"{last.moment:%Y-%m-%d %H:%M}"
    if known.written - last.moment > OLD:
        yield _told("backups", "old", False, when=when)
    elif sealed.is_sealed(last.file):
        yield _told("backups", "sealed", True, when=when)
    else:
        try:
            inside = backup.inspect(last.file)
        except JzdeskError as error:
            yield _told("backups", "bad", False, why=error.sentence)
            return
        yield _told("backups", "ok", True, when=when, periods=inside.periods, figures=inside.figures)


def _fonts(_known: _Known) -> Iterator[Checked]:
    bad = [name for name in FONTS if not _whole(resource.path(f"fonts/{name}"))]
    yield _told("fonts", "bad" if bad else "ok", not bad, names="、".join(bad), n=len(FONTS))


def _whole(font: Path) -> bool:
    """Tell whether a font file is as it was made: such a file adds up to a number all of them share."""
    try:
        data = font.read_bytes()
    except OSError:
        return False
    words = array("I", data + bytes(-len(data) % 4))
    if sys.byteorder == "little":
        words.byteswap()
    return bool(data) and sum(words) & 0xFFFFFFFF == _SUM


def _clock(known: _Known) -> Iterator[Checked]:
    now = f"{known.now:%Y-%m-%d %H:%M}"
    if known.now < known.written - timedelta(minutes=5):
        yield _told("clock", "behind", False, now=now, last=f"{known.written:%Y-%m-%d %H:%M}")
    else:
        far = known.now.year not in _YEARS
        yield _told("clock", "far" if far else "ok", not far, now=now)


def _key(known: _Known) -> Iterator[Checked]:
    keyfile.read(known.store)  # one that cannot be read says so
    word = "ok" if known.key else "sealed" if known.sealed else "none"
    yield _told("key", word, word != "sealed", code=known.key)


def _place(known: _Known) -> Iterator[Checked]:
    place.check(known.store)
    yield _told("place", "ok", True, path=known.store)
