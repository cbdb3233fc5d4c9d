"""The places there are in an office and period, each with what is left to do in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jzdesk.desk import deadlines
from jzdesk.models import todo
from jzdesk.ui.widgets.nav import Place
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.session import Session

TODO, HAND_IN, COVERAGE = "todo", "hand_in", "coverage"
PLAN = "plan"
CHARTS = "charts"
HISTORY, SAFETY = "history", "safety"
INBOX, TOTALS = "inbox", "totals"
ALLOT = "allot"
ENQUIRY = "enquiry"
HANDOVER, KEYS = "handover", "keys"
"""Cards of 备份与检查 that can be gone to."""
LETTERS = "letters"
"""Not a place of its own: where 审核上报 takes in what the city sends, also while nothing is waited for."""
NO_FORMS = frozenset({TODO, HAND_IN, COVERAGE, PLAN, CHARTS, HISTORY, SAFETY, INBOX, TOTALS, ALLOT, ENQUIRY})
"""All others are forms, by their names in the catalogue."""
_LOOKED_AT = frozenset({CHARTS, PLAN, HISTORY, COVERAGE, TOTALS})
"""Where nothing is done to the store but looking: what there is of a copy besides its forms."""


def places_of(session: Session) -> list[Place]:
    """Return the places one can go to; those where something is done are none in a copy."""
    if session.office.viewing:
        shown = {f.id for f in session.look.sheet.forms} | _LOOKED_AT
        return [Place(p.name, p.title, 0, p.group, p.glyph) for p in _all(session) if p.name in shown]
    return _all(session)


def _all(session: Session) -> list[Place]:
    look = session.look
    total = len(look.todo.blocking) + len(look.todo.other)
    places = [Place(TODO, say("ui.nav.todo"), total, 1)]
    places += [Place(f.id, f.short, look.due_in(f.id), 1, f.role) for f in look.sheet.forms]
    owing = sum(item.kind == todo.ASKED for item in look.todo.other)
    places.append(Place(ENQUIRY, say("ui.nav.enquiry"), owing, 2))
    places.append(Place(CHARTS, say("ui.nav.charts"), 0, 2))
    signing = look.tally(todo.REVIEW) + look.tally(todo.EARLY)
    places.append(Place(HAND_IN, say("ui.nav.hand_in"), signing, 2))
    places.append(Place(PLAN, say("ui.nav.plan"), 0, 2))
    places.append(Place(HISTORY, say("ui.nav.history"), 0, 2))
    places.append(Place(SAFETY, say("ui.nav.safety"), 0, 3))
    if session.office.is_city:
        overdue = deadlines.overdue(session.office, session.period)
        places.insert(0, Place(COVERAGE, say("ui.nav.coverage"), overdue, 0))
        places.insert(1, Place(INBOX, say("ui.nav.inbox"), session.waiting, 0))
        places.insert(2, Place(TOTALS, say("ui.nav.totals"), 0, 0))
        places.insert(3, Place(ALLOT, say("ui.nav.allot"), 0, 0))
    return places
