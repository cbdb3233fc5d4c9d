"""Open periods and a newer edition: what would change in them, confirmed by the one who fills them.

A period never opened takes the newest edition; one that is locked keeps its own. An open one moves at once
only where nothing in it would change or no figure stands in it yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from jzdesk.errors import RefusedError
from jzdesk.models import workflow
from jzdesk.models.allotment import changes
from jzdesk.models.catalogue import edition_order
from jzdesk.models.entry import Key
from jzdesk.models.value import text_of
from jzdesk.records import dataclass, replace
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.models.allotment.changes import Change
    from jzdesk.models.period import Period
    from jzdesk.models.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Vanishing:
    """A row that a period loses although figures stand in it: where, what it is called, how many."""

    form: str
    row: str
    label: str
    cells: int

    @property
    def sentence(self) -> str:
        """What becomes of the figures."""
        return say("desk.adopting.vanishing", form=self.form, row=self.label, n=self.cells)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A cell the office has filled that is the city's from now on: what is said there before and after."""

    what: str
    old: str
    new: str

    @property
    def sentence(self) -> str:
        """What becomes of it."""
        return say("desk.adopting.replaced", what=self.what, old=self.old, new=self.new)


@dataclass(frozen=True, slots=True)
class Adoption:
    """An open period that a newer edition waits for."""

    period: Period
    old: str
    new: str
    changes: tuple[Change, ...]
    vanishing: tuple[Vanishing, ...]
    replaced: tuple[Replaced, ...] = ()

    @property
    def sentence(self) -> str:
        """What waits, in one line."""
        word = "waits_losing" if self.vanishing else "waits"
        return say(
            f"desk.adopting.{word}", period=self.period.title, n=len(self.changes), number=_number(self.new),
            lost=len(self.vanishing),
        )  # fmt: skip

    @property
    def lines(self) -> list[str]:
        """Everything that changes, one line each; rows that vanish with figures first."""
        own = (*self.vanishing, *self.replaced)
        return [*(one.sentence for one in own), *(c.sentence for c in self.changes)]


def _number(edition: str) -> int:
    return edition_order(edition)[2]


def waiting(office: Office) -> tuple[Adoption, ...]:
    """Return the open periods that are not filled under the newest edition, the oldest first."""
    return tuple(look(office, period) for period in office.store.periods() if waits(office, period))


def waits(office: Office, period: Period) -> bool:
    """Tell whether a period is open and not filled under the newest edition."""
    record = office.store.period(period)
    if record.edition is None or record.state not in {None, *workflow.EDITABLE}:
        return False
    return edition_order(record.edition) < edition_order(office.catalogue.edition)


def told(office: Office, period: Period) -> str:
    """Return what waits for the clerk's word in a period, in one line; empty where nothing does."""
    return look(office, period).sentence if waits(office, period) else ""


def look(office: Office, period: Period) -> Adoption:
    """Return what the newest edition would change in a period."""
    newest, record = office.catalogue, office.store.period(period)
    old = office.catalogue_of(record.edition)
    unit = None if office.is_city else office.unit
    found = changes.changes(old.allotment, newest.allotment, newest.data, unit)
    sheet = office.sheet(period)
    after = replace(sheet, catalogue=newest.on(office.today.isoformat()))
    gone, other = tuple(_vanishing(sheet, after)), tuple(_replaced(sheet, after))
    return Adoption(period, old.edition, newest.edition, tuple(found), gone, other)


def _vanishing(before: Sheet, after: Sheet) -> Iterator[Vanishing]:
    filled = Counter((key.form, key.row) for key in before.cells)
    for form in before.catalogue.forms:
        for row in before.rows(form.id):
            cells = filled[form.id, row.code]
            if cells and after.row(form.id, row.code) is None:
                yield Vanishing(form.title, row.code, f"{row.code} {before.label(form, row)}", cells)


def _replaced(before: Sheet, after: Sheet) -> Iterator[Replaced]:
    for form in after.catalogue.forms:
        for row in (r for r in after.rows(form.id) if r.given):
            old = before.row(form.id, row.code)
            for column in (c for c in form.columns if c.code in row.given):
                if old is None or column.code in old.given or column.code not in old.columns:
                    continue
                key = Key(form.id, row.code, column.code)
                was, now = before.cell(key, old, column), after.cell(key, row, column)
                if was.value is not None and was.value != now.value:
                    what = say("desk.adopting.cell", form=form.title, row=row.label, column=column.name)
                    told = [text_of(cell, row, column) or "" for cell in (was, now)]
                    yield Replaced(what, *told)


def adopt(office: Office, period: Period) -> Adoption:
    """Fill a period under the newest edition from now on; a review of before lapses."""
    if not waits(office, period):
        state = office.state(period)
        word = "newest" if state in workflow.EDITABLE else "locked"
        raise RefusedError(say(f"desk.adopting.{word}", period=period.title, state=state))
    found = look(office, period)
    _move(office, found)
    return found


def settle(office: Office) -> tuple[Adoption, ...]:
    """Move every open period for which nothing is to be confirmed; return those that wait."""
    for one in waiting(office):
        if not one.lines or not office.store.cells(one.period):
            _move(office, one)
    return waiting(office)


def _move(office: Office, found: Adoption) -> None:
    record = office.store.period(found.period)
    facts, state = dict(record.facts), record.state
    if found.lines:
        facts = {k: v for k, v in facts.items() if k not in {"reviewer", "reviewed_on"}}
        if state == workflow.REVIEWED:
            state = workflow.CORRECTING if facts.get("reason") else workflow.DRAFT
    why = say("desk.adopting.trail", number=_number(found.new), n=len(found.lines))
    with office.store.operation("adopt", found.period, why=why, at=office.stamp, step=False) as op:
        op.state(state, facts, found.new)
        op.barrier()
    office.forget()
