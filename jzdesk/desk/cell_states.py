"""In which states each cell of a form is: what the checks say, what was noted, what is locked or changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING

from jzdesk.models.checks import FAILED, MANDATORY, NOT_RUN, Finding
from jzdesk.models.entry import Key
from jzdesk.models.letters import RETURN
from jzdesk.records import dataclass

if TYPE_CHECKING:
    from jzdesk.models.form import Column, Form, Row
    from jzdesk.models.loop import Remark
    from jzdesk.models.sheet import Sheet

ALL = ""
"""In place of a state: every cell people fill."""
REFUSED, MUST, EXPLAIN, EXPLAINED = "refused", "must", "explain", "explained"
RETURNED, QUERIED = "returned", "queried"
"""The city has said something of the cell, and nobody has answered."""
BLANK, OWED, CHANGED = "blank", "owed", "changed"
NOTED, LINED, LOCKED = "noted", "lined", "locked"
OWN = "own"
"""The office fills the cell, now or before it was locked; it has no sign."""
ORDER = (REFUSED, RETURNED, QUERIED, MUST, EXPLAIN, EXPLAINED, BLANK, OWED, CHANGED, NOTED, LINED, LOCKED)
"""Every state, in the order in which a cell's signs stand beside each other."""

_RANK = {BLANK: 0, EXPLAINED: 1, EXPLAIN: 2, MUST: 3}
_WORST_FIRST = (REFUSED, RETURNED, QUERIED, MUST, EXPLAIN, CHANGED, EXPLAINED, BLANK)

States = Mapping[Key, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Mark:
    """What the checks say of one cell: the worst tone, every sentence, and the milder tones."""

    tone: str
    sentences: tuple[str, ...] = ()
    milder: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cells of a form are in each state (`ALL`: how many there are), and how many findings say so.

    `handed` tells that the receiver has had the period before.
    """

    cells: Mapping[str, int]
    findings: Mapping[str, int]
    handed: bool = False

    def number(self, state: str) -> int:
        """Return what is counted for people: findings where these make the state, else cells."""
        return self.findings.get(state, self.cells.get(state, 0))


def marks_of(findings: Sequence[Finding], blanks: Collection[str]) -> dict[Key, Mark]:
    """Return what the findings say of every cell they are about; `blanks` are the rules on open cells."""
    found: dict[Key, Mark] = {}
    for finding in findings:
        tone = _tone(finding, blanks)
        for key in finding.keys if tone else ():
            known = found.get(key, Mark(tone))
            worst = max((known.tone, tone), key=_RANK.__getitem__)
            milder = (known.milder | {known.tone, tone}) - {worst}
            found[key] = Mark(worst, (*known.sentences, finding.message), milder)
    return found


def _tone(finding: Finding, blanks: Collection[str]) -> str:
    if finding.result != FAILED:
        return ""
    if finding.rule in blanks:
        return BLANK
    if finding.severity == MANDATORY:
        return MUST
    return EXPLAIN if finding.explanation is None else EXPLAINED


def states_of(
    sheet: Sheet, form: Form, marks: Mapping[Key, Mark], changed: Collection[Key], refused: Collection[Key],
    said: Mapping[Key, Sequence[Remark]], *, editable: bool, rows: Collection[str] | None = None,
) -> dict[Key, frozenset[str]]:  # fmt: skip
    """Return the states of every cell of a form (of some `rows`) that people fill; a 零报告 has none to fill.

    A computed cell has one only where something typed over it could not be saved, or where the city asked.
    """
    if form.id in sheet.nil:
        return {}
    found: dict[Key, frozenset[str]] = {}
    for row in sheet.rows(form.id):
        for column in sheet.columns(form, row) if rows is None or row.code in rows else ():
            key = Key(form.id, row.code, column.code)
            if column.derived or row.derived:
                if key in refused or key in said:
                    found[key] = frozenset({REFUSED}) if key in refused else waiting(said[key])
                continue
            standing = _standing(sheet, key, row, column, editable=editable)
            if key in marks or key in changed or key in refused or key in said:
                mark = marks.get(key)
                standing |= {
                    *({mark.tone, *mark.milder} if mark is not None else ()),
                    *((CHANGED,) if key in changed else ()), *((REFUSED,) if key in refused else ()),
                    *waiting(said.get(key, ())),
                }  # fmt: skip
            found[key] = standing
    return found


def waiting(said: Sequence[Remark]) -> frozenset[str]:
    """Return the states that remarks about a cell give it while nobody has answered them."""
    return frozenset(RETURNED if r.kind == RETURN else QUERIED for r in said if not r.answered)


def _standing(sheet: Sheet, key: Key, row: Row, column: Column, *, editable: bool) -> frozenset[str]:
    """Return the states that lie in the cell itself: what was signed as owed stays open when locked."""
    cell, given = sheet.cell(key, row, column), sheet.locked(row, column)
    locked = given or not (editable or key in sheet.unlocked)
    return _told_of(cell.owed, bool(cell.note), key in sheet.lines, locked, not given)


@cache
def _told_of(*there: bool) -> frozenset[str]:
    return frozenset(compress((OWED, NOTED, LINED, LOCKED, OWN), there))


def worst(states: Collection[str]) -> str:
    """Return the state that gives a cell its ground; empty where none does."""
    return next((state for state in _WORST_FIRST if state in states), "")


def tally(states: States, findings: Sequence[Finding], blanks: Collection[str], *, handed: bool) -> Tally:
    """Count a form's cells by state, and the findings that touch any of them by tone."""
    alike = Counter(states.values())
    cells = {state: sum(n for found, n in alike.items() if state in found) for state in (OWN, *ORDER)}
    touching = [_tone(f, blanks) for f in findings if not states.keys().isdisjoint(f.keys)]
    counted = {tone: touching.count(tone) for tone in (MUST, EXPLAIN, EXPLAINED)}
    return Tally({**cells, ALL: cells[OWN]}, counted, handed)


def order_of(finding: Finding) -> tuple[int, bool]:
    """Return where a finding stands in its form: what blocks first, a slip before what it causes."""
    return _rank(finding), not finding.mend


def _rank(finding: Finding) -> int:
    if finding.result == FAILED:
        if finding.severity == MANDATORY:
            return 0
        return 1 if finding.explanation is None else 3
    return 2 if finding.result == NOT_RUN else 4
