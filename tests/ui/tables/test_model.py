"""The grid's model: Qt's own tester on every form and kind of period, and what changes make of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from jzdesk.desk import window
from jzdesk.desk.cell_states import Mark
from jzdesk.models.entry import Cell, Key
from jzdesk.models.form import OwnRow
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.ui.tables.model import FACE, GridModel
from jzdesk.ui.tables.scene import Refused, Scene
from jzdesk.ui.widgets.period_box import PeriodModel

UNIT = "410823"
QUARTER = Period.parse("2018Q3")
FORMS = [("emissions", "2018Q3"), ("emissions", "2018"), ("investment", "2018Q3"), ("milestones", "2018Q3"),
         ("quality", "2018Q3")]  # fmt: skip


class Notebook:
    """A pen that only takes notes."""

    def __init__(self, refusal: str | None = None) -> None:
        self.written: list[tuple[Key, str]] = []
        self.given_up: list[Key] = []
        self.refusal = refusal

    def write(self, key: Key, text: str) -> str | None:
        self.written.append((key, text))
        return self.refusal

    def give_up(self, key: Key) -> None:
        self.given_up.append(key)


def own(count: int) -> tuple[OwnRow, ...]:
    return tuple(OwnRow("investment", f"X410823-{n:03d}", "projects", QUARTER) for n in range(1, count + 1))


def sheet_of(catalogue, period="2018Q3", cells=None, rows=0, nil=frozenset()) -> Sheet:
    return Sheet(catalogue, UNIT, Period.parse(period), cells or {}, own=own(rows), nil=nil)


def model_of(sheet: Sheet, form_id: str, table: int = 0, pen: Notebook | None = None, **scene) -> GridModel:
    form = sheet.catalogue.form(form_id)
    return GridModel(window.layout(sheet, form).tables[table], Scene(sheet, form, **scene), pen or Notebook())


@pytest.fixture
def watched(qapp):
    """Give a function that has Qt's tester look over a model for as long as the test lasts."""
    testers = []

    def watch(model):
        testers.append(QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning))
        return model

    return watch


@pytest.mark.parametrize(("form_id", "period"), FORMS)
def test_every_table_passes_the_model_tester(qtmodeltester, catalogue, watched, form_id, period):
    sheet = sheet_of(catalogue, period, rows=2)
    for table in range(len(window.layout(sheet, catalogue.form(form_id)).tables)):
        model = watched(model_of(sheet, form_id, table))
        qtmodeltester.check(model)


def test_rows_come_and_go_one_by_one(catalogue, watched, qtbot):
    model = watched(model_of(sheet_of(catalogue, rows=1), "investment"))
    for rows in (3, 2, 0, 2):
        sheet = sheet_of(catalogue, rows=rows)
        form = catalogue.form("investment")
        with qtbot.waitSignal(model.dataChanged) as changed, qtbot.assertNotEmitted(model.modelReset):
            model.show(window.layout(sheet, form).tables[0], Scene(sheet, form))
        assert changed.signal_triggered
        assert model.rowCount() == len(window.layout(sheet, form).tables[0].rows)


def test_the_line_that_stays_keeps_its_index(catalogue, watched, qtbot):
    model = watched(model_of(sheet_of(catalogue, rows=2), "investment"))
    from PySide6.QtCore import QPersistentModelIndex

    last = QPersistentModelIndex(model.index(model.rowCount() - 1, 0))
    sheet = sheet_of(catalogue, rows=4)
    model.show(
        window.layout(sheet, catalogue.form("investment")).tables[0],
        Scene(sheet, catalogue.form("investment")),
    )
    assert last.isValid()
    assert last.row() == model.rowCount() - 1
    assert last.data() == "合计"


def test_other_columns_reset_the_model(catalogue, watched, qtbot):
    model = watched(model_of(sheet_of(catalogue), "emissions"))
    sheet = sheet_of(catalogue, "2018")
    with qtbot.waitSignal(model.modelReset):
        model.show(
            window.layout(sheet, catalogue.form("emissions")).tables[0],
            Scene(sheet, catalogue.form("emissions")),
        )


def test_one_data_changed_for_all_cells_of_an_operation(catalogue, watched, qtbot):
    model = watched(model_of(sheet_of(catalogue), "emissions"))
    heard = []
    model.dataChanged.connect(lambda *a: heard.append(a))
    cells = {
        Key("emissions", row, "emitted"): Cell(Decimal("1.00")) for row in ("cod.industry", "tn.industry")
    }
    sheet = sheet_of(catalogue, cells=cells)
    model.show(
        window.layout(sheet, catalogue.form("emissions")).tables[0], Scene(sheet, catalogue.form("emissions"))
    )
    assert len(heard) == 1
    assert model.place_of(Key("emissions", "tn.industry", "emitted")).data() == "1.00"


def test_only_what_may_be_typed_is_editable(catalogue):
    model = model_of(sheet_of(catalogue), "emissions")
    editable = Qt.ItemFlag.ItemIsEditable
    assert model.flags(model.place_of(Key("emissions", "cod.industry", "emitted"))) & editable
    assert model.flags(model.place_of(Key("emissions", "cod.industry", "ytd"))) & editable, "for the quarter"
    assert not model.flags(model.place_of(Key("emissions", "cod.industry", "previous"))) & editable
    assert Key("emissions", "cod.industry", "ytd") not in {model.face(*p).key for p in model.enterable()}
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable, "a band"
    locked = model_of(sheet_of(catalogue), "emissions", editable=False)
    assert not list(locked.enterable())
    assert not locked.flags(locked.place_of(Key("emissions", "cod.industry", "ytd"))) & editable


