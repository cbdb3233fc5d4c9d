"""A slip is mended from where it is read: below the grid, beside it, and on 审核上报."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from jzdesk.desk import entering
from jzdesk.models.entry import Key
from tests.desk import walk
from tests.ui.conftest import QUARTER
from tests.ui.test_names import nameless
from tests.ui.test_pages import explain_all

COD, NOX, FIRMS = (
    f"emissions/{rest}"
    for rest in ("cod.industry/emitted", "nox.industry/emitted", "nox.industry/enterprises")
)
TOLD = "化学需氧量·工业源：本季由 312,450.00 改为 312.45。按 Ctrl+Z 可以撤销。"
LEFT = Qt.MouseButton.LeftButton


def value(office, key: str) -> str:
    return str(office.sheet(QUARTER).cells[Key.parse(key)].number)


def slips_of(work) -> list[str]:
    return [f.rule for f in work.session.look.findings if f.mend]


@pytest.fixture
def slipped(office):
    entering.set_values(office, QUARTER, [COD, "312450"])
    return office


@pytest.fixture
def said(monkeypatch):
    """Give the sentences told from now on."""
    heard = []

    def listen(work):
        work.messages.said.connect(lambda message: heard.append(message.sentence))
        return heard

    return listen


def test_the_link_below_the_grid_mends_and_says_so(qtbot, slipped, open_window, said):
    work = open_window(slipped, "emissions", "emissions/so2.industry/emitted")
    page, heard = work.places.page, said(work)
    (link,) = page.findings.links.links
    assert link.text() == "改为 312.45"
    assert link.accessibleName() == "化学需氧量·工业源：本季由 312,450.00 改为 312.45"
    assert page.findings.model.item(0).mend, "what the slip causes stands below it"
    qtbot.mouseClick(link, LEFT)
    assert value(slipped, COD) == "312.45"
    assert heard == [TOLD]
    assert not slips_of(work)
    assert not page.findings.links.links
    assert str(page.cursor_.key) == COD, "one sees what was changed"
    assert page.cursor_.grid.cells.hasFocus()
    work.session.step(back=True)
    assert value(slipped, COD) == "312450"
    assert [made.text() for made in page.findings.links.links] == ["改为 312.45"]


def test_every_link_has_a_name_of_its_own(slipped, open_window):
    entering.set_values(slipped, QUARTER, [NOX, "34", FIRMS, "286"])
    work = open_window(slipped, "emissions", COD)
    assert len(work.places.page.findings.links.links) == 2
    assert nameless(work.window()) == []
    work.open_at("hand_in")
    assert nameless(work.window()) == []


def test_the_column_of_links_takes_no_room_where_there_is_none(office, open_window):
    work = open_window(office, "emissions")
    panel = work.places.page.findings
    assert panel.view.isColumnHidden(3)
    wide = panel.view.columnWidth(1)
    entering.set_values(office, QUARTER, [COD, "312450"])
    work.session.refresh()
    assert not panel.view.isColumnHidden(3)
    assert panel.view.columnWidth(1) < wide
    shown = [c for c in range(panel.model.columnCount()) if not panel.view.isColumnHidden(c)]
    assert sum(panel.view.columnWidth(c) for c in shown) <= panel.view.viewport().width()


def test_tab_goes_from_the_list_to_its_links_and_enter_takes_one(slipped, open_window):
    entering.set_values(slipped, QUARTER, [NOX, "34", FIRMS, "286"])
    work = open_window(slipped, "emissions")
    panel = work.places.page.findings
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_Tab)
    first, second = panel.links.links
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert second.text() == "两栏对调"
    view = panel.view
    assert view.viewport().rect().contains(second.geometry().center()), "what is reached is in sight"
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert (value(slipped, FIRMS), value(slipped, NOX)) == ("34", "286")
    work.session.step(back=True)
    assert (value(slipped, FIRMS), value(slipped, NOX)) == ("286", "34")


def test_what_is_being_typed_is_saved_before_a_link_is_taken(qtbot, slipped, open_window):
    work = open_window(slipped, "emissions", "emissions/so2.industry/emitted")
    page = work.places.page
    QTest.keyClick(page.cursor_.grid.cells, "3")
    QTest.keyClicks(QApplication.focusWidget(), "60")
    qtbot.mouseClick(page.findings.links.links[0], LEFT)
    assert value(slipped, "emissions/so2.industry/emitted") == "360"
    assert value(slipped, COD) == "312.45"


def test_a_slip_that_was_typed_over_meanwhile_is_not_mended(qtbot, slipped, open_window, said):
    work = open_window(slipped, "emissions", COD)
    page, heard = work.places.page, said(work)
    QTest.keyClick(page.cursor_.grid.cells, "3")
    QTest.keyClicks(QApplication.focusWidget(), "30")
    qtbot.mouseClick(page.side.more.mends[0], LEFT)
    assert value(slipped, COD) == "330"
    assert heard == ["这一格没有可以照改的数。"]


def test_the_panel_beside_the_cursor_offers_it_for_its_cell(qtbot, slipped, open_window, said):
    work = open_window(slipped, "emissions", COD)
    page, heard = work.places.page, said(work)
    first, second = page.side.more.mends
    assert first.isVisible()
    assert not second.isVisible()
    assert (first.text(), first.accessibleName()) == ("改为 312.45", TOLD.split("。")[0])
    page.side.area.setFocus()
    QTest.keyClick(page.side.area, Qt.Key.Key_Tab)
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert value(slipped, COD) == "312.45"
    assert heard == [TOLD]
    assert not first.isVisible()
    assert page.cursor_.grid.cells.hasFocus()
    page.go_to(Key.parse(NOX))
    assert not any(link.isVisible() for link in page.side.more.mends)


def test_the_one_key_says_what_was_changed(slipped, open_window, said):
    work = open_window(slipped, "emissions", COD)
    heard = said(work)
    grid = work.places.page.cursor_.grid
    QTest.keyClick(grid.cells, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert heard == [TOLD]
    QTest.keyClick(grid.cells, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert heard[1:] == ["这一格没有可以照改的数。"]


def test_what_is_to_be_explained_may_be_mended_instead(qtbot, slipped, open_window, said):
    work = open_window(slipped, "hand_in")
    card, heard = work.places.page.explain, said(work)
    (link,) = card.links.links
    assert link.text() == "改为 312.45"
    left = card.left
    qtbot.mouseClick(link, LEFT)
    assert value(slipped, COD) == "312.45"
    assert heard == [TOLD]
    assert card.left < left
    assert not card.links.links
    assert card.view.hasFocus(), "one goes on in the list"
    work.session.step(back=True)
    assert value(slipped, COD) == "312450"
    assert [made.text() for made in card.links.links] == ["改为 312.45"]


def test_one_key_mends_in_the_list_of_what_is_to_be_explained(slipped, open_window):
    work = open_window(slipped, "hand_in")
    card = work.places.page.explain
    card.view.setFocus()
    card.view.setCurrentIndex(card.model.index(0, 0))
    QTest.keyClick(card.view, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert value(slipped, COD) == "312.45"
    assert card.view.state() != QAbstractItemView.State.EditingState


def test_an_explanation_being_written_is_kept_when_another_line_is_mended(qtbot, slipped, open_window):
    work = open_window(slipped, "hand_in")
    card = work.places.page.explain
    row = next(
        n
        for n, item in enumerate(card.model.items)
        if not item.offer and COD not in map(str, item.finding.keys)
    )
    about = card.model.item(row).finding
    card.write(row)
    QTest.keyClicks(QApplication.focusWidget(), "two furnaces were rebuilt in August")
    card._ask_mend(card.model.item(0).finding)
    assert value(slipped, COD) == "312.45"
    said = [f.explanation for f in work.session.look.findings if (f.rule, f.keys) == (about.rule, about.keys)]
    assert said == ["two furnaces were rebuilt in August"]


def test_a_locked_period_offers_nothing(slipped, open_window, tmp_path):
    work = open_window(slipped, "emissions", COD)
    explain_all(work.session)
    assert not work.places.page.findings.links.links, "it was explained"
    walk.ready(slipped, QUARTER)
    walk.freeze(slipped, QUARTER, tmp_path / "out")
    work.session.refresh()
    page = work.places.page
    assert slips_of(work)
    assert not page.findings.links.links
    assert not any(link.isVisible() for link in page.side.more.mends)
    QTest.keyClick(page.cursor_.grid.cells, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert value(slipped, COD) == "312450"


def test_a_link_that_goes_leaves_nothing_behind_to_be_painted(slipped, open_window):
    work = open_window(slipped, "hand_in")
    page = work.places.page
    assert page.explain.links.links
    for _ in range(3):  # mended, taken back, and so on: the line comes and goes with its link
        for text in ("312.45", "312450"):
            entering.set_values(slipped, QUARTER, [COD, text])
            work.session.refresh()
            QTest.qWait(0)
            assert bool(page.explain.links.links) == (text == "312450")
            assert not work.grab().isNull()
    while page.explain.left:
        page.explain.begin()
        page.explain._editor().setText("按核查结果填报，台账齐全。")
        QTest.keyClick(page.explain._editor(), Qt.Key.Key_Return)
        QTest.qWait(0)
        assert not work.grab().isNull()
    assert not page.explain.links.links
