"""F1 from a cell, a finding, a chip, a list, a page, a dialog; with an editor open; and the way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jzdesk.desk import entering
from jzdesk.models.help.entry import SAID
from jzdesk.models.period import Period
from jzdesk.ui.appearance import Appearance
from jzdesk.ui.colours import DARK, LIGHT
from jzdesk.ui.habits import forgetful
from jzdesk.ui.helper import HelpWindow
from jzdesk.ui.pages.start import Start
from jzdesk.ui.shell import Shell
from tests.ui.conftest import QUARTER
from tests.ui.test_typing import Hand, stored

CELL = "emissions/sewage.nh3n/emitted"


class Reader(Hand):
    """One who asks for help."""

    def ask(self):
        self.press(Qt.Key.Key_F1)
        return self.pane.entry

    @property
    def pane(self):
        return self.work.helper.pane

    @property
    def shown(self) -> str:
        return self.pane.page.toPlainText()

    def leave(self) -> None:
        self.press(Qt.Key.Key_Escape)
        assert not self.pane.isVisible()


@pytest.fixture
def reader(qtbot, office, open_window) -> Reader:
    return Reader(qtbot, open_window(office, "emissions", CELL))


def focus():
    return QApplication.focusWidget()


def test_a_cell_is_told_and_escape_leads_back_to_it(reader):
    entry = reader.ask()
    assert entry.topic == f"cell/{CELL}"
    assert "进水与出水浓度之差乘处理水量" in reader.shown
    assert "常见错误" in reader.shown
    reader.leave()
    assert reader.at() == CELL
    reader.type("5")
    assert reader.editor.typed() == "5"


def test_what_is_half_typed_stays_open_under_the_help_and_is_typed_on(reader, office):
    before = stored(office, CELL)
    reader.type("123")
    editor = reader.editor
    assert reader.ask().topic == f"cell/{CELL}"
    assert editor.isVisible()
    assert stored(office, CELL) == before
    reader.leave()
    assert focus() is editor
    reader.type("4")
    reader.press(Qt.Key.Key_Return)
    assert stored(office, CELL) == "1234.00"


def test_what_was_refused_is_explained(reader):
    reader.type("1.2345")
    reader.press(Qt.Key.Key_Return)
    entry = reader.ask()
    assert entry.topic == "message/数"
    assert entry.part(SAID) == ("“1.2345”有 4 位小数，这一格最多 2 位。",)
    reader.leave()
    assert focus().typed() == "1.2345"


def test_a_finding_is_told_by_its_rule_with_both_sides(reader, office):
    entering.set_values(office, QUARTER, ["emissions/nh3n.industry/enterprises", "0"])
    reader.work.session.refresh()
    view = reader.page.findings.view
    view.setFocus()
    view.setCurrentIndex(reader.page.findings.model.index(0, 1))
    entry = reader.ask()
    assert entry.topic == "rule/103"
    assert "企业（设施）数却是 0 家" in entry.part(SAID)[0]
    reader.leave()
    assert focus() is view


def test_what_is_to_be_explained_is_told_by_its_rule_and_its_line_stays_open(reader):
    reader.work.places.go("hand_in")
    card = reader.work.places.page.explain
    card.view.setFocus()
    reader.type("half")
    line, first = focus(), card.model.item(0).finding
    assert reader.ask().topic == f"rule/{first.rule}"
    reader.leave()
    assert focus() is line, "and one types on"
    assert card.model.item(0).open, "nothing is saved of what is half typed"
    reader.press(Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert (reader.work.places.name, reader.at()) == (first.keys[0].form, str(first.keys[0]))
    assert "half" in [f.explanation for f in reader.work.session.look.findings]


def test_a_chip_and_the_state_above_are_told(reader):
    reader.page.head.chips.chips["must"].setFocus()
    assert reader.ask().topic == "state/必须修改"
    reader.leave()
    reader.qtbot.mouseClick(reader.work.header.state, Qt.MouseButton.LeftButton)
    assert reader.pane.entry.topic == "state/填报中"
    reader.leave()


def test_a_thing_to_do_is_told_with_what_is_to_be_done(qtbot, office, open_window):
    entering.set_values(office, QUARTER, ["emissions/tp.industry/emitted", ""])
    reader = Reader(qtbot, open_window(office, "todo"))
    view = reader.page.view
    view.setFocus()
    row = next(n for n, line in enumerate(reader.page.model.items) if line.kind == "空白")
    view.setCurrentIndex(reader.page.model.index(row, 1))
    entry = reader.ask()
    assert entry.topic == "state/空白"
    assert "总磷" in entry.part(SAID)[0]


@pytest.mark.parametrize(
    ("place", "topic"),
    [("todo", "page/todo"), ("hand_in", "page/hand_in"), ("safety", "page/safety"), ("plan", "page/plan")],
)
def test_a_page_is_told_and_leads_to_the_state_of_its_period(qtbot, office, open_window, place, topic):
    reader = Reader(qtbot, open_window(office, place))
    reader.work.nav.take_focus()
    reader.work.helper.ask_here()
    assert reader.pane.entry.topic == topic
    assert reader.pane.entry.see[0] == "state/填报中"


def test_a_rule_in_the_plan_is_told_by_itself(qtbot, office, open_window):
    reader = Reader(qtbot, open_window(office, "plan"))
    reader.page.show_entry("rules", "902")
    view = reader.page.view
    view.setFocus()
    assert view.model().item(view.currentIndex().row()).code == "902"
    assert reader.ask().topic == "rule/902"


def test_initials_find_and_enter_opens_and_one_goes_back(reader):
    reader.ask()
    reader.type("kbyy")  # letters typed while reading go into the line
    assert reader.pane.line.text() == "kbyy"
    reader.press(Qt.Key.Key_Return)
    assert reader.pane.entry.topic == "term/空白原因"
    reader.pane.page.anchorClicked.emit(QUrl("topic:term/%E9%9B%B6%E6%8A%A5%E5%91%8A"))
    assert reader.pane.entry.topic == "term/零报告"
    reader.press(Qt.Key.Key_Left, modifiers=Qt.KeyboardModifier.AltModifier)
    assert reader.pane.entry.topic == "term/空白原因"
    reader.leave()
    assert reader.at() == CELL


def test_what_is_not_found_says_so_and_escape_first_clears_the_line(reader):
    reader.ask()
    reader.type("qqqq")
    assert "没有找到“qqqq”" in reader.pane.told.text()
    reader.press(Qt.Key.Key_Escape)
    assert reader.pane.isVisible()
    assert reader.pane.line.text() == ""
    reader.leave()


def test_all_titles_stand_by_chapter_and_each_leads_on(reader):
    reader.ask()
    reader.qtbot.mouseClick(reader.pane.contents, Qt.MouseButton.LeftButton)
    assert reader.pane.entry is None
    for title in ("开始使用", "本季待办", "规则 101", "程序说的话"):
        assert title in reader.shown
    reader.pane.page.anchorClicked.emit(QUrl("topic:page/inbox"))
    assert reader.pane.entry.topic == "page/inbox"


def test_the_help_lies_beside_the_cell_and_stays_in_the_window(reader):
    reader.go("emissions/cod.industry/emitted")
    reader.ask()
    window = reader.work.rect()
    assert window.contains(reader.pane.geometry())
    reader.work.window().resize(900, 500)
    assert reader.work.rect().contains(reader.pane.geometry())


def test_the_page_wears_the_colours_that_are_chosen(reader):
    reader.ask()
    look = reader.work.appearance
    try:
        look.choose("dark")
        assert DARK.ink in reader.pane.page.document().defaultStyleSheet()
    finally:
        look.choose("light")
    assert LIGHT.ink in reader.pane.page.document().defaultStyleSheet()


def test_a_refusal_above_the_page_is_explained_by_its_link(reader):
    reader.work.messages.warn("磁盘已满，“a.pdf”没有写成，原来的文件没有动；请腾出空间后再试。")
    reader.work.strip.help_requested.emit(reader.work.strip.sentence)
    assert reader.pane.entry.topic == "message/写文件"


def test_a_dialog_is_told_over_it_and_stays_as_it_is(reader, qtbot):
    reader.press(Qt.Key.Key_F4)
    dialog = reader.page.acts.dialog
    qtbot.waitUntil(lambda: bool(dialog.property("helped")))
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    window = dialog.findChild(HelpWindow)
    assert window.pane.entry.topic == "term/底稿"
    QTest.keyClick(window.pane.page, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert dialog.isVisible()


def test_the_start_page_is_told_without_an_office(qtbot, look):
    from jzdesk.desk import window

    shell = Shell()
    qtbot.addWidget(shell)
    shell.show_start(look, Start(window.divisions(), "/tmp"), Appearance(look, forgetful()))
    with qtbot.waitActive(shell):
        shell.show()
        shell.activateWindow()
    page = shell.centralWidget()
    QTest.keyClick(page, Qt.Key.Key_F1)
    shown = shell.findChild(HelpWindow)
    assert shown.pane.entry.topic == "page/start"
    assert "211" in shown.pane._helping.find("211")[0].title


def test_another_period_is_told_by_its_own_figures(reader):
    reader.ask()
    reader.leave()
    reader.work.session.turn_to(Period.parse("2018Q2"))
    reader.go("emissions/cod.industry/ytd")
    entry = reader.ask()
    assert entry.part("formula")[1] == "现在：273.88 + 381.90 = 655.78"
