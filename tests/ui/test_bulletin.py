"""通报、预警、催报 in the window: sentences written and kept, papers looked at and written, refusals."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jzdesk.desk import bulletin, inbox, safekeeping
from jzdesk.desk.office import Office
from jzdesk.errors import WorldError
from jzdesk.models.bulletin.values import BULLETIN, URGE, WARNING
from jzdesk.models.period import Period
from jzdesk.ui.dialogs.bulletin_dialog import BulletinDialog
from jzdesk.ui.dialogs.choose_file import ChooseFile
from tests import uploads
from tests.reports import word_files
from tests.reports.papers import squeezed
from tests.ui.conftest import CITY, QUARTER, TODAY
from tests.ui.test_day import find, hits, press


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> uploads.Content:
    return uploads.content_of(tmp_path_factory.mktemp("one"), "410823", "12")


@pytest.fixture(scope="module")
def accepted(content: uploads.Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed store of a city that accepted one county's file."""
    folder = tmp_path_factory.mktemp("accepted")
    with safekeeping.init(folder / "city.jzdesk", unit=CITY, office=None, practice=True) as made:
        take(made, content, folder)
    return folder / "city.jzdesk"


@pytest.fixture
def city(accepted: Path, tmp_path: Path) -> Iterator[Office]:
    """That city, in a copy of its own."""
    shutil.copyfile(accepted, tmp_path / accepted.name)
    with Office.open(tmp_path / accepted.name, write=True) as made:
        yield made


def take(office: Office, content: uploads.Content, folder: Path) -> None:
    uploads.come(office, date.fromisoformat(TODAY), content)
    inbox.accept(office, inbox.look(office, [])[0], folder)


@pytest.fixture
def page(city, open_window):
    return open_window(city, "coverage").places.page


def opened(page, qtbot):
    """Return what the button opens, and the dialog it opens."""
    qtbot.mouseClick(page.bulletin, Qt.MouseButton.LeftButton)
    acts = page.keeping.__self__
    assert not acts.dialog.look.isEnabled(), "nothing is gathered yet"
    qtbot.waitUntil(acts.dialog.isActiveWindow)
    qtbot.waitUntil(lambda: not acts.errand.busy, timeout=20_000)
    return acts, acts.dialog


def shown(acts, qtbot):
    """Return the paper that is seen after asking for it."""
    acts.preview = None
    qtbot.mouseClick(acts.dialog.look, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: acts.preview is not None and bool(acts.preview.pages.sizes), timeout=60_000)
    return acts.preview


def test_a_sentence_is_kept_on_leaving_it_and_stands_in_the_preview(page, city, qtbot):
    acts, dialog = opened(page, qtbot)
    assert QApplication.focusWidget() is dialog.edits["lead"]
    dialog.edits["lead"].insertPlainText("进展平稳。")
    assert bulletin.said(city, QUARTER) == {}
    qtbot.keyClick(dialog.edits["lead"], Qt.Key.Key_Tab)
    assert bulletin.said(city, QUARTER) == {"lead": "进展平稳。"}
    assert QApplication.focusWidget() is dialog.edits["reporting"]
    preview = shown(acts, qtbot)
    told = squeezed(preview.shown.data)
    assert "进展平稳。一、报送情况" in told
    assert preview.shown.name.name == "季度通报_2018Q3.pdf"
    preview.reject()
    dialog.reject()


def test_sentences_are_there_after_a_restart_and_while_figures_refresh(content, tmp_path, open_window, qtbot):
    path = tmp_path / "later.jzdesk"
    with safekeeping.init(path, unit=CITY, office=None, practice=True) as office:
        work = open_window(office, "coverage")
        _, dialog = opened(work.places.page, qtbot)
        dialog.edits["demands"].setPlainText("请对照整改。")
        work.window().close()  # with the dialog open, its text never left
    with Office.open(path, write=True) as office:
        take(office, content, tmp_path)
        acts, dialog = opened(open_window(office, "coverage").places.page, qtbot)
        assert dialog.edits["demands"].toPlainText() == "请对照整改。"
        assert "已验收 1/11" in dialog.about.text()
        told = squeezed(shown(acts, qtbot).shown.data)
        assert "已验收1/11" in told
        assert "请对照整改。" in told
        acts.preview.reject()
        dialog.reject()


