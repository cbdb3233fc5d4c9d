"""图表分析: drawn aside, redrawn only for other figures, and every bar leads to its cell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QToolTip

from jzdesk.desk import rendering
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.widgets.chart_view import words_of
from tests.ui.conftest import QUARTER

COD = Key.parse("emissions/cod.industry/emitted")
SOON = 30_000


CHARTS = ("emissions", "investment", "curve", "stages", "targets", "lights", "paths")
"""The charts of the office's quarter, from the first to the last on the page."""


class Hand:
    """A clerk before the charts."""

    def __init__(self, work, qtbot) -> None:
        self.work, self.qtbot = work, qtbot
        self.page = work.places.page

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: not self.page.errand.busy, timeout=SOON)

    def view(self, name="emissions"):
        return self.page.cards[name].view

    def place(self, point, name="emissions") -> QPoint:
        return self.view(name).box_of(point).center().toPoint()

    def key(self, key, name="emissions") -> None:
        self.qtbot.keyClick(self.view(name), key)


class Drawing:
    """A drawing whose pictures are those of the first one with the very same job."""

    def __init__(self, work, known) -> None:
        self.work, self.known, self.stop = work, known, work.stop

    def run(self, tell):
        job = json.dumps(self.work._jobs)
        if job not in self.known:
            self.known[job] = self.work.run(tell)
        return self.known[job]


@pytest.fixture(scope="module")
def known():
    """Keep the pictures that were drawn; most of the tests here are about what is done with them."""
    return {}


@pytest.fixture
def asked(monkeypatch, known):
    """Count the drawings that are asked for."""
    counted, draw = [], rendering.drawing

    def drawing(wanted, dpi):
        counted.append((wanted.period, dpi))
        return Drawing(draw(wanted, dpi), known)

    monkeypatch.setattr(rendering, "drawing", drawing)
    return counted


@pytest.fixture
def hand(office, open_window, qtbot, asked):
    made = Hand(open_window(office, "charts"), qtbot)
    made.wait()
    return made


def test_it_says_that_it_draws_and_then_shows(office, open_window, qtbot, asked, known):
    known.clear()
    work = open_window(office, "charts")
    hand = Hand(work, qtbot)
    page = hand.page
    assert page.busy.isVisible()
    assert page.stop.hasFocus()
    assert page.cards["emissions"].room.text() == "正在画图…"
    assert not work.jobs.busy, "nobody has to wait for pictures"
    hand.wait()
    assert not page.busy.isVisible()
    assert [name for name, card in page.cards.items() if card.view.isVisible()] == [*CHARTS]
    assert len(asked) == 1
    assert hand.view().hasFocus(), "the focus goes on to what was waited for"


def test_drawing_can_be_given_up_and_taken_up_again(office, open_window, qtbot):
    hand = Hand(open_window(office, "charts"), qtbot)
    qtbot.keyClick(hand.page.stop, Qt.Key.Key_Return)
    hand.wait()
    assert hand.page.busy_text.text() == "没有画，已取消。"
    assert not hand.view().drawn
    assert hand.page.again.hasFocus()
    qtbot.keyClick(hand.page.again, Qt.Key.Key_Return)
    assert hand.page.stop.isVisible()
    hand.wait()
    assert hand.view().drawn


def test_it_is_drawn_at_the_screen_s_own_fineness(hand, asked):
    ratio = hand.page.devicePixelRatioF()
    assert asked == [(QUARTER, round(116 * ratio))]
    assert hand.view().natural_size().width() == pytest.approx(158 / 25.4 * 116, abs=2)


def test_it_is_drawn_again_only_for_other_figures(hand, asked):
    session, places = hand.work.session, hand.work.places
    session.write(Key.parse("narrative/work/text"), "各项工作按计划推进。")
    session.refresh()
    places.go("todo")
    places.go("charts")
    assert len(asked) == 1
    assert not hand.page.errand.busy
    session.write(COD, "300.00")
    assert hand.page.cards["emissions"].busy.isVisible()
    hand.wait()
    assert len(asked) == 2
    assert hand.view().points[0].figure == "300.00"
    assert not hand.page.cards["emissions"].busy.isVisible()


