"""Lists: columns are values, and the model holds what it promises Qt."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import LINK, NUMBER, SIGN, ListColumn, ListModel, Part


def name(item: str) -> Part:
    return Part(item)


def sign(item: str) -> Part:
    return Part("must", SIGN, "must", f"必须修改 {item}")


def link(item: str) -> Part:
    return Part("去处理", LINK)


@pytest.fixture
def written() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def model(qapp, written):
    def write(item: str, text: str) -> str | None:
        written.append((item, text))
        return None if text else "空的"

    return ListModel((
        ListColumn("", 30, sign), ListColumn("事项", 0, name, write, str.isalpha), ListColumn("", 60, link),
    ))  # fmt: skip


def test_model_tester_through_all_changes(model, qtmodeltester):
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for items in (["甲"], ["甲", "乙"], ["丙", "乙"], [], ["甲"]):
        model.show_items(items)
        assert model.items == tuple(items)
    qtmodeltester.check(model)
    assert tester.model() is model


def test_equal_items_change_nothing(model, qtbot):
    model.show_items(["甲"])
    with qtbot.assertNotEmitted(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.show_items(["甲"])


def test_as_many_items_change_at_once(model, qtbot):
    model.show_items(["甲", "乙"])
    with qtbot.waitSignal(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.show_items(["丙", "丁"])


def test_a_column_writes_where_it_may(model, written):
    model.show_items(["甲", "1"])
    assert model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(1, 1)) & Qt.ItemFlag.ItemIsEditable
    assert model.setData(model.index(0, 1), "乙")
    assert not model.setData(model.index(0, 1), "甲"), "nothing new"
    assert not model.setData(model.index(0, 0), "乙")
    assert not model.setData(QModelIndex(), "乙")
    assert written == [("甲", "乙")]


def test_signs_are_heard_as_words_and_a_line_is_heard_whole(model):
    model.show_items(["甲"])
    heard = [model.index(0, place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(3)]
    assert heard == ["必须修改 甲，甲，去处理", "甲", "去处理"]


def test_heads_of_figures_stand_over_them(model):
    numbers = ListModel((ListColumn("数", 60, lambda n: Part(n, NUMBER)),))
    sides = [
        shown.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        for shown in (numbers, model)
    ]
    assert not any(side & Qt.AlignmentFlag.AlignRight for side in sides), "nothing is shown yet"
    numbers.show_items(["12"])
    side = numbers.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert side & Qt.AlignmentFlag.AlignRight


def test_enter_double_click_and_link_pick(model, look, qtbot):
    model.show_items(["甲", "乙"])
    view = ListView(look, model, "list")
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show()
    view.setCurrentIndex(model.index(1, 1))
    with qtbot.waitSignal(view.picked) as picked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert picked.args == ["乙"]
    place = view.visualRect(model.index(0, 2)).center()
    with qtbot.waitSignal(view.picked) as picked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked.args == ["甲"]


def test_long_texts_get_more_lines(model, look, qtbot):
    view = ListView(look, model, "list", ends=True)
    qtbot.addWidget(view)
    view.resize(300, 400)
    view.show()
    model.show_items(["短", "长" * 60])
    assert view.rowHeight(1) > view.rowHeight(0)
    assert view.maximumHeight() == view.content_height()
