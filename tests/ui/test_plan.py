"""规划目录 in the window: searching, choosing, following and jumping, by keys and by mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.pages.plan import PlanPage
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import ListModel


@pytest.fixture
def work(office, open_window):
    return open_window(office, "plan")


@pytest.fixture
def page(work) -> PlanPage:
    return work.places.widget_of("plan")


def shown(page: PlanPage, name: str) -> str:
    """Return a label's text; parts on their way out do not count."""
    found = [one for one in page.detail.findChildren(QLabel, name) if one.parent() is not None]
    return found[-1].text() if found else ""


def inner_list(page: PlanPage, name: str) -> ListView:
    return page.detail.findChildren(ListView, name)[-1]


def click_row(view: ListView, row: int, column: int = 1) -> None:
    place = view.visualRect(view.model().index(row, column)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))


def names(page: PlanPage) -> list[str]:
    return [e.name for e in page.model.items]


def test_the_page_opens_on_the_indicators_with_the_first_told(page):
    assert page.view.hasFocus()
    assert names(page)[0] == "城市空气质量优良天数比率"
    assert shown(page, "planTitle") == "城市空气质量优良天数比率"
    assert shown(page, "planState") == "◆ 滞后"
    assert page.chips["tasks"].text() == "任务 177"


def test_arrows_and_clicks_tell_another_entry(page, qtbot):
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert shown(page, "planTitle") == "细颗粒物（PM2.5）年均浓度"
    click_row(page.view, 4)
    assert shown(page, "planTitle") == "省控目标断面水质达标率"


