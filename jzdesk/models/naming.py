"""Names that were used before, with their codes: typed once, offered from then on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jzdesk.models import lookup
from jzdesk.models.initials import fold
from jzdesk.models.lookup import target

MOST = 8
"""As many as are offered at once."""
LEAST = 3
"""So many signs of a code find a name; fewer stand in nearly every code."""


@dataclass(frozen=True, slots=True)
class Known:
    """A name that was used before, and its code where one stood beside it."""

    name: str
    code: str = ""


class Names:
    """What can be offered: the names of one kind, the latest first."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        found = tuple(dict.fromkeys(known))
        coded = {one.name for one in found if one.code}
        self.known = tuple(one for one in found if one.code or one.name not in coded)
        self._named = {target(lookup.ROW, one.name, "", ""): one for one in self.known}
        self._coded = {target(lookup.ROW, one.name, one.code, ""): one for one in self.known}

    def fitting(self, typed: str, *, codes: bool = False) -> tuple[Known, ...]:
        """Return what fits a text by its characters, code or 拼音 initials, the best first.

        With `codes` it is a code that is typed. What stands there already is not offered again.
        """
        said = fold(typed)
        targets = self._coded if codes or len(said) >= LEAST else self._named
        hits = (targets[one] for one in lookup.rank(tuple(targets), typed, most=len(targets)))
        found = [one for one in hits if (one.code or not codes) and fold(_text(one, codes)) != said]
        return tuple(found[:MOST])

    def code_of(self, name: str) -> str:
        """Return the code of a name; empty where none or more than one is known."""
        said = fold(name)
        codes = {one.code for one in self.known if one.code and fold(one.name) == said} if said else set()
        return codes.pop() if len(codes) == 1 else ""


def _text(one: Known, codes: bool) -> str:
    return one.code if codes else one.name
