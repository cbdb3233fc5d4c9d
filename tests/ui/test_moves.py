"""办理经过 on 审核上报: the latest moves, all of them when asked for, those of the quarter shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from jzdesk.desk import entering, handing_in
from jzdesk.ui.pages.hand_in_moves import FEW
from tests.desk import walk
from tests.ui.conftest import QUARTER


def told(card, name: str = "moveTitle") -> list[str]:
    lines = [card.lines.itemAt(n).widget() for n in range(card.lines.count())]
    return [line.findChild(QLabel, name).text() for line in lines]


def test_moves_come_as_they_are_made_and_only_the_latest_until_all_are_asked_for(office, open_window, qtbot):
    work = open_window(office, "hand_in")
    page = work.places.page
    assert told(page.moves) == ["开始填报"]
    assert not page.moves.more.isVisible()
    walk.explain_all(office, QUARTER)
    for n in range(4):
        handing_in.review(office, QUARTER, "周勇", "赵刚")
        entering.set_values(office, QUARTER, ["emissions/cod.industry/emitted", f"320.1{n}"])
    work.session.refresh()
    assert told(page.moves) == ["复核失效", "复核"] * (FEW // 2)
    assert told(page.moves, "moveTold")[1] == "复核人 周勇（代赵刚复核）\n经办 测试员"
    assert page.moves.more.text() == "全部 9 条"
    qtbot.mouseClick(page.moves.more, Qt.MouseButton.LeftButton)
    assert told(page.moves) == [*["复核失效", "复核"] * 4, "开始填报"]
    assert page.moves.more.text() == f"只看最近 {FEW} 条"
    qtbot.mouseClick(page.moves.more, Qt.MouseButton.LeftButton)
    assert len(told(page.moves)) == FEW


def test_another_quarter_has_its_own_moves_folded_again(office, open_window, qtbot):
    walk.explain_all(office, QUARTER)
    for n in range(4):
        handing_in.review(office, QUARTER, "周勇")
        entering.set_values(office, QUARTER, ["emissions/cod.industry/emitted", f"320.1{n}"])
    work = open_window(office, "hand_in")
    page = work.places.page
    qtbot.mouseClick(page.moves.more, Qt.MouseButton.LeftButton)
    work.session.turn_to(QUARTER.previous)
    assert told(page.moves) == ["开始填报"]
    assert not page.moves.none.isVisible()
    work.session.turn_to(QUARTER)
    assert len(told(page.moves)) == FEW


def test_a_quarter_nobody_has_begun_says_what_comes_here(office, open_window):
    work = open_window(office, "hand_in")
    work.session.turn_to(QUARTER.last_year.last_year)
    card = work.places.page.moves
    assert told(card) == []
    assert card.none.isVisible()


def test_each_line_has_its_time(office, open_window):
    page = open_window(office, "hand_in").places.page
    (at,) = page.moves.findChildren(QLabel, "moveAt")
    assert at.text().endswith(office.store.history(QUARTER)[0].at[11:16])
    assert at.toolTip() == office.store.history(QUARTER)[0].at[:19].replace("T", " ")
