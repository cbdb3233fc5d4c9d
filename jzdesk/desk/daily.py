"""The copy of each day of use: made, proven, put once more on another disk; older ones thin out.

Nothing is let go but after a copy that was found good, and only what is known as good itself.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jzdesk.desk import copies, papers, safekeeping
from jzdesk.desk.copies import DAILY, Copy
from jzdesk.desk.safekeeping import Looking
from jzdesk.errors import JzdeskError
from jzdesk.models import thinning
from jzdesk.records import replace
from jzdesk.store import backup

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.store.pace import Pace

_LOG = logging.getLogger(__name__)
_SLACK = timedelta(days=1)
"""A clock that is behind what was written by less than this is not called wrong."""


def folder(store: Path) -> Path:
    """Return where the copies of each day go."""
    return copies.folders_of(store)[DAILY]


def due(office: Office) -> bool:
    """Tell whether today has no good copy of its own yet."""
    store = office.store.info.path
    place, today = folder(store).resolve(), office.stamp[:10]
    return not any(c.at[:10] == today and c.file.parent == place and c.present for c in copies.good(store))


def keeping(office: Office) -> Looking:
    """Return the work of making the day's copy; its result is that of a backup.

    `second` is where it was put once more, `second_wrong` why it could not be, `gone` what was let go.
    """
    store, second = office.store.info.path, safekeeping.second_folder(office)
    place, now, written = folder(store), office.now, office.store.last_written()
    work = safekeeping.backing_up(office, place)

    def keep(pace: Pace) -> dict[str, Any]:
        _sweep(place)
        made = work.carry_out(pace)
        made |= {"second": "", "second_wrong": "", "gone": []}
        if made["doubts"]:
            return made
        thinned = [place]
        if second is not None:
            try:
                made["second"] = str(_again(store, Path(made["file"]), second))
                thinned.append(second)
            except JzdeskError as error:
                made["second_wrong"] = error.sentence
        if not _behind(store, now, written):
            made["gone"] = [str(f) for row in thinned for f in copies.thin(store, row, thinning.to_let_go)]
        return made

    return Looking(keep)


def head(office: Office) -> str:
    """Return what tells whether anything is done from now on."""
    return office.store.audit_head()


def keep_last(office: Office, since: str | None) -> None:
    """Copy, as the store closes, what was done since its head was `since`; a hindrance waits for tomorrow.

    None says that there is no time for it.
    """
    store = office.store.info.path
    try:
        if since is None or office.store.audit_head() == since:
            return
        written = Copy(store, office.store.last_written(), 0).moment
        if not any(c.moment > written and c.present for c in copies.good(store)):
            keeping(office).run()
    except JzdeskError as error:
        _LOG.warning("no copy at the end: %s", type(error).__name__)


def make(office: Office) -> dict[str, Any] | None:
    """Make the day's copy at once if it is due; None where it is not."""
    return keeping(office).run() if due(office) else None


def _again(store: Path, made: Path, second: Path) -> Path:
    """Put a good copy on another disk once more, compared there, and note it as good."""
    put = backup.again(made, papers.folder(second).resolve())
    known = next(c for c in copies.good(store) if c.file == made)
    copies.remember(store, replace(known, file=put))
    return put


def _sweep(place: Path) -> None:
    """Remove the half-made copy of a process that was ended: nobody else writes in the folder."""
    with suppress(OSError):
        for left in place.glob(".*.part"):
            left.unlink()


def _behind(store: Path, now: datetime, written: str) -> bool:
    """Tell whether the clock says less than was written already: then it is wrong, or was."""
    known = (c.moment for c in copies.good(store))
    told = Copy(store, written, 0).moment if written else now
    # What lies further ahead is in a row of its own (`thinning`), and may lie there for ever.
    return told > now + _SLACK or any(now + _SLACK < moment < now + thinning.LEAP for moment in known)
