"""What the checks of a period found, kept until the next start: its first page then waits for none of them.

It is a remembrance and no data: it lies beside the settings, may vanish at any time, and holds for one state
of one store, one program and the names in force on its day. For anything else the checks are run; and handing
in, which nothing may deceive, always runs them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jzdesk
from jzdesk import files, paths, resource
from jzdesk.desk import scraps
from jzdesk.digest import blake2b
from jzdesk.errors import WorldError
from jzdesk.models import checks
from jzdesk.models.checks.finding import Finding
from jzdesk.models.entry import Key
from jzdesk.records import dataclass

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.models.catalogue import Catalogue
    from jzdesk.models.period import Period

_SHAPE = 1
"""How the file is written; one written otherwise fits nothing."""


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


def kept(office: Office, period: Period) -> Found | None:
    """Return what was kept of a period, if everything is as it was; else None."""
    try:
        seal, state, told = _file().read_bytes().split(b"\n", 2)
        if state != _state(office, period) or seal != _hash(state + told):
            return None
        return _read(json.loads(told), office.sheet(period).catalogue)
    except (OSError, ValueError):
        return None


def keep(office: Office, period: Period) -> None:
    """Keep what the checks found, where they were run in the period's present state."""
    outcomes = office.known_outcomes(period)
    if outcomes is None:
        return
    state, found = _state(office, period), Found.of(outcomes)
    told = json.dumps(_told(found), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    if _read(json.loads(told), office.sheet(period).catalogue) != found:
        return  # a text that cannot be written as it is
    with suppress(OSError, WorldError):
        files.make_folder(_file().parent)
        files.put(_file(), b"\n".join((_hash(state + told), state, told)))


def _file() -> Path:
    return paths.home() / "found.json"


def _state(office: Office, period: Period) -> bytes:
    """Return what all that the checks look at comes down to: the same for the same outcomes."""
    names = office.sheet(period).catalogue.names_since
    return _hash(
        repr((_SHAPE, _program(), scraps.own_name(office), office.store.mark(), str(period), names)).encode()
    )


def _program() -> tuple[str, int, int]:
    """Return the program's version, and when what it is read from was written: a version may be mended."""
    package = Path(jzdesk.__file__).parent
    archive = package.parent
    words = resource.path("words")
    parts = [archive] if archive.is_file() else [*package.rglob("*.py"), *words.iterdir()]
    seen = [part.stat() for part in parts]
    return jzdesk.__version__, max(s.st_mtime_ns for s in seen), sum(s.st_size for s in seen)


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
            Finding(
                number, rule.severity, rule.trial, result, tuple(Key(*key) for key in keys), message,
                rule.remedy, left, right, difference, explanation,
                tuple((Key(*key), text) for key, text in mend), (), waived,
            )
        )  # fmt: skip
    return Found(tuple(findings), told["counts"])
