"""Lists by keys and mouse: finding in them, sorting them, adding rows and taking them out again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from jzdesk.desk import entering
from jzdesk.desk.cell_states import BLANK
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.pages.cell_menu import CellMenu
from tests.ui.conftest import QUARTER
from tests.ui.test_states import Eye
from tests.ui.test_typing import stored

CTRL = Qt.KeyboardModifier.ControlModifier
BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier
X = "reductions/X410823-00"
KILN, PLANT = "reductions/+projects.a", "reductions/+projects.b"
ADDED = [
    f"{KILN}/name", "砖瓦窑关停", f"{KILN}/location", "大封镇某窑厂", f"{KILN}/type", "结构",
    f"{KILN}/plan_month", "2018-12", f"{PLANT}/name", "A厂脱硫", f"{PLANT}/plan_month", "2018-03",
]  # fmt: skip


class Lister(Eye):
    """One who works on a list."""

    @property
    def line(self):
        return self.page.lists.bar.line

    @property
    def count(self) -> str:
        return self.page.lists.bar.count.text()

    @property
    def told(self) -> str:
        return self.said[-1]

    def hear(self, message) -> None:
        self.said.append(message.sentence)

    def own(self) -> str:
        """Return the last signs of the own rows in sight, in their order."""
        return "".join(code[-1] for code in self.rows() if code.startswith("X"))

    def head(self, title: str) -> None:
        """Click on a column's head."""
        columns = self.grid.model.columns
        place = next(n for n, c in enumerate(columns) if c.title == title)
        half = self.grid.stubs if columns[place].frozen else self.grid.cells
        at = QPoint(half.head.sectionViewportPosition(place) + 6, half.head.height() - 6)
        half.horizontalScrollBar().setValue(0)
        self.qtbot.mouseClick(half.head.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def numbers(self) -> list[str]:
        lines = [self.grid.model.line(n) for n in range(self.grid.model.rowCount())]
        return [line.number for line in lines if line.row is not None and not line.row.derived]

    def find(self, text: str) -> None:
        self.press(Qt.Key.Key_F, modifiers=BOTH)
        self.press(Qt.Key.Key_Delete)
        self.type(text)


@pytest.fixture
def lister(qtbot, office, open_window) -> Lister:
    entering.set_values(office, QUARTER, ADDED)
    lister = Lister(qtbot, open_window(office, "reductions", f"{X}1/status"))
    lister.said = []
    lister.page._messages.said.connect(lister.hear)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    lister.testers = [QAbstractItemModelTester(grid.model, mode) for grid in lister.page.cursor_.grids]
    return lister


# Finding


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("锅炉", "2"),
        ("zwy", "8"),
        ("X410823-009", "9"),
        ("mfz", ""),
        ("dfz", "8"),
        ("a厂", "9"),
        ("练习 锅炉", "2"),
    ],
)
def test_rows_are_found_by_name_code_initials_and_enterprise(lister, typed, left):
    lister.find(typed)
    assert lister.own() == left
    assert lister.count == f"{len(left)} / 4 行"
    assert lister.line.hasFocus()


def test_enter_goes_into_what_was_found_and_escape_lifts_it(lister):
    lister.find("zwy")
    lister.press(Qt.Key.Key_Return)
    assert lister.at().startswith(f"{X}8/")
    lister.press(Qt.Key.Key_Escape)
    assert lister.own() == "1289"
    assert (lister.line.text(), lister.count) == ("", "共 4 行")
    assert lister.at().startswith(f"{X}8/"), "the cursor stays"


def test_escape_in_the_line_lifts_and_goes_back_to_the_cell(lister):
    lister.find("zwy")
    lister.press(Qt.Key.Key_Escape)
    assert lister.own() == "1289"
    assert QApplication.focusWidget() in {lister.grid.cells, lister.grid.stubs}
    assert lister.at() == f"{X}1/status"


