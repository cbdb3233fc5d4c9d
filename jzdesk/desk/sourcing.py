"""取数: which bureau supplies which figure, which were asked for it, and which have not answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from jzdesk.models import calendar, todo, value
from jzdesk.models.todo import Item
from jzdesk.records import dataclass
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.models.entry import Key
    from jzdesk.models.form import Column
    from jzdesk.models.period import Period
    from jzdesk.models.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Source:
    """One figure the office has to enter, and the bureau it comes from (empty while nobody said)."""

    key: Key
    form: str
    number: str
    row: str
    column: str
    unit: str
    bureau: str
    open: bool


@dataclass(frozen=True, slots=True)
class Bureau:
    """What one bureau supplies in a period, and how far that is; days are ISO, empty where none."""

    name: str
    figures: int
    open: int
    made_on: str
    due: str
    answered_on: str

    @property
    def asked(self) -> bool:
        """A sheet was made for it."""
        return bool(self.made_on)

    @property
    def owing(self) -> bool:
        """It was asked and something is still open."""
        return self.asked and self.open > 0


def sources(office: Office, period: Period) -> tuple[Source, ...]:
    """Return every figure to be entered in a period with its bureau, in the order of the paper."""
    return tuple(of_sheet(office.sheet(period)))


def bureaus(office: Office, period: Period) -> tuple[Bureau, ...]:
    """Return the bureaus that supply something in a period, or were asked for it."""
    told = office.store.enquiries(period)
    found: dict[str, list[Source]] = {name: [] for name in told}
    for source in sources(office, period):
        if source.bureau:
            found.setdefault(source.bureau, []).append(source)
    return tuple(_bureau(name, found[name], told.get(name, {})) for name in sorted(found))


def unanswered(office: Office, period: Period) -> list[Item]:
    """Return a line for each bureau that still owes what it was asked for, the longest overdue first."""
    if not office.store.enquiries(period):
        return []
    owing = sorted((b for b in bureaus(office, period) if b.owing), key=lambda b: (b.due, b.name))
    return [_reminder(bureau, office.today) for bureau in owing]


def _reminder(bureau: Bureau, today: date) -> Item:
    due = date.fromisoformat(bureau.due)
    late = (today - due).days
    word = "late" if late > 0 else "today" if late == 0 else "awaited"
    text = say(f"desk.enquiring.{word}", bureau=bureau.name, n=bureau.open, due=calendar.told(due), days=late)
    return Item(todo.ASKED, text)


def _bureau(name: str, mine: Sequence[Source], told: dict[str, Any]) -> Bureau:
    days = (str(told.get(part, "")) for part in ("made_on", "due", "answered_on"))
    return Bureau(name, len(mine), sum(1 for source in mine if source.open), *days)


def of_sheet(sheet: Sheet) -> Iterator[Source]:
    """Yield every figure that is to be entered in a sheet."""
    for form in sheet.forms:
        if form.id in sheet.nil:
            continue
        for table, line in sheet.layout(form).lines():
            for place, column in zip(line.cells, table.columns, strict=False):
                if line.row is None or place.key is None or not _is_asked(place.enterable, column.column):
                    continue
                cell = sheet.cell(place.key, line.row, column.column)
                yield Source(
                    place.key, form.short, line.number, sheet.label(form, line.row), column.name,
                    value.unit_of(line.row, column.column) if column.numeric else "",
                    sheet.origin(place.key).bureau, cell.open or cell.owed,
                )  # fmt: skip


def _is_asked(enterable: bool, column: Column) -> bool:
    """Tell whether another bureau may be asked for a cell: what must be filled and is no standing fact."""
    return enterable and column.required and not column.standing
