"""Light, dark and high contrast: all can be read, one chooses or the system does, and nothing starts anew."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

import jzdesk
from jzdesk import app, settings
from jzdesk.ui import colours, theme
from jzdesk.ui.appearance import SETS, Appearance, asked_for
from jzdesk.ui.habits import FOLDED, LOOK, NAV, OPEN, SIDE, Habits
from jzdesk.ui.tables.painter import TINT
from jzdesk.ui.widgets.chart_view import ChartView

UI = Path(jzdesk.__file__).parent / "ui"
TEXTS = [(ink, ground) for ink, grounds in colours.TEXTS.items() for ground in grounds.split()]
STROKES = [(ink, ground) for ink, grounds in colours.STROKES.items() for ground in grounds.split()]


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(worn: theme.Colours, ink: str, ground: str) -> float:
    return ratio(getattr(worn, ink), getattr(worn, ground))


def ratio(ink: str, ground: str) -> float:
    one, other = sorted((luminance(colour) for colour in (ink, ground)), reverse=True)
    return (one + 0.05) / (other + 0.05)


@pytest.mark.parametrize("name", SETS)
def test_texts_can_be_read(name):
    assert [pair for pair in TEXTS if contrast(SETS[name], *pair) < 4.5] == []


@pytest.mark.parametrize("name", SETS)
def test_controls_and_the_focus_stand_out(name):
    assert [pair for pair in STROKES if contrast(SETS[name], *pair) < 3] == []


R = QPalette.ColorRole
PAIRS = [
    (R.WindowText, R.Window), (R.Text, R.Base), (R.Text, R.AlternateBase), (R.ButtonText, R.Button),
    (R.HighlightedText, R.Highlight), (R.ToolTipText, R.ToolTipBase), (R.PlaceholderText, R.Base),
    (R.Link, R.Base), (R.Link, R.Window), (R.BrightText, R.Window), (R.BrightText, R.Base),
]  # fmt: skip


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("group", [QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled])
def test_what_qt_itself_paints_can_be_read(look, plain, qapp, name, group):
    """Fields, hints in them, what is chosen, tips, links; also where they are switched off."""
    look.wear(qapp, SETS[name])
    worn = look.palette()
    for ink, ground in PAIRS:
        names = [worn.color(group, role).name() for role in (ink, ground)]
        assert ratio(*names) >= 4.5, (ink, ground)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("ground", ["card", "head", "must_ground", "explain_ground", "changed_ground"])
def test_the_figures_of_a_chosen_block_can_be_read(name, ground):
    """The tint of the block lies over them."""
    worn = SETS[name]
    under, letters = (mixed(worn.accent, getattr(worn, part)) for part in (ground, "ink"))
    assert ratio(letters, under) >= 4.5


def mixed(over: str, under: str) -> str:
    share = TINT / 255
    pairs = zip(QColor(over).getRgb()[:3], QColor(under).getRgb()[:3], strict=True)
    return QColor(*(round(a * share + b * (1 - share)) for a, b in pairs)).name()


@pytest.mark.parametrize("ink", ["ink", "secondary", "accent"])
def test_high_contrast_is_higher(ink):
    assert contrast(colours.HIGH_CONTRAST, ink, "card") >= 7


def test_every_pair_of_the_sheet_is_on_the_list():
    """A rule that names both a letter's colour and its ground names a pair that is reckoned."""
    used = set()
    for body in re.findall(r"\{([^}]*)\}", theme._SHEET):
        ink = re.search(r"(?<![-\w])color: \$(\w+)", body)
        ground = re.search(r"background: \$(\w+)", body)
        if ink and ground:
            used.add((ink.group(1), ground.group(1)))
    assert used
    assert used <= set(TEXTS), used - set(TEXTS)


def test_no_colour_is_named_outside_the_sets():
    for path in sorted(UI.rglob("*.py")):
        if path.name in {"colours.py", "appearance.py"}:
            continue
        text = path.read_text("utf-8")
        assert not re.search(r"#[0-9A-Fa-f]{6}\b", text), path.name
        named = {
            node.attr for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute)
            and node.value.attr == "GlobalColor"
        }  # fmt: skip
        paper = {"white"} if path.name == "page_view.py" else set()
        assert named <= {"transparent", *paper}, path.name


def test_no_box_is_drawn_in_a_shade_that_dark_swallows():
    for path in sorted(UI.rglob("*.py")):
        if path.name not in {"tick_box.py", "number_box.py"}:
            assert not re.search(r"\b(QCheckBox|QRadioButton|QSpinBox)\(", path.read_text("utf-8")), path.name


@pytest.fixture
def plain(look, qapp):
    """Leave the usual colours behind."""
    yield
    look.wear(qapp, theme.LIGHT)


