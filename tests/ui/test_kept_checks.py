"""What the checks found is kept until the next start: it waits for none of them, and none can be hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import jzdesk
from jzdesk import app, paths
from jzdesk.desk import entering, found, handing_in
from jzdesk.desk.office import Office
from jzdesk.models import checks
from jzdesk.models.checks.place import Place
from jzdesk.models.entry import Key
from jzdesk.ui import second_look
from jzdesk.ui.main_window import MainWindow
from jzdesk.ui.session import Session
from tests.ui.conftest import QUARTER

COD = "emissions/cod.industry/emitted"
Begin = Callable[[], MainWindow]


@pytest.fixture
def begin(look, qtbot, store: Path) -> Iterator[Begin]:
    """Begin with the store as the program does; the one before is closed first."""
    begun: list[app.program.Program] = []

    def anew() -> MainWindow:
        end()
        made = app.program.Program(look, "测试员")
        begun.append(made)
        qtbot.addWidget(made.shell)
        made.start(str(store))
        assert made.shell.work is not None
        made.seen()
        return made.shell.work

    def end() -> None:
        if begun:
            begun.pop().close()

    yield anew
    end()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Place]:
    """Return where rules are asked, from here on."""
    places: list[Place] = []
    say = checks.said_at
    monkeypatch.setattr(checks, "said_at", lambda place: places.append(place) or say(place))
    return places


def kept() -> Path:
    return paths.home() / "found.json"


def ended(store: Path) -> None:
    """Leave the store as a window does that showed the quarter."""
    with Office.open(store, write=True) as office:
        office.outcomes(QUARTER)
        keep(office)


def keep(office: Office) -> None:
    """Keep of the quarter what a window shows as it closes."""
    found.keep(office, QUARTER, Session(office, QUARTER, lambda **_: None).glance.plain)


def test_the_second_start_runs_no_check_and_shows_the_same(begin: Begin, asked: list[Place]):
    first = begin()
    shown = first.session.look
    places = first.places.list()
    assert asked
    assert shown.counts[checks.FAILED]
    asked.clear()
    work = begin()
    assert asked == []
    assert work.session.look.findings == shown.findings
    assert work.session.look.counts == shown.counts
    assert work.session.look.todo == shown.todo
    assert work.places.list() == places
    work.session.write(Key.parse(COD), "77")
    assert asked
    every = tuple(checks.run(work.session.look.sheet))
    assert work.session.look.outcomes == every
    assert work.session.look.findings == tuple(checks.findings(every))


def test_checks_are_run_in_pauses_so_that_the_first_figure_waits_for_few(
    store: Path, begin: Begin, asked: list[Place], qtbot, monkeypatch
):
    ended(store)
    monkeypatch.setattr(second_look, "SOON_MS", 0)
    monkeypatch.setattr(second_look, "_SLICE", 0)
    asked.clear()
    work = begin()
    look = work.session.look
    office = work.session.office
    qtbot.waitUntil(lambda: office.known_outcomes(QUARTER) is not None)
    assert look.outcomes == tuple(checks.run(look.sheet))
    assert work.session.look is look
    asked.clear()
    work.session.write(Key.parse(COD), "77")
    assert 0 < len(asked) < len(look.outcomes) / 20


def _typed(store: Path) -> None:
    with Office.open(store, write=True) as office:
        entering.set_values(office, QUARTER, [COD, "77"])


def _altered(store: Path) -> None:
    """Change a figure behind the program's back: digest and seal fit it, the trail knows nothing of it."""
    with Office.open(store, write=True) as office:
        shelf = office.store._books
        with shelf.db.transaction():
            key = Key.parse(COD)
            shelf.figures.write(QUARTER, shelf.keys.ids([key]), {key: 770_000}, {})


def _damaged(_store: Path) -> None:
    kept().write_bytes(kept().read_bytes().replace("无".encode(), "有".encode(), 1))


def _cut(_store: Path) -> None:
    kept().write_bytes(kept().read_bytes()[:1000])


def _gone(_store: Path) -> None:
    kept().unlink()


@pytest.mark.parametrize("spoil", [_typed, _altered, _damaged, _cut, _gone])
def test_after_anything_else_the_checks_are_run(spoil: Callable[[Path], None], store: Path):
    ended(store)
    with Office.open(store, write=True) as office:
        assert found.kept(office, QUARTER) is not None
        assert found.shown(office, QUARTER)
        assert found.kept(office, QUARTER.previous) is None
        assert found.shown(office, QUARTER.previous) is None
    spoil(store)
    with Office.open(store, write=True) as office:
        assert found.kept(office, QUARTER) is None
        assert found.shown(office, QUARTER) is None
        assert office.found(QUARTER) == found.Found.of(checks.run(office.sheet(QUARTER)))


def test_it_is_of_one_program_and_of_the_names_in_force(office: Office, monkeypatch):
    office.outcomes(QUARTER)
    keep(office)
    assert found.kept(office, QUARTER) is not None
    with monkeypatch.context() as other:
        other.setattr(jzdesk, "__version__", "9")
        assert found.remembered(office) is None
    with monkeypatch.context() as other:
        other.setattr(found, "_program", lambda: (1, 2))
        assert found.remembered(office) is None
    turns = sorted(day for day in office.catalogue.turns if day > office.today.isoformat())
    for day, fits in (("2018-09-29", False), ("2018-09-30", True), (turns[0], False)):
        monkeypatch.setenv("JZDESK_TODAY", day)
        assert (found.remembered(office) is not None) == fits, day


def test_nothing_is_kept_of_checks_that_were_not_run_on_what_stands(office: Office):
    keep(office)
    assert not kept().exists()
    office.outcomes(QUARTER)
    entering.set_values(office, QUARTER, [COD, "77"])
    keep(office)
    assert not kept().exists()


def test_a_forged_one_hides_nothing_from_handing_in_and_is_put_right_by_itself(
    begin: Begin, store: Path, qtbot, monkeypatch, caplog
):
    with monkeypatch.context() as forging:
        forging.setattr(checks, "findings", lambda _: [])
        ended(store)
    monkeypatch.setattr(second_look, "SOON_MS", 0)
    work = begin()
    with qtbot.waitSignal(work.session.changed):
        assert work.session.look.findings == ()
        assert [item for item in handing_in.todo_of(work.session.office, QUARTER).blocking if item.rule]
    assert work.session.look.findings == tuple(checks.findings(checks.run(work.session.look.sheet)))
    assert [record.name for record in caplog.records] == [second_look.__name__]
    caplog.clear()
