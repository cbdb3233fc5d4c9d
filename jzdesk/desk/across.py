"""The counties beside each other: what a city's charts show, from the table of totals and the rankings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from jzdesk.desk import changed, coverage, handed_map, summing
from jzdesk.desk.aside import Steps, at_once
from jzdesk.desk.county_sheets import sheet_of
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError, UsageError
from jzdesk.models import quantity, roles
from jzdesk.models.across.axis import Axis, Bar, Goal, Group, by_size
from jzdesk.models.across.ranked import aimed, axis_of
from jzdesk.models.across.whole import Across
from jzdesk.models.assess.case import Case
from jzdesk.models.assess.from_sheet import case_of
from jzdesk.models.bulletin import boards
from jzdesk.models.bulletin.values import Board
from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import places_of, unit_of
from jzdesk.reports.summary import SummaryInput, SummaryRow, band_of, name_of, shown_rows
from jzdesk.words import say

_LINES = {"pm25": ("mean", "final"), "pm10": ("mean", "final"), "good_days": ("days", "final")}
"""Where the table of totals has what a ranking reads: the column of a quarter, and of a year."""
_PLANS = {"since_start": "planned"}
"""Which column plans what another tells."""
_PLANNED_CUT = "plan_"
_POLLUTANTS = ("cod", "nh3n", "so2", "nox")
_HEADLINES = (
    roles.PM25, roles.PM10, roles.GOOD_DAYS, roles.SECTIONS, "tasks",
    f"{roles.PROJECTS}/{roles.TOTAL}/since_start",
    *(f"{roles.EMISSIONS}/{p}.{row}" for p in _POLLUTANTS for row in ("industry/emitted", "total/final")),
    *(f"{roles.REDUCTIONS}/{roles.TOTAL}/{roles.CUT}{p}" for p in _POLLUTANTS),
)  # fmt: skip
"""What is drawn where nobody chose, by roles: of a period's measures those that lead the plan's own lists."""
_W = "desk.across"


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that can be chosen: its code, its name, and the heading it stands under."""

    code: str
    name: str
    band: str


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What the store has of a period: the table of totals, each county's sheet, the rankings they make.

    `states` is how far the file of a county is, `nil` whose forms are declared to have nothing in them.
    """

    given: SummaryInput
    states: Mapping[str, str]
    nil: Set[tuple[str, str]]
    sheets: Mapping[str, Sheet]
    boards: Mapping[str, Board]


def _gathering(office: Office, period: Period) -> Steps[_Gathered]:
    """Look at one county, and make one ranking, at each step."""
    given = summing.summed(office, period)
    yield
    covered = coverage.coverage(office, period)["units"]
    states = {unit["unit"]: _state(unit) for unit in covered}
    nil = {(u["unit"], form) for u in covered for form, s in u["forms"].items() if s == "nil"}
    sheets: dict[str, Sheet] = {}
    if not office.backfilled(period):
        for unit, content in coverage.each_content(office, period):
            yield
            sheets[unit] = sheet_of(office, content)
    told: dict[str, Board] = {}
    counties = {unit: sheet for unit, sheet in sheets.items() if unit != CITY}
    for board in boards.each(office.catalogue, counties, states) if counties else ():
        yield
        if _told(board):
            told[board.code] = board
    return _Gathered(given, states, nil, sheets, told)


def gathering(office: Office, period: Period) -> Steps[Counties]:
    """Gather a period's counties in steps; those gathered last, where nothing was written since."""
    office.need_city()
    about = period, office.today, office.store.audit_head()
    kept = office.kept("counties", about, dict[Period, Counties])
    if period not in kept:
        kept[period] = Counties(office, period, (yield from _gathering(office, period)))
    return kept[period]


