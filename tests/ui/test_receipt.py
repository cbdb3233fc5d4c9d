"""市局回执 on the county's 审核上报: it is read, taken in, and the period is done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from jzdesk.desk import inbox, safekeeping
from jzdesk.models import workflow
from tests.desk import walk
from tests.ui.conftest import QUARTER


@pytest.fixture
def sent(office, tmp_path):
    """The county's store with the quarter packed, and the upload file."""
    walk.ready(office, QUARTER)
    return walk.hand_in(office, QUARTER, tmp_path / "上报").files[0]


@pytest.fixture
def receipt(sent, tmp_path):
    with safekeeping.init(tmp_path / "市.jzdesk", unit="410800", office=None, practice=True) as city:
        found: list = []
        inbox.Reading(city, [sent]).run(found.append)
        inbox.receive_all(city, found, city.today)
        return inbox.accept(city, inbox.look(city, [])[0], tmp_path / "回执")


def take(qtbot, page, path, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    qtbot.mouseClick(page.city.files.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.city.files.errand.busy, timeout=20_000)


def test_a_receipt_closes_the_loop(office, receipt, sent, open_window, qtbot, monkeypatch):
    work = open_window(office, "hand_in")
    page = work.places.page
    assert page.city.files.isVisible()
    take(qtbot, page, sent, monkeypatch)
    assert "不该由本单位接收" in page.city.files.wrong.text()
    assert page.city.files.act.isEnabled()
    take(qtbot, page, receipt, monkeypatch)
    assert work.session.look.state == workflow.ACCEPTED
    assert "市局已验收" in page.finished.text.text()
    assert page.city.files.isVisible(), "the city may still ask or send it back"


def test_it_is_not_asked_for_before_anything_was_handed_in(office, open_window):
    assert not open_window(office, "hand_in").places.page.city.files.isVisible()
