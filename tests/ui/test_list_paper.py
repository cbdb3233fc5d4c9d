"""操作记录 and 比对 printed and kept from the window, as they stand in the list, beside its work."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtCore import Qt

from jzdesk.desk import rendering
from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.pages.history_log import MOST
from tests.reports.papers import squeezed
from tests.ui.test_history import COD, corrected, corrected_folder, page

__all__ = ["corrected", "corrected_folder", "page"]
LONG = 60_000


def click(qtbot, widget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def chosen(monkeypatch, path) -> list:
    asked = []

    def to_save(_class, _parent, _title, proposed, kinds):
        asked.append((proposed.name, kinds))
        return path

    monkeypatch.setattr(ChooseFile, "to_save", classmethod(to_save))
    return asked


def test_what_is_sought_is_shown_as_a_paper(page, qtbot):
    page.log.text.setText("318.60")
    bar = page.log.paper
    for _ in range(2):  # once more, and it goes on being made
        qtbot.keyClick(page.log.text, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "取消" in bar.act.text()
    assert "可以继续" in bar.told.text()
    with qtbot.waitSignal(bar.made, timeout=LONG):
        pass
    shown = bar.dialog.shown
    assert (shown.title, shown.name.name) == ("武陟县操作记录", "武陟县_2018Q3_操作记录.pdf")
    text = squeezed(shown.data)
    assert "含有“318.60”。共1条" in text
    assert bar.act.text() == "打印、存为 PDF…"
    bar.dialog.reject()


def test_the_whole_list_is_printed_and_not_the_part_in_sight(page, qtbot):
    page.view.setCurrentIndex(page.model.index(0, 0))
    assert page.log.model.rowCount() == MOST
    given = page.log._on_paper().given
    assert len(given.rows) == len(page.log._found) > MOST
    assert given.sides[0] == "全部期别"


def test_it_is_kept_as_a_workbook(page, qtbot, tmp_path, monkeypatch):
    asked = chosen(monkeypatch, tmp_path / "记录")
    page.log.form.setCurrentIndex(page.log.form.findData("quality"))
    bar = page.log.paper
    with qtbot.waitSignal(bar.made, timeout=LONG) as made:
        click(qtbot, bar.keep)
    assert asked == [("武陟县_2018Q3_操作记录.xlsx", "*.xlsx")]
    assert made.args == [tmp_path / "记录.xlsx"]
    assert "已存为" in bar.told.text()
    rows = list(openpyxl.load_workbook(made.args[0]).worksheets[0].iter_rows(values_only=True))
    head = next(n for n, row in enumerate(rows) if row[0] == "序号")
    assert len(rows) - head - 1 == len(page.log._found) > 3


def test_given_up_or_nowhere_to_put_it_the_list_stays(page, qtbot, tmp_path, monkeypatch):
    chosen(monkeypatch, None)
    bar = page.log.paper
    click(qtbot, bar.keep)
    assert not bar.errand.busy
    (tmp_path / "没有").write_text("", "utf-8")
    chosen(monkeypatch, tmp_path / "没有" / "记录.xlsx")
    with qtbot.waitSignal(bar.errand.refused, timeout=LONG):
        click(qtbot, bar.keep)
    assert bar.keep.text() == "存为 Excel…"
    assert page.log.view.isVisible()


def test_pressed_again_it_is_stopped(page, qtbot):
    bar = page.log.paper
    click(qtbot, bar.act)
    click(qtbot, bar.keep)
    assert bar.starters.pressed is bar.act, "one at a time"
    with qtbot.waitSignal(bar.errand.stopped, timeout=LONG):
        click(qtbot, bar.act)
    assert bar.dialog is None
    assert bar.told.text() == ""


def test_nothing_found_is_not_printed(page):
    page.log.text.setText("没有这样的字")
    assert not page.log.paper.act.isEnabled()
    assert not page.log.paper.keep.isEnabled()
    page.log.text.setText("")
    assert page.log.paper.act.isEnabled()


def test_the_window_goes_on_while_it_is_made(page, qtbot, monkeypatch):
    """The work is begun on the main thread and run in another: the window takes keys in between."""
    threads = []
    run = rendering.Rendering.run

    def watched(self, tell):
        import threading

        threads.append(threading.current_thread() is threading.main_thread())
        return run(self, tell)

    monkeypatch.setattr(rendering.Rendering, "run", watched)
    bar = page.log.paper
    click(qtbot, bar.act)
    qtbot.keyClicks(page.log.text, "318.60")
    assert [line.key for line in page.log.model.items] == [COD]
    with qtbot.waitSignal(bar.made, timeout=LONG):
        pass
    assert threads == [False]
    assert "所列：全部记录" in squeezed(bar.dialog.shown.data), "what was listed when it was asked for"
    bar.dialog.reject()


def test_two_versions_are_printed_as_they_are_compared(page, qtbot):
    click(qtbot, page.buttons["compare"])
    bar = page.stack.compare.paper
    with qtbot.waitSignal(bar.made, timeout=LONG):
        click(qtbot, bar.act)
    shown = bar.dialog.shown
    assert shown.name.name == "武陟县_2018Q3_第1次报送与现在的数比对.pdf"
    text = squeezed(shown.data)
    assert f"共{page.stack.compare.model.rowCount()}格不同" in text
    assert "312.45318.60+6.15+2.0%" in text
    bar.dialog.reject()
    page.stack.compare.before.setCurrentIndex(page.stack.compare.after.currentIndex())
    assert not bar.act.isEnabled()


@pytest.mark.parametrize("segment", ["log", "compare"])
def test_the_buttons_are_reached_with_the_keyboard(page, qtbot, segment):
    click(qtbot, page.buttons[segment])
    bar = page.stack.panel(segment).paper
    assert bar.act.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert bar.act.accessibleName()
