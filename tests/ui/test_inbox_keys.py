"""待接收文件 with keys: looked at, confirmed by what the telephone says, then taken in; and replies."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from jzdesk.desk import keyring, loop, safekeeping, slip_cells, slips
from jzdesk.errors import RefusedError
from jzdesk.models.letters import QUERY, RETURN
from tests import looped
from tests.looped import COD, NH3N, QUARTER, YTD


@pytest.fixture
def known(handed_in_pair, tmp_path):
    made = handed_in_pair.again(tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(known, open_window):
    return open_window(known.city, "inbox").places.page


def come(qtbot, page, *paths) -> None:
    page.read(list(paths))
    qtbot.waitUntil(lambda: not (page.errand.busy or page.looking.busy), timeout=20_000)


def press(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def verdicts(page) -> list[str]:
    return [one.verdict for one in page.card.model.items]


def test_a_file_under_an_unconfirmed_key_shows_all_and_can_be_taken_in_after_the_telephone(
    known, page, qtbot
):
    come(qtbot, page, known.upload, known.enrolment)
    assert sorted(verdicts(page)) == ["held", "unconfirmed"]
    page.card.view.selectRow(verdicts(page).index("unconfirmed"))
    detail = page.detail
    qtbot.waitUntil(lambda: not page.looking.busy)
    assert detail.changes.model().rowCount() > 10
    assert detail.effects.model().rowCount() > 5
    assert detail.key.code.text() == known.code
    assert not detail.take.act.isVisible()
    assert not detail.slip.isVisible()
    qtbot.keyClick(page.card.view, Qt.Key.Key_Return)
    assert detail.key.field.hasFocus(), "what was heard is typed next"
    qtbot.keyClicks(detail.key.field, "1234")
    qtbot.keyClick(detail.key.field, Qt.Key.Key_Return)
    assert "密钥码对不上" in detail.key.wrong.text()
    assert detail.key.field.text() == "1234", "what was typed stays"
    assert keyring.confirmed(known.city, looped.COUNTY) is None
    detail.key.field.setText(known.code.replace(" ", "-"))
    press(qtbot, detail.key.act)
    assert verdicts(page) == ["can", "already"], "the other files of the county need nothing more"
    assert detail.take.act.hasFocus()
    assert not detail.key.isVisible()


def test_an_announced_key_is_confirmed_by_itself(known, page, qtbot):
    come(qtbot, page, known.enrolment)
    assert page.detail.title.text() == "武陟县　单位登记"
    press(qtbot, page.detail.key.act)
    assert "还没有填密钥码" in page.detail.key.wrong.text()
    page.detail.key.field.setText(known.code)
    press(qtbot, page.detail.key.act)
    assert verdicts(page) == ["already"]
    confirmed = keyring.confirmed(known.city, looped.COUNTY)
    assert confirmed is not None
    assert confirmed.code == known.code


def test_whatever_comes_has_a_line_that_says_what_it_is(known, page, qtbot, tmp_path):
    known.trust()
    known.take(known.city, known.upload)
    slip = known.slip(QUERY, (COD, "为什么上升？"))
    known.take(known.county, slip)
    reply = known.answer((COD, "新增一家企业"))
    with safekeeping.init(tmp_path / "另一县.jzdesk", unit="410825", office=None, practice=False) as real:
        from jzdesk.desk import enrolling

        strange = enrolling.enrol(real, tmp_path / "单位登记_温县.xlsx").path
    come(qtbot, page, slip, reply, strange, known.enrolment)
    items = {one.name: one for one in page.card.model.items}
    assert items[slip.name].verdict == "refused"
    assert "是查询单，不该由本单位接收" in items[slip.name].sentence
    assert items[strange.name].verdict == "refused"
    assert items[known.enrolment.name].verdict == "already"
    assert (items[reply.name].verdict, items[reply.name].kind) == ("can", "查询答复")
    for number in range(page.card.model.rowCount()):
        page.card.view.selectRow(number)
        assert page.detail.title.text()


def test_replies_are_read_before_and_after_they_are_taken_in(known, page, qtbot):
    known.trust()
    known.take(known.city, known.upload)
    known.take(known.county, known.slip(QUERY, (COD, "为什么上升？")))
    come(qtbot, page, known.answer((COD, "新增一家企业")))
    page.card.view.selectRow(verdicts(page).index("can"))
    told = page.detail.answers.model()
    assert [told.index(0, c).data() for c in (0, 1)] == [
        "《主要污染物排放情况》化学需氧量·工业源·本季：为什么上升？", "新增一家企业",
    ]  # fmt: skip
    with qtbot.waitSignal(page._jobs.ended):
        press(qtbot, page.detail.take.act)
    assert "1 条答复" in page.window().work.status.told.text()
    assert page.detail.answers.isVisible(), "they stay to be read"
    assert [r.reply for r in loop.remarks(known.city, looped.COUNTY, QUARTER)] == ["新增一家企业"]


def test_cells_are_returned_in_a_file(known, page, qtbot, tmp_path):
    known.trust()
    known.take(known.city, known.upload)
    page._session.refresh()
    press(qtbot, page.detail.slip)
    dialog = page.loop.slip
    press(qtbot, dialog.file)
    assert "没有写意见" in dialog.wrong.text()
    qtbot.keyClicks(dialog.picker.key, YTD)
    qtbot.keyClick(dialog.picker.key, Qt.Key.Key_Return)
    assert "程序算出来的" in dialog.wrong.text()
    dialog.picker.key.clear()
    choose(dialog, "化学需氧量·工业源", "本季")
    press(qtbot, dialog.picker.add)
    qtbot.waitUntil(lambda: dialog.lines[0].field.hasFocus())
    dialog.lines[0].field.setText("与在线监测不符")
    dialog.folder.setText(str(tmp_path / "退回"))
    press(qtbot, dialog.file)
    qtbot.waitUntil(lambda: page.loop.slip is None, timeout=20_000)
    (made,) = (tmp_path / "退回").iterdir()
    assert made.name.startswith("武陟县_2018Q3_第1次报送_退回单_尾号")
    assert known.take(known.county, made) == ["taken"]
    assert known.county.state(QUARTER) == "已退回"
    assert verdicts(page) == [], "what was returned waits no more"


def choose(dialog, row: str, column: str) -> None:
    dialog.picker.row.setCurrentText(row)
    dialog.picker.column.setCurrentText(column)


def test_a_query_by_telephone_and_its_answer_make_no_file(known, page, qtbot, tmp_path):
    known.trust()
    known.take(known.city, known.upload)
    page._session.refresh()
    page.open_slip()
    dialog = page.loop.slip
    press(qtbot, dialog.kinds[QUERY])
    for key in (COD, YTD):
        dialog.picker.key.setText(key)
        qtbot.keyClick(dialog.picker.key, Qt.Key.Key_Return)
        dialog.lines[-1].field.setText("为什么？")
    before = set(tmp_path.rglob("*.xlsx"))
    press(qtbot, dialog.phone)
    assert page.loop.slip is None, dialog.wrong.text()
    assert page.detail.said.text() == "往来意见（2 条待答复）…"
    press(qtbot, page.detail.said)
    listed = page.loop.loop
    assert [one.answered for one in listed.model.items] == ["", ""]
    qtbot.keyClick(listed.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: listed.reply.hasFocus())
    qtbot.keyClick(listed.reply, Qt.Key.Key_Return)
    assert "没有写" in listed.wrong.text()
    listed.reply.setText("新增一家企业")
    qtbot.keyClick(listed.reply, Qt.Key.Key_Return)
    assert [one.answered for one in listed.model.items] == ["reply", ""]
    listed.reject()
    assert page.detail.said.text() == "往来意见（1 条待答复）…"
    assert set(tmp_path.rglob("*.xlsx")) == before


def test_a_removed_cell_is_not_spoken_of_and_escape_leaves_all_as_it_was(known, page, qtbot):
    known.trust()
    known.take(known.city, known.upload)
    page._session.refresh()
    page.open_slip()
    dialog = page.loop.slip
    for key in (COD, NH3N):
        dialog.add(key)
    dialog.lines[0].removed.emit(COD)
    assert [key for key, _ in dialog.said] == [NH3N]
    trail = len(safekeeping.history(known.city))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert page.loop.slip is None
    assert len(safekeeping.history(known.city)) == trail


def test_what_cannot_be_spoken_of_is_said(known):
    known.trust()
    with pytest.raises(RefusedError, match="没有收到"):
        slip_cells.spoken(known.city, looped.COUNTY, QUARTER)
    known.take(known.city, known.upload)
    cells = slip_cells.spoken(known.city, looped.COUNTY, QUARTER)
    assert cells.cell(COD).barred == ""
    assert "程序算出来的" in cells.cell(YTD).barred
    assert cells.changed == (), "all is new in a first hand-in"


def test_a_reply_that_travelled_in_the_correction_is_an_answer_at_the_city(known, tmp_path):
    from jzdesk.desk import answering
    from tests.desk import walk

    known.trust()
    known.take(known.city, known.upload)
    known.take(known.county, known.slip(RETURN, (COD, "小数点错位"), (NH3N, "漏报")))
    (slip, *_) = {r.slip for r in loop.remarks(known.county, looped.COUNTY, QUARTER)}
    answering.give(known.county, slip, [(COD, "核对过，数是对的"), (NH3N, "没有漏")], out=None)
    with walk.without_paper():
        walk.ready(known.county, QUARTER)
        second = walk.hand_in(known.county, QUARTER, tmp_path / "第二次").files[0]
    assert known.take(known.city, second) == ["taken"]
    said = loop.remarks(known.city, looped.COUNTY, QUARTER)
    assert [(r.answered, r.reply) for r in said] == [("reply", "核对过，数是对的"), ("reply", "没有漏")]
    assert slips.RETURNED in {s.state for s in known.city.store.submissions(looped.COUNTY, QUARTER)}
