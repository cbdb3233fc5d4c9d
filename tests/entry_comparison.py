"""The emissions form of a quarter filled three ways by real keys: here, by entry workbook, in a plain table.

`python -m tests.entry_comparison` prints keystrokes and seconds at a steady pace of five keys a second. Every
way has to end with the same figures; programs are open before the clock starts. What the plain table does not
do (checks, comparisons, the upload file) is not counted against it; its sums are there from last quarter.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

from jzdesk import resource, settings
from jzdesk.desk import entering, safekeeping, workbooks
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.words import say
from tests.ui.desktop import LONG, Screen, calc, screen

QUARTER = Period.parse("2018Q3")
PACE = 0.2
SHEET_FIRST_LINE = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure to be entered, what stood there a quarter ago, and how many cells after it stay open."""

    key: Key
    text: str
    before: str
    open_after: int = 0


@dataclass(frozen=True, slots=True)
class Effort:
    """What one way took."""

    keys: int
    seconds: float


class Keyboard:
    """Presses real keys one by one at a pace and counts them."""

    def __init__(self, x: Screen, pace: float) -> None:
        self._x, self._pace, self.count = x, pace, 0

    def type(self, text: str) -> None:
        """Type text that needs no Shift."""
        self.count += len(text)
        self._x.run("xdotool", "type", "--delay", str(int(self._pace * 1000)), text)

    def press(self, *keys: str) -> None:
        """Press keys; a chord is one keystroke."""
        self.count += len(keys)
        self._x.run("xdotool", "key", "--delay", str(int(self._pace * 1000)), *keys)


def figures(office: Office) -> list[Figure]:
    """Return the figures of the sample that the emissions form asks for, in the order of the paper."""
    sample = entering_sample()
    now, before = sample[str(QUARTER)], sample[str(QUARTER.previous)]
    found: list[Figure] = []
    for key, row, column in entering.all_cells(office.sheet(QUARTER)):
        if key.form != "emissions" or not column.required or column.derived or row.derived:
            continue
        text = now.get(str(key), "")
        if text and ":" not in text:
            found.append(Figure(key, text, before.get(str(key), "")))
        elif found:
            found[-1] = replace(found[-1], open_after=found[-1].open_after + 1)
    return found


def entering_sample() -> dict[str, dict[str, str]]:
    """Return what is typed in each period of the sample county."""
    return tomllib.loads(resource.path("sample/wuzhi.toml").read_text("utf-8"))["period"]


def county(path: Path) -> list[Figure]:
    """Make a practice county whose emissions of the quarter are still blank; return what is to be entered."""
    with safekeeping.init(path, unit="410823", office=None, practice=True, who="填表员") as office:
        for name, typed in entering_sample().items():
            period = Period.parse(name)
            if period.kind == "quarter" and period < QUARTER:
                entering.set_values(office, period, [part for pair in typed.items() for part in pair])
        return figures(office)


def check(path: Path, wanted: Iterable[Figure]) -> None:
    """Make sure that every figure is in the store."""
    with Office.open(path, write=True) as office:
        cells = office.sheet(QUARTER).cells
        wrong = [str(f.key) for f in wanted if str(cells[f.key].value) != f.text.rstrip("0").rstrip(".")
                 and f"{cells[f.key].value:.2f}" != f.text]  # fmt: skip
    assert not wrong, wrong


def here(x: Screen, folder: Path, pace: float) -> Effort:
    """Fill the form in the window: F8 goes to the next blank, `=` repeats the quarter before."""
    path = folder / "here.jzdesk"
    wanted = county(path)
    settings.remember(last_store=str(path), last_period=str(QUARTER), last_cell=str(wanted[0].key))
    program, keyboard = x.start(path), Keyboard(x, pace)
    start = time.monotonic()
    for figure in wanted:
        keyboard.type("=" if figure.text == figure.before else figure.text)
        keyboard.press(*["F8"] * (1 + figure.open_after))
    program.close_window()
    program.end()
    took = time.monotonic() - start
    check(path, wanted)
    return Effort(keyboard.count + 1, took)