def test_figures_changed_back_while_it_draws_need_no_picture(hand, asked):
    hand.work.session.write(COD, "300.00")
    hand.work.session.step(back=True)
    assert not hand.page.errand.busy
    assert not hand.page.busy.isVisible()
    assert hand.view().points[0].figure == "312.45"


def test_a_picture_that_no_longer_holds_cannot_be_opened(hand, qtbot):
    first = hand.view().points[0]
    hand.work.session.write(COD, "300.00")
    qtbot.mouseClick(hand.view(), Qt.MouseButton.LeftButton, pos=hand.place(first))
    assert hand.work.places.name == "charts"
    hand.wait()


def test_the_arrows_walk_and_enter_opens(hand):
    assert hand.page.point.figure.text() == "312.45 吨"
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Right)
    assert hand.page.point.name.text() == "氨氮（工业源）"
    assert hand.view().accessibleDescription() == "氨氮（工业源）　24.18 吨　2018年第三季度"
    hand.key(Qt.Key.Key_End)
    hand.key(Qt.Key.Key_Down)
    assert hand.view().point == hand.view().points[-1]
    hand.key(Qt.Key.Key_Home)
    hand.key(Qt.Key.Key_Left)
    hand.key(Qt.Key.Key_Return)
    assert hand.work.places.name == "emissions"
    assert hand.work.places.page.cursor_.key == COD


def test_tab_goes_through_the_charts(hand, qtbot):
    seen = []
    for _ in range(len(CHARTS) + 3):
        seen.append(QApplication.focusWidget().objectName())
        assert QApplication.focusWidget().accessibleName()
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen[: len(CHARTS)] == [f"chart_{name}" for name in CHARTS]
    assert {"pointGo", "savePng", "savePdf"} <= set(seen)
    assert hand.page.cards["targets"].view.point is not None


def test_a_click_on_a_bar_opens_its_cell(hand, qtbot):
    point = next(p for p in hand.view("investment").points if p.key and p.key.column == "planned")
    place = hand.place(point, "investment")
    qtbot.mouseClick(hand.view("investment"), Qt.MouseButton.LeftButton, pos=place)
    assert hand.work.places.name == "investment"
    assert hand.work.places.page.cursor_.key == point.key


def test_last_year_s_bar_opens_last_year_s_cell(hand, qtbot, asked):
    qtbot.mouseClick(hand.view(), Qt.MouseButton.LeftButton, pos=hand.place(hand.view().points[1]))
    assert hand.work.session.period == Period.parse("2017Q3")
    assert hand.work.places.name == "emissions"
    assert hand.work.places.page.cursor_.key == COD
    assert len(asked) == 1, "nothing is drawn for a page that was left"


def test_the_mouse_shows_name_figure_unit_and_period(hand, qtbot):
    point = hand.view().points[2]
    qtbot.mouseMove(hand.view(), hand.place(point))
    assert hand.page.point.point == point
    assert hand.view().cursor().shape() == Qt.CursorShape.PointingHandCursor
    hand.view()._tip(hand.place(point), QPoint(300, 300))
    assert QToolTip.text() == words_of(point) == "氨氮（工业源）　24.18 吨　2018年第三季度"
    qtbot.mouseMove(hand.view(), QPoint(1, 1))
    assert hand.page.point.point == point, "it stays until another is pointed at"
    qtbot.mouseClick(hand.page.point.go, Qt.MouseButton.LeftButton)
    assert hand.work.places.page.cursor_.key == point.key


def test_what_the_plan_says_is_told_but_leads_to_no_cell(hand, qtbot):
    view = hand.view("targets")
    target = next(p for p in view.points if p.key is None and "规划目标" in p.name)
    view.setFocus()
    hand.page.area.ensureWidgetVisible(view)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=hand.place(target, "targets"))
    assert hand.work.places.name == "charts"
    assert hand.page.point.figure.text() == "≥65 %"
    assert not hand.page.point.go.isVisible()


