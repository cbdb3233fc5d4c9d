"""待接收文件 with real keys and mouse: files come in three ways, are looked at, taken in and accepted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog

from jzdesk.desk import inbox
from tests import uploads

COD = "emissions/cod.industry/emitted"


@pytest.fixture(scope="session")
def contents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, uploads.Content]:
    folder = tmp_path_factory.mktemp("counties")
    return {u: uploads.content_of(folder, u, n) for u, n in (("410823", "12"), ("410821", "7"))}


@pytest.fixture(scope="session")
def sent(contents, catalogue, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("sent")
    return {u: uploads.written(folder, c, catalogue) for u, c in contents.items()}


@pytest.fixture
def files(sent, tmp_path) -> dict[str, Path]:
    return {u: shutil.copy2(file, tmp_path / file.name) for u, file in sent.items()}


@pytest.fixture
def work(city, open_window):
    return open_window(city, "inbox")


@pytest.fixture
def page(work):
    return work.places.page


def come(qtbot, page, paths) -> None:
    page.read(list(paths))
    done(qtbot, page)


def done(qtbot, page) -> None:
    qtbot.waitUntil(lambda: not (page.errand.busy or page.looking.busy), timeout=20_000)


def verdicts(page) -> list[str]:
    return [one.verdict for one in page.card.model.items]


def press(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_empty_page_says_what_comes_here(page):
    assert page.card.empty.isVisible()
    assert page.card.add.hasFocus(), "what fills it is at hand"
    assert page.card.add.property("look") == "primary"
    assert page.detail.title.text() == "还没有选文件"


def test_the_list_is_a_sound_model(page, files, qtbot):
    tester = QAbstractItemModelTester(
        page.card.model, QAbstractItemModelTester.FailureReportingMode.QtTest, page
    )
    come(qtbot, page, files.values())
    page.put_away()
    assert page.card.model.rowCount() == 1
    del tester


def test_files_are_chosen_looked_at_taken_in_and_accepted(work, page, files, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(p) for p in files.values()], ""))
    press(qtbot, page.card.add)
    assert page.card.busy.isVisible()
    done(qtbot, page)
    assert verdicts(page) == ["can", "can"]
    assert [one.unit_name for one in page.card.model.items] == ["修武县", "武陟县"]
    assert page.detail.title.text() == "修武县　2018年第三季度　第1次"
    assert page.detail.effects.model().rowCount() > 10
    assert page._session.office.store.submissions() == (), "looking writes nothing"
    with qtbot.waitSignal(work.jobs.ended):
        press(qtbot, page.detail.take.act)
    assert verdicts(page) == ["received", "can"]
    assert work.nav._buttons["inbox"].place.count == 1
    assert page.detail.accept.act.hasFocus(), "accepting is next"
    page.detail.accept.put(str(tmp_path / "回执"))
    with qtbot.waitSignal(work.jobs.ended):
        qtbot.keyClick(page.detail.accept.act, Qt.Key.Key_Return)
    assert verdicts(page) == ["can"]
    assert [p.name.split("_")[0] for p in (tmp_path / "回执").iterdir()] == ["修武县"]
    assert work.nav._buttons["inbox"].place.count == 0


def test_everything_goes_by_keys(work, page, files, qtbot, tmp_path):
    come(qtbot, page, files.values())
    page.take_focus()
    with qtbot.waitSignal(work.jobs.ended):
        qtbot.keyClick(
            page.card.view,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
    assert verdicts(page) == ["received", "received"]
    page.detail.accept.put(str(tmp_path))
    page.card.view.setFocus()
    qtbot.keyClick(page.card.view, Qt.Key.Key_Down)
    assert page.detail.title.text().startswith("武陟县")
    with qtbot.waitSignal(work.jobs.ended):
        qtbot.keyClick(page.card.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [one.unit_name for one in page.card.model.items] == ["修武县"]


def test_enter_in_the_list_only_leads_to_the_button(page, files, qtbot):
    come(qtbot, page, files.values())
    qtbot.keyClick(page.card.view, Qt.Key.Key_Return)
    assert page.detail.take.act.hasFocus()
    assert verdicts(page) == ["can", "can"]


def test_files_are_dropped(page, files, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in files.values()])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    assert page.card.property("look") == "dropping"
    drop = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(page, drop)
    done(qtbot, page)
    assert verdicts(page) == ["can", "can"]
    assert page.card.property("look") == "card"


def test_text_is_not_let_fall_here(page):
    data = QMimeData()
    data.setText("abc")
    enter = QDragEnterEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    QApplication.sendEvent(page, enter)
    assert not enter.isAccepted()


def test_paths_are_pasted(page, files, qtbot):
    QGuiApplication.clipboard().setText("\n".join(f'"{p}"' for p in files.values()))
    qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    done(qtbot, page)
    assert verdicts(page) == ["can", "can"]


def test_a_bad_file_stands_in_its_line_and_disturbs_nothing(page, files, qtbot, tmp_path):
    bad = tmp_path / "上季度的表.xlsx"
    bad.write_bytes(b"no workbook")
    come(qtbot, page, [bad, *files.values()])
    assert verdicts(page) == ["can", "can", "refused"]
    view = page.card.view
    assert view.columnSpan(2, 1) > 3, "its sentence has the room of what it has nothing for"
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(page.card.model.index(2, 1)).center()
    )
    assert "打不开" in page.detail.empty.text()
    assert not page.detail.take.act.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert verdicts(page) == ["can", "can"]
    assert bad.exists()


def test_a_wrong_day_is_refused_at_its_field(page, files, qtbot):
    come(qtbot, page, files.values())
    page.detail.take.put("十月八日")
    press(qtbot, page.detail.take.act)
    assert "不是日期" in page.detail.take.wrong.text()
    assert page.detail.take.text() == "十月八日", "what was typed stays"
    assert verdicts(page) == ["can", "can"]


def test_the_day_of_receipt_is_kept(work, page, files, qtbot):
    come(qtbot, page, files.values())
    page.detail.take.put("2018年10月3日")
    with qtbot.waitSignal(work.jobs.ended):
        qtbot.keyClick(page.detail.take.field, Qt.Key.Key_Return)
    assert page.card.model.item(0).received_on == "2018-10-03"


def test_a_correction_shows_what_changes_and_why(work, page, contents, files, qtbot, tmp_path, city):
    come(qtbot, page, [files["410823"]])
    inbox.receive_all(city, list(page._reads.values()), city.today)
    inbox.accept(city, inbox.look(city, [])[0], tmp_path)
    second = uploads.revised(contents["410823"], "补录停机期间", {COD: {"v": "15.00"}})
    come(qtbot, page, [uploads.written(tmp_path, second, city.catalogue)])
    row = next(n for n, one in enumerate(page.card.model.items) if one.revision == 2)
    page.card.view.selectRow(row)
    changes = page.detail.changes.model()
    assert [changes.index(0, c).data() for c in range(1, 5)] == [
        "化学需氧量·工业源 本季（吨）", "12.00", "15.00", "+3.00",
    ]  # fmt: skip
    assert page.detail.reason.text() == "更正原因：补录停机期间"
    assert [page.detail.effects.model().index(0, c).data() for c in (1, 2, 3)] == ["12.00", "15.00", "+25.0%"]
    press(qtbot, page.detail.chips["facts"])
    assert page.detail.pages.currentWidget() is page.detail.facts
    assert "王五" in [item[1] for item in page.detail.facts.model().items]


def test_without_a_folder_no_receipt(work, page, files, qtbot):
    come(qtbot, page, files.values())
    with qtbot.waitSignal(work.jobs.ended):
        page.take_all()
    page.detail.accept.put("")
    press(qtbot, page.detail.accept.act)
    assert "文件夹" in page.detail.accept.wrong.text()


def test_a_folder_that_cannot_be_had_is_said_at_its_field(work, page, files, qtbot, tmp_path):
    come(qtbot, page, files.values())
    with qtbot.waitSignal(work.jobs.ended):
        page.take_all()
    (tmp_path / "占着").write_text("x")
    page.detail.accept.put(str(tmp_path / "占着"))
    press(qtbot, page.detail.accept.act)
    assert not work.jobs.busy
    assert page.detail.accept.wrong.isVisible()
    assert verdicts(page) == ["received", "received"]


def test_what_a_file_changes_is_found_while_another_is_chosen(page, files, qtbot):
    come(qtbot, page, files.values())
    page._session.office.kept("detail", None, dict)  # nothing of it is known
    for row, name in ((1, "武陟县"), (0, "修武县"), (1, "武陟县")):
        page.card.view.selectRow(row)
        assert page.looking.busy
        assert page.detail.title.text().startswith(name)
        assert page.detail.take.act.isVisible(), "it can be taken in already"
    assert page.detail.pages.currentWidget() is page.detail.empty
    assert page.detail.empty.text() == "正在与市局已有的比对……"
    assert not page.detail.effect.isVisible(), "and nothing of the other stands there"
    done(qtbot, page)
    assert page.detail.pages.currentWidget() is page.detail.changes
    assert page.detail.effect.isVisible()
    assert page.detail.title.text().startswith("武陟县")


def test_reading_can_be_stopped(page, files, qtbot):
    page.read(list(files.values()))
    press(qtbot, page.card.halt)
    done(qtbot, page)
    assert not page.card.busy.isVisible()
    assert len(page.card.model.items) < 2


def test_the_way_to_who_has_handed_in(work, page, qtbot):
    page.card.coverage_requested.emit()
    assert work.places.name == "coverage"
