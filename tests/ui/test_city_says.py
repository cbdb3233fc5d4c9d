"""What the city says, at the county: taken in, seen on the cells, answered by key and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from jzdesk.desk import acceptance, allotting, enrolling, entering, keyring, loop, moves, safekeeping
from jzdesk.models.entry import Key
from jzdesk.models.letters import QUERY, RETURN
from jzdesk.ui.dialogs.loop_dialog import LoopDialog
from jzdesk.ui.replies import Replies
from tests import looped
from tests.desk.handed_down import hand_down
from tests.looped import COD, NH3N, QUARTER, YTD

KEY = Key.parse(COD)


@pytest.fixture
def known(handed_in_pair, tmp_path):
    made = handed_in_pair.again(tmp_path)
    yield made
    made.close()


@pytest.fixture
def exchanged(known):
    """Both know the other's key, and the city has the county's upload."""
    known.trust()
    known.take(known.city, known.upload)
    return known


def press(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def seen_whole(widget) -> bool:
    return widget.visibleRegion().boundingRect().size() == widget.size()


def idle(qtbot, card) -> None:
    qtbot.waitUntil(lambda: not card.errand.busy, timeout=20_000)


def drop(qtbot, page, *paths) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(page, enter)
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(page, event)
    idle(qtbot, page.city.files)


def test_a_slip_under_an_unconfirmed_key_is_taken_in_after_the_telephone(known, open_window, qtbot):
    theirs = enrolling.enrol(known.city, known.folder / "单位登记_焦作市.xlsx")
    enrolling.trust(known.city, known.enrolment, known.code)
    known.take(known.city, known.upload)
    slip = known.slip(RETURN, (COD, "与在线监测不符"))
    page = open_window(known.county, "hand_in").places.page
    drop(qtbot, page, slip)
    files = page.city.files
    assert files.key.code.text() == theirs.code
    qtbot.waitUntil(lambda: files.key.field.hasFocus() and seen_whole(files.key.field))
    assert known.county.state(QUARTER) == "已送出"
    files.key.field.setText("1")
    press(qtbot, files.key.act)
    assert "密钥码对不上" in files.key.wrong.text()
    files.key.field.setText(theirs.code)
    qtbot.keyClick(files.key.field, Qt.Key.Key_Return)
    assert known.county.state(QUARTER) == "已退回"
    assert not files.key.isVisible()
    assert page.city.remarks.rows[0].field.hasFocus(), "what came waits for a reply"
    assert page.code.code.text() == "草稿", "what is printed now is not what was handed in"
    assert [made.remark.text for made in page.city.remarks.rows] == ["与在线监测不符"]


def test_the_way_to_the_city_s_announcement_ends_where_it_is_taken_in(office, open_window, qtbot):
    work = open_window(office, "todo")
    work.places.show_keys()
    press(qtbot, work.places.page.keys.to_take)
    act = work.places.page.city.files.act
    qtbot.waitUntil(lambda: act.hasFocus() and seen_whole(act))


def test_whatever_the_city_sends_is_taken_in_and_told_by_its_name(exchanged, open_window, qtbot, tmp_path):
    receipt = tmp_path / "回执.xlsx"
    acceptance.accept(exchanged.city, looped.COUNTY, QUARTER, revision=None, out=receipt)
    slip = exchanged.slip(QUERY, (COD, "为什么上升？"))
    work = open_window(exchanged.county, "hand_in")
    page = work.places.page
    told = []
    page.city.files.taken.connect(told.append)
    drop(qtbot, page, receipt, slip)
    assert ["市局已验收" in told[0], "市局查询" in told[1]] == [True, True]
    drop(qtbot, page, exchanged.upload)
    assert "不该由本单位接收" in page.city.files.wrong.text()
    drop(qtbot, page, slip)
    assert page.city.files.wrong.text() == "", "what was refused before is no longer said"
    assert "接收过" in told[-1] or "已经" in told[-1]


def test_a_returned_quarter_opens_the_named_cells_alone_and_says_why(exchanged, open_window, qtbot):
    exchanged.take(exchanged.county, exchanged.slip(RETURN, (COD, "与在线监测不符"), (NH3N, "漏报")))
    work = open_window(exchanged.county, "emissions", COD)
    page = work.places.page
    assert "只开放点名的 2 格" in page.notice.text.text()
    face = page.cursor_.face
    assert (face.signs[0], face.enterable) == ("returned", True)
    assert "与在线监测不符" in face.tip
    assert page.side.said.isVisible()
    page.go_to(Key.parse("emissions/so2.industry/emitted"))
    assert not page.side.said.isVisible()
    assert not page.cursor_.face.enterable
    assert "没有点名" in page.cursor_.face.tip
    assert "没有点名" in work.session.why_not(Key.parse("emissions/so2.industry/emitted"))
    page.go_to(KEY)
    assert work.session.write(KEY, "15") is None
    assert page.cursor_.face.signs[0] != "returned"
    assert "已改" in [w.text() for w in page.side.said.findChildren(type(page.side.title_line))]


def test_a_reply_beside_the_cell_stands_and_goes_out_with_the_correction(exchanged, open_window, qtbot):
    exchanged.take(exchanged.county, exchanged.slip(RETURN, (COD, "与在线监测不符")))
    work = open_window(exchanged.county, "emissions", COD)
    page = work.places.page
    qtbot.keyClick(page.cursor_.grid.cells, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    field = page.side.said.field
    assert field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "没有写答复" in work.strip.text.text()
    qtbot.keyClicks(field, "checked")
    assert Replies(exchanged.county).of(work.session.look.remarks[0]) == "checked", "begun, and kept"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    (said,) = loop.remarks(exchanged.county, looped.COUNTY, QUARTER)
    assert (said.answered, said.reply) == ("reply", "checked")
    assert moves.moves(exchanged.county, QUARTER)[0].title == "答复市局", "and not by telephone"
    assert page.cursor_.face.sign != "returned"
    assert Replies(exchanged.county).of(said) == ""
    assert safekeeping.history(exchanged.county)[-1]["how"] == "typed"


def test_a_query_is_answered_in_a_file(exchanged, open_window, qtbot):
    exchanged.take(exchanged.county, exchanged.slip(QUERY, (COD, "为什么上升？"), (YTD, "累计对吗？")))
    work = open_window(exchanged.county, "todo")
    assert work.places.page.next_title.text() == "答复市局 2 处查询"
    press(qtbot, work.places.page.go)
    card = work.places.page.city.remarks
    assert card.rows[0].field.hasFocus(), "what the city asks comes first"
    assert not card.file.isEnabled()
    assert not card.travel.isVisible()
    card.rows[0].field.setText("新增一家企业")
    qtbot.keyClick(card.rows[0].field, Qt.Key.Key_Return)
    assert card.rows[1].field.hasFocus(), "Enter goes on to the next"
    assert card.file.text() == "做查询答复文件（1 条）"
    press(qtbot, card.file)
    idle(qtbot, card)
    (made,) = (exchanged.folder / "练习 2018Q3").glob("*查询答复*")
    assert made.name.startswith("武陟县_2018Q3_第1次报送_查询答复_尾号")
    assert exchanged.take(exchanged.city, made) == ["taken"]
    assert [r.reply for r in loop.remarks(exchanged.city, looped.COUNTY, QUARTER)] == ["新增一家企业", ""]
    assert card.count.text() == "1 条待答复"
    card.rows[1].field.setText("核对无误")
    press(qtbot, card.phone)
    assert exchanged.county.state(QUARTER) == "已送出"
    assert card.count.text() == "都已答复"


def test_the_cell_of_a_query_shows_its_sign_and_leads_to_the_reply(exchanged, open_window, qtbot):
    exchanged.take(exchanged.county, exchanged.slip(QUERY, (YTD, "累计对吗？")))
    work = open_window(exchanged.county, "emissions", YTD)
    page = work.places.page
    assert page.cursor_.face.signs == ("queried",)
    qtbot.keyClick(page.cursor_.grid.cells, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.side.said.field, "fine")
    qtbot.keyClick(page.side.said.field, Qt.Key.Key_Return)
    assert work.places.name == "hand_in"
    assert work.places.page.city.remarks.rows[0].field.text() == "fine"
    assert work.places.page.city.remarks.file.isEnabled()


def test_what_the_city_said_on_the_telephone_is_recorded_at_the_county(exchanged, open_window, qtbot):
    work = open_window(exchanged.county, "hand_in")
    page = work.places.page
    press(qtbot, page.city.remarks.record)
    dialog = page.city.spoken.slip
    assert not dialog.file.isVisible()
    assert not dialog.folder.isVisible()
    dialog.add(COD)
    dialog.lines[0].field.setText("小数点错位")
    press(qtbot, dialog.phone)
    assert exchanged.county.state(QUARTER) == "已退回"
    assert page.city.remarks.rows[0].remark.by_phone
    page.city.remarks.rows[0].place.click()
    assert work.places.name == "emissions"
    assert work.places.page.cursor_.key == KEY
    entering.set_values(exchanged.county, QUARTER, [COD, "1.2"])
    work.session.refresh()
    assert work.places.page.side.said.isVisible()


def test_the_upload_is_packed_once_more(exchanged, open_window, qtbot, tmp_path, monkeypatch):
    work = open_window(exchanged.county, "hand_in")
    papers = work.places.page.papers
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "新U盘"))
    press(qtbot, papers.rows["upload"].again)
    idle(qtbot, papers)
    (made,) = (tmp_path / "新U盘").iterdir()
    assert made.name == exchanged.upload.name
    assert exchanged.take(exchanged.city, made) == ["already"]


@pytest.fixture
def real(tmp_path):
    with safekeeping.init(tmp_path / "实.jzdesk", unit=looped.COUNTY, office=None, practice=False) as office:
        yield office


def test_a_real_county_without_a_key_is_told_and_makes_one(real, open_window, qtbot, tmp_path):
    work = open_window(real, "hand_in")
    page = work.places.page
    assert "市局不会接收" in page.city.notice.text.text()
    press(qtbot, page.city.notice.way)
    card = work.places.page.keys
    assert card.act.hasFocus()
    qtbot.keyClick(card.act, Qt.Key.Key_Return)
    dialog = card.dialog
    dialog.folder.setText(str(tmp_path / "登记"))
    for first, again, wrong in (("short", "short", "至少 8 个字"), ("longenough", "longenouch", "不一样")):
        dialog.first.setText(first)
        dialog.again.setText(again)
        with qtbot.waitSignal(work.jobs.ended):
            press(qtbot, dialog.act)
        assert wrong in dialog.wrong.text()
        assert keyring.own_key(real) == ""
    dialog.again.setText("longenough")
    with qtbot.waitSignal(work.jobs.ended):
        qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
    assert card.code.text() == enrolling.keys_of(real).code
    assert (tmp_path / "登记" / "单位登记_武陟县.xlsx").exists()
    assert enrolling.sealed_copy(real)
    work.places.go("hand_in")
    assert not page.city.notice.isVisible()


def test_a_lost_key_comes_back_with_the_passphrase(real, open_window, qtbot, tmp_path):
    made = enrolling.enrol(real, tmp_path / "单位登记.xlsx", passphrase="longenough")
    real.store.info.path.with_name(f"{real.store.info.path.name}.key").unlink()
    work = open_window(real, "safety")
    card = work.places.page.keys
    card.passphrase.setText("wrong word")
    with qtbot.waitSignal(work.jobs.failed):
        press(qtbot, card.back)
        assert card.back.text() == "正在打开，点此取消"
    assert "口令不对" in card.wrong.text()
    card.passphrase.setText("longenough")
    with qtbot.waitSignal(work.jobs.finished):
        qtbot.keyClick(card.passphrase, Qt.Key.Key_Return)
    assert card.code.text() == made.code
    assert not card.passphrase.isVisible()


def test_the_other_side_s_key_is_confirmed_where_keys_are(known, open_window, qtbot):
    theirs = enrolling.enrol(known.city, known.folder / "单位登记_焦作市.xlsx")
    assert known.take(known.county, theirs.path) == ["held"]
    work = open_window(known.county, "safety")
    card = work.places.page.keys
    assert card.check.code.text() == theirs.code
    card.check.field.setText("12")
    press(qtbot, card.check.act)
    assert "对不上" in card.check.wrong.text()
    card.check.field.setText(theirs.code)
    press(qtbot, card.check.act)
    confirmed = keyring.confirmed(known.county, looped.CITY)
    assert confirmed is not None
    assert confirmed.code == theirs.code
    assert not card.check.isVisible()


def test_a_slip_let_go_anywhere_on_the_window_is_taken_in(exchanged, open_window, qtbot):
    slip = exchanged.slip(QUERY, (COD, "为什么上升？"))
    work = open_window(exchanged.county, "emissions", COD)
    work.books.take(slip)
    qtbot.waitUntil(lambda: exchanged.county.state(QUARTER) == "查询中", timeout=20_000)
    assert work.places.name == "hand_in"
    idle(qtbot, work.places.page.city.files)


def test_the_city_reaches_a_county_s_remarks_from_who_has_handed_in_and_from_the_totals(
    exchanged, open_window, qtbot
):
    exchanged.slip(QUERY, (COD, "为什么上升？"))
    receipt = exchanged.folder / "回执.xlsx"
    acceptance.accept(exchanged.city, looped.COUNTY, QUARTER, revision=None, out=receipt)
    work = open_window(exchanged.city, "coverage")
    page = work.places.page
    row = next(n for n, one in enumerate(page.model.items) if one["unit"] == looped.COUNTY)
    page.view.setCurrentIndex(page.model.index(row, 0))
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    (dialog,) = page.findChildren(LoopDialog)
    assert [one.text for one in dialog.model.items] == ["为什么上升？"]
    dialog.reject()
    press(qtbot, page.said)
    assert page.findChildren(LoopDialog)[-1].isVisible()
    page.findChildren(LoopDialog)[-1].reject()
    work.places.go("totals")
    page = work.places.page
    place = 2 + page._table.codes.index(looped.COUNTY)
    page.table.go_to(next(n for n, x in enumerate(page._table.lines) if str(x.key) == COD), place)
    press(qtbot, page.source.said)
    assert [one.text for one in page.loop.loop.model.items] == ["为什么上升？"]
    press(qtbot, page.loop.loop.slip)
    assert [line.key for line in page.loop.slip.lines] == [COD], "the figure one has come from is spoken of"
    page.loop.slip.reject()


def test_what_the_city_hands_down_is_looked_at_before_it_is_taken_in(exchanged, open_window, qtbot, tmp_path):
    hand_down(exchanged.city, projects=[{"code": "P001", "unit": "武陟县", "planned": "1200.5"}])
    file = allotting.task(exchanged.city, tmp_path / "下发.xlsx", unit=looped.COUNTY)[0]
    work = open_window(exchanged.county, "hand_in")
    drop(qtbot, work.places.page, file)
    qtbot.waitUntil(lambda: work.handed.dialog is not None, timeout=20_000)
    assert exchanged.county.catalogue.allotment.number == 0
    qtbot.mouseClick(work.handed.dialog.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: work.handed.dialog is None)
    assert exchanged.county.catalogue.allotment.number == 1
