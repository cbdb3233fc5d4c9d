"""The allotment workbook painted with openpyxl: white cells to fill, grey ones that name what there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from jzdesk.exchange import paint
from jzdesk.exchange.allot_marks import BLANK_LINES, CORNER, FIRST_ROW, META_SHEET, AllotMeta
from jzdesk.exchange.dresser import Dresser
from jzdesk.exchange.entry_hints import Lists
from jzdesk.models.allotment.listing import Line, beside_title
from jzdesk.models.allotment.subjects import CHOICE, NUMBER, SUBJECTS, UNIT, Field, Subject
from jzdesk.words import say

_THIN = Side(style="thin", color="FF9AA4AE")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_GREY = PatternFill("solid", fgColor="FFEFF1F3")
_HEAD = PatternFill("solid", fgColor="FFE3E8EC")
_BODY = Font(name=paint.BODY, size=11, charset=134)
_BOLD = Font(name=paint.HEADING, size=11, charset=134)
_TITLE = Font(name=paint.HEADING, size=16, charset=134)
_HINT = Font(name=paint.BODY, size=10, charset=134, color="FF5B6876")
_WRAP = Alignment(vertical="center", wrap_text=True)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")
_OPEN = Protection(locked=False)
_BESIDE = 44.0


def workbook(lines: Mapping[str, Sequence[Line]], meta: AllotMeta) -> bytes:
    """Return the workbook's bytes."""
    made, dresser = paint.new_workbook(), Dresser()
    lists = Lists(made)
    for subject in SUBJECTS:
        target = made.create_sheet(subject.title)
        _Painter(target, subject, meta, lists, dresser).paint(lines[subject.code])
    hidden = made.create_sheet(META_SHEET)
    hidden.sheet_state = "hidden"
    said = {"kind": "allot", "plan": meta.plan, "edition": meta.edition, "practice": str(int(meta.practice))}
    for row, (name, text) in enumerate(said.items(), 1):
        paint.plain_text(hidden.cell(row, 1), name)
        paint.plain_text(hidden.cell(row, 2), text)
    return paint.finished(made)


class _Painter:
    """Paints one subject's sheet."""

    def __init__(
        self, target: Worksheet, subject: Subject, meta: AllotMeta, lists: Lists, dresser: Dresser
    ) -> None:
        self._target, self._subject, self._meta = target, subject, meta
        self._lists, self._dress = lists, dresser.dress
        beside = [""] if beside_title(subject) else []
        codes = [f.code for f in subject.fields]
        # What a thing is called stands right behind its code
        self._codes = [*codes[:1], *beside, *codes[1:]]

    def paint(self, lines: Sequence[Line]) -> None:
        """Paint marks, heads, and every line, then blank ones."""
        self._marks()
        self._heads()
        for row, line in enumerate(lines, FIRST_ROW):
            self._line(row, line)
        last = FIRST_ROW + len(lines)
        for row in range(last, last + BLANK_LINES):
            self._line(row, None)
        self._choices(last + BLANK_LINES - 1)
        self._finish()

    def _marks(self) -> None:
        paint.plain_text(self._target.cell(1, 1), CORNER + self._subject.code)
        for at, code in self._places():
            if code:
                paint.plain_text(self._target.cell(1, at), code)
        paint.plain_text(self._target.cell(FIRST_ROW - 1, 1), CORNER)
        self._target.row_dimensions[1].hidden = True
        self._target.column_dimensions["A"].hidden = True

    def _places(self) -> list[tuple[int, str]]:
        return list(enumerate(self._codes, 2))

    def _field(self, code: str) -> Field | None:
        return self._subject.field(code) if code else None

    def _heads(self) -> None:
        title = say("exchange.allot.title", subject=self._subject.title)
        if self._meta.practice:
            title = say("exchange.practice_title", title=title)
        for row, text, font in (
            (2, title, _TITLE),
            (3, self._hint(), _HINT),
        ):
            cell = self._target.cell(row, 2)
            paint.plain_text(cell, text)
            self._dress(cell, font=font)
        for at, code in self._places():
            cell = self._target.cell(FIRST_ROW - 1, at)
            field = self._field(code)
            must = "*" if field is not None and field.required else ""
            paint.plain_text(
                cell, (field.title(self._subject.code) if field else beside_title(self._subject)) + must
            )
            self._dress(cell, font=_BOLD, fill=_HEAD, border=_GRID, alignment=_CENTRE)
        self._target.row_dimensions[FIRST_ROW - 1].height = 32

    def _hint(self) -> str:
        return say(f"models.allotment.hint.{self._subject.code}") + say("models.allotment.required")

    def _line(self, row: int, line: Line | None) -> None:
        height = 1
        for at, code in self._places():
            cell = self._target.cell(row, at)
            text = "" if line is None else line.texts.get(code, "") if code else line.beside
            field = self._field(code)
            self._cell(cell, field, text, grey=self._grey(code, text, line))
            height = max(height, paint.lines_of(text, self._width(code)))
        self._target.row_dimensions[row].height = paint.LINE * height + 5

    def _grey(self, code: str, text: str, line: Line | None) -> bool:
        """Grey is what names a thing of the plan; it is not to be written over."""
        if not code or (code == "code" and self._subject.open):
            return True
        fixed = set(self._subject.offered) - ({"name"} if self._subject.code == "tasks" else set())
        return line is not None and bool(text) and code in fixed

    def _cell(self, cell: Any, field: Field | None, text: str, *, grey: bool) -> None:
        number = field is not None and field.kind == NUMBER
        short = len(text) <= paint.SHORT and not number
        self._dress(
            cell, font=_BODY, border=_GRID, alignment=_RIGHT if number else _CENTRE if short else _WRAP
        )
        if grey:
            self._dress(cell, fill=_GREY)
        else:
            self._dress(cell, protection=_OPEN)
        cell.number_format = "@"
        if text:
            paint.plain_text(cell, text)

    def _choices(self, last: int) -> None:
        for at, code in self._places():
            field = self._field(code)
            if field is None or field.kind != CHOICE:
                continue
            words = tuple(field.choices(dict(self._meta.categories)).values())
            made = DataValidation(type="list", formula1=self._lists.reference(words), allow_blank=True)
            made.showErrorMessage = False
            letter = get_column_letter(at)
            made.add(f"{letter}{FIRST_ROW}:{letter}{last}")
            self._target.add_data_validation(made)

    def _width(self, code: str) -> float:
        field = self._field(code)
        return _BESIDE if field is None else max(field.width, 18.0 if field.kind == UNIT else 9.0)

    def _finish(self) -> None:
        target = self._target
        for at, code in self._places():
            target.column_dimensions[get_column_letter(at)].width = self._width(code)
        target.freeze_panes = f"D{FIRST_ROW}"
        target.print_title_rows = f"{FIRST_ROW - 1}:{FIRST_ROW - 1}"
        target.protection.sheet = True
        target.protection.formatColumns = target.protection.formatRows = False
        target.protection.insertRows = target.protection.deleteRows = False
        target.protection.sort = target.protection.autoFilter = False
        paint.page(target, practice=self._meta.practice)
