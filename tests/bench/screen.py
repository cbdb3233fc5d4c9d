"""What the window makes people wait for: a key in a huge form, another page, another period.

The floor of a key is Qt's own table of that size, with a model of Qt's own, under the same look.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import mean, median, quantiles
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView

from jzdesk.desk import entering, rendering, safekeeping
from jzdesk.desk.office import Office
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.ui import shell, theme
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.main_window import MainWindow
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.form import FormPage
from jzdesk.ui.session import Session
from jzdesk.ui.tables.grid import Grid
from jzdesk.ui.tables.scene import Scene
from jzdesk.ui.tidying import Tidying
from tests import eleven
from tests.bench.cells import block, full_county, saving
from tests.bench.measure import ROOM, Line, in_turns

Q3 = Period.parse("2018Q3")
FORM, COLUMNS = "emissions", 20
SMALL, LARGE = 1_000, 20_000
ROUNDS = 15
TURNS = 5
KEYS = (Qt.Key.Key_Down, Qt.Key.Key_5, Qt.Key.Key_6, Qt.Key.Key_Escape)
"""To the next cell, a figure begun, one more digit, and given up again."""
PAGE = 100
LONG = 1_500


def made_up(cells: int, names: Mapping[int, str] = MappingProxyType({})) -> Catalogue:
    """Return the plan with one form of so many cells to fill; some rows may have other names."""
    data = json.loads(safekeeping.shipped_catalogue().to_json())
    form = next(f for f in data["forms"] if f["id"] == FORM)
    told = {"frequencies": ["quarter"], "unit": "吨", "decimals": 2}
    form["columns"] = [
        {**told, "behaviour": "stock", "code": f"c{n}", "kind": "number", "name": f"第{n}列", "width": 18}
        for n in range(COLUMNS)
    ]
    rows = [{**told, "code": f"r{n}", "name": names.get(n, f"第{n}项")} for n in range(cells // COLUMNS)]
    codes = [column["code"] for column in form["columns"]]
    form["blocks"] = [
        {"code": "all", "title": "", "label": "", "primary": "c0", "columns": codes, "rows": rows}
    ]
    data["rules"] = [r for r in data["rules"] if r["form"] != FORM or r["kind"] == "complete"]
    return Catalogue(data)


@contextmanager
def huge(folder: Path, cells: int) -> Iterator[Office]:
    """Give an office whose form of so many cells is filled."""
    path = folder / f"{cells}.jzdesk"
    with safekeeping.init(
        path, unit="410823", office=None, practice=True, catalogue=made_up(cells)
    ) as office:
        words = [
            word for n in range(cells // COLUMNS) for c in range(COLUMNS)
            for word in (f"{FORM}/r{n}/c{c}", f"{(n * 7 + c) % 90}.{c + 10}")
        ]  # fmt: skip
        entering.set_values(office, Q3, words)
        yield office


def application() -> QApplication:
    """Return the application, on no screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return shell.application()


def window(office: Office, place: str) -> shell.Shell:
    """Show an office at work in a real window."""
    app, session = application(), Session(office, Q3, lambda **_: None)
    outer = shell.Shell()
    outer.resize(1366, 768)
    outer.show_work(MainWindow(theme.dress(app), session, Messages(session), Jobs(session)))
    outer.show()
    at_work(outer).open_at(place)
    settle()
    return outer


def at_work(outer: shell.Shell) -> MainWindow:
    """Return what a window shows."""
    assert outer.work is not None
    return outer.work


def settle(seconds: float = 0.0) -> None:
    """Let everything be painted that waits, and what is done meanwhile."""
    end = time.perf_counter() + seconds
    for _ in range(20):
        QApplication.processEvents()
    while time.perf_counter() < end:
        QApplication.processEvents()


