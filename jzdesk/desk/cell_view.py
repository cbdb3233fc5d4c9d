"""What the panel beside the cursor tells of a cell beyond its figure; targets are judged once a look."""

from __future__ import annotations

from dataclasses import dataclass

from jzdesk.desk import browsing, cell_aim
from jzdesk.desk.cell_aim import Aim
from jzdesk.desk.cell_formula import Formula, formula
from jzdesk.desk.cell_series import Series, series
from jzdesk.desk.office import Office
from jzdesk.desk.window import Look
from jzdesk.models.entry import Key, Origin
from jzdesk.models.form import Rule
from jzdesk.words import say

MOST_RULES = 4
"""So many check relations are told; all of them stand in 规划目录."""


@dataclass(frozen=True, slots=True)
class CellView:
    """What there is to tell of one cell; `sourced` says that people say where its figure comes from."""

    series: Series | None
    aim: Aim | None
    formula: Formula | None
    rules: tuple[str, ...]
    origin: Origin
    sourced: bool


class CellViews:
    """The views of one look at a period: targets are judged once a row, relations found once."""

    def __init__(self, office: Office, look: Look) -> None:
        self.look = look
        self._view = browsing.view_of(office, look)
        self._aims: dict[tuple[str, str], Aim | None] = {}

    def of(self, key: Key) -> CellView | None:
        """Return what there is to tell of a cell; None where the office has none of that key."""
        sheet = self.look.sheet
        row, column = sheet.row(key.form, key.row), sheet.catalogue.form(key.form).column(key.column)
        if row is None or column is None:
            return None
        place = (key.form, key.row)
        if place not in self._aims:
            self._aims[place] = cell_aim.aim(self._view, key.form, row)
        return CellView(
            series(sheet, key), self._aims[place], formula(sheet, key), self._rules_of(key),
            sheet.origin(key), not (column.derived or row.derived or column.city),
        )  # fmt: skip

    def _rules_of(self, key: Key) -> tuple[str, ...]:
        """Return the check relations that touch a cell, those printed at the form's foot first."""
        rules = sorted(self.look.relations.get(key, {}).values(), key=_printed_last)
        return tuple(
            say("desk.cell.rule", number=rule.number, wording=rule.wording) for rule in rules[:MOST_RULES]
        )


def _printed_last(rule: Rule) -> bool:
    return not rule.printed
