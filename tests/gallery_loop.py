"""What the gallery shows of keys and of what the city says of single cells, at both ends."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jzdesk.desk import enrolling, receiving, safekeeping
from jzdesk.models.entry import Key
from jzdesk.models.letters import QUERY, RETURN
from tests import gallery, looped
from tests.gallery import Studio
from tests.gallery_city import done as _done
from tests.gallery_city import read
from tests.looped import COD, NH3N, QUARTER, YTD


def _pair(studio: Studio, name: str) -> looped.Pair:
    folder = studio.home / name
    folder.mkdir()
    county = safekeeping.init(
        folder / "武陟县.jzdesk", unit=looped.COUNTY, office=None, practice=True, who="填表练习员"
    )
    gallery.fill(county)
    return looped.pair(folder, county)


def city_keys(studio: Studio) -> None:
    """Show a file under an unconfirmed key, the announced key, a wrong 密钥码, and both confirmed."""
    known = _pair(studio, "密钥")
    shell = studio.work(known.city, str(QUARTER), "inbox")
    page = shell.work.places.widget_of("inbox")
    read(studio, page, known.upload, known.enrolment)
    page.take_focus()
    studio.take("inbox-unconfirmed", shell)
    page.detail.key.field.setText("1234 5678")
    page.detail.key.act.click()
    studio.take("inbox-key-wrong", shell)
    page.card.view.selectRow(1)
    studio.take("inbox-held", shell)
    page.detail.key.field.setText(known.code)
    page.detail.key.act.click()
    studio.take("inbox-key-confirmed", shell)
    shell.close()
    known.county.close()
    known.city.close()


def city_remarks(studio: Studio) -> None:
    """Show a slip being written, refused, a county's remarks, and replies that came as a file."""
    known = _pair(studio, "市局往来")
    known.trust()
    known.take(known.city, known.upload)
    shell = studio.work(known.city, str(QUARTER), "inbox")
    page = shell.work.places.widget_of("inbox")
    page.open_slip()
    dialog = page.loop.slip
    studio.over(shell, dialog)
    studio.take("slip-empty", shell, dialog)
    dialog.add(COD)
    dialog.lines[0].field.setText("与在线监测不符，请核实三家造纸企业的数")
    dialog.add(NH3N)
    studio.take("slip-return", shell, dialog)
    dialog.add(YTD)
    studio.take("slip-refused", shell, dialog)
    dialog.kinds[QUERY].setChecked(True)
    dialog.add(YTD)
    studio.take("slip-query", shell, dialog)
    dialog.reject()
    slip = known.slip(QUERY, (COD, "比上季高一倍，是什么原因？"), (YTD, "累计与上季的差对不上，请核对。"))
    known.take(known.county, slip)
    reply = known.answer((COD, "新增一家造纸企业，8月投产。"))
    shell.work.session.refresh()
    read(studio, page, reply)
    page.card.view.selectRow(1)
    studio.take("inbox-answer", shell)
    known.take(known.city, reply)
    page.loop.open_remarks(looped.COUNTY, QUARTER)
    dialog = page.loop.loop
    studio.over(shell, dialog)
    studio.take("remarks-city", shell, dialog)
    dialog.reject()
    shell.close()
    known.county.close()
    known.city.close()


def county_returned(studio: Studio) -> None:
    """Show a returned quarter: what there is to do, the cell with its remark, a reply, and all remarks."""
    known = _pair(studio, "退回")
    known.trust()
    known.take(known.city, known.upload)
    slips = (
        known.slip(QUERY, (YTD, "累计与上季的差对不上，请核对。")),
        known.slip(RETURN, (COD, "与在线监测不符，请核实三家造纸企业的数"), (NH3N, "比上季高一倍，请核实")),
    )
    shell = studio.work(known.county, str(QUARTER), "hand_in")
    studio.take("hand-in-sent", shell)
    page = shell.work.places.widget_of("hand_in")
    page.city.files.read(*slips)
    _idle(studio, page.city.files)
    studio.take("hand-in-returned", shell)
    shell.work.open_at("todo")
    studio.take("todo-returned", shell)
    shell.work.open_at("emissions", Key.parse(COD))
    studio.take("cell-returned", shell)
    shell.work.session.write(Key.parse(COD), "302.45")
    form = shell.work.places.widget_of("emissions")
    form.go_to(Key.parse(NH3N))
    QTest.keyClick(form.cursor_.grid.cells, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    form.side.said.field.setText("新增一家企业，8月投产，数是对的。")
    form.side.said.field.textEdited.emit(form.side.said.field.text())
    studio.take("cell-reply", shell)
    form.go_to(Key.parse(YTD))
    studio.take("cell-queried", shell)
    shell.work.open_at("hand_in")
    page.city.remarks.rows[0].field.setText("已与上季核对，差额是前期调整数。")
    studio.take("remarks-county", shell)
    page.city.remarks.travel.click()
    studio.take("remarks-replied", shell)
    shell.close()
    known.county.close()
    known.city.close()


def _idle(studio: Studio, card) -> None:
    """Wait until a card has done what it does aside."""
    for _ in range(900):
        if not card.errand.busy:
            break
        QTest.qWait(20)
    studio.settle()


def county_keys(studio: Studio) -> None:
    """Show a real county without a key, the announcement being made, its key, and the city's."""
    folder = studio.home / "无密钥"
    folder.mkdir()
    county = safekeeping.init(
        folder / "武陟县.jzdesk", unit=looped.COUNTY, office=None, practice=False, who="张三"
    )
    city = safekeeping.init(folder / "市.jzdesk", unit=looped.CITY, office=None, practice=False, who="市局")
    gallery.fill(county)
    shell = studio.work(county, str(QUARTER), "hand_in")
    studio.take("hand-in-unsigned", shell)
    shell.work.places.show_keys()
    page = shell.work.places.widget_of("safety")
    studio.take("keys-none", shell)
    page.keys.open_enrol()
    dialog = page.keys.dialog
    dialog.first.setText("黄河水清2018")
    dialog.again.setText("黄河水清")
    dialog.act.click()
    _done(studio, shell)
    studio.over(shell, dialog)
    studio.take("keys-enrol", shell, dialog)
    dialog.again.setText("黄河水清2018")
    dialog.act.click()
    _done(studio, shell)
    studio.take("keys-own", shell)
    theirs = enrolling.enrol(city, folder / "单位登记_焦作市.xlsx")
    receiving.receive(county, [theirs.path])
    shell.work.session.refresh()
    page.keys.check.field.setText(theirs.code)
    studio.take("keys-held", shell)
    page.keys.check.act.click()
    studio.take("keys-both", shell)
    shell.close()
    shell = studio.work(city, str(QUARTER), "safety")
    shell.work.places.show_keys()
    studio.take("keys-city", shell)
    shell.close()
    county.close()
    city.close()


SCENES = (city_keys, city_remarks, county_returned, county_keys)
