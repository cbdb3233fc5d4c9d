"""The first hour: somebody who has never seen the program hands in the practice quarter by following it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from jzdesk.app.program import Program
from jzdesk.desk import arriving, practising, receiving, safekeeping
from jzdesk.models import workflow
from jzdesk.ui import day_copy
from jzdesk.ui.pages.start import StartPage
from tests.ui.conftest import TODAY
from tests.ui.newcomer import Keys, Mouse, Newcomer, open_field, primary

CITY, ZONE = "410800", "城乡一体化示范区"
PRESSES = {
    QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseMove, QEvent.Type.Wheel,
}  # fmt: skip


@pytest.fixture
def program(look, qtbot, tmp_path, monkeypatch) -> Iterator[Program]:
    """The program as it is started for the first time, on whatever day that is."""
    for home in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(home, str(tmp_path))
    monkeypatch.delenv("JZDESK_TODAY")
    monkeypatch.setattr(day_copy, "SOON_MS", 3_600_000)
    made = Program(look, None)
    qtbot.addWidget(made.shell)
    made.start(None)
    made.shell.resize(1366, 768)
    with qtbot.waitActive(made.shell):
        made.shell.show()
        made.shell.activateWindow()
    yield made
    made.close()


class Only(QObject):
    """Notes what somebody without a mouse does with one, and what he with one types outside of a field."""

    def __init__(self, hand: Mouse | Keys) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._hand = hand

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in PRESSES and isinstance(self._hand, Keys):
            self.faults.append(f"{kind} {watched.objectName()}")
        if kind == QEvent.Type.KeyPress and isinstance(self._hand, Mouse) and open_field() is None:
            self.faults.append(f"{kind} {watched.objectName()}")
        return False


@pytest.mark.parametrize("hand", [Mouse(), Keys()], ids=["mouse", "keys"])
def test_a_newcomer_hands_in_the_practice_quarter(program, qtbot, tmp_path, hand):
    only = Only(hand)
    QApplication.instance().installEventFilter(only)
    newcomer = Newcomer(qtbot, hand)
    newcomer.begin("开始练习")
    newcomer.walk()
    QApplication.instance().removeEventFilter(only)
    assert only.faults == []

    office = program.shell.work.session.office
    assert office.state(practising.lesson().period) == workflow.SENT
    (upload,) = tmp_path.rglob("*第1次报送*.xlsx")
    found = arriving.verify(upload, office)
    assert (found["practice"], found["whole"], found["altered"]) == (True, True, [])
    with safekeeping.init(tmp_path / "real.jzdesk", unit=CITY, office=None, practice=False) as city:
        (told,) = receiving.receive(city, [upload], copy=False)["files"]
    assert (told["verdict"], "练习" in told["message"]) == ("refused", True)

    hand.press(primary())
    assert isinstance(program.shell.centralWidget(), StartPage), "the end leads to the real beginning"


@pytest.mark.slow
@pytest.mark.parametrize("hand", [Mouse(), Keys()], ids=["mouse", "keys"])
def test_nothing_proposed(program, qtbot, tmp_path, monkeypatch, hand):
    """Every cell of an office's own practice quarter, from the first page on."""
    monkeypatch.setenv("JZDESK_TODAY", TODAY)
    newcomer = Newcomer(qtbot, hand)
    newcomer.begin_with(ZONE)
    newcomer.walk()
    office = program.shell.work.session.office
    assert office.state(program.shell.work.session.period) == workflow.SENT
    assert list(tmp_path.rglob("*第1次报送*.xlsx"))