def test_a_choice_is_worn_at_once_and_remembered(open_window, office, plain):
    work = open_window(office)
    ground = pixel(work.header)
    assert ground == QColor(colours.LIGHT.card)
    work.nav.foot.choose()
    actions = {a.data(): a for a in work.nav.foot.menu.actions() if a.isCheckable()}
    assert [a.text() for a in actions.values()] == ["跟随系统", "浅色", "深色", "高对比"]
    assert actions[""].isChecked()
    actions["dark"].trigger()
    work.nav.foot.menu.hide()
    QApplication.processEvents()
    assert pixel(work.header) == QColor(colours.DARK.card)
    assert work.habits[LOOK] == "dark"
    assert "深色" in work.nav.foot.look.accessibleName()
    actions["contrast"].trigger()
    QApplication.processEvents()
    assert pixel(work.header) == QColor(colours.HIGH_CONTRAST.card)


def pixel(part) -> QColor:
    image = part.grab().toImage()
    return image.pixelColor(image.width() // 2, 3)


def test_the_choice_is_there_the_next_time(look, monkeypatch, tmp_path, plain):
    monkeypatch.setenv("JZDESK_HOME", str(tmp_path))
    settings.remember(look="dark", nav="folded")
    program = app.program.Program(look, None)
    assert look.colours is colours.DARK
    program.appearance.choose("")
    program.appearance.choose("contrast")
    assert settings.load().look == "contrast"
    assert settings.load().nav == "folded", "what else is remembered stays"
    program.shell.deleteLater()


def test_a_choice_that_is_not_known_is_the_systems(look, plain):
    habits = Habits({LOOK: "pink"}, ignore)
    assert Appearance(look, habits).choice == ""
    assert look.colours is colours.LIGHT


def ignore(**_fields: str) -> None:
    return


def test_the_system_is_followed(look, qapp, plain):
    made = Appearance(look, Habits({}, ignore))
    hints = qapp.styleHints()
    hints.setColorScheme(Qt.ColorScheme.Dark)
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    made.follow()
    assert look.colours is (colours.DARK if dark else colours.LIGHT)
    hints.unsetColorScheme()
    made.follow()
    assert look.colours is colours.LIGHT


def test_a_stark_palette_of_the_system_asks_for_high_contrast():
    stark, soft = QPalette(), QPalette()
    role = QPalette.ColorRole
    for ground in (role.Window, role.Button):
        stark.setColor(ground, QColor("#000000"))
    for ink in (role.WindowText, role.ButtonText):
        stark.setColor(ink, QColor("#FFFFFF"))
    soft.setColor(role.Window, QColor("#EFEFEF"))
    assert asked_for(stark) is colours.HIGH_CONTRAST
    assert asked_for(soft) is colours.LIGHT


def test_a_chart_keeps_its_white_sheet(qtbot, look, qapp, plain):
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage

    from jzdesk.desk.rendering import Drawn

    image = QImage(80, 40, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(kept, "PNG")
    view = ChartView(look, "emissions")
    qtbot.addWidget(view)
    look.wear(qapp, theme.DARK)
    view.show_chart(Drawn("emissions", kept.data().data(), ()), 1.0)
    view.resize(80, 40)
    assert view.grab().toImage().pixelColor(40, 20) == QColor(colours.LIGHT.card)


def test_what_was_folded_by_hand_stays_folded(open_window, office):
    work = open_window(office, "emissions")
    page = work.places.page
    assert not work.nav.folded
    assert not page.frame.side.folded
    work.fold_nav()
    page.frame.side.handle.click()
    assert work.nav.folded
    assert page.frame.side.folded
    assert (work.habits[NAV], work.habits[SIDE]) == (FOLDED, FOLDED)
    work.open_at("reductions")
    assert work.places.page.frame.side.folded, "in every form"
    work.fold_nav()
    assert work.habits[NAV] == "", "as the window would have it anyway"


def test_a_narrow_window_folds_and_can_be_opened_by_hand(open_window, office):
    work = open_window(office, "emissions")
    work.window().resize(960, 540)
    QApplication.processEvents()
    page = work.places.page
    assert work.nav.folded
    assert page.frame.side.folded
    assert page.findings.folded
    assert page.findings.counts.isVisible()
    assert not page.findings.view.isVisible()
    entry = work.nav._buttons["emissions"]
    assert "污染物" in entry.accessibleName()
    assert "污染物" in entry.toolTip()
    work.fold_nav()
    assert not work.nav.folded
    assert work.habits[NAV] == OPEN
    page.findings.fold.click()
    assert not page.findings.folded
    page._write_here()
    assert page.side.note.hasFocus(), "Ctrl+M writes a note where the panel was folded"


@pytest.mark.parametrize("name", SETS)
def test_where_one_practises_all_can_be_read_too(name):
    worn = SETS[name].practised
    assert contrast(worn, "ink", "ground") >= 7
    for ink, ground in TEXTS:
        assert ground != "ground" or contrast(worn, ink, ground) >= 4.5, ink
    for ink, ground in STROKES:
        assert ground != "ground" or contrast(worn, ink, ground) >= 3, ink