def test_what_was_signed_as_owed_stays_open_when_figures_are_locked(catalogue):
    key = Key("emissions", "cod.industry", "emitted")
    sheet = sheet_of(catalogue, cells={key: Cell(blank="暂缺:县水务局,2018-10-20")})
    assert not list(model_of(sheet, "emissions", editable=False).enterable())
    model = model_of(replace(sheet, unlocked=frozenset({key})), "emissions", editable=False)
    assert [model.face(*place).key for place in model.enterable()] == [key]


def test_nothing_may_be_typed_in_a_nil_report(catalogue):
    assert not list(model_of(sheet_of(catalogue, nil=frozenset({"emissions"})), "emissions").enterable())


def test_writing_goes_to_the_pen(catalogue, qtbot):
    pen = Notebook()
    model = model_of(sheet_of(catalogue), "emissions", pen=pen)
    key = Key("emissions", "cod.industry", "emitted")
    assert model.setData(model.place_of(key), "12.5")
    assert pen.written == [(key, "12.5")]
    assert not model.setData(model.place_of(Key("emissions", "cod.industry", "previous")), "1")
    assert not model.setData(QModelIndex(), "1")


def test_a_refusal_is_told_with_its_place(catalogue, qtbot):
    model = model_of(sheet_of(catalogue), "emissions", pen=Notebook("不是数"))
    place = model.place_of(Key("emissions", "cod.industry", "emitted"))
    with qtbot.waitSignal(model.refused) as told:
        assert not model.setData(place, "abc")
    assert told.args == [place, "不是数"]


def test_faces_are_made_once(catalogue):
    model = model_of(sheet_of(catalogue), "emissions")
    place = model.place_of(Key("emissions", "cod.industry", "emitted"))
    assert place.data(FACE) is place.data(FACE)


def test_what_stands_in_a_cell(catalogue):
    def key(column: str, row: str = "cod.industry") -> Key:
        return Key("emissions", row, column)

    cells = {
        key("emitted"): Cell(Decimal("1234.50"), note="来自监测站"),
        key("adjustment"): Cell(Decimal("-3.20")),
        key("emitted", "nh3n.industry"): Cell(blank="未监测"),
    }
    marks = {key("emitted"): Mark("must", ("不对",)), key("enterprises"): Mark("blank")}
    refused = {key("emitted", "tn.industry"): Refused("12吨半", "不是数")}
    model = model_of(sheet_of(catalogue, cells=cells), "emissions", marks=marks, refused=refused)

    def face(place: Key):
        return model.place_of(place).data(FACE)

    shown = face(key("emitted"))
    assert (shown.text, shown.sign, shown.edit, shown.noted, shown.tip) == (
        "1,234.50",
        "must",
        "1234.50",
        True,
        "不对\n■ 必须修改\n◥ 有备注：来自监测站",
    )
    assert face(key("adjustment")).text == "−3.20"
    assert (face(key("enterprises")).text, face(key("enterprises")).sign) == ("", "blank")
    assert (face(key("emitted", "nh3n.industry")).text, face(key("emitted", "nh3n.industry")).edit) == (
        "未监测",
    ) * 2
    wrong = face(key("emitted", "tn.industry"))
    assert (wrong.text, wrong.tone, wrong.tip) == ("12吨半", "refused", "不是数")
    assert face(key("ytd")).text == "—"


def test_cells_can_be_heard(catalogue):
    key = Key("emissions", "cod.industry", "emitted")
    model = model_of(sheet_of(catalogue, cells={key: Cell(Decimal("312.45"))}), "emissions")
    spoken = model.place_of(key).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "化学需氧量·工业源 本季 312.45 吨"
    empty = model.place_of(Key("emissions", "tn.industry", "emitted"))
    assert "未填报" in empty.data(Qt.ItemDataRole.AccessibleTextRole)


def test_heads_carry_their_groups(catalogue):
    model = model_of(sheet_of(catalogue), "emissions")
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert heads[:5] == ["指标名称", "计量单位", "行次", "企业（设施）数", "本期 本季"]
    assert model.headerData(1, Qt.Orientation.Vertical) == "01"


def test_own_rows_carry_a_name_that_can_be_typed(catalogue):
    key = Key("investment", "X410823-001", "name")
    sheet = sheet_of(catalogue, rows=1, cells={key: Cell("管网延伸工程")})
    model = model_of(sheet, "investment")
    assert model.place_of(key).data() == "管网延伸工程"
    assert model.flags(model.place_of(key)) & Qt.ItemFlag.ItemIsEditable


def test_the_chooser_of_periods_passes_the_model_tester(qtmodeltester):
    period = Period.parse("2018Q3")
    model = PeriodModel(range(2017, 2021), ("quarter", "half", "year"), {period: "已送出"})
    qtmodeltester.check(model)
    assert model.place_of(period).data(Qt.ItemDataRole.DisplayRole) == "已送出"
    assert not model.place_of(Period.parse("2030Q1")).isValid()
