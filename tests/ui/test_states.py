"""The cells' states on a form: signs and words, the chips that choose rows, and the legend."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from jzdesk.desk import entering, signing
from jzdesk.desk.cell_states import ALL, BLANK, CHANGED, EXPLAIN, LOCKED, MUST, NOTED, ORDER
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk import walk
from tests.ui.conftest import QUARTER, TODAY
from tests.ui.test_typing import Hand, stored

COD, TP, SO2, OUT_TP = (
    f"emissions/{row}/emitted" for row in ("cod.industry", "tp.industry", "so2.industry", "sewage.tp")
)
FIRMS = "emissions/nh3n.industry/enterprises"
SLIPS = [FIRMS, "0", SO2, "118.00", TP, "", OUT_TP, ""]
LONGEST = "JZ-5表　环境质量与规划指标"


class Eye(Hand):
    """One who looks at a form and chooses rows."""

    @property
    def chips(self):
        return self.page.head.chips

    def chip(self, state: str):
        return self.chips.chips[state]

    def choose(self, state: str) -> None:
        self.qtbot.mouseClick(self.chip(state), Qt.MouseButton.LeftButton)

    def rows(self) -> list[str]:
        """Return the codes of the rows in sight; both halves must agree."""
        found = []
        for grid in self.page.cursor_.grids:
            for line in range(grid.model.rowCount()):
                away = grid.stubs.isRowHidden(line)
                assert grid.cells.isRowHidden(line) == away
                row = grid.model.line(line).row
                if not (away or grid.isHidden()) and row is not None:
                    found.append(row.code)
        return found

    def bands(self) -> list[str]:
        model = self.grid.model
        lines = [n for n in range(model.rowCount()) if not self.grid.stubs.isRowHidden(n)]
        return [model.line(n).label for n in lines if model.line(n).row is None]

    def face(self, key: str):
        place = next(p for g in self.page.cursor_.grids if (p := g.model.place_of(Key.parse(key))).isValid())
        return place.data(Qt.ItemDataRole.UserRole)


@pytest.fixture
def slipped(office):
    entering.set_values(office, QUARTER, SLIPS)
    entering.write_note(office, QUARTER, Key.parse(COD), "来自在线监测")
    return office


@pytest.fixture
def eye(qtbot, slipped, open_window) -> Eye:
    eye = Eye(qtbot, open_window(slipped, "emissions", "emissions/sewage.nh3n/emitted"))
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    eye.testers = [QAbstractItemModelTester(grid.model, mode) for grid in eye.page.cursor_.grids]
    return eye


@pytest.fixture(scope="module")
def corrected_folder(filled_store, tmp_path_factory) -> Path:
    """Return a folder with the store of a quarter handed in and opened again, two cells changed."""
    folder = tmp_path_factory.mktemp("corrected")
    shutil.copytree(filled_store.parent, folder, dirs_exist_ok=True)
    with walk.without_paper(), Office.open(folder / filled_store.name, write=True, who="测试员") as office:
        office.set_today(date.fromisoformat(TODAY))
        walk.ready(office, QUARTER)
        walk.hand_in(office, QUARTER, folder / "out")
        signing.reopen(office, QUARTER, reason="漏报一家企业")
        entering.set_values(office, QUARTER, [COD, "318.6", SO2, ""], reason="核对")
    return folder


@pytest.fixture
def corrected(qtbot, corrected_folder, filled_store, open_window, tmp_path) -> Iterator[Eye]:
    """Give a quarter that was handed in and opened again, two cells changed."""
    shutil.copytree(corrected_folder, tmp_path, dirs_exist_ok=True)
    with Office.open(tmp_path / filled_store.name, write=True) as office:
        yield Eye(qtbot, open_window(office, "emissions"))


# Choosing rows


def test_the_chips_count_and_all_rows_are_shown_first(eye):
    texts = [chip.text() for chip in eye.chips.chips.values() if chip.isVisible()]
    assert texts == ["全部 33", "□ 空白 2", "■ 必须修改 1", "◆ 需要说明 4"]
    assert eye.chip(ALL).isChecked()
    assert len(eye.rows()) == 11


def test_a_chip_leaves_the_rows_with_such_a_cell(eye):
    eye.choose(BLANK)
    assert eye.rows() == ["tp.industry", "sewage.tp"]
    assert eye.bands() == ["一、工业源排放", "二、城镇污水处理厂"]
    assert eye.at() == TP
    assert QApplication.focusWidget() is eye.grid.cells
    eye.choose(MUST)
    assert eye.rows() == ["nh3n.industry"]
    assert eye.bands() == ["一、工业源排放"], "a band without rows goes too"
    assert eye.at() == FIRMS
    eye.choose(ALL)
    assert len(eye.rows()) == 11
    assert len(eye.bands()) == 2
    assert eye.at() == FIRMS, "the cursor stays"


def test_keys_move_among_the_rows_in_sight(eye):
    eye.choose(BLANK)
    eye.press(Qt.Key.Key_Down)
    assert eye.at() == OUT_TP
    eye.press(Qt.Key.Key_Up, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert eye.at() == "emissions/sewage.tp/enterprises"
    eye.go(TP)
    eye.type("1.9")
    eye.press(Qt.Key.Key_Return)
    assert eye.at() == OUT_TP


def test_a_mended_row_stays_until_it_is_chosen_anew(eye, slipped):
    eye.choose(BLANK)
    eye.type("1.95")
    eye.press(Qt.Key.Key_Return)
    assert stored(slipped, TP) == "1.95"
    assert eye.chip(BLANK).text() == "□ 空白 1"
    assert eye.rows() == ["tp.industry", "sewage.tp"]
    eye.choose(BLANK)
    assert eye.rows() == ["sewage.tp"]


def test_what_is_being_typed_is_saved_before_rows_go(eye, slipped):
    eye.type("171.5")
    eye.choose(BLANK)
    assert stored(slipped, "emissions/sewage.nh3n/emitted") == "171.50"
    assert "sewage.nh3n" not in eye.rows()


def test_a_text_that_could_not_be_saved_stays_in_sight(eye):
    eye.type("12吨半")
    eye.choose(BLANK)
    assert eye.rows() == ["tp.industry", "sewage.nh3n", "sewage.tp"]
    assert eye.face("emissions/sewage.nh3n/emitted").signs == ("refused",)


def test_leaving_the_page_looks_the_rows_over_again(eye):
    eye.choose(BLANK)
    eye.type("1.95")
    eye.press(Qt.Key.Key_Return)
    eye.work.places.go("quality")
    eye.work.places.go("emissions")
    assert eye.rows() == ["sewage.tp"]
    eye.go(OUT_TP)
    eye.type("15")
    eye.press(Qt.Key.Key_Tab)
    eye.work.places.go("quality")
    eye.work.places.go("emissions")
    assert eye.chip(ALL).isChecked(), "none is left: all are shown"
    assert len(eye.rows()) == 11


def test_another_period_starts_with_all_rows(eye):
    eye.choose(BLANK)
    eye.work.turn_to(Period.parse("2018Q2"))
    assert eye.chip(ALL).isChecked()
    assert len(eye.rows()) == 11
    eye.work.turn_to(QUARTER)
    assert len(eye.rows()) == 11


def test_undo_brings_a_row_into_sight_that_is_blank_again(eye):
    eye.go(TP)
    eye.type("1.95")
    eye.press(Qt.Key.Key_Return)
    eye.choose(BLANK)
    assert eye.rows() == ["sewage.tp"]
    eye.press(Qt.Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert eye.rows() == ["tp.industry", "sewage.tp"]


@pytest.mark.parametrize("way", ["F7", "line", "finding", "todo"])
def test_going_to_a_hidden_row_shows_all(eye, way):
    eye.choose(BLANK)
    if way == "F7":
        eye.press(Qt.Key.Key_F7)
    elif way == "line":
        eye.press(Qt.Key.Key_G, modifiers=Qt.KeyboardModifier.ControlModifier)
        eye.type("1")
        eye.press(Qt.Key.Key_Return)
        assert eye.at() == "emissions/cod.industry/enterprises"
    elif way == "finding":
        view = eye.page.findings.view
        view.setFocus()
        view.setCurrentIndex(eye.page.findings.model.index(0, 1))
        eye.press(Qt.Key.Key_Return)
        assert eye.at() == FIRMS
    else:
        eye.work.places.jump("emissions", Key.parse(COD))
        assert eye.at() == COD
    assert len(eye.rows()) == 11
    assert eye.chip(ALL).isChecked()


def test_f8_among_blanks_keeps_the_rows(eye):
    eye.choose(BLANK)
    eye.press(Qt.Key.Key_F8)
    assert eye.at() == OUT_TP
    assert len(eye.rows()) == 2


def test_the_keyboard_chooses_too_and_escape_shows_all(eye):
    eye.chip(ALL).setFocus()
    eye.press(Qt.Key.Key_Right)
    eye.press(Qt.Key.Key_Space)
    assert eye.chip(BLANK).isChecked()
    assert eye.rows() == ["tp.industry", "sewage.tp"]
    assert eye.chip(BLANK).hasFocus(), "one may go on along the chips"
    eye.press(Qt.Key.Key_Escape)
    assert len(eye.rows()) == 11
    assert eye.chip(ALL).hasFocus()
    eye.press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    eye.press(Qt.Key.Key_Return)
    assert eye.rows() == ["nh3n.industry"]
    assert QApplication.focusWidget() is eye.grid.cells
    eye.press(Qt.Key.Key_Escape)
    assert len(eye.rows()) == 11, "from the grid as well"


def test_where_nothing_is_found_a_sentence_says_so(eye):
    eye.work.places.go("quality")
    eye.choose(MUST)
    note = eye.page.filter.note
    assert note.isVisible()
    assert note.text.text() == "本表没有“必须修改”的格。"
    assert eye.rows() == []
    assert note.way.hasFocus()
    eye.press(Qt.Key.Key_Return)
    assert not note.isVisible()
    assert len(eye.rows()) == 15


def test_a_table_without_rows_goes_with_its_title(eye):
    eye.work.places.go("quality")
    eye.choose(EXPLAIN)
    seen = [grid for grid in eye.page.cursor_.grids if grid.isVisible()]
    assert eye.rows() == ["so2"]
    assert len(seen) == 1
    assert len(eye.page.cursor_.grids) > 1
    titles = [s.title for s in eye.page.tables._sections]
    assert [t.text() for t in titles if t.isVisible()] == ["二、污染物浓度均值"]
    eye.choose(ALL)
    assert all(t.isVisible() for t in titles)


def test_a_row_added_meanwhile_is_seen(eye):
    eye.work.places.go("investment")
    eye.choose(BLANK)
    eye.page._add_row("projects", "新项目")
    assert eye.page.cursor_.key is not None
    assert eye.page.cursor_.key.row in eye.rows()


# Signs and words


def test_a_cell_shows_every_state_by_sign_and_word(eye):
    must = eye.face(FIRMS)
    assert must.tone == "must"
    assert must.signs[0] == "must"
    assert "■ 必须修改" in must.tip
    assert "必须修改" in must.spoken
    noted = eye.face(COD)
    assert noted.noted
    assert "◥ 有备注：来自在线监测" in noted.tip
    assert "有备注" in noted.spoken
    assert eye.face(TP).signs == ("blank",)


def test_what_the_plan_gives_carries_a_lock(eye):
    eye.work.places.go("milestones")
    grid = eye.page.cursor_.grids[0]
    locked = [k for k, of in eye.page.filter._states.items() if LOCKED in of]
    face = next(eye.face(str(k)) for k in locked if grid.model.place_of(k).isValid())
    assert "locked" in face.signs
    assert "已锁定" in face.tip
    assert "已锁定" in face.spoken


def test_a_correction_shows_what_differs(corrected):
    eye = corrected
    assert eye.chip(CHANGED).text() == "✎ 有改动 2"
    face = eye.face(COD)
    assert (face.tone, face.signs) == ("changed", ("changed",))
    assert "✎ 有改动：上次报送 312.45" in face.tip
    assert "有改动" in face.spoken
    both = eye.face(SO2)
    assert both.signs == ("blank", "changed")
    eye.choose(CHANGED)
    assert eye.rows() == ["cod.industry", "so2.industry"]
    eye.type("312.45")
    eye.press(Qt.Key.Key_Return)
    assert eye.face(COD).signs == (), "changed back is not changed"
    assert eye.chip(CHANGED).text() == "✎ 有改动 1"
    assert eye.rows() == ["cod.industry", "so2.industry"]


def test_the_worst_gives_the_ground_and_the_others_keep_their_signs(corrected):
    eye = corrected
    eye.go(FIRMS)
    eye.type("0")
    eye.press(Qt.Key.Key_Return)
    face = eye.face(FIRMS)
    assert face.tone == "must"
    assert face.signs[0] == "must"
    assert face.signs[-1] == "changed"


def test_a_locked_period_says_so_in_each_cell(qtbot, office, open_window, tmp_path):
    walk.ready(office, QUARTER)
    walk.hand_in(office, QUARTER, tmp_path / "out")
    eye = Eye(qtbot, open_window(office, "emissions"))
    face = eye.face(COD)
    assert face.signs == ("locked",)
    assert "已锁定" in face.spoken
    assert eye.chip(CHANGED).text() == "✎ 有改动 0"
    eye.page.filter.choose(LOCKED)
    assert eye.chips.other.isChecked()
    assert len(eye.rows()) == 11


# The legend


def test_the_legend_explains_every_sign_and_chooses(eye):
    eye.qtbot.mouseClick(eye.page.head.legend, Qt.MouseButton.LeftButton)
    legend = eye.page.filter.legend
    assert legend.isVisible()
    assert list(legend.lines) == [ALL, *ORDER]
    assert legend.lines[MUST].accessibleName() == "必须修改：数有错，改好才能送签，2 格"
    assert not legend.lines[CHANGED].isEnabled(), "nothing was handed in yet"
    assert legend.lines[ALL].hasFocus()
    eye.qtbot.keyClick(legend.lines[ALL], Qt.Key.Key_Up)
    assert legend.lines[LOCKED].hasFocus()
    eye.qtbot.mouseClick(legend.lines[NOTED], Qt.MouseButton.LeftButton)
    assert not legend.isVisible()
    assert eye.rows() == ["cod.industry"]
    assert eye.at() == COD
    assert eye.chips.other.text() == "◥ 有备注 1"
    eye.choose(ALL)
    assert not eye.chips.other.isVisible()


def test_the_legend_is_used_by_keys(eye):
    eye.page.filter.open_legend()
    legend = eye.page.filter.legend
    for state in (ALL, "refused"):
        eye.qtbot.keyClick(legend.lines[state], Qt.Key.Key_Down)
    eye.qtbot.keyClick(legend.lines[MUST], Qt.Key.Key_Return)
    assert eye.rows() == ["nh3n.industry"]
    eye.page.filter.open_legend()
    assert legend.lines[MUST].hasFocus()
    eye.qtbot.keyClick(legend, Qt.Key.Key_Escape)
    assert not legend.isVisible()


# Room


def test_title_and_chips_fit_beside_the_panel(corrected):
    head = corrected.page.head
    assert head.width() <= 870
    head.show_form(LONGEST, "JZ-1表　短", may_declare=False)
    assert head.title.text() == LONGEST
    assert [c.text() for c in corrected.chips.chips.values()][2:4] == ["■ 必改 0", "◆ 待说明 0"]
    for chip in corrected.chips.chips.values():
        assert chip.width() >= chip.sizeHint().width()


def test_where_there_is_less_room_the_title_is_shorter_before_it_is_cut(corrected):
    head = corrected.page.head
    head.resize(700, head.height())
    assert head.title.text() == "JZ-1表　污染物排放"
    assert head.title.sizeHint().width() <= head.title.width()
    assert head.title.toolTip() == "JZ-1表　主要污染物排放情况"