def by_workbook(x: Screen, folder: Path, pace: float) -> Effort:
    """Fill the entry workbook in LibreOffice, save it, and take it in with its preview."""
    path, book = folder / "book.jzdesk", folder / "1.xlsx"
    wanted = county(path)
    with Office.open(path, write=True) as office:
        workbooks.write_form(office, QUARTER, "emissions", blank=False, out=book)
    moves = _moves(path, wanted, folder)
    settings.remember(last_store=str(path), last_period=str(QUARTER), last_cell=str(wanted[0].key))
    program, keyboard = x.start(path), Keyboard(x, pace)
    with calc(x, book, folder / "profile") as other:
        other.press("ctrl+Home")
        start = time.monotonic()
        for figure, way in zip(wanted, moves, strict=True):
            keyboard.press(*way)
            keyboard.type(figure.text)
        keyboard.press("Return")
        before = book.stat().st_mtime_ns
        keyboard.press("ctrl+s")
        _saved(book, before)
    program.to_front()
    keyboard.press("ctrl+o")
    program.hear("dialog QFileDialog")
    keyboard.type(str(book))
    keyboard.count -= len(f"{folder}/")  # the dialog opens where the book was written
    keyboard.press("Return")
    program.hear("dialog fillDialog")
    x.run("xdotool", "search", "--sync", "--onlyvisible", "--name", say("ui.books.fill_window"),
          "windowactivate", "--sync")  # fmt: skip
    keyboard.press("Return")
    program.hear("ready")
    program.close_window()
    program.end()
    took = time.monotonic() - start
    check(path, wanted)
    return Effort(keyboard.count + 1, took)


def _moves(store: Path, wanted: Sequence[Figure], folder: Path) -> list[list[str]]:
    """Return the Tabs that lead to each cell: on the locked sheet they stop at open cells alone."""
    marked = {str(figure.key): str(100_001 + n) for n, figure in enumerate(wanted)}
    with Office.open(store, write=True) as office:
        path = workbooks.write_form(
            office, QUARTER, "emissions", blank=False, out=folder / "marked.xlsx", typed=marked
        )
    sheet = next(s for s in openpyxl.load_workbook(path).worksheets if s.protection.sheet)
    opened = [str(cell.value) for line in sheet.iter_rows() for cell in line if not cell.protection.locked]
    places = [opened.index(marked[str(figure.key)]) for figure in wanted]
    return [["Tab"] * (at - before) for before, at in pairwise([-1, *places])]


def plain_sheet(x: Screen, folder: Path, pace: float) -> Effort:
    """Type over last quarter's plain table, column by column, whose sums are formulas already."""
    wanted = county(folder / "plain.jzdesk")
    rows = list(dict.fromkeys(figure.key.row for figure in wanted))
    columns = list(dict.fromkeys(figure.key.column for figure in wanted))
    book, path = openpyxl.Workbook(), folder / "plain.xlsx"
    sheet = book.worksheets[0]
    known = {(f.key.row, f.key.column): f for f in wanted}
    for n, row in enumerate(rows):
        sheet.cell(SHEET_FIRST_LINE + n, 1, row)
        for m, column in enumerate(columns):
            figure = known.get((row, column))
            sheet.cell(SHEET_FIRST_LINE + n, 2 + m, float(figure.before or 0) if figure else None)
    book.save(path)
    keyboard = Keyboard(x, pace)
    with calc(x, path, folder / "profile") as other:
        other.press("ctrl+Home")
        start = time.monotonic()
        for m, column in enumerate(columns):
            keyboard.press("ctrl+Home", *["Down"] * (SHEET_FIRST_LINE - 1), *["Right"] * (1 + m))
            for row in rows:
                figure = known.get((row, column))
                if figure is not None and figure.text != figure.before:
                    keyboard.type(figure.text)
                keyboard.press("Return")
        before = path.stat().st_mtime_ns
        keyboard.press("ctrl+s")
        _saved(path, before)
        took = time.monotonic() - start
    lines = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    found = {line[0]: line[1:] for line in lines if line[0]}
    assert all(float(found[f.key.row][columns.index(f.key.column)]) == float(f.text) for f in wanted)
    return Effort(keyboard.count + 1, took)


def _saved(path: Path, before: int) -> None:
    end = time.monotonic() + LONG
    while path.stat().st_mtime_ns == before:
        assert time.monotonic() < end, f"{path.name} was not saved"


def compare(pace: float = PACE) -> dict[str, Effort]:
    """Fill the form all three ways and return what each took."""
    with tempfile.TemporaryDirectory(prefix="jz") as name, screen() as x:
        ways = {"window": here, "entry workbook": by_workbook, "plain spreadsheet": plain_sheet}
        return {title: way(x, Path(name), pace) for title, way in ways.items()}


def main() -> int:
    """Print the comparison."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"JZDESK_HOME": home, "JZDESK_TODAY": "2018-10-06", "JZDESK_USER": "填表员"}
        for title, effort in compare().items():
            print(f"{title:20} {effort.keys:4} keystrokes {effort.seconds:6.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
