"""What was shown of a period as the window closed, and what its checks found, kept until the next start.

Its first page then waits neither for the catalogue and the figures nor for the checks. It is a remembrance
and no data: it lies beside the settings, may vanish at any time, and holds for one state of one store, one
program and the days on which everything is called, and due, as it was. For anything else all is worked out;
and handing in and printing, which nothing may deceive, never look here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jzdesk
from jzdesk import files, paths, resource
from jzdesk.desk import scraps
from jzdesk.digest import blake2b
from jzdesk.errors import UsageError, WorldError
from jzdesk.models import checks
from jzdesk.models.checks import finding
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.records import dataclass

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.models.catalogue import Catalogue
    from jzdesk.models.checks import Finding

_SHAPE = 2
"""How the file is written; one written otherwise fits nothing."""
_EVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Found:
    """What is worth reading of the outcomes of a period's checks, and how many there are of each result."""

    findings: tuple[Finding, ...]
    counts: Mapping[str, int]

    @classmethod
    def of(cls, outcomes: Iterable[Finding]) -> Found:
        """Return what is worth reading of all outcomes."""
        every = tuple(outcomes)
        return cls(tuple(checks.findings(every)), checks.counts(every))


@dataclass(frozen=True, slots=True)
class Kept:
    """The file's parts: the period it tells of, what was shown of it, and what its checks found."""

    period: Period
    shown: bytes
    findings: bytes


def remembered(office: Office) -> Kept | None:
    """Return what was kept of this store, if everything is as it was; else None."""
    try:
        seal, told = _file().read_bytes().split(b"\n", 1)
        if seal != _hash(told):
            return None
        state, days, shown, findings = told.split(b"\n")
        name, first, until = json.loads(days)
        period = Period.parse(name)
        fits = first <= office.today.isoformat() < until and state == _state(office, period)
        return Kept(period, shown, findings) if fits else None
    except (OSError, ValueError, UsageError):
        return None


def shown(office: Office, period: Period) -> dict[str, Any] | None:
    """Return what was shown of a period as the window closed, if everything is as it was; else None."""
    known = remembered(office)
    if known is None or known.period != period:
        return None
    told: dict[str, Any] = json.loads(known.shown)
    return told


def kept(office: Office, period: Period) -> Found | None:
    """Return what was kept of a period's checks, if everything is as it was; else None."""
    known = remembered(office)
    if known is None or known.period != period:
        return None
    return _read(json.loads(known.findings), office.sheet(period).catalogue)


def keep(office: Office, period: Period, showing: Callable[[], Mapping[str, Any]]) -> None:
    """Keep what is shown and what the checks found, where they were run in the period's present state."""
    outcomes = office.known_outcomes(period)
    if outcomes is None:
        return
    found, shown = Found.of(outcomes), showing()
    findings = _written(_told(found))
    days = _written((str(period), *_days(office, period)))
    parts = (_state(office, period), days, _written(shown), findings)
    known = _read(json.loads(findings), office.sheet(period).catalogue), json.loads(parts[2])
    if known != (found, shown):
        return  # a text that cannot be written as it is
    told = b"\n".join(parts)
    with suppress(OSError, WorldError):
        files.make_folder(_file().parent)
        files.put(_file(), b"\n".join((_hash(told), told)))


def drop() -> None:
    """Let go of what was kept: something is not as it says."""
    with suppress(OSError):
        _file().unlink(missing_ok=True)


def _file() -> Path:
    return paths.home() / "found.json"


def _written(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _state(office: Office, period: Period) -> bytes:
    """Return what all that is shown and checked comes down to, but for the day: the same for the same."""
    program, name = (_SHAPE, jzdesk.__version__, *_program()), scraps.own_name(office)
    return _hash(repr((program, name, office.store.mark(), str(period))).encode())


def _days(office: Office, period: Period) -> tuple[str, str]:
    """Return the day (ISO) since which, and the one before which, all is told as it is today.

    Names change on their days, a period may be handed in from its last day on, and how long a bureau has been
    waited for changes every day.
    """
    today = office.today
    if office.store.enquiries(period):
        return today.isoformat(), (today + timedelta(days=1)).isoformat()
    editions = {None, office.store.period(period).edition}
    turns = {day for edition in editions for day in office.catalogue_of(edition).turns}
    turns.add(period.last_day.isoformat())
    now = today.isoformat()
    return max((d for d in turns if d <= now), default=""), min((d for d in turns if d > now), default=_EVER)


@cache
def _program() -> tuple[int, int]:
    """Return when what the program is read from was written, and its size: a version may be mended."""
    package = Path(jzdesk.__file__).parent
    archive = package.parent
    words = resource.path("words")
    parts = [archive] if archive.is_file() else [*package.rglob("*.py"), *words.iterdir()]
    seen = [part.stat() for part in parts]
    return max(s.st_mtime_ns for s in seen), sum(s.st_size for s in seen)


def _hash(data: bytes) -> bytes:
    told: str = blake2b(data, digest_size=16).hexdigest()
    return told.encode()


def _told(found: Found) -> dict[str, Any]:
    """Return it as plain data; what a finding only repeats of its rule is left out."""
    told = [
        (
            f.rule, f.result, f.keys, f.message, f.left, f.right, f.difference, f.explanation, f.mend,
            f.waived,
        )
        for f in found.findings
    ]  # fmt: skip
    return {"counts": found.counts, "findings": told}


def _read(told: Mapping[str, Any], catalogue: Catalogue) -> Found:
    rules = {rule.number: rule for rule in catalogue.rules}
    findings: list[Finding] = []
    for number, result, keys, message, left, right, difference, explanation, mend, waived in told["findings"]:
        rule = rules[number]
        findings.append(
            finding.Finding(
                number, rule.severity, rule.trial, result, tuple(Key(*key) for key in keys), message,
                rule.remedy, left, right, difference, explanation,
                tuple((Key(*key), text) for key, text in mend), (), waived,
            )
        )  # fmt: skip
    return Found(tuple(findings), told["counts"])
