"""One office at its desk: its store, its catalogue, who acts, and what day it is."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from jzdesk import __version__, settings
from jzdesk.desk import found
from jzdesk.errors import RefusedError, WorldError
from jzdesk.models import catalogue as plans
from jzdesk.models import loop, waiver, workflow
from jzdesk.models import sheet as sheets
from jzdesk.models.checks import again
from jzdesk.models.entry import Key
from jzdesk.models.form import CITY
from jzdesk.models.letters import RETURN
from jzdesk.models.period import Period
from jzdesk.models.value import parse_date
from jzdesk.store.store import Store
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.found import Found
    from jzdesk.models.catalogue import Catalogue
    from jzdesk.models.change import Changes
    from jzdesk.models.checks.again import Checked
    from jzdesk.models.checks.finding import Finding
    from jzdesk.models.sheet import Sheet
    from jzdesk.store.register import PeriodRecord

BEIJING = timezone(timedelta(hours=8))
PRACTICE = "practice"
"""What a practice quarter remembers: the day it is there."""
T = TypeVar("T")
_PERIODS_CHECKED = 4
"""Of so many periods the outcomes are kept: people go to and fro between a few."""


def who_acts(given: str | None = None) -> str:
    """Return the acting person's name: as given, `JZDESK_USER`, else the system account."""
    name = given or os.environ.get("JZDESK_USER")
    if name:
        return name
    for known in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        if name := os.environ.get(known):
            return name
    import getpass  # asks the system's list of accounts, seldom needed, and reads much to ask for passwords

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return say("desk.office.nobody")


def store_path(given: str | None = None) -> Path:
    """Return the store's path: as given, `JZDESK_STORE`, else the last one; `WorldError` without any."""
    name = given or os.environ.get("JZDESK_STORE") or settings.load().last_store
    if not name:
        raise WorldError(say("desk.office.no_store"))
    return Path(name)


def new_store_path(given: str | None = None) -> Path:
    """Return where a new store goes: as given or `JZDESK_STORE`; never the last one."""
    name = given or os.environ.get("JZDESK_STORE")
    if not name:
        raise WorldError(say("desk.office.no_new_store"))
    return Path(name)


