from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from jzdesk.exchange import paint
from jzdesk.exchange.dresser import Dresser

BOLD, PLAIN = Font(name="黑体", bold=True), Font(name="宋体")
LOOK = {
    "font": BOLD,
    "fill": PatternFill("solid", fgColor="FFEFF1F3"),
    "border": Border(top=Side(style="thin")),
    "alignment": Alignment(horizontal="center"),
    "protection": Protection(locked=False),
}


def worn(cell) -> dict[str, object]:
    return {name: getattr(cell, name) for name in LOOK}


def test_every_cell_looks_as_it_was_told() -> None:
    sheet, dresser = paint.new_workbook().create_sheet("甲"), Dresser()
    for cell in (sheet["A1"], sheet["A2"]):
        dresser.dress(cell, **LOOK)
        assert worn(cell) == LOOK
    dresser.dress(sheet["A2"], font=PLAIN)
    assert worn(sheet["A2"]) == {**LOOK, "font": PLAIN}, "the rest stays"
    assert worn(sheet["A1"]) == LOOK, "the other cell too"


def test_the_format_of_a_number_stays() -> None:
    sheet, dresser = paint.new_workbook().create_sheet("甲"), Dresser()
    for cell in (sheet["A1"], sheet["A2"]):
        cell.number_format = "#,##0.00"
        dresser.dress(cell, **LOOK)
        assert cell.number_format == "#,##0.00"