def test_a_narrow_window_shows_the_whole_chart(hand, qtbot):
    view = hand.view()
    view.resize(400, view.height())
    assert view.height() == pytest.approx(
        view.natural_size().height() * 400 / view.natural_size().width(), abs=1
    )
    assert all(view.rect().contains(view.box_of(p).toAlignedRect()) for p in view.points)
    assert not view.grab().isNull()


def test_the_chosen_point_is_still_chosen_when_it_is_drawn_again(hand):
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Left)
    hand.work.session.write(COD, "300.00")
    hand.wait()
    assert hand.page.point.figure.text() == "300.00 吨"
    assert hand.view().point is not None


def test_a_chart_is_copied_as_a_picture_only_while_it_holds(hand, qtbot):
    clipboard = QApplication.clipboard()
    clipboard.clear()
    view = hand.view("investment")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = clipboard.image()
    assert copied.width() == pytest.approx(view.natural_size().width() * view.devicePixelRatioF(), abs=2)
    hand.work.session.write(COD, "300.00")
    assert not view.copy.isEnabled()
    hand.wait()
    assert view.copy.isEnabled()


# Nothing to draw


def test_what_is_missing_is_said_and_led_to(fresh, open_window, qtbot):
    hand = Hand(open_window(fresh, "charts"), qtbot)
    hand.wait()
    card = hand.page.cards["emissions"]
    assert card.sentence.text() == "2018年第三季度没有工业源排放数。"
    assert card.fill.hasFocus()
    qtbot.keyClick(card.fill, Qt.Key.Key_Return)
    assert hand.work.places.name == "emissions"


def test_a_period_without_charts_says_so(hand):
    hand.work.session.turn_to(Period.parse("2018H2"))
    assert hand.page.nothing.isVisible()
    assert "2018年下半年" in hand.page.nothing_text.text()
    assert not hand.page.save.isVisible()
    assert not hand.page.busy.isVisible()
    hand.work.session.turn_to(QUARTER)
    hand.wait()
    assert hand.view().drawn


def test_a_child_that_falls_is_told_and_can_be_tried_again(office, open_window, qtbot, monkeypatch):
    import sys

    from jzdesk.worker import renderer

    broken = (sys.executable, "-c", "import os; print('{\"ready\": %d}' % os.getpid())")
    monkeypatch.setattr(
        renderer.Renderer.__init__, "__kwdefaults__", {"ready_seconds": 5.0, "command": broken}
    )
    hand = Hand(open_window(office, "charts"), qtbot)
    hand.wait()
    assert "请再试一次" in hand.page.busy_text.text() or "启动不了" in hand.page.busy_text.text()
    assert hand.page.again.isVisible()
    monkeypatch.undo()
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-06")
    hand.page.again.click()
    hand.wait()
    assert hand.view().drawn


# Saving


@pytest.mark.parametrize(("name", "ending"), [("png", "png"), ("pdf", "pdf")])
def test_charts_are_saved_where_one_chooses(hand, qtbot, monkeypatch, tmp_path, name, ending):
    opened = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())))
    with qtbot.waitSignal(hand.work.jobs.finished, timeout=SOON):
        qtbot.mouseClick(getattr(hand.page.save, name), Qt.MouseButton.LeftButton)
        assert hand.page.save.stop.isVisible()
        assert not hand.page.save.png.isEnabled()
    assert sorted(p.suffix for p in tmp_path.glob(f"武陟县*.{ending}")) == [f".{ending}"] * len(CHARTS)
    assert str(tmp_path) in hand.page.save.done.text()
    qtbot.mouseClick(hand.page.save.open, Qt.MouseButton.LeftButton)
    assert opened == [tmp_path]


def test_saving_can_be_refused_stopped_and_given_up(hand, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    hand.page.save.png.click()
    assert not hand.work.jobs.busy
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "图"))
    with qtbot.waitSignal(hand.work.jobs.failed):
        hand.page.save.png.click()
        hand.page.save.stop.click()
    assert not (tmp_path / "图").exists()
    assert hand.page.save.png.isEnabled()
    (tmp_path / "图").write_text("in the way", "utf-8")
    with qtbot.waitSignal(hand.work.jobs.failed, timeout=SOON):
        hand.page.save.png.click()
    assert hand.page.save.wrong.isVisible()
    assert hand.page.save.wrong.text()
