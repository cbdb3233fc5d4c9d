"""中期评估 and 终期考核 at the city: made of the files that count, 核定数, 代用数 and 市本级's own sheet."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from jzdesk.desk import county_sheets, coverage, judging, rendering, reporting, scoring
from jzdesk.desk.judging import Judged, Spot
from jzdesk.desk.office import Office
from jzdesk.desk.rendering import Rendering
from jzdesk.errors import StoppedError, UsageError
from jzdesk.models.catalogue import CITY
from jzdesk.models.entry import Key
from jzdesk.models.evaluation import scheme, whole
from jzdesk.models.evaluation.known import APPROVED, STANDIN, Known, Row
from jzdesk.models.evaluation.result import Evaluation
from jzdesk.models.evaluation.scheme import Scheme
from jzdesk.models.evaluation.whole import FINAL, KINDS, MIDTERM, Head
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.taking_back import Entered
from jzdesk.reports.evaluation import evaluation_document
from jzdesk.words import say

__all__ = ["FINAL", "KINDS", "MIDTERM"]
SUFFIXES = (".pdf", ".docx", ".xlsx")
HowFar = tuple[int, int] | None
"""At which office one is, and how many there are; None between two of its files."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that an evaluation is made of: no store is needed any more."""

    head: Head
    dates: tuple[Known, ...]
    points: Scheme | None

    def evaluated(self, between: Callable[[], None]) -> Evaluation:
        """Return the evaluation; between two items `between` is called, which may end it."""
        return with_points(whole.evaluate(self.head, self.dates, between), self.points)


Gathering = Generator[HowFar, None, Gathered]


def evaluated(office: Office, kind: str, *, as_of: Period | None = None, draft: bool = False) -> Evaluation:
    """Return an evaluation as it stands at `as_of`; of a draft that is the newest quarter with a file.

    Where that is not the evaluation's own date, the judgement at that date stands beside it.
    """
    gathered = _through(gathering(office, kind, as_of=as_of, draft=draft))
    return gathered.evaluated(lambda: None)


def gathering(office: Office, kind: str, *, as_of: Period | None = None, draft: bool = False) -> Gathering:
    """Gather from the store what an evaluation is made of, as `evaluated` says, and return it.

    Between two files it yields how far it is.
    """
    office.need_city()
    if kind not in KINDS:
        raise UsageError(say("desk.evaluating.kind", kind=kind))
    end = whole.end_of(office.catalogue, kind)
    at = whole.checked(office.catalogue, kind, as_of or (suggested(office, kind) if draft else end))
    dates = [at] if at == end else [at, end]
    head = Head(kind, draft, office.practice, office.name, office.today.isoformat())
    looked_at: dict[int, Entered] = {}
    found: list[Known] = []
    for date in dates:
        found.append((yield from known(office, date, looked_at)))
    return Gathered(head, tuple(found), scoring.kept(office, kind))


def _through(steps: Gathering) -> Gathered:
    while True:
        try:
            next(steps)
        except StopIteration as done:
            gathered: Gathered = done.value
            return gathered


def with_points(found: Evaluation, points: Scheme | None) -> Evaluation:
    """Return an evaluation scored by a scheme, or without any points."""
    return replace(found, scores=None if points is None else scheme.scored(points, found))


def dates(office: Office, kind: str) -> tuple[Period, ...]:
    """Return the dates that are offered: the evaluation's own, then the quarters, newest first."""
    end = whole.end_of(office.catalogue, kind)
    years = range(end.year, office.catalogue.reported_from - 1, -1)
    return (end, *(Period(year, "quarter", n) for year in years for n in (4, 3, 2, 1)))


def suggested(office: Office, kind: str) -> Period:
    """Return the date of a draft unless told otherwise: the newest quarter of which a file counts."""
    end = whole.end_of(office.catalogue, kind)
    counted = {s.period for s in coverage.counted_ever(office)}
    quarters = [p for p in counted if p.kind == "quarter" and p.last_day <= end.last_day]
    return max(quarters, default=Period(end.year, "quarter", 3))


