"""表格文件: a workbook of any kind that is to come in, read aside and looked at before it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jzdesk.desk import change_lines, enquiring, receiving, tables, workbooks
from jzdesk.desk.aside import Steps
from jzdesk.desk.change_lines import ChangeLine
from jzdesk.desk.office import Office
from jzdesk.desk.tables import Table
from jzdesk.errors import JzdeskError, RefusedError, StoppedError
from jzdesk.exchange import tabular
from jzdesk.exchange.fill_plan import FillPlan
from jzdesk.models.change import Changes
from jzdesk.models.form import Form
from jzdesk.models.letters import ASSIGNMENT
from jzdesk.models.period import Period
from jzdesk.words import has, say
from jzdesk.worker.reader import Reader

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".et")
"""The endings of workbooks that may be taken in."""


@dataclass(frozen=True)
class Filled:
    """An entry workbook looked at: its period, what it would do, and the lines that say so.

    A 取数表 that came back names the `bureau` that has answered with it.
    """

    path: Path
    period: Period
    plan: FillPlan
    lines: tuple[ChangeLine, ...]
    bureau: str = ""

    @property
    def can(self) -> bool:
        """It changes something, or answers what was asked, and nothing in it is refused."""
        return bool(self.plan.changes or self.bureau) and not self.plan.refused


class Reading:
    """A workbook read in the child process: work that needs no store, and can be stopped."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader = Reader()
        self._stopped = False

    def run(self, tell: Callable[[Any], None]) -> dict[str, Any]:
        """Return what the workbook holds."""
        tell(self._path.name)
        try:
            if not self._path.is_file():
                raise RefusedError(say("desk.entering.file_missing", name=self._path.name))
            with self._reader as reader:
                found = reader.read_any(self._path)
        except (JzdeskError, OSError) as error:
            if self._stopped:
                raise StoppedError(say("desk.books.stopped")) from error
            if isinstance(error, OSError):
                raise RefusedError(say("desk.entering.file_missing", name=self._path.name)) from error
            raise
        if self._stopped:
            raise StoppedError(say("desk.books.stopped"))
        return found

    def stop(self) -> None:
        """End it; the child ends with it."""
        self._stopped = True
        self._reader.close()


def handed_down(office: Office, read: Mapping[str, Any]) -> str:
    """Return what a workbook has to do with what the city hands down: its workbook, its file, or nothing."""
    if read["kind"] == tabular.ALLOT:
        return tabular.ALLOT
    ours = read["kind"] == tabular.EXCHANGE and read["is"] == ASSIGNMENT and not office.is_city
    return ASSIGNMENT if ours else ""


def letter(office: Office, read: Mapping[str, Any]) -> bool:
    """Tell whether a workbook is a file between county and city that this office may take in."""
    ours = receiving.TO_CITY if office.is_city else receiving.TO_COUNTY
    return read["kind"] == tabular.EXCHANGE and read["is"] in ours


def looking(
    office: Office, path: Path, read: dict[str, Any], period: Period, form: str
) -> Steps[Filled | Table]:  # fmt: skip
    """Find what a workbook that was read would do, or the table that it holds.

    An exchange file is refused by its kind, with the place where it is taken in. `period` and `form` are
    what the window shows; an entry workbook says itself which period it is of.
    """
    if read["kind"] == tabular.EXCHANGE:
        raise RefusedError(_exchange(path, read["is"], city=office.is_city))
    if read["kind"] == tabular.ENTRY:
        target, plan = yield from workbooks.looking(office, read, path.name, None)
        lines = change_lines.of_plan(office.sheet(target), plan)
        return Filled(path, target, plan, lines, str(read["meta"].get("bureau", "")))
    return (yield from tables.opening(office, path, read, period, form))


def _exchange(path: Path, kind: str, *, city: bool) -> str:
    """Return the sentence for a file of another kind: what it is, and where it goes."""
    side = "city" if city else "county"
    way = f"desk.books.way.{side}.{kind}"
    where = say(way) if has(way) else say("desk.books.way.other")
    return say("desk.books.exchange", name=path.name, kind=kind or say("desk.books.some_kind"), way=where)


def write(office: Office, filled: Filled) -> Changes:
    """Write an entry workbook's changes as one step, and note whose answer it was."""
    if not filled.can:
        raise RefusedError(say("desk.books.nothing"))
    found = (
        [workbooks.write(office, filled.period, filled.plan, filled.path.name)] if filled.plan.changes else []
    )
    if filled.bureau:
        found.append(enquiring.answered(office, filled.period, filled.bureau))
    return found[0]


def file_name(office: Office, period: Period, form: Form | None, *, blank: bool) -> str:
    """Return the name a workbook, or the forms to fill by hand, get unless told otherwise."""
    unit = office.catalogue.division(office.unit).name
    what = form.short if form else say("desk.books.all_forms")
    word = "blank_name" if blank else "form_name"
    return say(f"desk.books.{word}", unit=unit, period=period, what=what)