class Counties:
    """A period of the city's counties, gathered once; its measures are made into axes one by one."""

    def __init__(self, office: Office, period: Period, found: _Gathered | None = None) -> None:
        office.need_city()
        found = found or at_once(_gathering(office, period))
        self._office, self.period = office, period
        self.given, self._states, self._nil = found.given, found.states, found.nil
        self._sheets, self._boards = found.sheets, found.boards
        self._rows = {str(row.key): row for row in self._lines()}

    def _lines(self) -> Iterator[SummaryRow]:
        """Yield the lines of the table of totals that several counties can have, and no ranking tells."""
        ranked = {
            str(_line_of(self._office.catalogue, code, self.period)) for code in (roles.PM25, roles.PM10)
        }
        for row in shown_rows(self.given):
            several = sum(unit in row.row.scope for unit in self._office.catalogue.counties) > 1
            if several and str(row.key) not in ranked:
                yield row

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What can be shown: the rankings, then the lines of the table of totals."""
        ranked = [Measure(b.code, b.name, say(f"{_W}.ranked")) for b in self._boards.values()]
        rows = [Measure(code, _name(row), band_of(row)) for code, row in self._rows.items()]
        return (*ranked, *rows)

    @property
    def headlines(self) -> tuple[str, ...]:
        """What is shown where nobody chose."""
        known = {_role_of(row): code for code, row in self._rows.items()} | {
            code: code for code in self._boards
        }
        return tuple(known[role] for role in _HEADLINES if role in known)

    def axis(self, code: str) -> Axis:
        """Return one measure on its axis; refuse one that the period does not have."""
        if code in self._boards:
            return axis_of(
                self._boards[code], self._sheets, _line_of(self._office.catalogue, code, self.period)
            )
        if code in self._rows:
            return self._of_line(code, self._rows[code])
        known = self.headlines or tuple(self._rows)
        told = {"code": quantity.visible(code), "period": self.period.title}
        if not known:
            raise RefusedError(say(f"{_W}.no_figures", **told))
        raise UsageError(say(f"{_W}.unknown", **told, some="、".join(known[:6])))

    def across(self, codes: Sequence[str] | None) -> Across:
        """Return the measures named, or those that lead, and what came; 历史补录 is due on no day."""
        axes = tuple(self.axis(code) for code in (self.headlines if codes is None else codes))
        office, period = self._office, self.period
        place = office.catalogue.division(CITY).name
        if office.backfilled(period):
            return Across(period, place, office.practice, axes)
        forms, periods = handed_map.forms(office, period), handed_map.periods(office, period)
        return Across(period, place, office.practice, axes, forms, periods)

    # A line of the table of totals

    def _of_line(self, code: str, row: SummaryRow) -> Axis:
        cases = self._cases(row)
        planned, plans = self._plans(row)
        catalogue = self._office.catalogue
        bases = {unit: case.bases.get(self.period, "") for unit, case in cases.items() if case}
        common = boards.common(bases[u] for u in bases if self._figure(row.key, u) is not None)
        bars = {unit: self._bar(row, unit, plans) for unit in (*catalogue.counties, CITY)}
        apart = [u for u, basis in bases.items() if basis != common and bars[u].value is not None]
        for unit in apart:
            bars[unit] = replace(bars[unit], why=say("models.bulletin.why.basis"))
        groups = tuple(
            Group(name, by_size(bars[unit] for unit in codes)) for name, codes in boards.groups(catalogue)
        )
        names = "、".join(bars[unit].name for unit in apart)
        axis = Axis(
            code, _name(row), unit_of(row.row, row.column), places_of(row.row, row.column), groups,
            own=bars[CITY] if bars[CITY].value is not None else None, key=row.key,
            goal=Goal(planned) if plans else None,
            notes=(say("models.across.apart", names=names, why=bars[apart[0]].why),) if apart else (),
        )  # fmt: skip
        yearly = self.period.kind == "year" and row.form.role == roles.QUALITY
        return aimed(axis, cases) if yearly else axis

    def _cases(self, row: SummaryRow) -> dict[str, Case | None]:
        """Return the case of each county's figure where it answers for an indicator of 环境质量."""
        if row.form.role != roles.QUALITY or not row.row.indicator:
            return {}
        found: dict[str, Case | None] = {}
        for unit, sheet in self._sheets.items():
            own = sheet.row(row.form.id, row.row.code)
            if own is not None and unit != CITY:
                found[unit] = case_of(sheet, row.form.id, own)
        return found

    def _plans(self, row: SummaryRow) -> tuple[str, Mapping[str, str]]:
        """Return what each office planned of what a line tells, and what that is called."""
        code = row.column.code
        planned = _PLANS.get(code) or (
            code.replace(roles.CUT, _PLANNED_CUT, 1) if code.startswith(roles.CUT) else ""
        )
        column = row.form.column(planned)
        if column is None:
            return "", {}
        figures = self.given.figures.get(Key(row.key.form, row.key.row, planned), {})
        return column.name, {unit: text for unit, text in figures.items() if _number(text) is not None}

    def _bar(self, row: SummaryRow, unit: str, plans: Mapping[str, str]) -> Bar:
        name = say("reports.summary.itself") if unit == CITY else self._office.catalogue.division(unit).name
        value = self._figure(row.key, unit)
        approved = next((o for o in self.given.judged if (o.key, o.unit) == (row.key, unit)), None)
        beside = None if approved is None or unit == CITY else Decimal(approved.value)
        standin = any((o.key, o.unit) == (row.key, unit) for o in self.given.standins)
        why = "" if value is not None else self._why(row, unit)
        return Bar(unit, name, value, why, standin=standin, approved=beside, aim=_number(plans.get(unit)))

    def _figure(self, key: Key, unit: str) -> Decimal | None:
        return _number(self.given.figures.get(key, {}).get(unit))

    def _why(self, row: SummaryRow, unit: str) -> str:
        """Return why an office has no figure, in the words of the field."""
        counted = any(u.code == unit and u.counted for u in self.given.units)
        if unit not in row.row.scope:
            return say(f"{_W}.not_asked")
        if not counted:
            return self._states.get(unit, say(f"{_W}.not_in"))
        if (unit, row.form.id) in self._nil:
            return say(f"{_W}.nil")
        text = self.given.figures.get(row.key, {}).get(unit, "")
        return text.partition(":")[0] or say(f"{_W}.open")


