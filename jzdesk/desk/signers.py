"""The names a period is signed with: three people, and whom a substitute stands in for (代填, 代审)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jzdesk.errors import RefusedError
from jzdesk.models import signed
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Signers
from jzdesk.models.value import clean_text
from jzdesk.words import say

OF_REVIEW = frozenset({"reviewer", "reviewed_on", "reviewer_for"})
"""What a period remembers of its review; gone with it."""
REVIEWED_ON, REVIEWER = "last_reviewed_on", "last_reviewer"
"""The day of the review of what was last handed in, and who reviews when nobody stands in."""


def named(text: str, what: str) -> str:
    """Return a person's name as it is recorded; the refusal of an empty one says `what` is missing."""
    name = clean_text(text)
    if not name:
        raise RefusedError(say("desk.handing_in.name_empty", what=say(f"desk.handing_in.{what}")))
    return name


def stood_in_for(text: str, by: str, what: str) -> str:
    """Return whom `by` stands in for, empty for nobody; nobody stands in for herself."""
    other = clean_text(text)
    if other and signed.same(other, by):
        raise RefusedError(say(f"desk.handing_in.{what}_for_self", name=by))
    return other


def agreed(asked: Signers, facts: Mapping[str, Any], issued_on: str) -> Signers:
    """Return the names a print for signature bears, the 复核人 as recorded before.

    Three people, unless it was said that they are fewer; that is kept only where it is so.
    """
    preparer = named(asked.preparer, "preparer")
    signers = Signers(
        preparer=preparer, reviewer=str(facts.get("reviewer", "")), head=named(asked.head, "head"),
        phone=named(asked.phone, "phone"), issued_on=issued_on, one_person=asked.one_person,
        preparer_for=stood_in_for(asked.preparer_for, preparer, "preparer"),
        reviewer_for=str(facts.get("reviewer_for", "")),
    )  # fmt: skip
    twice = signed.shared(signers.plain())
    if twice and not asked.one_person:
        name = signers.plain()[twice[0]]
        raise RefusedError(say("desk.handing_in.same_person", name=name, roles=signed.titles(twice)))
    return replace(signers, one_person=asked.one_person and bool(twice))


def kept(facts: Mapping[str, Any], signers: Signers) -> dict[str, Any]:
    """Return a period's facts with the names it is frozen with."""
    bare = {name: fact for name, fact in facts.items() if name != "preparer_for"}
    names = {
        "head": signers.head, "preparer": signers.preparer, "phone": signers.phone,
        "issued_on": signers.issued_on, "one_person": signers.one_person,
    }  # fmt: skip
    return bare | names | ({"preparer_for": signers.preparer_for} if signers.preparer_for else {})


def used(facts_of: Mapping[Period, Mapping[str, Any]], period: Period) -> dict[str, str]:
    """Return the names and the phone to start from: the period's own, else the latest of another.

    Another period's substitute is not offered again but the person she stood in for.
    """
    found: dict[str, str] = {}
    others = [p for p in reversed(list(facts_of)) if p != period]
    for known in (period, *others):
        facts = facts_of.get(known, {})
        for name in ("preparer", "head", "phone", "reviewer"):
            regular = facts.get(f"{name}_for") if known != period else None
            if name not in found and facts.get(name):
                found[name] = str(regular or facts[name])
        if "reviewer" not in found and facts.get(REVIEWER):
            found["reviewer"] = str(facts[REVIEWER])
    return found


def outlasting(facts: Mapping[str, Any]) -> dict[str, str]:
    """Return what of a review is remembered once what was reviewed is handed in."""
    if not facts.get("reviewer"):
        return {}
    who = str(facts.get("reviewer_for") or facts["reviewer"])
    return {REVIEWED_ON: str(facts.get("reviewed_on", "")), REVIEWER: who}
