"""Ctrl+P prints what is seen, as in every other program; where nothing is printed it says what to do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jzdesk.models.period import Period
from jzdesk.ui.form_print import FormPrint
from jzdesk.ui.place_list import NO_FORMS
from jzdesk.words import say


def print_here(qtbot, work) -> None:
    target = QApplication.focusWidget() or work
    qtbot.keyClick(target, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)


def test_the_form_that_is_seen_is_printed_with_what_is_being_typed(open_window, office, qtbot, monkeypatch):
    printed = []
    monkeypatch.setattr(FormPrint, "print_form", lambda self, form: printed.append(form.id))
    work = open_window(office, "emissions")
    qtbot.keyClick(work.places.page.cursor_.grid.cells, "7")
    print_here(qtbot, work)
    assert printed == ["emissions"]
    assert not work.places.page.cursor_.grid.cells.pen.opened, "it was saved first"
    work.session.turn_to(Period.parse("2016"))
    work.places.go(next(place.name for place in work.places.list() if place.name not in NO_FORMS))
    print_here(qtbot, work)
    assert printed == ["emissions"]
    assert work.status.told.text() == say("ui.print_key.backfilled")


def test_which_paper_is_for_the_clerk_to_say(open_window, office, qtbot):
    work = open_window(office, "hand_in")
    print_here(qtbot, work)
    assert QApplication.focusWidget() is work.places.page.papers.rows["report"].print
    assert "Enter" in work.status.told.text()


@pytest.mark.parametrize("whose", ["office", "city"])
def test_elsewhere_a_sentence_says_where_it_can_be_had(open_window, request, qtbot, whose):
    work = open_window(request.getfixturevalue(whose), "todo")
    for name in sorted(
        NO_FORMS & {place.name for place in work.places.list()} - {"hand_in", "history", "coverage"}
    ):
        work.places.go(name)
        print_here(qtbot, work)
        assert work.status.told.text() == say(f"ui.print_key.{name}"), name