def _state(unit: Mapping[str, object]) -> str:
    """Return the word for a county whose file is not in the totals."""
    if unit["revision"] is None:
        return say(f"{_W}.not_in")
    return say(f"{_W}.not_accepted", state=unit["state"])


def _told(board: Board) -> bool:
    return any(one.value is not None for group in board.groups for one in group.entries)


def _line_of(catalogue: Catalogue, code: str, period: Period) -> Key | None:
    """Return where the table of totals has what a ranking reads."""
    form = catalogue.form_as(roles.QUALITY)
    row = None if form is None else form.row_as(code)
    if code not in _LINES or form is None or row is None:
        return None
    return Key(form.id, row.code, _LINES[code][period.kind == "year"])


def _role_of(row: SummaryRow) -> str:
    return f"{row.form.role}/{row.row.role}/{row.column.code}"


def _name(row: SummaryRow) -> str:
    """Return what a line is called where neither its form nor its heading stands over it."""
    if row.form.codes_shown:
        return say(f"{_W}.of_list", form=row.form.short, name=name_of(row))
    if row.way.rated:
        return row.row.label
    spot = changed.Spot(row.form, row.row, row.column, row.row.label)
    return say(f"{_W}.of_row", row=spot.label, column=spot.head)


def _number(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None


# All of it


def across(office: Office, period: Period, codes: Sequence[str] | None = None) -> Across:
    """Return what the charts of a city show; `codes` are the measures, else those that lead."""
    return Counties(office, period).across(codes)


def on_paper(office: Office, period: Period) -> SummaryInput:
    """Return the table of totals with what its charts show."""
    counties = Counties(office, period)
    return replace(counties.given, across=counties.across(None))
