"""A whole quarter through the window, by keys alone until it is printed: from an empty store to 已送出."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox

from jzdesk.desk import safekeeping
from jzdesk.models import checks, todo, workflow
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Row
from jzdesk.ui.pages.hand_in_steps import SENT, SUBMIT
from jzdesk.ui.tables.editors import ParagraphEditor
from tests.ui.conftest import QUARTER
from tests.ui.test_hand_in import fill, freeze, long, press, review
from tests.ui.test_typing import Hand

ZONE = "410871"
REASON = "企业检修停产两个月，排放量和处理量都比上季减少。"
FIGURES = {"enterprises": "3", "valid_days": "92", "samples": "3", "met": "3", "dry": "0"}
TEXTS = {"month": "201803", "date": "2018-3-5", "text": "完成年度计划的三分之二。"}


@pytest.fixture
def office(tmp_path):
    with safekeeping.init(tmp_path / "zone.jzdesk", unit=ZONE, office=None, practice=True) as made:
        yield made


@pytest.fixture
def hand(qtbot, office, open_window) -> Hand:
    return Hand(qtbot, open_window(office))


def answer(row: Row, column: Column) -> str:
    """Return what a clerk might type in a cell."""
    if column.kind == "number":
        return FIGURES.get(column.code) or ("30" if row.unit == "天" else "12")
    return TEXTS[column.kind]


def type_into(hand: Hand, key: Key) -> None:
    _, row, column = hand.work.session.look.sheet.place(key)
    if column.kind == "enum":
        hand.press(Qt.Key.Key_F2)
        assert isinstance(hand.editor, QComboBox)
        hand.press(Qt.Key.Key_1)
    else:
        hand.type(answer(row, column))
    paragraph = isinstance(hand.editor, ParagraphEditor)
    control, none = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
    hand.press(Qt.Key.Key_Return, modifiers=control if paragraph else none)


def fill_form(hand: Hand, form_id: str) -> int:
    """Go from blank to blank by F8 and type; return how many cells that were."""
    session, typed = hand.work.session, 0
    hand.work.places.go(form_id)
    while session.look.tally(todo.BLANK, form_id):
        before = session.look.tally(todo.BLANK, form_id)
        if hand.page.cursor_.face.sign != "blank":
            hand.press(Qt.Key.Key_F8)
        assert hand.page.cursor_.face.sign == "blank"
        type_into(hand, hand.page.cursor_.key)
        typed += 1
        assert session.look.tally(todo.BLANK, form_id) < before, "one blank less with each figure"
    return typed


def declare_nil(hand: Hand, form_id: str) -> None:
    hand.work.places.go(form_id)
    hand.page.head.nil.setFocus()
    hand.press(Qt.Key.Key_Space)
    assert form_id in hand.work.session.look.sheet.nil


def explain_by_keys(hand: Hand) -> None:
    """Write an explanation for every finding that asks for one, in the list below its form."""
    session = hand.work.session
    while open_ := [i for i in session.look.todo.blocking if i.kind == todo.EXPLAIN]:
        hand.work.places.go(open_[0].key.form)
        panel = hand.page.findings
        row = next(
            n for n, f in enumerate(panel.model.items)
            if f.severity != checks.MANDATORY and f.result == checks.FAILED and f.explanation is None
        )  # fmt: skip
        panel.view.setFocus()
        panel.view.setCurrentIndex(panel.model.index(row, 2))
        hand.press(Qt.Key.Key_F2)
        assert QApplication.focusWidget().objectName() == "explanationEditor"
        hand.type(REASON)
        with hand.qtbot.waitSignal(session.changed):
            hand.press(Qt.Key.Key_Return)


def test_a_whole_quarter_is_filled_and_submitted(hand, office, qtbot, tmp_path):
    session, work = hand.work.session, hand.work
    assert session.look.state == workflow.UNFILLED
    forms = session.look.sheet.forms
    lists = [f for f in forms if not session.look.sheet.rows(f.id)]
    typed = sum(fill_form(hand, form.id) for form in forms if form not in lists)
    assert typed > 50
    for form in lists:
        declare_nil(hand, form.id)
    explain_by_keys(hand)
    assert [i.kind for i in session.look.todo.blocking] == [todo.REVIEW]

    work.places.go("todo")
    assert "复核" in work.places.page.next_title.text()
    hand.press(Qt.Key.Key_Return)
    assert work.places.name == "hand_in"
    review(qtbot, work)
    freeze(qtbot, work, tmp_path / "上报")
    assert session.look.state == workflow.FROZEN
    fill(work.places.page, SUBMIT, out=str(tmp_path / "上报"))
    long(qtbot, work, SUBMIT)
    fill(work.places.page, SENT, way="U盘送市局")
    press(qtbot, work.places.page, SENT)
    assert session.look.state == workflow.SENT

    made = {path.suffix for path in (tmp_path / "上报").iterdir()}
    assert made == {".pdf", ".xlsx"}
    stored = office.store.cells(QUARTER)
    assert len([key for key, cell in stored.items() if not cell.open]) >= typed
    assert office.store.verify_history() == []
