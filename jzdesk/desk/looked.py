"""What was found of each waiting file, remembered as long as nothing that it depends on has changed.

Files come one by one and the list is made anew for each: a hundred would be looked at five thousand times.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from jzdesk.desk import keyring
from jzdesk.desk.office import Office

T = TypeVar("T")


class Looked:
    """Everything that is looked at for one list; what is not in the list is forgotten at its end."""

    def __init__(self, office: Office) -> None:
        everywhere = office.store.editions(), keyring.known(office), office.today
        self._known: dict[object, Any] = office.kept("looked", everywhere, dict)
        self._now: dict[object, Any] = {}
        self._of_unit: dict[str, list[tuple[int, str]]] = {}
        for one in office.store.submissions():
            self._of_unit.setdefault(one.unit, []).append((one.id, one.state))

    def of(self, what: object, unit: str, about: object, make: Callable[[], T]) -> T:
        """Return what was found of a file, anew where it, or its office's other files, changed."""
        depends = about, self._of_unit.get(unit)
        known = self._known.get(what)
        if known is None or known[0] != depends:
            known = depends, make()
        self._now[what] = known
        return cast("T", known[1])

    def keep(self) -> None:
        """Remember this with all that is known."""
        self._known.update(self._now)

    def end(self) -> None:
        """Forget what is not in the list."""
        self._known.clear()
        self._known.update(self._now)
