"""What was written is shown once the checks were run on it; the store has it before."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtWidgets import QApplication

from jzdesk.desk import entering
from jzdesk.models.entry import Key
from jzdesk.ui import settling
from tests.bench.cells import figures
from tests.ui.conftest import QUARTER


@pytest.fixture
def session(office, open_window):
    return open_window(office, "todo").session


@pytest.fixture
def shown(session) -> list[str]:
    """The value of the first figure whenever something is shown."""
    found: list[str] = []
    first = figures(session.office, QUARTER)[0]
    session.changed.connect(lambda _: found.append(str(session.look.sheet.cells[first].value)))
    return found


def write(session, value: str, number: int):
    """Enter so many figures as one operation, and have them shown."""
    keys: list[Key] = figures(session.office, QUARTER)[:number]
    words = [word for key in keys for word in (str(key), value)]
    changes = entering.set_values(session.office, QUARTER, words)[1]
    settling.of(session).show(changes, partial(session.done, changes))


def test_a_few_figures_are_shown_at_once(session, shown):
    write(session, "7", 2)
    assert shown == ["7"]


def test_many_are_shown_when_their_checks_have_been_run(session, shown, qtbot):
    write(session, "7", settling.FEW + 1)
    assert shown == []
    qtbot.waitUntil(lambda: not settling.of(session).busy)
    assert shown == ["7"]
    assert session.office.known_outcomes(QUARTER) is not None


def test_nothing_is_passed_over_when_the_next_is_written_meanwhile(session, shown, qtbot):
    write(session, "7", settling.FEW + 1)
    write(session, "8", settling.FEW + 1)
    qtbot.waitUntil(lambda: not settling.of(session).busy)
    assert shown == ["8", "8"]


def test_a_store_that_closes_is_looked_at_no_more(session, shown):
    write(session, "7", settling.FEW + 1)
    settling.of(session).end()
    session.office.close()
    QApplication.processEvents()
    assert shown == []