def test_typing_searches_and_goes_on_into_the_list(page):
    QTest.keyClick(page.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    QTest.keyClicks(page.search, "xklw")
    assert names(page) == ["细颗粒物（PM2.5）年均浓度"]
    assert shown(page, "planTitle") == "细颗粒物（PM2.5）年均浓度"
    assert page.chips["indicators"].text() == "指标 1"
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert page.view.hasFocus()
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert len(names(page)) == 115
    assert shown(page, "planTitle") == "细颗粒物（PM2.5）年均浓度", "what was chosen stays chosen"


def test_enter_leads_to_the_button_and_the_button_to_the_cell(work, page):
    page.search.setText("xklw")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert page.detail.go.hasFocus()
    QTest.keyClick(page.detail.go, Qt.Key.Key_Return)
    assert work.places.name == "quality"
    assert work.places.page.cursor_.key == Key.parse("quality/pm25/mean")


def test_a_yearly_row_is_filled_in_its_year(work, page):
    page.search.setText("农作物秸秆")
    QTest.mouseClick(page.detail.go, Qt.MouseButton.LeftButton)
    assert work.session.period == Period.parse("2018")
    assert work.places.page.cursor_.key.row == "straw_utilization"


def test_another_segment_keeps_what_was_chosen(page):
    click_row(page.view, 2)
    QTest.mouseClick(page.chips["tasks"], Qt.MouseButton.LeftButton)
    assert shown(page, "planTitle") == "全市生态环境总体好转"
    assert shown(page, "planNotHere").startswith("这项任务现在列在市本级。")
    page.chips["indicators"].setFocus()
    QTest.keyClick(page.chips["indicators"], Qt.Key.Key_Return)
    assert shown(page, "planTitle") == "可吸入颗粒物（PM10）年均浓度"


def test_only_ones_own(page):
    QTest.mouseClick(page.chips["projects"], Qt.MouseButton.LeftButton)
    QTest.keyClick(page.mine, Qt.Key.Key_Space)
    assert names(page) == ["武陟县圪垱店村污水治理工程"]
    page.search.setText("湿地")
    assert page.blank.isVisible()
    assert page.empty.text() == "项目里没有本单位的；去掉“只看本单位的”还有 2 条。"
    assert shown(page, "planDetailEmpty")
    page.mine.setChecked(False)
    page.search.setText("没有这样的")
    assert page.empty.text().startswith("项目里没有“没有这样的”")
    QTest.mouseClick(page.chips["duties"], Qt.MouseButton.LeftButton)
    page.search.clear()
    page.mine.setChecked(True)
    assert page.hint.isVisible()
    assert len(names(page)) == 76


def test_following_a_discrepancy_and_coming_back(page):
    QTest.mouseClick(page.chips["notes"], Qt.MouseButton.LeftButton)
    page.search.setText("森林蓄积量")
    links = inner_list(page, "planLinks")
    links.setCurrentIndex(links.model().index(1, 0))
    QTest.keyClick(links, Qt.Key.Key_Return)
    assert shown(page, "planTitle") == "森林蓄积量"
    assert page.chips["indicators"].isChecked()
    assert page.search.text() == ""
    QTest.keyClick(page.view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.chips["notes"].isChecked()
    assert "森林蓄积量" in shown(page, "planTitle")
    assert not page.back.isVisible()


def test_following_lets_go_of_the_switch_where_it_would_hide_the_entry(page):
    page.mine.setChecked(True)
    QTest.mouseClick(page.chips["notes"], Qt.MouseButton.LeftButton)
    page.search.setText("森林蓄积量")
    links = inner_list(page, "planLinks")
    click_row(links, 1)
    assert not page.mine.isChecked()
    assert shown(page, "planTitle") == "森林蓄积量"


def test_a_failing_rule_leads_to_its_cell(work, page):
    session = work.session
    session.write(Key.parse("emissions/nh3n.industry/enterprises"), "0")
    QTest.mouseClick(page.chips["rules"], Qt.MouseButton.LeftButton)
    page.search.setText("103")
    assert shown(page, "planState") == "■ 必须修改"
    click_row(inner_list(page, "planFindings"), 0)
    assert work.places.name == "emissions"
    assert work.places.page.cursor_.key.row == "nh3n.industry"


def test_what_is_entered_shows_at_once(work, page):
    page.search.setText("xklw")
    before = shown(page, "planReason")
    work.session.write(Key.parse("quality/pm25/ytd"), "75")
    assert shown(page, "planReason") != before
    assert shown(page, "planState") == "◆ 滞后"
    assert page.model.items[0].state.word == "滞后"


def test_another_period_is_shown_in_the_same_place(work, page):
    page.search.setText("xklw")
    work.turn_to(Period.parse("2018Q2"))
    assert work.places.name == "plan"
    assert shown(page, "planReason").startswith("2018年第二季度")


def test_targets_are_a_list_with_the_measured_one_marked(page):
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    view = inner_list(page, "planTargets")
    model = view.model()
    assert isinstance(model, ListModel)
    assert [model.part(row, 0).text for row in range(2)] == ["★", ""]
    assert model.part(0, 2).text == "不高于 58 微克/立方米"
    assert model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole).startswith("按此评价，")


def test_model_tester_through_searching(page, qtmodeltester):
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for typed in ("p", "pm", "", "没有", "hcst"):
        page.search.setText(typed)
    for chip in page.chips.values():
        chip.click()
    qtmodeltester.check(page.model)
    assert tester.model() is page.model


def test_every_control_can_be_named_and_reached(page):
    page.search.setText("cod_total")
    QApplication.processEvents()
    for widget in (page.search, page.mine, page.view, page.detail, page.back, *page.chips.values()):
        assert widget.objectName()
        assert widget.accessibleName()
    for widget in page.detail.findChildren(QPushButton):
        assert widget.accessibleName()
    assert inner_list(page, "planPlaces").accessibleName()
    seen = set()
    page.search.setFocus()
    for _ in range(24):
        seen.add(page.focusWidget())
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert {page.search, page.mine, page.view, page.detail.go, inner_list(page, "planPlaces")} <= seen


def test_a_listener_hears_all_of_it(page):
    assert page.detail.accessibleName() == "城市空气质量优良天数比率"
    said = page.detail.accessibleDescription()
    for part in ("滞后", "当期应达值 57.08%", "不低于 65%", "指标解释"):
        assert part in said


def test_the_city_sees_its_own(city, open_window):
    page = open_window(city, "plan").places.widget_of("plan")
    page.mine.setChecked(True)
    QTest.mouseClick(page.chips["tasks"], Qt.MouseButton.LeftButton)
    assert len(names(page)) == 152
    assert shown(page, "planState") == "□ 未填报"


def tree_names(page: PlanPage) -> list[str]:
    """Return what stands in the chapters that are open."""
    model, found = page.tree.model(), []
    index = model.index(0, 0)
    while index.isValid():
        found.append(index.data())
        index = page.tree.indexBelow(index)
    return found


def test_the_chapters_lead_to_what_they_lay_down_and_to_the_cell(work, page):
    QTest.mouseClick(page.chips["chapters"], Qt.MouseButton.LeftButton)
    page.take_focus()
    assert page.tree.hasFocus()
    QAbstractItemModelTester(page.tree.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.tree.place == ("indicators", "air_good_days_ratio"), "what was shown in the list stays shown"
    assert "专栏二　“十三五”生态环境保护主要指标" in tree_names(page)
    QTest.keyClick(page.tree, Qt.Key.Key_Down)
    assert shown(page, "planTitle") == "细颗粒物（PM2.5）年均浓度"
    QTest.keyClick(page.tree, Qt.Key.Key_Return)
    assert page.detail.go.hasFocus()
    QTest.keyClick(page.detail.go, Qt.Key.Key_Return)
    assert work.places.name == "quality"


def test_searching_opens_the_chapters_that_hold_it(page):
    QTest.mouseClick(page.chips["chapters"], Qt.MouseButton.LeftButton)
    page.search.setText("清洁型煤")
    assert all("煤" in name or "　" in name for name in tree_names(page))
    page.search.setText("没有这样的")
    assert not page.tree.isVisible()
    assert "没有这样的" in page.empty.text()
    page.search.clear()
    assert page.tree.isVisible()


def test_a_text_loaded_in_the_window_is_shown_beside_the_item(page, qtbot, tmp_path):
    file = tmp_path / "规划.txt"
    chapters = page._session.office.catalogue.data["chapters"]
    told = [f"{one['title']}\n细颗粒物年均浓度在{one['code']}里的样例文字。" for one in chapters]
    file.write_text("\n".join(told), "utf-8")
    page.show_entry("indicators", "pm25_annual_mean")
    with qtbot.waitSignal(page.text.loaded, timeout=20_000):
        page.text.read(file)
    texts = [one.text() for one in page.detail.findChildren(QLabel)]
    assert any("样例文字" in text for text in texts)
    assert "规划.txt" in page.text.act.toolTip()
    file.write_text("一份日记", "utf-8")
    with qtbot.waitSignal(page.text.errand.refused, timeout=20_000) as refused:
        page.text.read(file)
    assert "可能不是" in refused.args[0].sentence
