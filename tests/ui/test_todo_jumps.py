"""本季待办 leads to where a thing is done: a remark of the city to its cell, a quarter left out to itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from jzdesk.desk import entering, signing, slips
from jzdesk.desk.office import Office
from jzdesk.models import letters, todo
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk import walk
from tests.ui.conftest import QUARTER

COD, PM = Key.parse("emissions/cod.industry/emitted"), Key.parse("quality/pm25/mean")
ACT = 4
"""The column of a line that says what is done about it."""


@pytest.fixture
def told(office: Office, tmp_path: Path) -> Office:
    """A quarter that was sent; on the telephone the city returned one figure and queries another."""
    walk.ready(office, QUARTER)
    with walk.without_paper():
        walk.hand_in(office, QUARTER, tmp_path)
    signing.sent(office, QUARTER, way="U盘", on=office.today)
    for kind, key, text in (
        (letters.QUERY, PM, "比上年降得太多，请说明"), (letters.RETURN, COD, "与在线监测数据不符。"),
    ):  # fmt: skip
        slips.give(office, kind, office.unit, QUARTER, [(str(key), text)], out=None)
    return office


def line_of(work, kind: str) -> int:
    page = work.places.page
    (found,) = [n for n, line in enumerate(page.model.items) if line.kind == kind]
    return found


def press(qtbot, work, number: int, how: str) -> None:
    view = work.places.page.view
    if how == "mouse":
        view.scrollTo(view.model().index(number, ACT))
        place = view.visualRect(view.model().index(number, ACT)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    else:
        view.setFocus()
        view.setCurrentIndex(view.model().index(number, 0))
        qtbot.keyClick(view, Qt.Key.Key_Return)


@pytest.mark.parametrize("how", ["mouse", "key"])
@pytest.mark.parametrize(
    ("kind", "key", "word", "text"),
    [
        (todo.RETURNED, COD, "去处理", "与在线监测数据不符"), (todo.QUERIED, PM, "看一看", "请说明"),
    ],
)  # fmt: skip
def test_what_the_city_said_leads_to_its_cell(told, open_window, qtbot, how, kind, key, word, text):
    work = open_window(told)
    number = line_of(work, kind)
    line = work.places.page.model.item(number)
    assert text in line.text
    assert (line.page, line.key, line.blocking) == (key.form, key, kind == todo.RETURNED)
    assert line.act == word
    press(qtbot, work, number, how)
    assert (work.places.name, work.places.page.cursor_.key) == (key.form, key)
    assert work.session.period == QUARTER


def test_what_was_returned_is_clearly_next(told, open_window, qtbot):
    work = open_window(told)
    page = work.places.page
    assert page.next_title.text() == "改正或答复 1 处退回意见"
    assert page.go.accessibleName() == "去处理"
    qtbot.mouseClick(page.go, Qt.MouseButton.LeftButton)
    assert (work.places.name, work.places.page.cursor_.key) == (COD.form, COD)
    work.session.write(COD, "300.5")
    work.places.go("todo")
    assert not [line for line in page.model.items if line.kind == todo.RETURNED], "changed is answered"


def test_another_quarter_hears_nothing_of_it(told, open_window):
    work = open_window(told, period=Period.parse("2018Q2"))
    kinds = {line.kind for line in work.places.page.model.items}
    assert not kinds & {todo.RETURNED, todo.QUERIED}


@pytest.mark.parametrize("how", ["mouse", "key"])
def test_an_earlier_quarter_left_out_leads_into_it(office, open_window, qtbot, how):
    later, left_out = Period.parse("2019Q1"), Period.parse("2018Q4")
    entering.set_values(office, later, [str(COD), "12"])
    work = open_window(office, period=later)
    number = line_of(work, todo.EARLIER)
    line = work.places.page.model.item(number)
    assert left_out.title in line.text
    assert (line.place, line.act) == (left_out.title, "填写")
    press(qtbot, work, number, how)
    assert (work.session.period, work.places.name) == (left_out, "todo")
    assert all(line.kind != todo.EARLIER for line in work.places.page.model.items)
    entering.set_values(office, left_out, [str(COD), "11"])
    work.turn_to(later)
    assert all(line.kind != todo.EARLIER for line in work.places.page.model.items)
