"""A window on a practice store of its own, shown on no screen."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jzdesk import resource
from jzdesk.desk import entering, safekeeping
from jzdesk.desk.office import Office
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui import theme
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.main_window import MainWindow
from jzdesk.ui.messages import Messages
from jzdesk.ui.session import Session
from jzdesk.ui.shell import Shell
from tests import looped
from tests.warm import _ended_at_last, kept_warm  # noqa: F401 - fixtures for every test here

COUNTY, CITY = "410823", "410800"
QUARTER = Period.parse("2018Q3")
TODAY = "2018-10-06"
_PATIENCE = 30_000
"""Milliseconds."""


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Wait as long as a machine with much else to do may need; what never comes fails as ever."""
    bot = QtBot(request)
    for wait in ("waitActive", "waitExposed", "waitSignal", "waitSignals", "waitUntil"):
        setattr(bot, wait, partial(getattr(bot, wait), timeout=_PATIENCE))
    return bot


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return safekeeping.shipped_catalogue()


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> theme.Theme:
    return theme.dress(qapp)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JZDESK_TODAY", TODAY)
    monkeypatch.setenv("JZDESK_USER", "测试员")


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store of a practice county with the sample's quarters; tests work on copies."""
    path = tmp_path_factory.mktemp("stores") / "county.jzdesk"
    sample = tomllib.loads(resource.path("sample/wuzhi.toml").read_text("utf-8"))
    with safekeeping.init(path, unit=COUNTY, office=None, practice=True, who="测试员") as office:
        for name, typed in sample["period"].items():
            period = Period.parse(name)
            if period.kind == "quarter" and period <= QUARTER:
                entering.set_values(office, period, [part for pair in typed.items() for part in pair])
    return path


@pytest.fixture
def store(filled_store: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "county.jzdesk"
    for part in filled_store.parent.glob("county.jzdesk*"):
        if part.is_file():
            shutil.copy2(part, tmp_path / part.name)
    return copy


@pytest.fixture
def office(store: Path) -> Iterator[Office]:
    with Office.open(store, write=True) as opened:
        yield opened


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Office]:
    """Give a practice county without a figure."""
    with safekeeping.init(tmp_path / "fresh.jzdesk", unit=COUNTY, office=None, practice=True) as made:
        yield made


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Office]:
    with safekeeping.init(tmp_path / "city.jzdesk", unit=CITY, office=None, practice=True) as made:
        yield made


class Remembered(dict[str, str]):
    """Settings that stay in the test."""

    def __call__(self, **fields: str) -> None:
        self.update(fields)


@pytest.fixture
def remembered() -> Remembered:
    return Remembered()


Open = Callable[..., MainWindow]


@pytest.fixture(scope="session")
def handed_in_pair(tmp_path_factory: pytest.TempPathFactory) -> looped.Pair:
    """Both offices, closed once the county has announced its key and handed in; tests go on `again`."""
    made = looped.pair(tmp_path_factory.mktemp("pair"))
    made.close()
    return made


@pytest.fixture
def open_window(qtbot, look: theme.Theme, remembered: Remembered) -> Open:
    """Give a function that shows an office at work in a real window."""

    shells: list[Shell] = []

    def made(office: Office, place: str = "todo", key: str = "", period: Period = QUARTER) -> MainWindow:
        session = Session(office, period, remembered)
        work = MainWindow(look, session, Messages(session), Jobs(session))
        shell = Shell()
        shell.resize(1366, 768)
        shell.show_work(work)
        qtbot.addWidget(shell)
        shells.append(shell)
        with qtbot.waitActive(shell):
            shell.show()
            shell.activateWindow()
        work.open_at(place, Key.parse(key) if key else None)
        return work

    return made
