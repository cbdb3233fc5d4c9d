"""本季待办 leads to where a thing is done: a remark of the city to its cell, a quarter left out to itself."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt

from jzdesk.desk import entering, handing_in, signing
from jzdesk.models import todo
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.todo import Remark
from tests.desk import walk
from tests.ui.conftest import QUARTER

COD, PM = Key.parse("emissions/cod.industry/emitted"), Key.parse("quality/pm25/mean")
SAID = (
    Remark(todo.RETURNED, COD, "与在线监测数据不符。"),
    Remark(todo.QUERIED, PM, "比上年降得太多，请说明"),
)
ACT = 4
"""The column of a line that says what is done about it."""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the city say two things of the quarter, as its slips will."""
    given = partial(todo.todo, remarks=SAID)

    def only_here(sheet, outcomes, **known):
        return (given if sheet.period == QUARTER else todo.todo)(sheet, outcomes, **known)

    monkeypatch.setattr(handing_in, "todo_model", type("Told", (), {"todo": only_here, "LATE": todo.LATE}))


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
def test_what_the_city_said_leads_to_its_cell(told, office, open_window, qtbot, how, kind, key, word, text):
    work = open_window(office)
    number = line_of(work, kind)
    line = work.places.page.model.item(number)
    assert text in line.text
    assert (line.page, line.key, line.blocking) == (key.form, key, False)
    assert line.act == word
    press(qtbot, work, number, how)
    assert (work.places.name, work.places.page.cursor_.key) == (key.form, key)
    assert work.session.period == QUARTER


def test_it_leads_there_from_a_quarter_that_is_locked(told, office, open_window, qtbot, tmp_path):
    walk.ready(office, QUARTER)
    with walk.without_paper():
        walk.hand_in(office, QUARTER, tmp_path)
    signing.sent(office, QUARTER, way="U盘", on=office.today)
    work = open_window(office)
    press(qtbot, work, line_of(work, todo.RETURNED), "mouse")
    assert work.places.page.cursor_.key == COD


def test_another_quarter_hears_nothing_of_it(told, office, open_window):
    work = open_window(office, period=Period.parse("2018Q2"))
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
