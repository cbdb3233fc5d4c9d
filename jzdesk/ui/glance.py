"""What is seen of a period before anything is asked of it: words and counts around the page, and 本季待办.

As long as nothing has changed since the window closed it is taken from what was kept then, and neither the
catalogue nor a figure is read before the first paint. Whoever needs more asks for the session's look.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from jzdesk.desk import deadlines, found, stepping, window
from jzdesk.models import catalogue, todo
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui import place_list
from jzdesk.ui.pages import guide, todo_lines
from jzdesk.ui.pages.todo_line import Line, Next
from jzdesk.ui.widgets.nav import Place
from jzdesk.ui.widgets.progress import Done
from jzdesk.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jzdesk.desk.deadlines import Deadline
    from jzdesk.ui.session import Session

FIELDS = (
    "office", "plan", "edition", "state", "stage", "editable", "revision", "asks", "deadline", "undo", "redo",
    "must", "to_explain", "asked", "total", "places", "lines", "way", "next", "done",
)  # fmt: skip
"""What is kept, in the order in which it is worked out anew."""


def begun(session: Session) -> Glance:
    """Return what was kept of a session's period as the window closed; where nothing fits, none of it."""
    told = found.shown(session.office, session.period)
    try:
        return Glance.of(session, told) if told else Glance(session)
    except (KeyError, TypeError, ValueError):
        return Glance(session)


class Glance:
    """A session's period as it is seen; each part is worked out when it is first shown, or was kept."""

    kept = False
    """It was taken from what was kept, and nobody has compared the two since."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @classmethod
    def of(cls, session: Session, told: Mapping[str, Any]) -> Self:
        """Return what `plain` told."""
        made = cls(session)
        read = {name: _READERS[name](told[name]) if name in _READERS else told[name] for name in FIELDS}
        vars(made).update(read, kept=True)
        return made

    def plain(self) -> dict[str, Any]:
        """Return it as plain data; nothing where the first page is another one, or tells of the day."""
        office = self._session.office
        if office.is_city or office.guided or office.viewing:
            return {}
        return {name: _plain(getattr(self, name)) for name in FIELDS}

    def steps(self) -> Iterator[None]:
        """Work out one part at each step."""
        for name in FIELDS:
            getattr(self, name)
            yield

    @property
    def title(self) -> str:
        """The window's title."""
        name = say("ui.window.title", office=self.office)
        return say("ui.window.practice", title=name) if self._session.office.practice else name

    @cached_property
    def office(self) -> str:
        """The office's name as printed."""
        return self._session.office.name

    @cached_property
    def plan(self) -> str:
        """What the plan is called in short."""
        return self._session.office.catalogue.short

    @cached_property
    def edition(self) -> str:
        """The period's edition of the catalogue, as people read it."""
        return catalogue.edition_text(self._session.look.sheet.catalogue.edition)

    @cached_property
    def state(self) -> str:
        """The period's state."""
        return self._session.look.state

    @cached_property
    def stage(self) -> str:
        """The state as people say it."""
        return self._session.look.stage

    @cached_property
    def editable(self) -> bool:
        """Figures can be entered."""
        return self._session.look.editable

    @cached_property
    def revision(self) -> int:
        """How often the period was handed in."""
        return int(self._session.look.facts.get("revision", 0))

    @cached_property
    def asks(self) -> bool:
        """The period is reported, and has a form to fill."""
        sheet = self._session.look.sheet
        return not sheet.backfilled and bool(sheet.forms)

    @cached_property
    def deadline(self) -> Deadline | None:
        """By when it is to be handed in."""
        return deadlines.deadline(self._session.office, self._session.period)

    @cached_property
    def undo(self) -> str:
        """What would be taken back; empty for nothing."""
        return stepping.upcoming(self._session.office, back=True)

    @cached_property
    def redo(self) -> str:
        """What would be done again; empty for nothing."""
        return stepping.upcoming(self._session.office, back=False)

    @cached_property
    def must(self) -> int:
        """How many things must be mended."""
        return self._session.look.tally(todo.MUST)

    @cached_property
    def to_explain(self) -> int:
        """How many findings wait for an explanation."""
        return self._session.look.tally(todo.EXPLAIN)

    @cached_property
    def asked(self) -> int:
        """How many findings ask for an explanation, those that have one too."""
        return self._session.look.asked

    @cached_property
    def total(self) -> int:
        """How many things are to be done, those that may wait too."""
        found = self._session.look.todo
        return len(found.blocking) + len(found.other)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The places one can go to, with what is left to do in each."""
        return tuple(place_list.places_of(self._session))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of 本季待办."""
        return todo_lines.lines_of(self._session.look)

    @cached_property
    def way(self) -> str:
        """Which step of the way of a quarter is due."""
        told, look = self._guide, self._session.look
        return told.way_told(look) if told else todo_lines.way_told(look)

    @cached_property
    def next(self) -> Next:
        """The one thing that is clearly next."""
        told, look = self._guide, self._session.look
        return told.next_step(look, self.lines) if told else todo_lines.next_step(look, self.lines)

    @cached_property
    def _guide(self) -> guide.Guide | None:
        return guide.guide_of(self._session)

    @cached_property
    def done(self) -> tuple[Done, ...]:
        """How far each form is."""
        forms = window.progress(self._session.look.sheet)
        return tuple(Done(one.form.id, one.form.title, one.filled, one.total, one.nil) for one in forms)


def _plain(value: Any) -> Any:
    """Return a value as it comes back from a file: records and tuples are lists."""
    if hasattr(value, "__match_args__"):
        return [_plain(getattr(value, name)) for name in value.__match_args__]
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _line(told: Any) -> Line:
    kind, text, place, page, key, cells, blocking, period = told
    return Line(kind, text, place, page, _key(key), cells, blocking, Period(*period) if period else None)


def _next(told: Any) -> Next:
    title, text, act, page, key = told
    return Next(title, text, act, page, _key(key))


def _key(told: Any) -> Key | None:
    return Key(*told) if told else None


_READERS: dict[str, Callable[[Any], Any]] = {
    "deadline": lambda told: deadlines.Deadline(*told) if told else None,
    "places": lambda told: tuple(Place(*one) for one in told),
    "lines": lambda told: tuple(_line(one) for one in told),
    "next": _next,
    "done": lambda told: tuple(Done(*one) for one in told),
}
