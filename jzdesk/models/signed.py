"""Who signs a period: in whose stead (代填, 代审), and which of the three are one person."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from jzdesk.words import say

ROLES = ("preparer", "reviewer", "head")
STEADS = ("preparer_for", "reviewer_for")
"""Where it is said whom 填表人 and 复核人 stood in for; left out where nobody was."""


def shown(names: Mapping[str, Any], role: str) -> str:
    """Return a name as it is shown everywhere, with whom it stood in for: 王丽（代李静填报）."""
    name, other = str(names.get(role, "")), str(names.get(f"{role}_for", ""))
    return say(f"models.signed.{role}_for", name=name, other=other) if other else name


def steads(names: Mapping[str, Any]) -> dict[str, str]:
    """Return whom a 填表人 and a 复核人 stood in for, by place; nothing where nobody was."""
    return {place: str(names[place]) for place in STEADS if names.get(place)}


def same(one: str, other: str) -> bool:
    """Tell whether two names are of one person, however they are spaced and whatever the width."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def shared(names: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the roles whose name another role has too."""
    given = {role: str(names.get(role, "")) for role in ROLES}
    return tuple(
        role for role, name in given.items()
        if name and any(same(name, other) for o, other in given.items() if o != role)
    )  # fmt: skip


def one_person(names: Mapping[str, Any]) -> str:
    """Return the sentence that one person is several of the three; empty where that was not said."""
    if not names.get("one_person"):
        return ""
    return say("models.signed.one_person", roles=titles(shared(names) or ROLES))


def titles(roles: Iterable[str]) -> str:
    """Return what roles are called on paper."""
    return say("models.signed.mark").join(say(f"models.signed.{role}") for role in roles)
