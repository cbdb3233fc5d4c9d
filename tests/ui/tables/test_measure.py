"""How wide columns are: what has no place to break at is whole."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

from jzdesk.ui.tables.painter import MARGIN


def test_the_code_of_an_enterprise_is_whole(open_window, office, look):
    work = open_window(office, "cards")
    work.window().resize(1366, 768)
    grid = work.places.page.cursor_.grid
    columns = grid.model.columns
    place = next(n for n, c in enumerate(columns) if c.layout is not None and c.layout.column.codes)
    room = grid.cells.columnWidth(place) - 2 * MARGIN
    assert room >= QFontMetrics(look.small).horizontalAdvance("91410823MA3X00001F")
