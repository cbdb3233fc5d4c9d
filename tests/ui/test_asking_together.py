"""Many findings of one rule: ten lines and one for the rest, in each list; and poor explanations."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jzdesk.desk import entering, stepping
from jzdesk.models import checks
from jzdesk.models.checks import asking
from tests.ui.conftest import QUARTER

TEXT = "全市重新核定任务进度，按核定结果填报。"


def with_many(office) -> None:
    """Let many tasks fall back behind what was said of them a quarter ago."""
    for period, word in ((QUARTER.previous, "已完成"), (QUARTER, "推进中")):
        sheet = office.sheet(period)
        form = sheet.catalogue.form("milestones")
        rows = [r for r in sheet.rows(form.id) if any(c.code == "status" for c in sheet.columns(form, r))]
        words = [part for row in rows for part in (f"milestones/{row.code}/status", word)]
        entering.set_values(office, period, words)


@pytest.fixture
def work(office, open_window):
    with_many(office)
    return open_window(office, "hand_in")


def group_of(office):
    (found,) = asking.together(checks.run(office.sheet(QUARTER)))
    return found


def line_of(page) -> int:
    return next(n for n, item in enumerate(page.explain.model.items) if item.parts)


def write(qtbot, page, row: int, text: str) -> None:
    page.explain.write(row)
    page.explain._editor().setText(text)
    qtbot.keyClick(page.explain._editor(), Qt.Key.Key_Return)
    QApplication.processEvents()  # Enter is heard when the event loop comes round


def test_one_text_explains_the_rest_in_one_step(work, office, qtbot):
    page, group = work.places.page, group_of(office)
    row, left = line_of(page), page.explain.left
    assert page.explain.model.item(row).place == f"其余 {len(group.parts)} 处"
    singly = [item for item in page.explain.model.items if item.finding.rule == group.rule and not item.parts]
    assert len(singly) == 10
    write(qtbot, page, row, TEXT)
    assert page.explain.left == left - len(group.parts)
    given = {e.keys: e.figures for e in office.store.explanations(QUARTER) if e.text == TEXT}
    assert given == {part.keys: part.figures for part in group.parts}
    stepping.undo(office)
    assert group_of(office).explanation is None
    assert not office.store.explanations(QUARTER)


def test_a_changed_figure_asks_for_that_one_alone(work, office, qtbot):
    page = work.places.page
    first, *others = group_of(office).parts
    write(qtbot, page, line_of(page), TEXT)
    entering.set_values(office, QUARTER, [str(first.keys[0]), "基本完成"])
    work.session.refresh()
    write(qtbot, page, line_of(page), "验收组要求补做后评估，退回基本完成。")
    texts = {f.keys: f.explanation for f in group_of(office).parts}
    assert texts[first.keys] == "验收组要求补做后评估，退回基本完成。"
    assert {texts[part.keys] for part in others} == {TEXT}


def test_they_can_be_looked_at_one_by_one(work, office, qtbot):
    page, group = work.places.page, group_of(office)
    row, lines = line_of(page), page.explain.model.rowCount()
    view = page.explain.view
    view.scrollTo(page.explain.model.index(row, 0))
    spot = view.visualRect(page.explain.model.index(row, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert work.places.name == "hand_in"
    assert page.explain.model.rowCount() == lines - 1 + len(group.parts)
    assert not any(item.parts for item in page.explain.model.items)


def test_the_form_lists_them_in_one_line_too(work, office, qtbot):
    group = group_of(office)
    work.places.go("milestones")
    panel = work.places.page.findings
    row = next(n for n, f in enumerate(panel.model.items) if f.parts)
    lines = panel.model.rowCount()
    view = panel.view
    view.setFocus()
    view.setCurrentIndex(panel.model.index(row, 1))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert panel.model.rowCount() == lines - 1 + len(group.parts)


def test_the_to_do_list_has_one_line_for_them(work, office):
    group = group_of(office)
    work.places.go("todo")
    lines = [line for line in work.places.page.model.items if "另有" in line.text]
    assert [line.cells for line in lines] == [len(group.parts)]
    assert lines[0].key == group.parts[0].keys[0]


def test_thin_and_same_texts_are_taken_and_pointed_out(work, office, qtbot):
    page = work.places.page
    write(qtbot, page, 0, "属实")
    state = page.explain.model.index(0, 3).data(Qt.ItemDataRole.DisplayRole)
    assert state == "太简单"
    for row in (1, 2, 3):
        write(qtbot, page, row, TEXT)
    states = [page.explain.model.index(row, 3).data(Qt.ItemDataRole.DisplayRole) for row in (1, 2, 3)]
    assert states == ["与别处相同"] * 3
    assert not any(page.explain.model.item(row).open for row in range(4)), "they are taken all the same"
