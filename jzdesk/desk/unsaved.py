"""What was typed and could not be saved, kept until it is mended or given up: over a log-off and a crash."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from jzdesk.desk import scraps
from jzdesk.errors import JzdeskError
from jzdesk.models.entry import Key
from jzdesk.records import dataclass

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.models.period import Period

_FILE = "unsaved"


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What was typed at a place, and the sentence that says why it was not saved."""

    period: Period
    key: Key
    text: str
    sentence: str


def load(office: Office) -> list[Unsaved]:
    """Return what could not be saved in this store when it was last open."""
    found: list[Unsaved] = []
    for told in scraps.read(office, _FILE, list):
        with suppress(JzdeskError, TypeError, ValueError):
            period, key, text, sentence = (str(part) for part in told)
            found.append(Unsaved(office.period(period), Key.parse(key), text, sentence))
    return found


def keep(office: Office, kept: Sequence[Unsaved]) -> None:
    """Keep this, in place of what was kept before; where it cannot be written it is as lost as ever."""
    told = [[str(one.period), str(one.key), one.text, one.sentence] for one in kept]
    scraps.put(office, _FILE, told)


def has_place(office: Office, one: Unsaved) -> bool:
    """Tell whether the cell is still there: its row may have been taken back since."""
    try:
        office.sheet(one.period).place(one.key)
    except JzdeskError:
        return False
    return True
