"""Pasting and copying blocks in the window, as a clerk does it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from jzdesk.models.entry import Key
from jzdesk.models.paste.clip import from_text
from jzdesk.models.paste.html import from_html
from jzdesk.ui.dialogs.paste_dialog import PasteDialog
from tests.ui.conftest import QUARTER

HERE = "emissions/cod.industry/emitted"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def opened(open_window, office):
    work = open_window(office, "emissions", HERE)
    page = work.places.page
    return page, page.cursor_.grid


def clip(text: str, html: str = "") -> None:
    made = QMimeData()
    made.setText(text)
    if html:
        made.setHtml(html)
    QGuiApplication.clipboard().setMimeData(made)


def paste(grid) -> None:
    QTest.keyClick(grid.cells, Qt.Key.Key_V, CTRL)


def value(office, key: str):
    cell = office.sheet(QUARTER).cells.get(Key.parse(key))
    return None if cell is None else cell.value


def test_a_block_is_shown_before_it_is_written_and_undone_at_once(open_window, office):
    page, grid = opened(open_window, office)
    before = value(office, HERE)
    clip("700.5\t0\n61.2\t0\n")
    paste(grid)
    dialog = page.pasting.dialog
    assert isinstance(dialog, PasteDialog)
    assert value(office, HERE) == before
    assert [i.where for i in dialog.model.items][:1] == ["化学需氧量·工业源·本季"]
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert page.pasting.dialog is None
    assert str(value(office, HERE)) == "700.5"
    page._session.step(back=True)
    assert value(office, HERE) == before


def test_a_block_is_one_change_of_the_table(open_window, office):
    page, grid = opened(open_window, office)
    clip("700.5\t0\n61.2\t0\n")
    paste(grid)
    heard = []
    grid.model.dataChanged.connect(lambda *a: heard.append(a))
    QTest.keyClick(page.pasting.dialog, Qt.Key.Key_Return)
    assert str(value(office, HERE)) == "700.5"
    assert len(heard) == 1


def test_a_block_takes_the_place_of_what_was_refused(open_window, office):
    page, grid = opened(open_window, office)
    assert page._session.write(Key.parse(HERE), "12a") is not None
    assert page._session.unsaved
    clip("700.5\t0\n61.2\t0\n")
    paste(grid)
    QTest.keyClick(page.pasting.dialog, Qt.Key.Key_Return)
    assert not page._session.unsaved
    assert page._session.scene("emissions").refused == {}


def test_escape_writes_nothing(open_window, office):
    page, grid = opened(open_window, office)
    before = value(office, HERE)
    clip("1\n2\n")
    paste(grid)
    QTest.keyClick(page.pasting.dialog, Qt.Key.Key_Escape)
    assert page.pasting.dialog is None
    assert value(office, HERE) == before


def test_one_value_is_typed_as_ever(open_window, office):
    page, grid = opened(open_window, office)
    clip("88.5\r\n")
    paste(grid)
    assert page.pasting.dialog is None
    assert str(value(office, HERE)) == "88.5"


def test_too_large_a_block_is_one_sentence(open_window, office):
    page, grid = opened(open_window, office)
    said = []
    page._messages.said.connect(said.append)
    clip("1\n" * 50_000)
    paste(grid)
    assert page.pasting.dialog is None
    assert "50,000 行" in said[-1].sentence


def test_a_large_text_is_read_aside(open_window, office, qtbot):
    page, grid = opened(open_window, office)
    clip("\n".join("x" * 200 for _ in range(1500)))
    paste(grid)
    qtbot.waitUntil(lambda: page.pasting.dialog is not None)
    page.pasting.dialog.reject()


def test_the_unit_can_be_chosen_and_the_lines_be_filtered(open_window, office):
    page, grid = opened(open_window, office)
    clip("指标名称\t本季（万吨）\n化学需氧量\t0.07\n氨氮\t一\n")
    paste(grid)
    dialog = page.pasting.dialog
    new = {i.key.row: i.new for i in dialog.model.items if i.key}
    assert new["cod.industry"] == "700.00"
    box = dialog.boxes[0]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert {i.new for i in dialog.model.items if i.key and i.key.row == "cod.industry"} == {"0.07"}
    assert dialog.focusWidget() is dialog.write, "Enter writes, as the line below says"
    dialog.switch.setFocus()
    dialog.switch.click()
    assert dialog.focusWidget() is dialog.write
    dialog.switch.click()
    dialog.chips["refused"].click()
    assert [i.status for i in dialog.model.items] == ["refused"]
    dialog.copy.click()
    assert "氨氮" in QGuiApplication.clipboard().text()
    dialog.reject()


def test_a_chosen_block_is_copied_as_numbers_and_typing_stays_at_the_cursor(open_window, office):
    page, grid = opened(open_window, office)
    QTest.keyClick(grid.cells, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(grid.cells, Qt.Key.Key_Right, SHIFT)
    assert str(page.cursor_.key) == HERE
    QTest.keyClick(grid.cells, Qt.Key.Key_C, CTRL)
    mime = QGuiApplication.clipboard().mimeData()
    first = str(value(office, HERE))
    assert mime.text().startswith(f"{first}\t")
    assert "," not in mime.text()
    assert len(from_text(mime.text())) == 2
    assert from_html(mime.html())[0][0].exact == first


def test_a_block_copied_with_heads_comes_back_unchanged(open_window, office):
    page, grid = opened(open_window, office)
    for _ in range(4):
        QTest.keyClick(grid.cells, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(grid.cells, Qt.Key.Key_C, CTRL | SHIFT)
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("指标名称\t本季")
    page.cursor_.go_to(Key.parse("emissions/tp.industry/emitted"))
    paste(grid)
    dialog = page.pasting.dialog
    assert dialog.plan.by_name
    assert {c.status for c in dialog.plan.cells} == {"same"}
    assert not dialog.write.isEnabled()
    dialog.reject()


def test_a_slip_is_mended_with_one_key(open_window, office):
    page, grid = opened(open_window, office)
    right = value(office, HERE)
    grid.write(str(right * 1000))
    assert any("千克" in text for text in page._session.marks()[Key.parse(HERE)].sentences)
    QTest.keyClick(grid.cells, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert value(office, HERE) == right
    page._session.step(back=True)
    assert value(office, HERE) == right * 1000


def test_what_is_chosen_is_added_up_below(open_window, office):
    work = open_window(office, "emissions", HERE)
    grid, told = work.places.page.cursor_.grid, work.status.chosen
    assert told.isHidden()
    QTest.keyClick(grid.cells, Qt.Key.Key_Down, SHIFT)
    cod, nh3n = (value(office, f"emissions/{row}.industry/emitted") for row in ("cod", "nh3n"))
    both = f"求和 {cod + nh3n:,} 吨　平均值 {(cod + nh3n) / 2:,.2f}　计数 2"
    assert told.text() == both
    QTest.keyClick(grid.cells, Qt.Key.Key_Right, SHIFT)
    assert told.text().startswith("求和"), "what is empty counts for nothing"
    QTest.keyClick(grid.cells, Qt.Key.Key_Left, SHIFT)
    QTest.keyClick(grid.cells, Qt.Key.Key_Left, SHIFT)
    assert told.text() == "计数 4（单位不同，不求和）", "家 and 吨"
    QTest.keyClick(grid.cells, Qt.Key.Key_Down)
    assert told.isHidden()
    QTest.keyClick(grid.cells, Qt.Key.Key_Down, SHIFT)
    assert told.isVisible()
    work.places.go("todo")
    assert told.isHidden(), "on another page nothing is chosen"
