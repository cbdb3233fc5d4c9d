"""The 累计 of a pasted block that stand for quarters: where the block has no column of these itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from jzdesk.desk.paste_plan import Planned
from jzdesk.desk.to_date import how
from jzdesk.models import quantity, to_date
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.paste import heads
from jzdesk.models.paste.clip import Piece
from jzdesk.models.paste.figures import Figure
from jzdesk.models.paste.match import Part
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import places_of
from jzdesk.words import say


def stands_for(form: Form, part: Part, row: Row, column: Column) -> Column | None:
    """Return the column that a pasted 累计 is entered into; None where it is only compared.

    What the block says of the quarter itself goes before what its 累计 would make of it.
    """
    found = to_date.quarter_column(form, row, column)
    held = {aim.column for aim in part.aims if aim.kind == heads.COLUMN}
    return None if found is None or found.code in held else found


def typed(piece: Piece, read: Figure | None, row: Row, column: Column) -> Decimal:
    """Return the 累计 that a piece says; refused where it is no figure."""
    return to_date.figure_of(piece.text, row, column, None) if read is None else read.value


def quarter(
    sheet: Sheet, coming: Sequence[Planned], key: Key, row: Row, column: Column, total: Decimal
) -> tuple[str, str]:
    """Return what a 累计 makes of the quarter at `key`, once `coming` is written, and how it came about."""
    mine = (c for c in coming if c.writes and c.key is not None and c.key.row == key.row)
    beside = {c.key: c.cell for c in mine if c.key is not None and c.cell is not None}
    after = replace(sheet, cells={**sheet.cells, **beside}) if beside else sheet
    made = to_date.quarter_of(after, key, row, column, total)
    figure = to_date.checked(made, sheet.period, row, column)
    told = say("desk.to_date.how", how=how(made, sheet.period, row, column))
    return quantity.plain(figure, places_of(row, column)), told
