"""What the window asks beside the use cases: one look at a period, where to open, which periods there are."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jzdesk import settings
from jzdesk.desk import found, handed, handing_in, loop, safekeeping, signers, stepping
from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.models import checks, lines, quantity, snapshot, workflow
from jzdesk.models.entry import EMPTY, STAGES, Key
from jzdesk.models.period import Period, of_day
from jzdesk.models.todo import EARLY, REVIEW, Todo
from jzdesk.records import dataclass
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.handed import Handed
    from jzdesk.desk.office import Office
    from jzdesk.models.checks import Finding
    from jzdesk.models.form import Column, Division, Form, Rule
    from jzdesk.models.layout import Layout
    from jzdesk.models.loop import Remark
    from jzdesk.models.sheet import Sheet
    from jzdesk.models.todo import Item

PARAGRAPH = 120.0
"""From this width on, in millimetres, a text column takes paragraphs."""
"""An explanation of fewer characters hardly says why."""


@dataclass(frozen=True)
class Progress:
    """How far a form is: cells filled or justified, of those that must be."""

    form: Form
    filled: int
    total: int
    nil: bool


@dataclass(frozen=True)
class Look:
    """One period as it stands: figures, findings, what is to be done, and how far it has come.

    `findings` are what is worth reading of what the checks said.
    """

    sheet: Sheet
    state: str
    facts: Mapping[str, Any]
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    todo: Todo
    handed: Handed | None = None
    every: Callable[[], tuple[Finding, ...]] = tuple
    """Asks for all that the checks said."""
    remarks: tuple[Remark, ...] = ()
    """What the city said of cells of what was handed in, and how each was answered."""
    late: bool = False
    """It was handed in, and what was 暂缺 has been filled since: a 补报 is due."""
    viewing: bool = False
    """It is a copy's, and only looked at."""

    @cached_property
    def outcomes(self) -> tuple[Finding, ...]:
        """All that the checks said, also of what passed."""
        return self.every()

    @cached_property
    def relations(self) -> Mapping[Key, Mapping[str, Rule]]:
        """The rules by the cells they spoke of, whatever came of it; but those that cells must be filled."""
        blanks = blank_rules(self.sheet)
        rules = {rule.number: rule for rule in self.sheet.catalogue.rules if rule.number not in blanks}
        found: dict[Key, dict[str, Rule]] = {}
        for outcome in self.outcomes:
            if outcome.rule in rules:
                for key in outcome.keys:
                    found.setdefault(key, {})[outcome.rule] = rules[outcome.rule]
        return found

    @cached_property
    def changed(self) -> dict[Key, str]:
        """The cells that differ from what the receiver last had, each with what that was."""
        return handed.changed(self.sheet, self.handed)

    @property
    def editable(self) -> bool:
        """Figures can be entered."""
        return self.state in workflow.EDITABLE and not self.viewing

    @cached_property
    def said(self) -> dict[Key, tuple[Remark, ...]]:
        """The remarks by their cells."""
        return {r.key: tuple(x for x in self.remarks if x.key == r.key) for r in self.remarks}

    @property
    def passed(self) -> bool:
        """Nothing is in the way but that it is reviewed, and that the period ends."""
        return all(item.kind in {REVIEW, EARLY} for item in self.todo.blocking)

    @property
    def stage(self) -> str:
        """The state as people say it: 填报中 ends with 审核通过, which no one decides and nothing stores."""
        return workflow.PASSED if self.state == workflow.DRAFT and self.passed else self.state

    @property
    def preparing(self) -> bool:
        """A hand-in is being prepared: the first one, a correction or a 补报."""
        return self.state in workflow.PREPARING or self.late

    @property
    def code(self) -> str:
        """The 校验码 in groups of four; empty before the first freezing."""
        return snapshot.show_code(str(self.facts.get("code", "")))

    def form_of(self, item: Item) -> str:
        """Return the form an item is about, empty for the period as a whole."""
        return item.key.form if item.key else item.form or ""

    def due_in(self, form_id: str) -> int:
        """Return how many things are still to be done in a form, those that may wait too."""
        return sum(self.form_of(item) == form_id for item in (*self.todo.blocking, *self.todo.other))

    @property
    def asked(self) -> int:
        """How many findings ask for an explanation, those that have one too."""
        blanks = blank_rules(self.sheet)
        return sum(
            f.result == checks.FAILED and f.severity != checks.MANDATORY and not f.trial
            and f.rule not in blanks for f in self.findings
        )  # fmt: skip

    def tally(self, kind: str, form_id: str = "") -> int:
        """Return how many things of a kind are to be done, everywhere or in one form."""
        return sum(
            1 for item in self.todo.blocking if item.kind == kind and form_id in {"", self.form_of(item)}
        )


