"""What a screen reader is told when one goes through cells, findings and lists, asked as a reader asks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from jzdesk.desk import entering
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.ui.test_scale import SLIPS, settled

NAME, MORE, ROLE = QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Role


COD = Key.parse("emissions/cod.industry/emitted")


def heard(what: QAccessible.Text = NAME) -> str:
    """Return what is told of the place that has the focus."""
    reader = QAccessible.queryAccessibleInterface(QApplication.focusWidget())
    inner = reader.focusChild()
    return (inner or reader).text(what)


def press(key: Qt.Key, *more) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, *more)
    settled()


def heads(view: QTableView) -> list[str]:
    reader = QAccessible.queryAccessibleInterface(view)
    children = [reader.child(n) for n in range(view.model().columnCount() + 1)]
    return [one.text(NAME) for one in children if one.role() == ROLE.ColumnHeader]


def test_each_step_in_a_form_tells_the_cell_its_figure_and_what_is_wrong_with_it(open_window, office):
    entering.set_values(office, Period.parse("2018Q3"), list(SLIPS))
    work = open_window(office, "emissions", "emissions/cod.industry/emitted")
    assert heard() == "化学需氧量·工业源 本季 312.45 吨"
    press(Qt.Key.Key_Down)
    assert heard() == "氨氮·工业源 本季 24.18 吨 必须修改"
    assert "企业（设施）数却是 0 家" in heard(MORE)
    press(Qt.Key.Key_F7)
    assert heard().endswith("需要说明")
    assert "上年同期" in heard(MORE)
    press(Qt.Key.Key_Right)
    assert heard() == "二氧化硫·工业源 前期调整数 未填报"
    grid = work.places.page.cursor_.grid
    assert "本期 本季" in heads(grid.cells)
    told = [index.data(Qt.ItemDataRole.AccessibleTextRole) for index in along(grid, "so2.industry")]
    assert [text for text in told if "累计" in text] == ["二氧化硫·工业源 1—本季累计 842.60 吨"]
    work.open_at("emissions", COD)
    QTest.keyClicks(grid.cells, "7")
    editor = QApplication.focusWidget()
    assert QAccessible.queryAccessibleInterface(editor).role() == ROLE.EditableText
    assert (heard(), heard(QAccessible.Text.Value)) == ("本季", "7")
    press(Qt.Key.Key_Escape)
    assert work.session.write(COD, "7x")
    settled()
    assert heard() == "化学需氧量·工业源 本季 7x 没有存上"
    assert "7x" in heard(MORE)
    work.open_at("narrative")
    settled()
    assert heard().endswith("优良天数同比增加。"), "words have no unit"


def along(grid, row: str) -> list:
    """Return the places of a row's own cells."""
    model = grid.cells.model()
    line = next(n for n in range(model.rowCount()) if (k := model.face(n, 4).key) and k.row == row)
    return [model.index(line, place) for place in range(4, model.columnCount())]


@pytest.mark.slow
def test_a_line_of_a_list_is_told_whole_and_every_column_has_a_head(open_window, office):
    entering.set_values(office, Period.parse("2018Q3"), list(SLIPS))
    work = open_window(office)
    for name in ("plan", "history", "hand_in", "todo", "enquiry"):
        work.open_at(name)
        settled()
        for view in work.places.currentWidget().findChildren(QTableView):
            if view.isVisible():
                assert all(heads(view)), f"{name} {view.objectName()}: {heads(view)}"
    work.open_at("plan")
    work.places.page.view.setFocus()
    press(Qt.Key.Key_Down)
    assert "达到时间进度" in heard()
    assert "细颗粒物（PM2.5）年均浓度" in heard()
