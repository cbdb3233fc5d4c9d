"""The checks run anew by the city: over what an upload holds, with what the county handed in before.

The county's outcomes, as they came with the file, and the city's are kept apart; told is where they differ.
What the city cannot judge for want of an earlier file is no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jzdesk.desk.aside import Steps, at_once
from jzdesk.desk.county_sheets import sheet_of
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import checks
from jzdesk.models.checks import FAILED, NOT_APPLICABLE, NOT_RUN, Finding, again

CITY_FOUND, COUNTY_FOUND, OTHER_FIGURES = "city", "county", "figures"
"""Who found what the other did not, or that both found it, of different figures."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One outcome in which county and city differ; `message` is that of whoever found something."""

    kind: str
    rule: str
    severity: str
    trial: bool
    keys: tuple[str, ...]
    message: str
    remedy: str = ""
    explanation: str = ""

    def plain(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "found_by": self.kind, "rule": self.rule, "severity": self.severity, "trial": self.trial,
            "keys": list(self.keys), "message": self.message, "remedy": self.remedy,
            "explanation": self.explanation or None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recheck:
    """Both offices' counts of outcomes, and where they differ; `refused` says why it was not run."""

    county: Mapping[str, int]
    city: Mapping[str, int]
    differences: tuple[Difference, ...] = ()
    refused: str = ""

    @property
    def agrees(self) -> bool:
        """The city finds what the county found, and nothing else."""
        return not (self.differences or self.refused)

    def plain(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "agrees": self.agrees, "county": dict(self.county), "city": dict(self.city),
            "differences": [one.plain() for one in self.differences], "refused": self.refused or None,
        }  # fmt: skip


def recheck(office: Office, content: Mapping[str, Any]) -> Recheck:
    """Run every check of an upload's period over what it holds."""
    return at_once(rechecking(office, content))


def rechecking(office: Office, content: Mapping[str, Any]) -> Steps[Recheck]:
    """Do the same in steps."""
    try:
        sheet = sheet_of(office, content)
        yield
        outcomes = (yield from again.steps(sheet)).outcomes
    except RefusedError as error:
        return Recheck(content["counts"], {}, refused=error.sentence)
    return Recheck(
        content["counts"], checks.counts(outcomes), tuple(_differences(content["findings"], outcomes))
    )


def _differences(theirs: Iterable[Mapping[str, Any]], ours: Iterable[Finding]) -> Iterable[Difference]:
    came = {(f["rule"], tuple(f["keys"])): f for f in theirs}
    found = {(f.rule, tuple(map(str, f.keys))): f for f in ours}
    for spot, one in found.items():
        was = came.get(spot)
        if one.result in {FAILED, NOT_RUN} and was is None:
            yield _ours(CITY_FOUND, one)
        elif one.result == FAILED and was is not None and _figures(was) != one.figures:
            yield _ours(OTHER_FIGURES, one)
    for spot, told in came.items():
        here = found.get(spot)
        if here is None or here.result not in {FAILED, NOT_RUN, NOT_APPLICABLE}:
            yield Difference(
                COUNTY_FOUND, told["rule"], told["severity"], bool(told["trial"]), spot[1], told["message"],
                explanation=told["explanation"] or "",
            )  # fmt: skip


def _ours(kind: str, one: Finding) -> Difference:
    return Difference(
        kind, one.rule, one.severity, one.trial, tuple(map(str, one.keys)), one.message, one.remedy,
        one.explanation or "",
    )  # fmt: skip


def _figures(told: Mapping[str, Any]) -> str:
    return "|".join(told.get(name) or "" for name in ("left", "right", "difference"))
