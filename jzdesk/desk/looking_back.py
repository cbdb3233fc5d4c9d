"""Looking back: the periods with their versions, and each form of one as it was sent.

Everything is told in words for people; what a page shows of it is shown as it comes from here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jzdesk.desk import form_paper, papers, rendering
from jzdesk.desk.office import Office
from jzdesk.desk.rendering import Rendering
from jzdesk.errors import RefusedError
from jzdesk.models import backfill, signed, snapshot, workflow
from jzdesk.models.period import Period
from jzdesk.store.submissions import Submission
from jzdesk.words import say

NOW = 0
"""In place of a version's number: what stands in the period now."""


@dataclass(frozen=True, slots=True)
class Version:
    """One snapshot, or what stands now (`number` is `NOW`, `code` empty).

    `state` is a word for people, `tone` one of the window's, `on` an ISO day.
    """

    number: int
    unit: str
    unit_name: str
    period: Period
    title: str
    state: str
    tone: str
    on: str
    code: str

    @property
    def now(self) -> bool:
        """It is what stands now."""
        return self.number == NOW


@dataclass(frozen=True, slots=True)
class Part:
    """One form of a version: its own 校验码, and how many cells are filled (零报告 has none)."""

    form: str
    title: str
    code: str
    filled: int
    nil: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """What there is to know of one version: who signed it and why it was made, and its forms."""

    version: Version
    names: tuple[tuple[str, str], ...]
    reason: str
    parts: tuple[Part, ...]


# Periods and their versions


def versions(office: Office, unit: str = "") -> tuple[Version, ...]:
    """Return every period of an office, the newest first: what stands now, then each snapshot, newest first.

    Without `unit` it is the office's own; the city also has those of the counties it received.
    """
    own = not unit or unit == office.unit
    found: dict[Period, list[Version]] = {}
    for snap in office.store.submissions(unit or office.unit):
        found.setdefault(snap.period, []).insert(0, _version(office, snap))
    if own:
        for period in office.store.periods():
            found[period] = [_present(office, period), *found.get(period, [])]
    order = sorted(found, key=lambda p: (p.last_day, p.first_day), reverse=True)
    return tuple(version for period in order for version in found[period])


def units(office: Office) -> tuple[tuple[str, str], ...]:
    """Return code and name of the offices whose versions the store has: its own first, then the counties."""
    known = {s.unit for s in office.store.submissions()} - {office.unit}
    codes = [office.unit, *sorted(known)]
    return tuple((code, office.catalogue.division(code).name) for code in codes)


def _present(office: Office, period: Period) -> Version:
    state = office.state(period)
    name = office.catalogue.division(office.unit).name
    title = say("desk.looking_back.now")
    tone = "" if state in workflow.EDITABLE else "accent"
    return Version(NOW, office.unit, name, period, title, state, tone, "", "")


def _version(office: Office, snap: Submission) -> Version:
    name = office.catalogue.division(snap.unit).name
    handed_in = snap.state not in {"frozen", "withdrawn"}
    word = "revision" if handed_in else "draft"
    title = say(f"desk.looking_back.{word}", n=snap.revision if handed_in else snap.draft)
    state, tone = _state(snap)
    return Version(snap.id, snap.unit, name, snap.period, title, state, tone, _day(office, snap), snap.code)


def _day(office: Office, snap: Submission) -> str:
    """Return the day a version was signed or received on; of one never signed its 报出日期."""
    for name in ("received_on", "signed_on"):
        if snap.facts.get(name):
            return str(snap.facts[name])
    return str(json.loads(office.store.submission_content(snap.id))["signers"]["issued_on"])


def _state(snap: Submission) -> tuple[str, str]:
    tones = {"frozen": "explain", "withdrawn": "", "submitted": "accent", "received": "explain"}
    return say(f"desk.looking_back.state.{snap.state}"), tones.get(snap.state, "good")


def opened(office: Office, version: Version) -> Opened:
    """Return who signed a version and its forms; of what stands now the forms alone."""
    content = content_of(office, version)
    frozen = papers.frozen_of(office, content)
    codes = {} if version.now else snapshot.form_codes(content)
    names: list[tuple[str, str]] = []
    if not version.now:
        signers = content["signers"]
        names = [(say(f"desk.handing_in.{n}"), signed.shown(signers, n)) for n in signed.ROLES if signers[n]]
    parts = tuple(
        Part(f.id, f.title, codes.get(f.id, ""), _filled(content, f.id), frozen.nil(f)) for f in frozen.forms
    )
    return Opened(version, tuple(names), str(content.get("reason", "")), parts)


def _filled(content: Mapping[str, Any], form: str) -> int:
    return sum(1 for cell in content["forms"][form]["cells"].values() if "v" in cell)


def content_of(office: Office, version: Version) -> Mapping[str, Any]:
    """Return a version's content; of what stands now as much of one as comparing and showing need."""
    if not version.now:
        return json.loads(office.store.submission_content(version.number))
    sheet = office.sheet(version.period)
    return {
        "unit": office.unit, "period": str(version.period), "catalogue": sheet.catalogue.edition,
        "signers": {"issued_on": ""}, "forms": {f.id: snapshot.form_whole(sheet, f) for f in sheet.forms},
        "backfill": backfill.carried(sheet),
    }  # fmt: skip


# 补打


def reprinting(
    office: Office, version: Version, form: str | None = None, folder: Path | None = None
) -> Rendering:
    """Return the work of printing cover and forms of a version exactly as they were sent, or one form of it.

    Its result is the file. It goes beside the period's other papers unless told otherwise; an earlier
    reprint of the same snapshot is replaced by its equal.
    """
    if version.now:
        raise RefusedError(say("desk.looking_back.not_sent"))
    content = content_of(office, version)
    frozen = papers.frozen_of(office, content)
    short = next((f.short for f in frozen.forms if f.id == form), say("desk.looking_back.all_forms"))
    target = papers.folder(folder or reprint_folder(office, version)) / say(
        "desk.looking_back.file", unit=version.unit_name, period=version.period, version=version.title,
        form=short, tail=version.code[-4:],
    )  # fmt: skip
    return rendering.reprint(frozen, target, form, form_paper.of_snapshot(office, version.number))


def reprint_folder(office: Office, version: Version) -> Path:
    """Return where reprints go: beside the store."""
    return office.store.info.path.parent / say("desk.looking_back.folder", period=version.period)
