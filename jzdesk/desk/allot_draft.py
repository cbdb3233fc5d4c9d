"""What the city is writing and has not handed down yet: the lines of every subject, kept beside the settings.

A draft belongs to one store and to what was in force when it was begun: once something else is handed down it
is gone. Nothing of it is anywhere in the store.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from jzdesk.desk import allotting, scraps
from jzdesk.desk.allotting import Plan
from jzdesk.desk.office import Office
from jzdesk.models.allotment.listing import Line, lines_of
from jzdesk.models.allotment.subjects import SUBJECTS

Drafted = Mapping[str, Sequence[Line]]
_FILE = "allotting"


def in_force(office: Office) -> dict[str, list[Line]]:
    """Return the lines of every subject as they are in force."""
    now, plain = office.catalogue.allotment, allotting.base(office)
    return {s.code: lines_of(s, now.of(s.code), plain.data) for s in SUBJECTS}


def load(office: Office, now: Drafted) -> dict[str, list[Line]]:
    """Return the lines as they were last written, else those in force `now`."""
    lines = {code: list(said) for code, said in now.items()}
    told = scraps.read(office, _FILE, dict)
    if told.get("edition") != office.catalogue.edition:
        return lines
    with suppress(KeyError, TypeError, ValueError):
        for code, listed in told["lines"].items():
            if code in lines:
                lines[code] = [Line(dict(texts), str(beside)) for texts, beside in listed]
    return lines


def keep(office: Office, drafted: Drafted, now: Drafted) -> None:
    """Keep these lines, of the subjects that are not as in force `now`; where it cannot be, it is not."""
    told = {
        code: [[dict(one.texts), one.beside] for one in lines]
        for code, lines in drafted.items()
        if list(lines) != list(now[code])
    }
    scraps.put(office, _FILE, {"edition": office.catalogue.edition, "lines": told} if told else {})


def judge(office: Office, drafted: Drafted) -> Plan:
    """Return what these lines, the whole of them, would do."""
    lines = {code: [(n, one.texts) for n, one in enumerate(said)] for code, said in drafted.items()}
    return allotting.judged(office, lines)
