"""Names used before, offered while one types: the list takes Down, Up and Esc, and nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jzdesk.desk import entering
from jzdesk.models.entry import Key
from tests.ui.conftest import QUARTER
from tests.ui.test_lines import opened
from tests.ui.test_typing import Hand, stored

PAPER = "县产业集聚区某纸业公司"
CODE = "91350100M000100Y43"
CAST_CODE = "91410823MA3X00000N"
HERE = "reductions/X410823-002/location"


class Namer(Hand):
    """One who types names."""

    @property
    def list(self):
        found = [half.pen.names for half in (self.grid.stubs, self.grid.cells) if half.pen.names]
        return found[0] if found else None

    def offered(self) -> list[str]:
        return [one.name for one in self.list.model.items] if self.list and self.list.isVisible() else []


@pytest.fixture
def namer(qtbot, office, open_window) -> Namer:
    entering.set_values(
        office, QUARTER, ["cards/+enterprises/name", "某造纸厂", "cards/+enterprises/credit", CODE]
    )
    return Namer(qtbot, open_window(office, "reductions", HERE))


def row_of(office, name: str) -> str:
    """Return the code of the newest row of the list of enterprises with this name."""
    cells = office.store.cells(QUARTER)
    return max(key.row for key, cell in cells.items() if key.column == "name" and cell.value == name)


def test_initials_offer_and_down_and_enter_take(namer, office):
    namer.type("mzy")
    assert namer.offered() == [PAPER]
    namer.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert stored(office, HERE) == PAPER
    assert namer.list is None
    assert namer.editor is None


def test_tab_takes_what_was_chosen_and_goes_on(namer, office):
    namer.type("mzy")
    namer.press(Qt.Key.Key_Down, Qt.Key.Key_Tab)
    assert stored(office, HERE) == PAPER
    assert namer.at() == "reductions/X410823-002/type"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_without_a_choice_what_was_typed_is_saved(namer, office, key):
    namer.type("mzy")
    assert namer.offered()
    namer.press(key)
    assert stored(office, HERE) == "mzy"


def test_up_beyond_the_first_takes_the_choice_back(namer, office):
    namer.type("mzy")
    namer.press(Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert stored(office, HERE) == "mzy"


def test_escape_closes_the_list_first_and_then_the_editor(namer, office):
    namer.type("mzy")
    namer.press(Qt.Key.Key_Escape)
    assert namer.offered() == []
    assert namer.editor.typed() == "mzy"
    namer.press(Qt.Key.Key_Escape)
    assert namer.editor is None
    assert stored(office, HERE) is None


def test_a_click_takes_and_stays(namer, office, qtbot):
    namer.type("mzy")
    view = namer.list.view
    place = view.visualRect(namer.list.model.index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert stored(office, HERE) == PAPER
    assert namer.at() == HERE


def test_the_focus_stays_in_the_editor_and_the_list_in_the_window(namer):
    namer.type("mz")
    assert QApplication.focusWidget() is namer.editor
    names = namer.list
    assert namer.editor.window().rect().contains(names.geometry())
    assert names.chosen is None


def test_other_columns_offer_nothing(namer):
    namer.go("reductions/X410823-002/measure")
    namer.type("mzy")
    assert namer.list is None


def test_a_new_card_by_a_known_name_gets_its_code_in_one_step(namer, office):
    namer.work.open_at("cards")
    namer.press(Qt.Key.Key_N, modifiers=Qt.KeyboardModifier.ControlModifier)
    namer.type("mzz")
    namer.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    row = row_of(office, "某造纸厂")
    assert stored(office, f"cards/{row}/credit") == CODE
    namer.work.session.step(back=True)
    assert office.sheet(QUARTER).row("cards", row) is None


def test_a_name_chosen_in_a_card_fills_the_open_code_and_no_other(namer, office):
    namer.work.open_at("cards")
    key = namer.work.session.add_row("cards", "enterprises", "待定")
    namer.go(str(key))
    namer.type("x")
    namer.editor.fill("")
    namer.type("某造")
    namer.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert stored(office, str(key)) == "某造纸厂"
    assert stored(office, f"cards/{key.row}/credit") == CODE
    namer.work.session.step(back=True)
    assert (stored(office, str(key)), stored(office, f"cards/{key.row}/credit")) == ("待定", None)
    namer.work.session.write(Key("cards", key.row, "credit"), CAST_CODE)
    namer.work.session.write(key, "某造纸厂")
    assert stored(office, f"cards/{key.row}/credit") == CAST_CODE


def test_codes_are_offered_where_codes_are_typed(namer, office):
    namer.work.open_at("cards")
    key = namer.work.session.add_row("cards", "enterprises", "待定")
    namer.go(f"cards/{key.row}/credit")
    namer.type("9135")
    assert namer.offered() == ["某造纸厂"]
    namer.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert stored(office, f"cards/{key.row}/credit") == CODE


def test_lines_offer_them_too_and_fill_the_code(namer, qtbot):
    namer.work.open_at("emissions", Key.parse("emissions/cod.industry/emitted"))
    dialog = opened(namer)
    namer.type("mzzc")
    assert [one.name for one in dialog.table.pen._names.model.items] == ["某造纸厂"]
    namer.press(Qt.Key.Key_Down, Qt.Key.Key_Tab)
    namer.press(Qt.Key.Key_Tab)
    assert dialog.model.words()[0][:2] == ["某造纸厂", CODE]
    dialog.changed = False
    dialog.reject()