def look(office: Office, period: Period, known: Handed | None = None) -> Look:
    """Look a period through once; `known` is what an earlier look read of the last hand-in."""
    sheet = office.sheet(period)
    checked = office.found(period)
    record = office.store.period(period)
    said = loop.remarks(office, office.unit, period)
    todo = handing_in.todo_of(office, period, said, checked.findings)
    late = record.state in workflow.HANDED_IN and handing_in.supplement_due(office, period)
    if (record.state or workflow.UNFILLED) not in workflow.PREPARING and not late:
        todo = Todo((), todo.other)  # handed over: nothing stands in the way any more
    return Look(
        sheet, record.state or workflow.UNFILLED, record.facts, checked.findings, checked.counts, todo,
        handed.last(office, period, known), partial(office.outcomes, period), said, late, office.viewing,
    )  # fmt: skip


def signed_with(office: Office, look_: Look) -> dict[str, Any]:
    """Return the names a period carries, from its snapshot where there is one, and the days they signed on.

    While a hand-in is prepared, the days of the one before it are none of its own.
    """
    facts, number = dict(look_.facts), look_.facts.get("submission")
    if look_.state in workflow.PREPARING:
        return {name: fact for name, fact in facts.items() if name not in {"issued_on", "signed_on"}}
    if look_.state == workflow.FROZEN:
        facts.pop("signed_on", None)
    facts.setdefault("reviewed_on", facts.get(signers.REVIEWED_ON, ""))
    if number is None:
        return facts
    return {**json.loads(office.store.submission_content(number))["signers"], **facts}


def blank_rules(sheet: Sheet) -> frozenset[str]:
    """Return the rules that only say a cell is still open."""
    return frozenset(r.number for r in sheet.catalogue.rules if r.kind == "complete")


def layout(sheet: Sheet, form: Form) -> Layout:
    """Return a form's layout for the office and period of a sheet."""
    return sheet.layout(form)


def progress(sheet: Sheet) -> list[Progress]:
    """Return how far each form is."""
    return [progress_of(sheet, form) for form in sheet.forms]


def progress_of(sheet: Sheet, form: Form) -> Progress:
    """Return how far a form is."""
    filled = total = 0
    for row in sheet.rows(form.id):
        stages: list[bool] = []
        for column in sheet.columns(form, row):
            staged = column.code in STAGES
            if column.derived or row.derived or sheet.locked(row, column) or not (column.required or staged):
                continue
            done = not sheet.cell(Key(form.id, row.code, column.code), row, column).open
            if staged:
                stages.append(done)
            else:
                total, filled = total + 1, filled + done
        if stages:  # of the year's figure one stage is enough
            total, filled = total + 1, filled + any(stages)
    return Progress(form, filled, total, form.id in sheet.nil)


def same_column(sheet: Sheet, key: Key) -> list[tuple[str, str]]:
    """Return the other cells of a cell's column, by their rows' names: it may be part of one of them."""
    same = [
        Key(key.form, row.code, key.column)
        for row in sheet.rows(key.form)
        if key.column in row.columns and not row.derived and row.code != key.row
    ]
    return [(stepping.row_name(sheet, other), str(other)) for other in same]


# Where the window opens, and which periods there are


def divisions() -> tuple[Division, ...]:
    """Return the offices a new store can be made for."""
    return safekeeping.shipped_catalogue().divisions


def opening_period(office: Office, remembered: str = "") -> Period:
    """Return the period last worked on, else the newest with figures, else the quarter that is due now."""
    if remembered:
        kept = found.remembered(office)
        if kept is not None and str(kept.period) == remembered:
            return kept.period
        try:
            return office.period(remembered)
        except JzdeskError:
            pass
    known = [p for p in office.store.periods() if p.kind == "quarter"]
    return known[-1] if known else due_now(office)