def grid_of(work: MainWindow) -> Grid:
    """Return the grid of the form that is seen, with its cursor in the middle of a line."""
    page = work.places.page
    assert isinstance(page, FormPage)
    page.go_to(Key(FORM, "r3", "c3"))
    settle(1.0)
    assert page.cursor_.grid is not None
    return page.cursor_.grid


def bare(cells: int) -> QTableView:
    """Return Qt's own table with so many cells."""
    application()
    model = QStandardItemModel(cells // COLUMNS, COLUMNS)
    for n in range(cells // COLUMNS):
        for c in range(COLUMNS):
            model.setItem(n, c, QStandardItem(f"{(n * 7 + c) % 90}.{c + 10}"))
    view = QTableView()
    model.setParent(view)
    view.setModel(model)
    view.resize(1100, 600)
    view.show()
    view.setCurrentIndex(model.index(3, 3))
    settle()
    return view


def strokes(view: QTableView, rounds: int = 1) -> list[tuple[float, ...]]:
    """Press keys as people do, and return for each round how many seconds each took until all was painted."""
    view.window().activateWindow()
    view.setFocus()
    settle()
    taken = []
    for _ in range(rounds):
        once = []
        for key in KEYS:
            editors = [one for one in view.viewport().findChildren(QLineEdit) if one.isVisible()]
            begun = time.perf_counter()
            QTest.keyClick(editors[0] if editors else view, key)
            QApplication.processEvents()
            once.append(time.perf_counter() - begun)
        taken.append(tuple(once))
    return taken


def _keys(folder: Path) -> Iterator[Line]:
    with huge(folder, LARGE) as office:
        outer, floor = window(office, FORM), bare(LARGE)
        grid = grid_of(at_work(outer))
        strokes(grid.cells), strokes(floor)
        times: tuple[list[tuple[float, ...]], list[tuple[float, ...]]] = ([], [])
        for _ in range(ROUNDS):
            for view, some in zip((grid.cells, floor), times, strict=True):
                some += strokes(view)
        ours, theirs = (_one_key(some) for some in times)
        told = f"{ours * 1000:.1f} ms beside {theirs * 1000:.1f} ms"
        yield Line(f"key to repaint in {LARGE:,} cells, beside Qt's own table", ours / theirs, 2, told=told)
        yield _beside_an_export(folder, at_work(outer), grid)
        outer.close()


def _one_key(times: list[tuple[float, ...]]) -> float:
    """Return what a key takes: of each kind the middle of all rounds, as a key that opens an editor takes
    several times as long as one that writes in it.
    """  # fmt: skip
    return mean(median(some) for some in zip(*times, strict=True))


def _beside_an_export(folder: Path, work: MainWindow, grid: Grid) -> Line:
    """Press keys with an export and without in turns, so that what else the machine does meets both."""
    inner = folder / "export"
    inner.mkdir()
    with full_county(inner) as office:
        jobs = [rendering.standing(office, Q3, "report", ".pdf")] * 50
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(TURNS):
        for exports, some in zip((False, True), found, strict=True):
            task = work.jobs.beside(rendering.Rendering(jobs, len)) if exports else None
            settle(0.5)
            some.append(quantiles([t for once in strokes(grid.cells, ROUNDS) for t in once], n=20)[-1])
            if task is not None:
                task.stop()
                task.wait()
            settle()
    quiet, loud = (median(some) for some in found)
    told = f"p95 {loud * 1000:.1f} ms beside {quiet * 1000:.1f} ms"
    return Line("key to repaint while an export runs, beside idle", loud / quiet, 1.3, told=told)


def _populating(folder: Path) -> Line:
    """Measure the making of a form's table and its first painting, at both sizes in turns."""
    with huge(folder / "few", SMALL) as few, huge(folder / "many", LARGE) as many:
        made = [(Session(office, Q3, lambda **_: None), office.sheet(Q3)) for office in (few, many)]
        look = theme.dress(application())

        def populate(session: Session, sheet: Sheet) -> None:
            form = sheet.catalogue.form(FORM)
            grid = Grid(look, sheet.layout(form).tables[0], Scene(sheet, form), session)
            grid.resize(1100, 600)
            grid.show()
            QApplication.processEvents()
            grid.close()

        found = in_turns(lambda: populate(*made[1]), lambda: populate(*made[0]), ROUNDS, before=settle)
    return found.line(f"populate {LARGE:,} cells, beside {SMALL:,}", 1.5)


def _waited(do: Callable[[], object]) -> float:
    """Return how many milliseconds something takes until all of it is painted; then let the rest come."""
    begun = time.perf_counter()
    do()
    QApplication.processEvents()
    taken = (time.perf_counter() - begun) * 1000
    settle()
    return taken


def _places(folder: Path) -> Iterator[Line]:
    """Measure every page of a full county, first and again, and going to and fro between two quarters."""
    with full_county(folder) as office:
        outer = window(office, "todo")
        work = at_work(outer)
        tidying = Tidying(application())
        names = [place.name for place in work.places.list()]
        periods = [Period.parse(name) for name in ("2018Q2", "2018Q3", "2018Q1", "2018Q3")]
        for told, rounds in (("opened first", 1), ("gone to again", 5)):
            times: dict[str, list[float]] = {name: [] for name in names}
            for name in names * rounds:
                times[name].append(_waited(lambda name=name: work.places.go(name)))
            found = {name: median(some) for name, some in times.items()}
            yield _worst(f"another page, {told}", found)
        first = {str(period): _waited(lambda period=period: work.turn_to(period)) for period in periods}
        yield _worst("another period, first", first)
        for name in names:
            work.places.go(name)
            settle()
            found[name] = median(_waited(lambda at=at: work.turn_to(at)) for at in (periods[0], Q3) * 3)
        yield _worst("another period, to and fro, on any page", found)
        tidying.deleteLater()
        outer.close()


def _acts(folder: Path) -> Iterator[Line]:
    """Measure what is done at once in a full county with a long history: none may hold the window."""
    with full_county(folder) as office:
        save = saving(office)
        for _ in range(LONG):
            save()
        outer = window(office, "investment")
        work = at_work(outer)
        plan = block(office, 1)
        found = {
            "paste": _waited(lambda: work.session.write_plan(plan)),
            "undo of a paste": _waited(work.undo),
            "redo of a paste": _waited(work.redo),
            "the next finding": _waited(lambda: QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F7)),
            "the next blank": _waited(lambda: QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)),
            "find": _waited(work.finder.ask),
            "a typed cell": median(
                _waited(lambda n=n: work.session.write(Key.parse(f"{FORM}/cod.industry/emitted"), str(n)))
                for n in range(1, 10)
            ),
            f"the history of {LONG} changes": _waited(lambda: work.places.go("history")),
        }
        yield _worst("any act in a full county", found)
        outer.close()


def _city(folder: Path) -> Iterator[Line]:
    """Measure every page of a city of eleven, each first."""
    with eleven.opened(eleven.made(folder)) as office:
        outer = window(office, "coverage")
        work = at_work(outer)
        names = [place.name for place in work.places.list()]
        found = {name: _waited(lambda name=name: work.places.go(name)) for name in names}
        yield _worst("any page of a city of eleven, opened first", found)
        outer.close()


def _worst(work: str, found: dict[str, float]) -> Line:
    """Return the slowest of some places as a line."""
    name = max(found, key=found.__getitem__)
    return Line(work, found[name], PAGE * ROOM, "ms", f"{PAGE} asked; the slowest of {len(found)} is {name}")


def lines(folder: Path, *, thorough: bool) -> Iterator[Line]:
    """Measure the window."""
    for name in ("few", "many", "places", "acts", "city"):
        (folder / name).mkdir()
    yield _populating(folder)
    yield from _keys(folder)
    yield from _places(folder / "places")
    yield from _acts(folder / "acts")
    yield from _city(folder / "city")