class Office:
    """An open store with what use cases need beside it; close it, or use it as a context manager."""

    viewing = False
    """It is a copy that is only looked at."""

    def __init__(self, store: Store, who: str, today: date | None = None) -> None:
        self.store = store
        self._today = today
        self.who = who
        self.unit = store.info.unit
        self.practice = store.info.practice
        self.program = __version__
        self._catalogues: dict[str, Catalogue] = {}
        self._newest: str | None = None
        self._sheets: dict[Period, Sheet] = {}
        self._laid: dict[Period, date] = {}
        """The day on which each of them was laid out; names and waivers hold by it."""
        self._checked: dict[Period, Checked] = {}
        self._kept: dict[str, tuple[object, object]] = {}

    @classmethod
    def open(cls, path: Path, *, write: bool, who: str | None = None, today: date | None = None) -> Self:
        """Open the store at `path`; raises `WorldError` when it cannot be had."""
        name = who_acts(who)
        store = Store.open(path, write=write, who=name)
        try:
            return cls(store, name, today)
        except BaseException:  # else this very process would keep the next attempt out
            store.close()
            raise

    def close(self) -> None:
        """Close the store and let go of its lock."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_city(self) -> bool:
        """This is the city's store."""
        return self.unit == CITY

    @property
    def today(self) -> date:
        """The day; in practice stores alone another: the caller's, `JZDESK_TODAY`, or the store's own."""
        if not self.practice:
            return self.now.date()
        if self._today is not None:
            return self._today
        given = os.environ.get("JZDESK_TODAY")
        return parse_date(given) if given else self._own_day or self.now.date()

    @cached_property
    def _own_day(self) -> date | None:
        """The day it always is in a practice quarter."""
        told = self.store.memos(PRACTICE).get(PRACTICE, {}).get("today")
        return date.fromisoformat(told) if told else None

    @property
    def guided(self) -> bool:
        """It is a practice quarter, in which one is told what to type."""
        return self.practice and not self.viewing and bool(self.store.memos(PRACTICE))

    def set_today(self, day: date) -> None:
        """Go to another day; practice stores only, in others it has no effect."""
        self._today = day
        self._sheets.clear()

    @property
    def now(self) -> datetime:
        """The time here."""
        return datetime.now(BEIJING)

    @property
    def stamp(self) -> str:
        """The time as it is recorded."""
        return self.stamp_now()

    @staticmethod
    def stamp_now() -> str:
        """Return the time as it is recorded, without a store."""
        return datetime.now(BEIJING).isoformat(timespec="seconds")

    @property
    def catalogue(self) -> Catalogue:
        """The newest catalogue."""
        return self.catalogue_of(None)

    def catalogue_of(self, edition: str | None) -> Catalogue:
        """Return the catalogue of an edition (the newest for None)."""
        name = self._newest_edition() if edition is None else edition
        if name not in self._catalogues:
            self._catalogues[name] = plans.Catalogue.from_json(self.store.catalogue(name))
        return self._catalogues[name]

    def _newest_edition(self) -> str:
        if self._newest is None:
            self._newest = self.store.newest_edition()
        return self._newest

    @property
    def name(self) -> str:
        """The office's name as printed, marked 练习 in a practice store."""
        named = self.catalogue.on(self.today.isoformat()).division(self.unit).office
        name = self.store.info.office or named
        return say("desk.office.practice_name", name=name) if self.practice else name

    def backfilled(self, period: Period) -> bool:
        """Tell whether a period is 历史补录."""
        return self.catalogue.backfilled(period)

    def period(self, text: str) -> Period:
        """Return the period written as `text`; refuse one outside the plan's years."""
        period = Period.parse(text)
        catalogue = self.catalogue
        if not catalogue.check_period(period):
            first, last = catalogue.first_year, catalogue.last_year
            raise RefusedError(say("models.period.outside", period=period.title, first=first, last=last))
        return period

    def sheet(self, period: Period) -> Sheet:
        """Return the office's sheet of a period; it is kept until something changes."""
        if period not in self._sheets:
            record = self.store.period(period)
            open_ = record.state in {None, *workflow.EDITABLE}
            day = self.today.isoformat() if open_ else str(record.facts.get("issued_on", ""))
            signed = self._signed(record)
            unlocked = workflow.unlocked_by(signed) if signed and not self.viewing else frozenset[Key]()
            if record.state == workflow.RETURNED and not self.viewing:
                unlocked |= self._returned(period, str(record.facts.get("code", "")))
            self._laid[period] = self.today
            self._sheets[period] = sheets.Sheet(
                catalogue=self.catalogue_of(record.edition).on(day), unit=self.unit, period=period,
                cells=self.store.cells(period), earlier=self.store.cells_up_to(period),
                own=self.store.own_rows(), nil=self.store.nil_forms(period),
                explanations=self.store.explanations(period),
                lines=self.store.lines(period), stamps=self.store.stamps(),
                origins=self.store.origins(),
                waived=waiver.in_force(self.catalogue_of(record.edition).waivers, self.unit, period),
                earlier_nil={p: self.store.nil_forms(p) for p in self.store.periods() if p < period},
                signed_rows=workflow.rows_of(signed) if signed else None,
                unlocked=unlocked,
            )  # fmt: skip
        return self._sheets[period]

    def reading(self, period: Period) -> Iterator[None]:
        """Read a period's catalogue and figures a little at each step, for whoever asks for its sheet."""
        for edition in (None, self.store.period(period).edition):
            self.catalogue_of(edition)
            yield
        self.catalogue.on(self.today.isoformat())
        yield
        self.sheet(period)

    def outcomes(self, period: Period) -> tuple[Finding, ...]:
        """Return every outcome of a period's checks; after an edit only what it touches is asked again."""
        sheet, known = self.sheet(period), self._checked.get(period)
        if known is None or known.sheet is not sheet:
            known = again.checked(sheet, known)
        self._know(period, known)
        return known.outcomes

    def _know(self, period: Period, known: Checked) -> None:
        self._checked.pop(period, None)
        self._checked[period] = known  # the last one asked for stands last
        if len(self._checked) > _PERIODS_CHECKED:
            del self._checked[next(iter(self._checked))]

    def known_outcomes(self, period: Period) -> tuple[Finding, ...] | None:
        """Return every outcome of a period's checks if they were run on it as it is; None where not."""
        known = self._checked.get(period)
        current = known is not None and known.sheet is self._sheets.get(period)
        return known.outcomes if known is not None and current else None

    def checking(self, period: Period) -> Iterator[None]:
        """Run a period's checks a little at each step, so that whoever works hardly waits for them.

        What has been changed by then is left to whoever asks for the outcomes.
        """
        sheet = self.sheet(period)
        if self.known_outcomes(period) is None:
            made = yield from again.steps(sheet)
            if self._sheets.get(period) is sheet:
                self._know(period, made)

    def found(self, period: Period) -> Found:
        """Return what is worth reading of a period's outcomes, as kept where nothing has changed since.

        It is for pages; what decides anything asks for the outcomes themselves.
        """
        known = None if period in self._checked else found.kept(self, period)
        return known or found.Found.of(self.outcomes(period))

    def _signed(self, record: PeriodRecord) -> Mapping[str, Any] | None:
        """Return the content that a period is locked by; None while it is open."""
        number = record.facts.get("submission")
        if record.state in {None, *workflow.EDITABLE} or number is None:
            return None
        return json.loads(self.store.submission_content(number))

    def _returned(self, period: Period, code: str) -> frozenset[Key]:
        """Return the cells that the city has returned of the upload with this 校验码."""
        slips = (x for x in self.store.letters(self.unit, period) if x.kind == RETURN)
        return loop.unlocked((json.loads(self.store.letter_content(x.id)) for x in slips), code)

    def forget(self, changes: Changes | None = None) -> None:
        """Drop the sheets that `changes` made stale (all of them when not told).

        Where nothing but cells has changed, the period's own sheet goes on with the new ones.
        """
        if changes is None:
            self._newest = None  # a newer one may have come
        if changes is None or changes.rows or changes.period is None:
            self._sheets.clear()
            return
        own = self._sheets.get(changes.period)
        for period in [p for p in self._sheets if p.last_day >= changes.period.first_day]:
            del self._sheets[period]
        if own is not None and changes.cells_alone and self._laid[changes.period] == self.today:
            self._sheets[changes.period] = own.with_cells(self.store.cells(changes.period))

    def kept(self, name: str, about: object, make: Callable[[], T]) -> T:
        """Return what was made last under a name, if it was about the same; else make it anew.

        For what takes long and is asked again and again, such as totals while many files come in.
        """
        known = self._kept.get(name)
        if known is None or known[0] != about:
            known = self._kept[name] = (about, make())
        return cast("T", known[1])

    def state(self, period: Period) -> str:
        """Return the period's state in the words of the way of a quarter."""
        return self.store.period(period).state or workflow.UNFILLED

    def locked_by(self, period: Period) -> int | None:
        """Return the id of the snapshot by which a period is shown and printed; None while it is open."""
        record = self.store.period(period)
        locked = record.state in {workflow.FROZEN, *workflow.HANDED_IN}
        return record.facts.get("submission") if locked else None

    def need_county(self) -> None:
        """Refuse a verb that only a reporting office has."""
        if self.is_city:
            raise RefusedError(say("desk.office.county_only"))

    def need_city(self) -> None:
        """Refuse a verb that only the city has."""
        if not self.is_city:
            raise RefusedError(say("desk.office.city_only"))