def write(found: Evaluation, out: Path) -> Path:
    """Write an evaluation as PDF, docx or workbook, as the file's ending says."""
    reporting.need_suffix(out, *SUFFIXES)
    reporting.write(evaluation_document(found), out)
    return out


def proposed(kind: str, date: str, suffix: str, *, draft: bool) -> str:
    """Return the name of the file an evaluation is kept in unless told otherwise; `date` is in words."""
    word = "file_draft" if draft else "file"
    return say(
        f"desk.evaluating.{word}", kind=say(f"models.evaluation.kind.{kind}"), date=date, suffix=suffix
    )


class Making:
    """The work of evaluating what was gathered, which needs no store any more, and of having it drawn."""

    def __init__(self, gathered: Gathered, drawing: Callable[[Evaluation], Rendering]) -> None:
        self._gathered, self._drawing = gathered, drawing
        self._over = threading.Event()
        self._work: Rendering | None = None

    def run(self, tell: rendering.Tell) -> Any:
        """Return what the drawing comes to; `StoppedError` when it was stopped."""
        self._work = self._drawing(self._gathered.evaluated(self._check))
        self._check()
        return self._work.run(tell)

    def stop(self) -> None:
        """Give it up, from any thread."""
        self._over.set()
        if self._work is not None:
            self._work.stop()

    def _check(self) -> None:
        if self._over.is_set():
            raise StoppedError(say("worker.stopped"))


def making(found: Evaluation, ending: str = ".pdf") -> Rendering:
    """Return the work of making it in the second process; its result is the bytes."""
    return Rendering([_job(found, ending)], lambda answers: rendering.data_of(answers[0]))


def writing(found: Evaluation, out: Path) -> Rendering:
    """Return the work of writing it in the second process; its result is the file."""
    return rendering.one_file(_job(found, out.suffix.lower()), out)


def _job(found: Evaluation, ending: str) -> rendering.Plain:
    return {"job": "render", "what": "evaluation", "evaluation": found.plain(), "ending": ending}


# What the city knows


def known(office: Office, at: Period, looked_at: dict[int, Entered]) -> Generator[HowFar, None, Known]:
    """Return what the city knows at the end of a period; files that were `looked_at` are not again."""
    catalogue = office.catalogue.on(at.last_day.isoformat())
    sheets: dict[str, Sheet] = {}
    codes: dict[str, Mapping[Period, str]] = {}
    units = (CITY, *catalogue.counties)
    for number, unit in enumerate(units, 1):
        yield number, len(units)
        own = unit == CITY
        looking = county_sheets.own if own else partial(county_sheets.counted, unit=unit)
        sheets[unit], codes[unit] = yield from looking(office, at=at, looked_at=looked_at)
    city = sheets[CITY]
    filled = [p for p in (*city.earlier, city.period) if city.at(p)]
    open_ = frozenset(p for p in filled if p not in codes[CITY] and not office.backfilled(p))
    whole_of: dict[Period, dict[Key, Decimal]] = {}
    marks: dict[Row, str] = {}
    for period in judging.periods_set(office, at):
        for mark, found in _set(office, period).items():
            for (key, unit), one in found.items():
                if unit == CITY:
                    whole_of.setdefault(period, {})[key] = one.number
                elif unit in sheets:
                    sheets[unit] = judging.put_in(
                        sheets[unit], period, key, one.number, judging.STAGES[mark]
                    )  # fmt: skip
                    marks[unit, period, key.form, key.row] = mark
    return Known(catalogue, at, sheets, codes, whole_of, marks, open_)


def _set(office: Office, period: Period) -> dict[str, dict[Spot, Judged]]:
    """Return what the city set in a period: 代用数 first, so that a 核定数 comes before them."""
    return {STANDIN: judging.standins(office, period), APPROVED: judging.approved(office, period)}