def test_both_filters_hold_at_once_and_are_lifted_at_once(lister):
    lister.choose(BLANK)
    assert lister.own() == "89"
    lister.find("zwy")
    assert lister.own() == "8"
    lister.find("练习")
    assert lister.own() == ""
    assert lister.page.filter.note.text.text() == "“空白”的行里没有找到“练习”。"
    lister.qtbot.mouseClick(lister.page.filter.note.way, Qt.MouseButton.LeftButton)
    assert lister.own() == "1289"
    assert lister.page.filter.state == "", "all rows, and the chip says so"


def test_nothing_found_says_so(lister):
    lister.find("没有的")
    assert lister.page.filter.note.text.text() == "本表没有找到“没有的”。"
    lister.press(Qt.Key.Key_Return)
    assert lister.line.hasFocus()


def test_going_to_a_hidden_cell_lifts_the_search(lister):
    lister.find("zwy")
    lister.go(f"{X}2/status")
    assert lister.own() == "1289"
    assert lister.line.text() == ""


def test_a_row_that_is_renamed_or_added_stays_in_sight(lister):
    lister.find("zwy")
    lister.page._session.write(Key.parse(f"{X}8/name"), "石灰窑关停")
    assert lister.own() == "8"
    lister.page._add_row("projects", "新项目")
    assert lister.own() == "80"


def test_forms_that_are_no_lists_have_no_such_line(lister):
    lister.work.open_at("emissions")
    assert not lister.page.lists.bar.isVisible()
    lister.press(Qt.Key.Key_F, modifiers=BOTH)
    assert QApplication.focusWidget() is lister.grid.cells


# Sorting


def test_a_head_sorts_up_down_and_back_and_the_paper_keeps_its_numbers(lister):
    before = lister.numbers()
    lister.head("项目名称")
    assert lister.own() == "9218", "signs first, then 拼音: 十 造 砖"
    assert lister.page.lists.bar.order.text() == "按 项目名称（升序） 排序"
    assert lister.told.startswith("现在按 项目名称（升序） 排序")
    assert sorted(lister.numbers()) == before
    assert lister.numbers() != before
    lister.head("项目名称")
    assert lister.own() == "8129"
    lister.head("项目名称")
    assert lister.own() == "1289"
    assert lister.page.lists.bar.order.text() == ""
    assert lister.numbers() == before


def test_dates_go_by_day_choices_as_on_paper_and_blanks_come_last(lister):
    lister.head("计划投运（关停）")
    assert lister.own() == "2918"
    lister.head("计划投运（关停）")
    assert lister.own() == "8192"
    lister.head("类型")
    assert lister.own() == "1289", "engineering, structure, structure, none"
    lister.head("类型")
    assert lister.own() == "2819", "none stays last"
    lister.head("编号")
    assert lister.own() == "1289"
    lister.head("编号")
    assert lister.own() == "9821"


def test_numbers_go_by_value_and_totals_stay_at_the_end(qtbot, office, open_window):
    half = Period.parse("2018H1")
    entering.set_values(office, half, [f"{X}1/plan_cod", "9", f"{X}2/plan_cod", "10.5"])
    lister = Lister(qtbot, open_window(office, "reductions", f"{X}1/plan_cod", period=half))
    lister.press(Qt.Key.Key_S, modifiers=BOTH)
    assert lister.own() == "12"
    lister.press(Qt.Key.Key_S, modifiers=BOTH)
    assert lister.own() == "21"
    assert lister.rows()[-1] == "total"
    assert lister.at() == f"{X}1/plan_cod"


def test_the_cursor_stays_on_its_cell_and_keys_follow_what_is_seen(lister):
    lister.go(f"{X}8/status")
    lister.head("项目名称")
    assert lister.at() == f"{X}8/status"
    lister.press(Qt.Key.Key_Up)
    assert lister.at() == f"{X}1/status"
    lister.press(Qt.Key.Key_Up)
    assert lister.at() == f"{X}2/status"


def test_what_is_being_typed_is_saved_before_sorting(lister, office):
    lister.go(f"{X}8/location")
    lister.type("B")
    lister.head("项目名称")
    assert stored(office, f"{X}8/location") == "B"
    assert lister.at() == f"{X}8/location"