def due_now(office: Office) -> Period:
    """Return the quarter that ended last, inside the plan's years."""
    catalogue = office.catalogue
    period = of_day(office.today).previous
    first, last = Period(catalogue.first_year, "quarter", 1), Period(catalogue.last_year, "quarter", 4)
    return min(max(period, first), last)


def years(office: Office) -> range:
    """Return the years a period may lie in, from the first quarter that is reported or filled."""
    known = [p.year for p in office.store.periods()]
    first = max(min([*known, office.catalogue.reported_from - 1]), office.catalogue.first_year)
    return range(first, office.catalogue.last_year + 1)


def kinds(office: Office) -> tuple[str, ...]:
    """Return the kinds of period in which any form is filled."""
    due = {kind for form in office.catalogue.forms for kind in form.frequencies}
    return tuple(kind for kind in ("quarter", "half", "year") if kind in due)


def states(office: Office, periods: Iterable[Period]) -> dict[Period, str]:
    """Return the state of each period."""
    return {period: office.state(period) for period in periods}


def names_used(office: Office, period: Period) -> dict[str, str]:
    """Return the names and phone last signed with, to start from; at first who said to be at work here."""
    found = signers.used({p: office.store.period(p).facts for p in office.store.periods()}, period)
    who = settings.load().who
    return {"preparer": who, **found} if who else found


def out_folder(office: Office, period: Period) -> Path:
    """Return where a period's papers and files go unless told otherwise: beside the store.

    Those for practice have a folder of their own: nobody is to send one of them by mistake.
    """
    word = "out_practice" if office.practice else "out"
    return office.store.info.path.parent / say(f"ui.hand_in.{word}", period=period)


def today(office: Office) -> date:
    """Return the day."""
    return office.today


def no_folder(path: Path) -> str:
    """Return the sentence for a folder that cannot be made."""
    return say("desk.handing_in.out_missing", name=path.parent)


# Paragraphs and 底稿


def is_paragraph(column: Column) -> bool:
    """Tell whether a column takes whole paragraphs: texts as wide as most of the paper."""
    return column.kind == "text" and column.width >= PARAGRAPH and not column.derived


def earlier_text(sheet: Sheet, key: Key) -> str:
    """Return what stood in an empty paragraph in the period before of the same kind; empty for none."""
    column = sheet.catalogue.form(key.form).column(key.column)
    if column is None or not is_paragraph(column) or not sheet.cells.get(key, EMPTY).open:
        return ""
    before = sheet.earlier.get(sheet.period.previous, {}).get(key, EMPTY).value
    return before if isinstance(before, str) else ""


def length_of(text: str) -> int:
    """Return how many characters of a typed text count, as its limit is judged."""
    return len(unicodedata.normalize("NFC", quantity.trimmed(text).replace("\r\n", "\n")))


def may_have_lines(sheet: Sheet, key: Key) -> bool:
    """Tell whether a cell is a figure that may be opened into lines."""
    row, column = sheet.row(key.form, key.row), sheet.catalogue.form(key.form).column(key.column)
    if row is None or column is None or column.code not in row.columns or key.form in sheet.nil:
        return False
    return column.kind == "number" and not (column.derived or row.derived or sheet.locked(row, column))


@dataclass(frozen=True, slots=True)
class Judged:
    """Lines as typed: their sum so far, how many have a value, and what is wrong by place (from 0)."""

    total: Decimal | None
    valued: int
    wrong: Mapping[int, str]


def judge_lines(sheet: Sheet, key: Key, words: Sequence[Sequence[str]]) -> Judged:
    """Judge typed lines (name, code, value, note) one by one; the sum is of those that are right."""
    _, row, column = sheet.place(key)
    found: list[lines.Line] = []
    wrong: dict[int, str] = {}
    for place, given in enumerate(words):
        try:
            found += lines.parse([given], row, column)
        except RefusedError as error:
            wrong[place] = error.sentence.replace(_first_line(), _first_line(place + 1), 1)
    values = [line for line in found if line.value is not None]
    return Judged(lines.total(values), len(values), wrong)


def _first_line(number: int = 1) -> str:
    return say("models.lines.at", n=number, sentence="")