def test_each_letter_names_whom_it_concerns_and_is_written_for_one(page, qtbot, tmp_path, monkeypatch):
    _, dialog = opened(page, qtbot)
    assert dialog.unit.isHidden()
    dialog.kinds[WARNING].click()
    assert [dialog.unit.itemText(n) for n in range(dialog.unit.count())] == ["全部", "武陟县"]
    assert "武陟县（红色，" in dialog.about.text()
    assert dialog.edits["warning"].isVisible()
    assert not dialog.edits["lead"].isVisible()
    dialog.unit.setCurrentIndex(1)
    target = tmp_path / "函.docx"
    proposed = []
    monkeypatch.setattr(ChooseFile, "to_save", lambda _p, _t, file, _k: proposed.append(file.name) or target)
    dialog.edits["warning"].setPlainText("请书面回复。")
    qtbot.mouseClick(dialog.docx, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "已存为" in dialog.told.text(), timeout=60_000)
    assert proposed == ["预警函_2018Q3武陟县.docx"]
    told = word_files.text(target.read_bytes())
    assert "关于武陟县规划实施进度滞后的" in told
    assert "请书面回复。" in told
    dialog.reject()


def test_where_nobody_is_behind_no_letter_can_be_made(open_window, tmp_path, qtbot):
    with safekeeping.init(tmp_path / "empty.jzdesk", unit=CITY, office=None, practice=True) as office:
        _, dialog = opened(open_window(office, "coverage").places.page, qtbot)
        dialog.kinds[WARNING].click()
        assert "不用发预警函" in dialog.about.text()
        assert not any(part.isEnabled() for part in (dialog.look, dialog.docx, dialog.pdf))
        dialog.kinds[URGE].click()
        assert "有 11 个" in dialog.about.text()
        assert "解放区（未报送）" in dialog.about.text()
        assert dialog.look.isEnabled()
        dialog.kinds[BULLETIN].click()
        assert dialog.look.isEnabled()
        dialog.reject()


def test_a_text_that_is_too_long_stays_and_is_told(page, city, qtbot):
    _, dialog = opened(page, qtbot)
    dialog.edits["air"].setPlainText("长" * 2001)
    dialog.reject()
    assert dialog.isVisible()
    assert dialog.wrong.text().startswith("“空气质量”没有记下：文字共 2001 字")
    assert dialog.edits["air"].toPlainText() == "长" * 2001
    dialog.edits["air"].setPlainText("短。")
    dialog.reject()
    assert bulletin.said(city, QUARTER) == {"air": "短。"}


def test_who_was_told_may_go_and_finds_the_text_again(page, city, qtbot):
    _, dialog = opened(page, qtbot)
    dialog.edits["air"].setPlainText("长" * 2001)
    dialog.reject()
    assert dialog.isVisible()
    dialog.reject()
    assert not dialog.isVisible()
    assert bulletin.said(city, QUARTER) == {}
    _, again = opened(page, qtbot)
    assert again.edits["air"].toPlainText() == "长" * 2001
    again.edits["air"].setPlainText("短。")
    again.reject()
    assert bulletin.said(city, QUARTER) == {"air": "短。"}


def test_a_file_that_cannot_be_written_is_told_and_the_text_stays(page, qtbot, tmp_path, monkeypatch):
    _, dialog = opened(page, qtbot)
    dialog.edits["air"].setPlainText("静稳。")
    (tmp_path / "文件").write_text("x")
    monkeypatch.setattr(ChooseFile, "to_save", lambda *_: tmp_path / "文件" / "通报.pdf")
    qtbot.mouseClick(dialog.pdf, Qt.MouseButton.LeftButton)
    assert dialog.wrong.isVisible()
    assert dialog.edits["air"].toPlainText() == "静稳。"
    monkeypatch.setattr(bulletin, "making", broken)
    qtbot.mouseClick(dialog.look, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.wrong.isVisible, timeout=20_000)
    assert dialog.wrong.text() == "画不出来。"
    dialog.reject()


def broken(*_: object) -> None:
    raise WorldError("画不出来。")


@pytest.mark.parametrize(("typed", "kind"), [("季度通报", BULLETIN), ("预警函", WARNING), ("cbtz", URGE)])
def test_it_is_found_by_searching(city, open_window, typed: str, kind: str):
    work = open_window(city)
    press(find(work, typed), Qt.Key.Key_Return)
    assert work.places.name == "coverage"
    (dialog,) = work.places.page.findChildren(BulletinDialog)
    assert (dialog.isVisible(), dialog.kind) == (True, kind)
    dialog.reject()


def test_a_county_does_not_find_what_only_the_city_writes(office, open_window):
    work = open_window(office)
    find(work, "预警函")
    assert "预警函" not in hits(work)


@pytest.mark.parametrize("period", ["2018", "2018H2", "2017"])
def test_only_a_quarter_offers_it(city, open_window, period: str):
    page = open_window(city, "coverage", period=Period.parse(period)).places.page
    assert not page.bulletin.isEnabled()