def test_a_new_row_appears_behind_its_neighbour_and_is_sorted_in_next_time(lister):
    lister.head("项目名称")
    assert lister.own() == "9218"
    lister.press(Qt.Key.Key_N, modifiers=CTRL)
    lister.type("B")
    lister.press(Qt.Key.Key_Return)
    assert lister.own() == "90218", "behind the one before it on paper"
    lister.head("项目名称")
    lister.head("项目名称")
    lister.head("项目名称")
    assert lister.own() == "90218"
    lister.page._session.step(back=True)
    assert lister.own() == "9218"


def test_sorting_is_remembered_while_the_program_runs(lister):
    lister.head("项目名称")
    lister.work.open_at("investment")
    lister.work.open_at("reductions")
    assert lister.own() == "9218"
    lister.work.session.turn_to(Period.parse("2018H1"))
    lister.work.session.turn_to(QUARTER)
    lister.work.open_at("reductions")
    assert lister.own() == "9218"
    lister.qtbot.mouseClick(lister.page.lists.bar.back, Qt.MouseButton.LeftButton)
    assert lister.own() == "1289"


def test_sorted_and_found_at_once(lister):
    lister.find("练习")
    lister.head("项目名称")
    assert lister.own() == "21"
    lister.press(Qt.Key.Key_Escape)
    assert lister.own() == "9218"


def test_a_screen_reader_hears_the_head(lister):
    lister.head("项目名称")
    role = Qt.ItemDataRole.AccessibleTextRole
    assert lister.grid.model.headerData(0, Qt.Orientation.Horizontal, role) == "项目名称 升序"
    assert lister.grid.model.headerData(1, Qt.Orientation.Horizontal, role) == "编号"


# Rows of the office's own


def test_a_row_of_this_period_is_removed_and_undo_brings_it_back(lister, office):
    lister.go(f"{X}8/status")
    lister.press(Qt.Key.Key_Delete, modifiers=CTRL)
    assert lister.own() == "129"
    assert lister.told == "已删除“砖瓦窑关停”。要找回，按 Ctrl+Z 撤销。"
    assert lister.at() == f"{X}9/status"
    assert stored(office, f"{X}8/name") is None
    lister.press(Qt.Key.Key_Z, modifiers=CTRL)
    assert lister.own() == "1289"
    assert stored(office, f"{X}8/location") == "大封镇某窑厂"


def test_a_row_of_an_earlier_period_is_kept_and_the_way_out_told(lister):
    lister.press(Qt.Key.Key_Delete, modifiers=CTRL)
    assert lister.own() == "1289"
    assert "不能删除；以后不再填的，请停用（Ctrl+T）。" in lister.told


def test_stopping_and_going_on_by_one_key(lister):
    lister.press(Qt.Key.Key_T, modifiers=CTRL)
    assert lister.face(f"{X}1/name").text.endswith("（下期起停用）")
    lister.press(Qt.Key.Key_T, modifiers=CTRL)
    assert not lister.face(f"{X}1/name").text.endswith("（下期起停用）")


def test_the_menu_offers_what_may_be_done_with_a_row(lister, monkeypatch):
    def offered(key: str) -> dict[str, bool]:
        lister.go(key)
        monkeypatch.setattr(CellMenu, "popup", lambda *_: None)
        lister.page.acts.open_menu(QPoint(0, 0))
        menu = lister.page.findChildren(CellMenu)[-1]
        return {a.objectName(): a.isEnabled() for a in menu.actions()}

    young, old = offered(f"{X}8/status"), offered(f"{X}1/status")
    assert (young["menu_remove"], young["menu_stop"], young["menu_sort"]) == (True, True, True)
    assert (old["menu_remove"], old["menu_stop"]) == (False, True)


def test_lines_are_as_high_as_their_texts_where_they_are_sorted_to(lister):
    def heights() -> dict[str, int]:
        model, rows = lister.grid.model, lister.grid.cells.verticalHeader()
        return {model.line(n).number: rows.sectionSize(n) for n in range(model.rowCount())}

    before = heights()
    assert len(set(before.values())) > 1
    lister.head("项目名称")
    assert heights() == before
