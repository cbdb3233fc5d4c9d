"""What the window shows first is kept as it closes: the same to the last pixel, and never more than shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from jzdesk import settings
from jzdesk.desk import enquiring, entering, found, handing_in
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.store.store import Store
from jzdesk.ui import second_look
from jzdesk.ui.glance import Glance
from jzdesk.ui.main_window import MainWindow
from jzdesk.ui.pages.start import StartPage
from jzdesk.ui.session import Session
from tests import looped
from tests.ui.conftest import QUARTER
from tests.ui.test_kept_checks import COD, Begin, begin, ended, keep, kept

__all__ = ["begin"]
WRONG = "emissions/nh3n.industry/enterprises"


def glance(office: Office) -> Glance:
    """Return what is shown of the quarter, worked out anew."""
    office.forget()
    return Session(office, QUARTER, lambda **_: None).glance


def picture(work: MainWindow) -> QImage:
    shell = work.window()
    shell.resize(1366, 768)
    shell.show()
    QApplication.processEvents()
    return shell.grab().toImage()


def both_ways(begin: Begin) -> tuple[MainWindow, QImage, QImage]:
    """Begin as it was left, and as if nothing were kept; return the last window and both pictures."""
    work = begin()
    assert work.session.glance.kept
    fast = picture(work)
    assert work.session.office._sheets == {}, "and no figure was read"
    kept().unlink()
    slow = begin()
    assert not slow.session.glance.kept
    return slow, fast, picture(slow)


def test_the_first_page_as_kept_is_that_of_the_figures_to_the_last_pixel(begin: Begin, store: Path):
    ended(store)
    work, fast, slow = both_ways(begin)
    assert fast == slow
    entering.set_values(work.session.office, QUARTER, [COD, "77000"])
    work.session.refresh()
    _, other, again = both_ways(begin)
    assert other == again
    assert other != fast, "the picture tells the figures"


@pytest.mark.parametrize("state", ["empty", "handed_in", "owed", "taken_back"])
def test_what_is_kept_comes_back_as_it_was(
    state: str, office: Office, fresh: Office, handed_in_pair: looped.Pair, tmp_path: Path
):
    made = fresh if state == "empty" else office
    if state == "handed_in":
        made = handed_in_pair.again(tmp_path / "pair").county
    elif state == "owed":
        entering.set_values(made, QUARTER, [COD, "暂缺:县水务局,2018-10-20"])
    elif state == "taken_back":
        entering.set_values(made, QUARTER, [COD, "1"])
        made.store.undo(at=made.stamp)
    made.forget()
    made.outcomes(QUARTER)
    keep(made)
    shown = found.shown(made, QUARTER)
    assert shown
    anew = glance(made)
    again = Glance.of(Session(made, QUARTER, lambda **_: None), json.loads(json.dumps(shown)))
    names = [name for name in vars(again) if not name.startswith("_") and name != "kept"]
    assert len(names) == len(shown)
    assert {name: getattr(again, name) for name in names} == {name: getattr(anew, name) for name in names}


def test_it_holds_on_every_day_on_which_the_same_is_told(office: Office, monkeypatch):
    office.outcomes(QUARTER)
    keep(office)
    told = json.loads(kept().read_bytes().split(b"\n")[3])
    first, until = date.fromisoformat(json.loads(kept().read_bytes().split(b"\n")[2])[1]), date(2018, 12, 31)
    for day in (first, first + timedelta(days=1), until):
        monkeypatch.setenv("JZDESK_TODAY", day.isoformat())
        assert found.remembered(office) is not None
        assert glance(office).plain() == told


def test_while_a_bureau_is_waited_for_it_holds_for_the_day(office: Office, monkeypatch):
    asked = {"made_on": "2018-10-06", "due": "2018-10-07", "answered_on": ""}
    enquiring._note(office, QUARTER, "县水务局", **asked)
    office.outcomes(QUARTER)
    keep(office)
    assert found.remembered(office) is not None
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-07")
    assert found.remembered(office) is None


def test_where_another_page_is_first_or_one_is_guided_nothing_shown_is_kept(
    city: Office, fresh: Office, monkeypatch
):
    monkeypatch.setattr(type(fresh), "guided", property(lambda self: self is fresh))
    for made in (city, fresh):
        made.outcomes(QUARTER)
        keep(made)
        assert found.remembered(made) is not None
        assert found.shown(made, QUARTER) == {}


def test_enter_right_after_the_paint_leads_to_the_cell_and_what_is_typed_is_saved(
    begin: Begin, store: Path, qtbot
):
    with Office.open(store, write=True) as office:
        entering.set_values(office, QUARTER, [WRONG, "0"])
    ended(store)
    work = begin()
    assert work.session.glance.kept
    assert work.session.office._sheets == {}
    page = work.places.widget_of("todo")
    qtbot.keyClick(page.go, Qt.Key.Key_Return)
    assert work.places.name == "emissions"
    assert work.places.form.cursor_.key == Key.parse(WRONG)
    before = work.places.list()
    assert work.session.write(Key.parse(WRONG), "12") is None
    assert not work.session.glance.kept
    assert work.places.list() != before
    assert work.places.list() == [*Glance(work.session).places]


def test_it_is_worked_out_anew_in_pauses_and_where_it_is_the_same_nobody_hears_of_it(
    begin: Begin, store: Path, qtbot, monkeypatch, caplog
):
    ended(store)
    monkeypatch.setattr(second_look, "READ_MS", 0)
    monkeypatch.setattr(second_look, "_SLICE", 0)
    work = begin()
    heard: list[object] = []
    work.session.changed.connect(heard.append)
    qtbot.waitUntil(lambda: not work.session.glance.kept)
    assert heard == []
    assert caplog.records == []


def test_a_forged_one_is_shown_no_longer_than_the_pause_and_goes_nowhere(
    begin: Begin, store: Path, qtbot, monkeypatch, caplog
):
    with monkeypatch.context() as forging:
        told = Glance.plain
        forging.setattr(Glance, "plain", lambda self: told(self) | {"must": 99, "office": "假"})
        ended(store)
    monkeypatch.setattr(second_look, "READ_MS", 0)
    work = begin()
    assert "99" in work.status.must.text()
    content, _ = handing_in.content_now(work.session.office, QUARTER)
    assert "假" not in json.dumps(content, ensure_ascii=False)
    with qtbot.waitSignal(work.session.changed):
        pass
    assert "99" not in work.status.must.text()
    assert [record.name for record in caplog.records] == [second_look.__name__]
    caplog.clear()


@pytest.mark.parametrize("spoil", [lambda told: told.pop("next"), lambda told: told.update(places=7)])
def test_one_of_another_shape_is_as_if_there_were_none(
    begin: Begin, store: Path, monkeypatch, spoil: Callable[[dict], object]
):
    def misshapen(self: Glance) -> dict:
        told = plain(self)
        spoil(told)
        return told

    plain = Glance.plain
    with monkeypatch.context() as forging:
        forging.setattr(Glance, "plain", misshapen)
        ended(store)
    work = begin()
    assert not work.session.glance.kept
    assert work.places.name == "todo"


def test_a_figure_that_cannot_be_read_leads_to_the_start_page_though_the_first_page_was_shown(
    begin: Begin, store: Path, qtbot, monkeypatch
):
    ended(store)
    with Office.open(store, write=True) as office:
        office.store._books.db.connection.execute("UPDATE figures SET value = 1 WHERE value = 3124500")
    fell: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_: fell.append(kind))
    monkeypatch.setattr(second_look, "READ_MS", 0)
    work = begin()
    assert work.session.glance.kept
    shell = work.window()
    qtbot.waitUntil(lambda: isinstance(shell.centralWidget(), StartPage))
    assert len(fell) == 1
    assert not kept().exists()
    assert not store.with_name(store.name + ".lock").exists()


def test_the_last_period_is_opened_without_the_catalogue(begin: Begin, store: Path, monkeypatch):
    begin()
    settings.remember(last_store=str(store), last_period=str(QUARTER.previous))
    first = begin()
    assert first.session.period == QUARTER.previous
    asked: list[str] = []
    read = Store.catalogue
    monkeypatch.setattr(Store, "catalogue", lambda self, name: asked.append(name) or read(self, name))
    assert begin().session.period == QUARTER.previous
    assert asked == []
