"""How one likes the window: what was folded or chosen by hand, kept between runs with the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

NAV, SIDE, FINDINGS, LOOK, TEXT = "nav", "side", "findings", "look", "text"
NAMES = (NAV, SIDE, FINDINGS, LOOK, TEXT)
OPEN, FOLDED = "open", "folded"


class Habits(QObject):
    """Signals: `changed` one of them is another (its name)."""

    changed = Signal(str)

    def __init__(self, known: Mapping[str, str], remember: Callable[..., None]) -> None:
        super().__init__()
        self._known = {name: known.get(name, "") for name in NAMES}
        self._remember = remember

    def __getitem__(self, name: str) -> str:
        return self._known[name]

    def keep(self, name: str, value: str) -> None:
        """Keep what was chosen by hand; an empty text leaves it to the window again."""
        if self._known[name] != value:
            self._known[name] = value
            self._remember(**{name: value})
            self.changed.emit(name)

    def folded(self, name: str, *, by_itself: bool) -> bool:
        """Tell whether a part is folded: as one left it, else as the window would have it."""
        chosen = self._known[name]
        return chosen == FOLDED if chosen in {OPEN, FOLDED} else by_itself

    def fold(self, name: str, *, folded: bool, by_itself: bool) -> None:
        """Keep that a part was folded or opened by hand; what the window would do anyway is not kept."""
        self.keep(name, "" if folded == by_itself else FOLDED if folded else OPEN)


def forgetful() -> Habits:
    """Return habits that nobody keeps: those of a window made for itself alone."""
    return Habits({}, _forget)


def _forget(**_fields: str) -> None:
    return
