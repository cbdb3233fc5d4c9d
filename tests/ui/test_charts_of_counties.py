"""图表分析 at the city: counties on one axis, a measure to choose, and the ways on from a bar or square."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from jzdesk.desk import judging, rendering
from jzdesk.desk.office import Office
from jzdesk.desk.rendering import Charts
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests import eleven
from tests.eleven import MISSING
from tests.ui.test_charts import Drawing

COD = "emissions/cod.industry/emitted"
SOON = 30_000


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return eleven.made(tmp_path_factory.mktemp("eleven"))


@pytest.fixture(scope="module")
def known() -> dict:
    """Keep the pictures that were drawn: most of the tests here are about what is done with them."""
    return {}


@pytest.fixture(autouse=True)
def _drawn_once(monkeypatch: pytest.MonkeyPatch, known: dict) -> None:
    draw = rendering.drawing
    monkeypatch.setattr(rendering, "drawing", lambda wanted, dpi: Drawing(draw(wanted, dpi), known))


@pytest.fixture
def full(kept: Path, tmp_path: Path) -> Iterator[Office]:
    """A city of eleven counties."""
    with eleven.opened(Path(shutil.copy(kept, tmp_path))) as made:
        yield made


@pytest.fixture
def work(full, open_window):
    return open_window(full, "charts")


@pytest.fixture
def page(work, qtbot):
    made = work.places.page
    wait(made, qtbot)
    return made


def wait(page, qtbot) -> None:
    qtbot.waitUntil(lambda: not (page.gathering.busy or page.errand.busy), timeout=SOON)


def choose(page, qtbot, code: str) -> None:
    """Choose a measure with the keys."""
    box = page.choice.measure
    box.setFocus()
    while box.currentData() != code:
        before = box.currentIndex()
        qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, "it is not there"


def test_the_counties_come_first_and_the_measure_can_be_chosen(page, work, qtbot):
    assert page.choice.isVisible()
    assert list(page.cards) == ["counties", "handed_forms", "handed_periods"]
    assert all(card.view.drawn for card in page.cards.values())
    assert page.cards["counties"].title.text() == "焦作市2018年第三季度各县（市）区PM2.5（1—本期累计）"
    seen = page.choice.measure
    assert seen.currentText().strip() == "PM2.5"
    heads = [n for n in range(seen.count()) if seen.itemData(n) is None]
    assert heads, "measures stand below headings, which cannot be chosen"
    choose(page, qtbot, COD)
    wait(page, qtbot)
    assert page.cards["counties"].title.text().endswith("化学需氧量·工业源（本季）")
    points = {p.office: p.figure for p in page.cards["counties"].view.points}
    assert (points["410803"], points[MISSING]) == ("110.50", "未报送")
    work.places.go("coverage")
    work.places.go("charts")
    assert page.choice.code == COD, "what was chosen stays"


def test_a_bar_leads_to_its_figure_and_a_square_to_what_came(page, work, qtbot):
    choose(page, qtbot, COD)
    wait(page, qtbot)
    card = page.cards["counties"]
    point = next(p for p in card.view.points if p.office == "410822")
    page.area.ensureWidgetVisible(card.view)
    qtbot.mouseClick(card.view, Qt.MouseButton.LeftButton, pos=card.view.box_of(point).center().toPoint())
    assert work.places.name == "totals"
    totals = work.places.page
    assert (totals._unit, totals._key) == ("410822", COD)
    work.places.go("charts")
    squares = page.cards["handed_forms"].view
    square = next(p for p in squares.points if p.office == MISSING)
    squares.setFocus()
    squares._go(squares.points.index(square))
    assert page.point.figure.text() == "未报"
    assert page.point.go.text() == "看报送情况"
    qtbot.mouseClick(page.point.go, Qt.MouseButton.LeftButton)
    assert work.places.name == "coverage"
    assert work.places.page._chosen["unit"] == MISSING


def test_another_period_s_square_turns_to_that_period(page, work, qtbot):
    view = page.cards["handed_periods"].view
    first = view.points[0]
    assert first.period == Period.parse("2018Q1")
    page._picked(first)
    assert (work.places.name, work.session.period) == ("coverage", first.period)


def test_a_chart_of_the_counties_is_copied(page, qtbot):
    clipboard = QApplication.clipboard()
    clipboard.clear()
    view = page.cards["counties"].view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.image().width() == pytest.approx(
        view.natural_size().width() * view.devicePixelRatioF(), abs=2
    )


@pytest.mark.slow
def test_they_are_saved_under_names_in_words(page, work, qtbot, monkeypatch, tmp_path):
    folder = tmp_path / "图"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    assert page.save.text.text().startswith("按汇总表的数画")
    with qtbot.waitSignal(work.jobs.finished, timeout=SOON):
        qtbot.mouseClick(page.save.png, Qt.MouseButton.LeftButton)
    assert sorted(one.name for one in folder.iterdir()) == [
        "焦作市_2018Q3_各县PM2.5（1—本期累计）图.png", "焦作市_2018Q3_各县各期报送情况图.png",
        "焦作市_2018Q3_各县报表报送情况图.png",
    ]  # fmt: skip


@pytest.mark.slow
def test_the_city_s_own_forms_are_one_click_away(page, qtbot):
    qtbot.mouseClick(page.choice.chips["own"], Qt.MouseButton.LeftButton)
    wait(page, qtbot)
    assert "investment" in page.cards
    assert not page.choice.measure.isVisible()
    qtbot.mouseClick(page.choice.chips["counties"], Qt.MouseButton.LeftButton)
    wait(page, qtbot)
    assert next(iter(page.cards)) == "counties"


def test_an_empty_city_sees_who_owes_and_no_axis(city, open_window, qtbot):
    page = open_window(city, "charts").places.page
    wait(page, qtbot)
    assert list(page.cards) == ["handed_forms", "handed_periods"]
    assert not page.choice.measure.isEnabled()
    assert page.choice.measure.currentText() == "本期还没有已验收的数"
    page._session.turn_to(Period.parse("2017"))
    wait(page, qtbot)
    assert page.nothing.isVisible()
    assert "历史补录" in page.nothing_text.text()


def test_gathering_can_be_given_up_and_begun_again(page, work, qtbot):
    work.session.turn_to(Period.parse("2018Q2"))
    wait(page, qtbot)
    work.session.turn_to(eleven.Q3)
    assert page.gathering.busy
    qtbot.mouseClick(page.stop, Qt.MouseButton.LeftButton)
    assert not page.gathering.busy
    assert page.busy_text.text() == "没有画，已取消。"
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    wait(page, qtbot)
    assert page.cards["counties"].view.drawn
    assert not page.busy.isVisible()


def test_a_county_has_nothing_to_choose(office, open_window):
    page = open_window(office, "charts").places.page
    assert not page.choice.isVisible()
    page.errand.let_go()


@pytest.mark.slow
def test_what_the_city_sets_is_drawn_anew(page, work, qtbot):
    choose(page, qtbot, COD)
    wait(page, qtbot)
    known: Charts = page._wanted
    judging.stand_in(work.session.office, MISSING, eleven.Q3, Key.parse(COD), "77", "电话报数")
    page.refresh()
    qtbot.waitUntil(lambda: not page.gathering.busy)
    assert page._wanted.sameness != known.sameness
    wait(page, qtbot)
    points = {p.office: p.figure for p in page.cards["counties"].view.points}
    assert points[MISSING] == "77.00"
